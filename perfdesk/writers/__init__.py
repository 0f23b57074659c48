"""Formats out: one module a format, `write(grids, out)`; knows Grids only and opens no path."""
