"""What a command prints: results to stdout, messages, errors and progress to stderr."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from io import TextIOWrapper

from perfdesk.base.errors import UserError

_PATIENCE = 0.5
"""Seconds of work before progress is shown."""
_REDRAW = 0.1
_CLEAR = "\r\x1b[K"


class Console:
    """Prints for one command. `quiet` leaves errors and results."""

    def __init__(self, quiet: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self._quiet = quiet
        self._clock = clock
        self._began = self._drawn = clock()
        self._is_drawn = False

    def result(self, text: str) -> None:
        """Prints a result."""
        self._clear()
        print(text, flush=True)

    def json(self, value: Mapping[str, object]) -> None:
        """Prints a result for programs."""
        self.data(json_bytes(value))

    def data(self, data: bytes) -> None:
        """Gives out bytes as they are. UserError when nobody takes them."""
        self._clear()
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except OSError as error:
            raise UserError(f"写不到标准输出：{error.strerror}。", "没有改动任何文件。") from error

    def say(self, text: str) -> None:
        """Tells a person something that is no result."""
        if not self._quiet:
            self._clear()
            print(text, file=sys.stderr)

    def complain(self, error: UserError, before: str = "") -> None:
        """Tells of an error, also when quiet; `before` stands before it."""
        self._clear()
        print(f"{before}{error}", file=sys.stderr)

    def progress(self, text: str, fraction: float) -> None:
        """Shows how far the work is, on a terminal and when it takes a while. The `Progress` of jobs."""
        now = self._clock()
        if self._quiet or now - self._began < _PATIENCE or now - self._drawn < _REDRAW or not sys.stderr.isatty():
            return
        self._drawn = now
        self._is_drawn = True
        sys.stderr.write(f"{_CLEAR}{text} {fraction:.0%}")
        sys.stderr.flush()

    def _clear(self) -> None:
        if self._is_drawn:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self._is_drawn = False


def json_bytes(value: Mapping[str, object]) -> bytes:
    """Indented JSON in UTF-8. What is no text (bytes of a file name) becomes `\\udcXX`, as JSON itself writes it."""
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode("utf-8", "backslashreplace")


def prepare_streams() -> None:
    """Lets stdout and stderr take every text in UTF-8, on consoles of Windows and where a file name is no text."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def read_stdin(limit_bytes: int) -> bytes:
    """All of standard input. UserError when it is more than the limit, or cannot be read."""
    try:
        data = sys.stdin.buffer.read(limit_bytes + 1)
    except OSError as error:
        raise UserError(f"读不了标准输入：{error.strerror}。") from error
    if len(data) > limit_bytes:
        raise UserError(f"标准输入太大，最多 {limit_bytes >> 20} MB。", todo="请拆分后再导入。")
    return data
