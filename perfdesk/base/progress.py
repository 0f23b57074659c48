"""The one way in which a job tells how far it is and learns that it was cancelled."""

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""`progress(text, fraction)`, fraction from 0 to 1. Raises `Cancelled` to stop the job."""


def silent(_text: str, _fraction: float) -> None:
    """Progress for callers that show none."""
