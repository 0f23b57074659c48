"""Finds the data that ships with the program: in a checkout, a wheel or a frozen program."""

from pathlib import Path

_PACKAGE = Path(__file__).parent.parent


def resource(name: str) -> Path:
    """Path of the shipped file or folder `name`, such as `forms` or `resources/sample/tables.txt`.

    An installed package holds it under `perfdesk/_data/`, a checkout beside `perfdesk/`.
    """
    installed = _PACKAGE / "_data" / name
    return installed if installed.exists() else _PACKAGE.parent / name
