"""What the pipeline does in a second, beside what its parts could do at most. `make bench` prints the table."""
