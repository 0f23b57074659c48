"""Starts the window: the environment of Qt, one instance, language and look, and what happens to an uncaught error."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import MutableMapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from perfdesk import __version__
from perfdesk.base.folders import data_folder, log_folder
from perfdesk.base.start import SAMPLE
from perfdesk.gui import theme
from perfdesk.gui.first_start import FirstStart
from perfdesk.gui.icons import icon
from perfdesk.gui.program import Program
from perfdesk.gui.trouble import Trouble
from perfdesk.gui.window import AFTER_PAINT_MS, MainWindow

if TYPE_CHECKING:
    from perfdesk.gui.desk import Desk, Files, Window
    from perfdesk.gui.recovered_work import RecoveredWork
    from perfdesk.gui.safekeeping import Safekeeping

_PLUGINS = "platforminputcontexts"
_LOG_BYTES = 500_000
"""A longer log is put aside at the next start."""
_log = logging.getLogger(__name__)


def start(arguments: Sequence[str]) -> int:
    """Opens the files named by the arguments, or the sample for `--sample`; ends when the last window closes.

    Gives the files to a perfdesk that runs already, if one does. The exit code is 0.
    """
    paths = [Path(one).absolute() for one in arguments if one != SAMPLE]
    wants_sample = SAMPLE in arguments
    first = FirstStart(data_folder())
    if not wants_sample and first.hand_over(paths):
        return 0
    _keep_log()
    choose_input_method(os.environ, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    app = make_app([sys.argv[0]])
    safety = Safety(app)
    trouble = Trouble(log_folder(), lambda: safety.keeping.journals)
    sys.excepthook = trouble.report
    program = make_program(app, safety)
    program.open_files(paths)
    if wants_sample:
        program.windows[-1].files.open_sample()
    QTimer.singleShot(AFTER_PAINT_MS, lambda: first.listen(program.open_files))
    QTimer.singleShot(AFTER_PAINT_MS, lambda: safety.look(program))
    QTimer.singleShot(AFTER_PAINT_MS, gc.enable)
    app.exec()
    first.close_down()
    safety.close_down()
    program.close_down()
    return 0


def choose_input_method(environment: MutableMapping[str, str], plugins: Path) -> None:
    """Without Qt's own plugin for fcitx, fcitx is reached through its front end for ibus; else no Chinese arrives."""
    if any((plugins / _PLUGINS).glob("*fcitx*")):
        return
    if environment.get("QT_IM_MODULE", "").startswith("fcitx"):
        environment["QT_IM_MODULE"] = "ibus"
    modules = environment.get("QT_IM_MODULES", "").split(";")
    if any(module.startswith("fcitx") for module in modules):
        kept = [module for module in modules if not module.startswith("fcitx")]
        environment["QT_IM_MODULES"] = ";".join(dict.fromkeys(["ibus", *kept]))


def make_app(arguments: Sequence[str]) -> QApplication:
    """The application with its language and look."""
    QLocale.setDefault(QLocale("zh_CN"))
    # By argument: for what setStyle() returns PySide would build all of QStyle before the first paint.
    app = QApplication([*arguments, "-style", "fusion"])
    app.setApplicationName("perfdesk")
    app.setApplicationDisplayName("")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("perfdesk")
    app.setWindowIcon(icon("file", "accent"))
    translator = Translator(app)
    app.installTranslator(translator)
    theme.apply(app)
    return app


class Safety:
    """What keeps work safe, loaded when it is first needed: the welcome page is there before."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._recovered: RecoveredWork | None = None

    @cached_property
    def keeping(self) -> Safekeeping:
        """What the windows share."""
        from perfdesk.gui.safekeeping import safekeeping

        return safekeeping()

    def files(self, desk: Desk) -> Files:
        """The life of the file of a window."""
        from perfdesk.gui.file_life import FileLife

        return FileLife(desk, self.keeping)

    def look(self, program: Program) -> None:
        """Looks for what a crash left."""
        from perfdesk.gui.recovered_work import RecoveredWork

        recovered = RecoveredWork(self.keeping, self._app)
        self.attend(program, recovered)
        recovered.look()

    def attend(self, program: Program, recovered: RecoveredWork) -> None:
        """Has it offered on every welcome page; one comes up where there is none."""
        self._recovered = recovered
        recovered.found.connect(lambda: self._offer(program))
        for window in program.windows:
            self.offer_in(window)

    def offer_in(self, window: Window) -> None:
        """Puts what a crash left on the welcome page of the window, now and when it changes."""
        if self._recovered is not None:
            from perfdesk.gui.recovered_work import RecoveryStrips

            window.add_to_welcome(RecoveryStrips(self._recovered, window.files.recover))

    def close_down(self) -> None:
        """Waits for the look."""
        if self._recovered is not None:
            self._recovered.close_down()

    def _offer(self, program: Program) -> None:
        if all(window.session is not None for window in program.windows):
            program.new_window()


def make_program(app: QApplication, safety: Safety) -> Program:
    """What the windows of this process share; it has no window yet."""

    def make_window(program: Program) -> MainWindow:
        window = MainWindow(program, safety.files)
        safety.offer_in(window)
        return window

    return Program(app, make_window)


_OUR_WORDS = (("撤消", "撤销"), ("上方向", "↑"), ("下方向", "↓"))
"""Words of Qt's own Chinese and ours for them: one word for one thing, arrows as on the keys."""
_VERBS = {"&Yes": "确定(&Y)", "&No": "取消(&N)"}
"""Buttons of Qt's own questions, such as that of its file dialog about a file that is there."""


class Translator(QTranslator):
    """Qt's own Chinese with our words."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not self.load("qtbase_zh_CN", folder):
            _log.warning("Qt's Chinese is missing in %s", folder)

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Qt's text with our words in it."""
        found = _VERBS.get(text) or super().translate(context, text, disambiguation or "", n) or ""
        for word, ours in _OUR_WORDS:
            found = found.replace(word, ours)
        return found


def _keep_log() -> None:
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "perfdesk.log"
        if file.exists() and file.stat().st_size > _LOG_BYTES:
            file.replace(file.with_suffix(".old.log"))
        handler: logging.Handler = logging.FileHandler(file, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.StreamHandler()
    logging.basicConfig(handlers=[handler], level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
