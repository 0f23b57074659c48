"""The user's folders. The only user of appdirs, which is no longer developed."""

from pathlib import Path

import appdirs

_NAME = "perfdesk"


def data_folder() -> Path:
    """Folder for what belongs to the user: own forms, backups, recovery."""
    return Path(appdirs.user_data_dir(_NAME, appauthor=False))


def config_folder() -> Path:
    """Folder for settings; content never goes there."""
    return Path(appdirs.user_config_dir(_NAME, appauthor=False))


def log_folder() -> Path:
    """Folder for logs."""
    return Path(appdirs.user_log_dir(_NAME, appauthor=False))
