"""The immutable document, its edits and its history. Knows no form, no file and no screen."""
