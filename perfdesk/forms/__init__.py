"""Official forms as data: types, loader with validation, catalogue."""
