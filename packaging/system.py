"""What Qt needs of the system on Debian and Ubuntu: finds what is missing, installs it where that is allowed.

Nothing here ends a run: without a library the program or a test says so itself, and clearer.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libzstd.so.1": "libzstd1",
}
"""Shared libraries of Qt's xcb and offscreen windows and of its printer list, and the package that has each."""


def _output(*command: str) -> str:
    """What the command prints; "" when it is not there or fails. ldconfig stands outside an ordinary user's PATH."""
    program = shutil.which(command[0], path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin:/sbin")
    if program is None:
        return ""
    done = subprocess.run([program, *command[1:]], capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else ""


def missing_packages(screen: bool) -> list[str]:
    """Debian packages that are not there; with `screen` also the virtual screen that some tests open windows on."""
    packages: list[str] = []
    known = {line.split()[0] for line in _output("ldconfig", "-p").splitlines() if "=>" in line}
    if known:
        packages += [package for library, package in LIBRARIES.items() if library not in known]
    if not _output("fc-list", ":lang=zh", "family").strip():
        packages += ["fontconfig", "fonts-wqy-microhei"]
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python3.{sys.version_info.minor}-venv")
    if screen and shutil.which("Xvfb") is None:
        packages.append("xvfb")
    return packages


def _as_root() -> list[str] | None:
    """What a command must begin with to run as root without a question; None when that cannot be."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def ensure(screen: bool) -> None:
    """Installs the missing packages, or prints the one command that does. Asks no server when none is missing."""
    if not sys.platform.startswith("linux") or shutil.which("apt-get") is None:
        return
    packages = missing_packages(screen)
    if not packages:
        return
    by_hand = f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
    root = _as_root()
    if root is None:
        print(f"Missing system packages. Install them with:\n  {by_hand}", flush=True)
        return
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    # Package lists may be absent or old; asking for new ones takes long, so only when the first try fails.
    for command in (install, [*apt, "update"], install):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if command is install and done.returncode == 0:
            return
    print(f"{done.stdout}{done.stderr}The system packages were not installed. By hand:\n  {by_hand}", flush=True)
