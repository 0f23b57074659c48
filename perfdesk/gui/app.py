"""Starts the window: the environment of Qt, one instance, language and look, and what happens to an uncaught error."""

import logging
import logging.handlers
import os
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from perfdesk import __version__
from perfdesk.base.folders import log_folder
from perfdesk.base.start import SAMPLE
from perfdesk.gui import theme
from perfdesk.gui.file_life import FileLife
from perfdesk.gui.icons import icon
from perfdesk.gui.instance import Instance, hand_over, server_name
from perfdesk.gui.program import Program
from perfdesk.gui.recovered_work import RecoveredWork, RecoveryStrips
from perfdesk.gui.safekeeping import Safekeeping, safekeeping
from perfdesk.gui.trouble import Trouble
from perfdesk.gui.window import MainWindow

_PLUGINS = "platforminputcontexts"
_LOG_BYTES = 500_000
_log = logging.getLogger(__name__)


def start(arguments: Sequence[str]) -> int:
    """Opens the files named by the arguments, or the sample for `--sample`; ends when the last window closes.

    Gives the files to a perfdesk that runs already, if one does. The exit code is 0.
    """
    paths = [Path(one).absolute() for one in arguments if one != SAMPLE]
    wants_sample = SAMPLE in arguments
    name = server_name()
    if not wants_sample and hand_over(paths, name):
        return 0
    _keep_log()
    choose_input_method(os.environ, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
    app = make_app([sys.argv[0]])
    keeping = safekeeping()
    trouble = Trouble(log_folder(), lambda: keeping.journals)
    sys.excepthook = trouble.report
    recovered = RecoveredWork(keeping, app)
    program = make_program(app, keeping, recovered)
    instance = Instance(name, app)
    instance.handed.connect(program.open_files)
    program.open_files(paths)
    if wants_sample:
        program.windows[-1].files.open_sample()
    recovered.look()
    app.exec()
    instance.close_down()
    recovered.close_down()
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
    app = QApplication(list(arguments))
    app.setStyle("Fusion")
    app.setApplicationName("perfdesk")
    app.setApplicationDisplayName("")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("perfdesk")
    app.setWindowIcon(icon("file", "accent"))
    translator = Translator(app)
    app.installTranslator(translator)
    theme.apply(app)
    return app


def make_program(app: QApplication, keeping: Safekeeping, recovered: RecoveredWork) -> Program:
    """The program without a window yet; what a crash left stands on the welcome page of each of its windows."""

    def make_window(program: Program) -> MainWindow:
        window = MainWindow(program, lambda desk: FileLife(desk, keeping))
        window.welcome.recovered.addWidget(RecoveryStrips(recovered, window.files.recover))
        return window

    program = Program(app, make_window)
    recovered.found.connect(lambda: _offer(program))
    return program


def _offer(program: Program) -> None:
    """Where no window shows its welcome page, one comes up with what a crash left."""
    if all(window.session is not None for window in program.windows):
        program.new_window()


class Translator(QTranslator):
    """Qt's own Chinese, with 撤销 for what it calls 撤消, and verbs where it answers with 是 and 否."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not self.load("qtbase_zh_CN", folder):
            _log.warning("Qt's Chinese is missing in %s", folder)

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Qt's text with our one word for it."""
        found = super().translate(context, text, disambiguation or "", n)
        return (found or "").replace("撤消", "撤销")


def _keep_log() -> None:
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "perfdesk.log", maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    logging.basicConfig(handlers=[handler], level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
