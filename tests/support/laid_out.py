"""What every laid-out Grid must be."""

from collections import Counter

from perfdesk.grid.grid import Grid


def assert_whole(grid: Grid) -> None:
    """Each square of the table is covered by exactly one cell, and each row's cells stand from left to right."""
    covered = Counter(
        (row, column)
        for first, cell in grid.cells()
        for row in range(first, first + cell.rows)
        for column in range(cell.column, cell.column + cell.cols)
    )
    assert covered == Counter((row, column) for row in range(len(grid.rows)) for column in range(grid.columns))
    for row in grid.rows:
        columns = [cell.column for cell in row.cells]
        assert columns == sorted(columns)


def texts(grid: Grid) -> list[list[str]]:
    """The texts of the cells that begin in each row."""
    return [[cell.text for cell in row.cells] for row in grid.rows]
