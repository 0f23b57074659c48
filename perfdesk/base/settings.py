"""What the program remembers of a person's habits, in one JSON file of the config folder. Content never goes there."""

import contextlib
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import cast

from perfdesk.base.folders import config_folder

_NAME = "settings.json"
_RECENT = 10
_log = logging.getLogger(__name__)


def _no_widths() -> Mapping[str, tuple[int, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults.

    `geometry` is Qt's own text of the window's place (Base64); `zoom` is in percent, and `preview_zoom` too, where 0
    fits the width and -1 the whole page; `list_width` in pixels; `widths` are column widths in pixels by what a view
    calls itself, 0 for the usual one; `recent` are paths, the newest first; `export_pattern` is that of the names of
    files, "" the usual one.
    """

    geometry: str = ""
    list_width: int = 264
    tab: str = "fields"
    zoom: int = 100
    preview_zoom: int = 0
    widths: Mapping[str, tuple[int, ...]] = field(default_factory=_no_widths)
    goal_strip_open: bool = False
    recent: tuple[str, ...] = ()
    open_folder: str = ""
    import_folder: str = ""
    export_folder: str = ""
    export_format: str = "docx"
    export_each: bool = False
    export_pattern: str = ""
    export_open_file: bool = False
    export_open_folder: bool = False

    def with_recent(self, path: str) -> "Settings":
        """The same with `path` as the newest of the recent files."""
        others = tuple(one for one in self.recent if one != path)
        return replace(self, recent=(path, *others)[:_RECENT])


def load_settings(folder: Path | None = None) -> Settings:
    """Reads the settings. What is not there, or is not of its kind, is left at its default with a line in the log."""
    path = (folder or config_folder()) / _NAME
    try:
        read: object = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        _log.warning("settings are left at their defaults, %s cannot be read: %s", path, error)
        return Settings()
    if not isinstance(read, dict):
        _log.warning("settings are left at their defaults, %s holds no object", path)
        return Settings()
    entries = cast("dict[str, object]", read)
    found = Settings()
    for one in fields(Settings):
        if one.name in entries:
            found = _taken(found, one.name, entries[one.name])
    return found


def save_settings(settings: Settings, folder: Path | None = None) -> None:
    """Writes the settings whole or not at all; a refusal of the disk is a line in the log: no work depends on it."""
    target = (folder or config_folder()) / _NAME
    temporary = target.with_name(f"{_NAME}.{os.getpid()}")
    content = {one.name: getattr(settings, one.name) for one in fields(Settings)} | {"widths": dict(settings.widths)}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        temporary.replace(target)
    except OSError as error:
        _log.warning("settings are not kept: %s", error)
        with contextlib.suppress(OSError):
            temporary.unlink()


def _taken(settings: Settings, name: str, value: object) -> Settings:
    held: object = getattr(settings, name)
    fitting: object = None
    if isinstance(held, tuple):
        fitting = _texts(value)
    elif isinstance(held, Mapping):
        fitting = _widths(value)
    elif type(value) is type(held):
        fitting = value
    if fitting is None:
        _log.warning("setting %s is left at its default, it cannot be %r", name, value)
        return settings
    return replace(settings, **{name: fitting})


def _texts(value: object) -> tuple[str, ...] | None:
    items = tuple(cast("list[object]", value)) if isinstance(value, list) else (None,)
    texts = tuple(item for item in items if isinstance(item, str))
    return texts if len(texts) == len(items) else None


def _widths(value: object) -> Mapping[str, tuple[int, ...]] | None:
    if not isinstance(value, dict):
        return None
    found: dict[str, tuple[int, ...]] = {}
    for name, widths in cast("dict[str, object]", value).items():
        items = tuple(cast("list[object]", widths)) if isinstance(widths, list) else (None,)
        numbers = tuple(item for item in items if type(item) is int)
        if len(numbers) != len(items):
            return None
        found[name] = numbers
    return MappingProxyType(found)
