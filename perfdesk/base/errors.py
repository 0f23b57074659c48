"""Errors that a person reads, and the signal that a job was cancelled."""


class UserError(Exception):
    """Something a person can act on, in plain Chinese.

    `what` says what happened, `safe` whether the work is safe, `todo` what can be done. Raised in a job or below,
    shown in one place of `cli/` and one of `gui/`. Everything that is not a `UserError` is a bug and passes through.
    """

    def __init__(self, what: str, safe: str = "", todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.todo = todo

    def __str__(self) -> str:
        return "".join(part for part in (self.what, self.safe, self.todo) if part)


class Cancelled(Exception):
    """Raised by a job's `progress` call when the person has cancelled it."""
