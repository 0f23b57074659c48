"""When files were changed, and how a colleague would say it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path


def now() -> datetime:
    """The time of the clock on the wall."""
    return datetime.now(UTC).astimezone()


def when(time: datetime, now: datetime) -> str:
    """The time as a colleague would say it: 今天 14:03, 昨天 17:42, 9月18日, 2024年11月3日."""
    days = (now.date() - time.date()).days
    if days in (0, 1):
        return f"{'昨天' if days else '今天'} {time:%H:%M}"
    year = "" if time.year == now.year else f"{time.year}年"
    return f"{year}{time.month}月{time.day}日"


def changed_at(paths: Sequence[str]) -> Mapping[str, datetime | None]:
    """When each file was changed, None for one that cannot be found; may take long on a share that is away."""
    return {path: _changed_at(Path(path)) for path in paths}


def _changed_at(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return None
