"""Documents as files: `.jxmb`, JSON, and the one module that writes user files."""
