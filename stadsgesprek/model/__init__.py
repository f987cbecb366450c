"""The model that understands messages: its data, how it is trained, measured and replaced."""
