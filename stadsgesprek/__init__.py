"""What a person starts: the command line, the settings, the console and the city packs."""
