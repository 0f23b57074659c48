"""How a start of the program is read, before anything is imported that takes time."""

SAMPLE = "--sample"
"""The argument that opens the sample as an unsaved copy in a window."""
