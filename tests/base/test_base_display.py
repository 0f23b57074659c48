"""A display is asked before Qt is: it must answer, and not only be named."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from perfdesk.base import display
from perfdesk.base.display import has_display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names of sockets as Linux has them")


@pytest.fixture
def served(tmp_path: Path):
    """A Wayland display that somebody serves."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-7"))
        server.listen()
        yield {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"}


def test_nothing_named_is_no_display():
    assert not has_display({}, "linux")
    assert not has_display({"DISPLAY": "", "WAYLAND_DISPLAY": ""}, "linux")


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_display_that_is_served_can_be_used(served, is_listed, monkeypatch):
    if not is_listed:
        monkeypatch.setattr(display, "_is_listed", lambda path: False)
    assert has_display(served, "linux")
    assert has_display({"WAYLAND_DISPLAY": f"{served['XDG_RUNTIME_DIR']}/wayland-7"}, "linux")
    assert not has_display({**served, "QT_QPA_PLATFORM": "xcb"}, "linux")


def test_an_abstract_name_is_a_display_too(monkeypatch):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0/tmp/.X11-unix/X4711")
        server.listen()
        assert has_display({"DISPLAY": ":4711.0"}, "linux")
        assert not has_display({"DISPLAY": ":4711", "QT_QPA_PLATFORM": "wayland"}, "linux")
        monkeypatch.setattr(display, "_is_listed", lambda path: False)
        assert has_display({"DISPLAY": "unix:4711"}, "linux")


def test_a_display_of_another_machine_is_asked_over_the_network(monkeypatch):
    with socket.create_server(("localhost", 0)) as server:
        monkeypatch.setattr(display, "_X11_PORT", server.getsockname()[1] - 12)
        assert has_display({"DISPLAY": "localhost:12.0"}, "linux")


@pytest.mark.parametrize("name", [":4712", "unix:4712.0", "localhost:59000", "nonsense", ":", "[::1]:70000"])
def test_a_display_that_nobody_serves_is_none(name):
    assert not has_display({"DISPLAY": name}, "linux")
    assert not has_display({"DISPLAY": name, "WAYLAND_DISPLAY": "/nowhere/wayland-0"}, "linux")


def test_a_socket_that_was_left_behind_is_no_display(tmp_path: Path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-8"))
    assert not has_display({"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-8"}, "linux")


def test_where_qt_paints_elsewhere_or_the_system_always_has_a_display():
    assert has_display({"QT_QPA_PLATFORM": "offscreen"}, "linux")
    assert has_display({"QT_QPA_PLATFORM": "vnc:size=800x600"}, "linux")
    assert has_display({}, "win32")


def test_the_program_says_so_and_names_the_commands(tmp_path: Path):
    kept = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    environment = {**kept, "DISPLAY": ":4712", "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    run = subprocess.run(
        [sys.executable, "-m", "perfdesk"], env=environment, capture_output=True, encoding="utf-8", check=False
    )

    assert run.returncode == 2
    assert "没有显示器" in run.stderr
    assert "perfdesk import" in run.stderr
