"""A clock that goes only when a test moves it."""

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


class Clock:
    """The time in China, from 9:00 on 2026-03-02."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 2, 9, tzinfo=CHINA)

    def __call__(self) -> datetime:
        return self.time

    def move(self, **by: float) -> None:
        """Goes on, by `minutes=…`, `days=…` and so on."""
        self.time += timedelta(**by)
