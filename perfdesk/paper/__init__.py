"""Grids on paper: pages as values, painted by Qt for preview, print and PDF."""
