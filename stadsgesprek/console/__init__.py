"""The web console: what the city's people see of the conversation, in Dutch and English."""
