"""The sample day: one Tuesday of contacts with Antwerp, line by line as it came in, rubbish included."""
