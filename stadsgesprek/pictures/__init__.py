"""The reactieschema as a picture and in words: for the wall, for a document, for the console."""
