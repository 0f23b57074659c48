"""An uncaught error is logged and shown once, with the place of the recovery copy; the window lives on."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from perfdesk.base.errors import UserError

_log = logging.getLogger(__name__)


class Trouble:
    """`report` is the process's exception hook. `recovery` gives the folder of recovery copies, if there is one."""

    def __init__(self, logs: Path, recovery: Callable[[], Path | None]) -> None:
        self._logs = logs
        self._recovery = recovery
        self._shown: set[tuple[str, int]] = set()

    def report(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        """Logs each error; one that comes from the same line as an earlier one is not shown again."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, traceback)
            return
        _log.error("uncaught", exc_info=(kind, error, traceback))
        place = _place(traceback)
        if place in self._shown or QApplication.instance() is None:
            return
        self._shown.add(place)
        from perfdesk.gui.dialogs import show_error

        copy = self._recovery()
        safe = f"已写的内容还在，恢复用的副本在：{copy}" if copy else "已写的内容还在窗口里。"
        todo = f"请先保存，再继续。详情在日志里：{self._logs}"
        show_error(QApplication.activeWindow(), UserError("程序出了一个错，刚才的操作可能没有做完。", safe, todo))


def _place(traceback: TracebackType | None) -> tuple[str, int]:
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    return ("", 0) if traceback is None else (traceback.tb_frame.f_code.co_filename, traceback.tb_lineno)
