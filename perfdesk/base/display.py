"""Whether a window can be opened here, asked before Qt is, which ends the process where it cannot."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

_X11_PORT = 6000
_PATIENCE = 5.0
"""Seconds: over a network a display may be slow to answer."""


def has_display(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a display answers, or Qt was told of another place to paint."""
    if platform in ("win32", "darwin"):
        return True
    told = environment.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if told and told != "xcb" and not told.startswith("wayland"):
        return True
    x11, wayland = environment.get("DISPLAY", ""), environment.get("WAYLAND_DISPLAY", "")
    may_wayland, may_x11 = told != "xcb", not told.startswith("wayland")
    return (may_wayland and _answers_wayland(wayland, environment)) or (may_x11 and _answers_x11(x11))


def _answers_wayland(name: str, environment: Mapping[str, str]) -> bool:
    return bool(name) and _answers(str(PurePosixPath(environment.get("XDG_RUNTIME_DIR", "/"), name)))


def _answers_x11(name: str) -> bool:
    """A display is named host:number.screen; without a host, or with `unix`, it is reached by a socket of this machine.

    https://www.x.org/releases/current/doc/man/man7/X.7.xhtml, Display Names.
    """
    host, _, number = name.rpartition(":")
    number = number.partition(".")[0]
    if not number.isascii() or not number.isdigit():
        return False
    if host.rpartition("/")[2] in ("", "unix"):
        path = f"/tmp/.X11-unix/X{number}"
        return _answers(path) or (sys.platform == "linux" and _answers(f"\0{path}")) or _answers_tcp("", int(number))
    return _answers_tcp(host.strip("[]"), int(number))


def _answers(path: str) -> bool:
    """Whether somebody listens there; a name that begins with NUL is an abstract one."""
    if _is_listed(path):
        return True
    # Late: it takes longer than all else that is asked here, and is only needed where the list does not reach.
    import socket

    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(_PATIENCE)
        try:
            probe.connect(path)
        except OSError:
            return False
    return True


def _is_listed(path: str) -> bool:
    """Whether Linux has a socket of that name in this network namespace; one whose owner died is not listed."""
    try:
        listed = Path("/proc/net/unix").read_bytes()
    except OSError:
        return False
    return b" " + os.fsencode(path.replace("\0", "@")) + b"\n" in listed


def _answers_tcp(host: str, number: int) -> bool:
    import socket

    try:
        socket.create_connection((host or "localhost", _X11_PORT + number), _PATIENCE).close()
    except (OSError, OverflowError):
        return False
    return True
