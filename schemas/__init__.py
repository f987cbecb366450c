"""What flows: one frozen pydantic model per record, the catalogue of topics, an example of each."""
