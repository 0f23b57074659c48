"""Where something is in a document: what undo goes back to, a grid cell stands for and a finding points at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A project, and in it a field (`field`), an indicator's column (`indicator`, `column`), or nothing more.

    The blank row of a 二级 without indicator has no indicator id: `level1` and `level2` name it.
    `column` is `level1`, `level2`, `level3` or a column id of the form. `paper` is the name of a choice for the printed
    tables of the whole file, made while the project was shown.
    """

    project: str
    field: str = ""
    indicator: str = ""
    column: str = ""
    level1: str = ""
    level2: str = ""
    paper: str = ""
