"""The life of a window's file: new, open, import, save, history, close, and what a crash left."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from perfdesk.base.errors import UserError
from perfdesk.base.progress import Progress
from perfdesk.base.resources import resource
from perfdesk.gui import file_questions as questions
from perfdesk.gui.desk import Desk
from perfdesk.gui.dialogs import CLOSE, Message
from perfdesk.gui.file_state import FileState, unsaved
from perfdesk.gui.history_dialog import HistoryDialog
from perfdesk.gui.importing import import_into
from perfdesk.gui.recovery import Recovery
from perfdesk.gui.safekeeping import Safekeeping
from perfdesk.gui.saving import Saving
from perfdesk.jobs.import_ import import_sources
from perfdesk.jobs.open_file import OpenedFile, open_file
from perfdesk.jobs.save import Saved
from perfdesk.jobs.sources import OWN_SUFFIX
from perfdesk.model.document import Document
from perfdesk.model.normal import blank_rows
from perfdesk.model.place import Place
from perfdesk.model.session import Session
from perfdesk.storage.abandoned import Abandoned, Taken
from perfdesk.storage.locks import FileLock, Holder, lock

_SAMPLE = "resources/sample/tables.txt"
_UNNAMED = "未命名"
_ADVICE = {
    "temporary": (
        "“{}”在临时文件夹里",
        "从邮件里直接打开的文件会被自动清理，改了也可能丢。请先另存到自己的文件夹。",
    ),
    "read-only": ("“{}”是只读文件", "可以看，也可以修改，但要另存为别的名字。"),
}
"""What to tell of a place that is no good to work in, with the file's name."""


class FileLife(QObject):
    """One a window; `Files` for its actions. Shows the state of her work in the status bar."""

    def __init__(self, desk: Desk, keeping: Safekeeping) -> None:
        super().__init__()
        self._desk, self._keeping = desk, keeping
        self._state: FileState | None = None
        self._saving = Saving(desk, keeping, self._after_save)
        self._recovery = Recovery(keeping, self)
        self._recovery.kept.connect(self._kept)
        self._recovery.refused.connect(self._not_kept)
        self._saved_at = self._kept_at = ""
        self._unkept = ""
        self._discards = False

    def new(self) -> None:
        """An empty document in the window for another one."""
        self._desk.finish_editing()
        self._desk.window_for().files.hold(unsaved(Document(), self._desk.settings.open_folder))

    def open(self) -> None:
        """Asks for a file and opens it in the window for another document."""
        folder = self._desk.settings.open_folder or questions.documents_folder()
        path = questions.ask_file(self._desk.widget, folder)
        if path is not None:
            self.open_files((path,))

    def open_files(self, paths: Sequence[Path]) -> None:
        """Opens files of the program's own kind, each in its window, and imports all others here."""
        sources = [path for path in paths if path.suffix.lower() != OWN_SUFFIX]
        for path in paths:
            if path not in sources:
                self._open(path)
        if sources:
            self._import(sources)

    def open_sample(self) -> None:
        """The sample as an unsaved copy in the window for another document."""
        catalogue = self._desk.catalogue

        def show(document: Document) -> None:
            self._desk.window_for().files.hold(unsaved(document, questions.documents_folder(), "示例.jxmb"))

        self._desk.work(lambda _progress: import_sources([resource(_SAMPLE)], catalogue).document, show)

    def import_files(self) -> None:
        """Asks for files and adds what they hold."""
        self._desk.finish_editing()
        folder = self._desk.settings.import_folder or questions.documents_folder()
        sources = questions.ask_sources(self._desk.widget, folder)
        if sources:
            chosen = str(sources[0].parent)
            self._desk.change_settings(lambda settings: replace(settings, import_folder=chosen))
            self._import(sources)

    def save(self) -> bool:
        """Begins to save; asks for a name the first time. False when it was given up."""
        self._desk.finish_editing()
        return self._state is not None and self._saving.save(self._state)

    def save_as(self) -> bool:
        """Asks for a name and begins to save. False when it was given up."""
        self._desk.finish_editing()
        return self._state is not None and self._saving.save_as(self._state)

    def history(self) -> None:
        """Shows the versions that were saved before."""
        if self._state is not None:
            HistoryDialog(self._desk, self._keeping, self._state.session.file).show()

    def hold(self, state: FileState, taken: Taken | None = None) -> None:
        """Shows the document in this window, in the place of what it shows; asks nothing."""
        self._let_go(discard=True)
        self._state = state
        self._saved_at = self._kept_at = self._unkept = ""
        self._discards = False
        self._desk.show_session(state.session)
        self._note_file()
        self._recovery.follow(state.session, state.base, state.owned, taken)
        self._show_state()

    def recover(self, one: Abandoned) -> None:
        """Opens what a crash left, with its file, in the window for another document."""
        try:
            taken = Taken(one)
        except UserError as error:
            self._desk.show_error(error)
            return
        work, keeping = one.work, self._keeping
        base = work.base if work.base != work.document else Document()
        session = Session(base, work.owned.file)
        touched = next((new.id for new in work.document.projects if new not in base.projects), "")
        session.edit("恢复没有保存的内容", lambda _document: work.document, Place(touched))
        state = FileState(session, base, work.owned.stamp)

        def hold(found: FileLock | Holder | None) -> None:
            self._guard(state, found)
            self._desk.window_for().files.hold(state, taken)

        file = work.owned.file
        other = keeping.window_of(file) if file else None
        if other is not None and not other.isWindowModified():
            # The window that the file was opened in at the start would hold it, and this one could not save.
            other.close()
        self._desk.work(lambda _progress: file and lock(file, keeping.person, keeping.now()), hold)

    def may_close(self) -> bool:
        """Asks about changes that are not saved; whether the window may go."""
        self._saving.wait()
        state = self._state
        if state is None or state.session.is_saved:
            return True
        answer = questions.ask_before_closing(self._desk.widget, self._name(state), state.session.file is not None)
        if answer == questions.SAVE.id:
            self.save()
            self._saving.wait()
            return state.session.is_saved
        self._discards = answer == questions.DISCARD.id
        return self._discards

    def close_down(self) -> None:
        """Lets go of file, lock and recovery copy; the copy stays of what was neither saved nor given up."""
        self._saving.close_down()
        self._let_go(discard=self._discards or self._state is None or self._state.session.is_saved)

    def _let_go(self, *, discard: bool) -> None:
        self._recovery.end(discard=discard)
        self._keeping.open_files.pop(self._desk.widget, None)
        if self._state is not None:
            self._state.release()
            self._state = None

    def _open(self, path: Path) -> None:
        other = self._keeping.window_of(path)
        if other is not None:
            other.raise_()
            other.activateWindow()
            return
        self._read(path)

    def _read(self, path: Path, *, take_over: bool = False) -> None:
        """Reads the file in a worker. One that cannot be read, but was saved before, leads to its earlier states."""
        keeping = self._keeping

        def read(_progress: Progress) -> OpenedFile | UserError:
            try:
                return open_file(path, keeping.person, keeping.now(), take_over=take_over)
            except UserError as error:
                if not keeping.backups.of(path):
                    raise
                return error

        def show(found: OpenedFile | UserError) -> None:
            if not isinstance(found, UserError):
                self._opened(found)
            elif questions.ask_about_history(self._desk.widget, found) == questions.HISTORY.id:
                HistoryDialog(self._desk, keeping, path).show()

        self._desk.work(read, show)

    def _opened(self, opened: OpenedFile) -> None:
        holder = opened.lock
        if isinstance(holder, Holder):
            keeping, path = self._keeping, opened.path
            answer = questions.ask_about_holder(self._desk.widget, path.name, holder, keeping.now())
            if answer == questions.TAKE_OVER.id:
                self._read(path, take_over=True)
                return
            if answer != questions.READ_ONLY.id:
                return
        state = FileState(Session(opened.document, opened.path), opened.document, opened.stamp)
        self._guard(state, opened.lock)
        if opened.standing == "read-only" and not state.is_read_only:
            state.is_read_only, state.note = True, "文件或它所在的地方不能写。"
        desk = self._desk.window_for()
        desk.files.hold(state)
        if opened.standing in _ADVICE:
            title, text = _ADVICE[opened.standing]
            advice = Message(desk.widget, title.format(opened.path.name), text, (questions.SAVE_AS, CLOSE))
            advice.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            advice.accepted.connect(lambda: advice.answer == questions.SAVE_AS.id and desk.files.save_as())
            advice.open()
        elif opened.standing == "removable":
            desk.say("这个文件在 U 盘上，拔出前请先保存并关闭窗口；也可以另存到电脑里。")

    def _guard(self, state: FileState, found: FileLock | Holder | None) -> None:
        """Notes in whose hands the file is."""
        if isinstance(found, Holder):
            state.is_read_only, state.note = True, questions.read_only_note(found, self._keeping.now())
        else:
            state.lock = found

    def _import(self, sources: Sequence[Path]) -> None:
        def session_for(folder: str) -> Session:
            if self._state is None:
                self.hold(unsaved(Document()))
            state = self._state
            if state is None:
                raise RuntimeError("a document was shown, but is not held")
            state.folder = state.folder or folder
            return state.session

        import_into(self._desk, sources, session_for)

    def _after_save(self, state: FileState, saved: Saved) -> None:
        if state is not self._state:
            return
        self._saved_at = f"已保存 {self._keeping.now():%H:%M}"
        self._kept_at = ""
        self._recovery.saved(state.base, state.owned)
        self._note_file()
        self._desk.refresh()
        self._show_state()
        if saved.unkept is not None:
            self._desk.say(f"已保存，但没有留下历史版本：{saved.unkept.what}")
        elif blank := blank_rows(state.base):
            self._desk.say(f"已保存。{blank} 行空白的指标没有写进文件，填了内容再保存就会留下。")

    def _note_file(self) -> None:
        """The file is open in this window, and the newest of the recent ones."""
        path = self._state.session.file if self._state else None
        if path is not None:
            self._keeping.open_files[self._desk.widget] = path
            folder = str(path.parent)
            self._desk.change_settings(lambda old: replace(old.with_recent(str(path)), open_folder=folder))

    def _kept(self) -> None:
        state = self._state
        self._unkept = ""
        if state is not None and not state.session.is_saved:
            self._kept_at = f"已自动备份 {self._keeping.now():%H:%M}"
        self._show_state()

    def _not_kept(self, error: UserError) -> None:
        self._unkept = str(error)
        self._show_state()

    def _show_state(self) -> None:
        """Left in the status bar: read-only, saved when, kept when, or why not kept."""
        state = self._state
        if state is None:
            return
        if self._unkept:
            self._desk.show_state(self._unkept, "warning")
            return
        first = f"只读：{state.note}" if state.is_read_only else self._saved_at
        if not first and state.session.file is None:
            first = "还没有保存过"
        self._desk.show_state(" · ".join(part for part in (first, self._kept_at) if part))

    def _name(self, state: FileState) -> str:
        return state.session.file.name if state.session.file else _UNNAMED
