"""Formats in: one module a format, bytes to a `Source` of Grids and paragraphs with positions."""
