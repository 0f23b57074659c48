"""How a start of the program is read, before anything is imported that takes time."""

import sys
from collections.abc import Mapping

SAMPLE = "--sample"
"""The argument that opens the sample as an unsaved copy in a window."""


def has_display(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window can be opened: there is a display, or Qt was told of another place to paint."""
    if platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"))
