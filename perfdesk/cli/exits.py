"""How a command ends: the exit codes, and the one way from an error to each."""

from collections.abc import Generator
from contextlib import contextmanager
from enum import IntEnum

from perfdesk.base.errors import UserError


class Exit(IntEnum):
    """The exit codes. On `USAGE`, `SOURCE`, `TARGET` and `INTERRUPTED` no target is half written."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    SOURCE = 3
    TARGET = 4
    BUG = 70
    INTERRUPTED = 130


class Ended(Exception):
    """A command ends here with this exit code and this error."""

    def __init__(self, code: Exit, error: UserError) -> None:
        super().__init__(str(error))
        self.code = code
        self.error = error


@contextmanager
def ends_with(code: Exit) -> Generator[None]:
    """A UserError in here ends the command with `code`."""
    try:
        yield
    except UserError as error:
        raise Ended(code, error) from error
