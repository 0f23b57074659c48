"""Offers what a crash left, on the welcome page: never forced, never thrown away before a person says so."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from perfdesk.base.errors import UserError
from perfdesk.gui.dialogs import CANCEL, Answer, ask, show_error
from perfdesk.gui.file_times import when
from perfdesk.gui.icons import icon
from perfdesk.gui.safekeeping import Safekeeping
from perfdesk.gui.theme import font
from perfdesk.gui.work import Work
from perfdesk.storage.abandoned import Abandoned, Taken, abandoned

_DELETE = Answer("delete", "删除")
_SIGN = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """One journal, and what is said of it; `is_readable` is False when nothing of it can be had back."""

    one: Abandoned
    name: str
    text: str
    is_readable: bool


class RecoveredWork(QObject):
    """One for the program. `found` follows a look that found something, `changed` each change of `offers`."""

    found = Signal()
    changed = Signal()

    def __init__(self, keeping: Safekeeping, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._work = Work(self)
        self.offers: tuple[Offer, ...] = ()

    def look(self) -> None:
        """Looks for journals in a worker; what holds nothing that its file does not hold is removed."""
        folder, now = self._keeping.journals, self._keeping.now

        def find() -> tuple[Offer, ...]:
            offers: list[Offer] = []
            for one in abandoned(folder):
                if one.work.is_empty:
                    Taken(one).discard()
                else:
                    offers.append(_offer(one, now()))
            return tuple(offers)

        self._work.start(lambda _progress: find(), self._show, _unexpected)

    def put_away(self, offer: Offer) -> None:
        """Offers it no more until the next start."""
        self.offers = tuple(other for other in self.offers if other is not offer)
        self.changed.emit()

    def close_down(self) -> None:
        """Waits for the look."""
        self._work.close_down()

    def _show(self, offers: tuple[Offer, ...]) -> None:
        self.offers = offers
        self.changed.emit()
        if offers:
            self.found.emit()


class RecoveryStrips(QWidget):
    """The offers, one below the other, on the welcome page of one window."""

    def __init__(self, recovered: RecoveredWork, recover: Callable[[Abandoned], None]) -> None:
        super().__init__()
        self.setObjectName("recovery_strips")
        self._recovered, self._recover = recovered, recover
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        recovered.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        while item := self._column.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for offer in self._recovered.offers:
            self._column.addWidget(self._strip(offer))
        self.setVisible(bool(self._recovered.offers))

    def _strip(self, offer: Offer) -> QFrame:
        strip = QFrame()
        strip.setObjectName("recovery_strip")
        row = QHBoxLayout(strip)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(icon("shield", "warning").pixmap(QSize(_SIGN, _SIGN)))
        text = QLabel(offer.text)
        text.setObjectName("recovery_text")
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setFont(font("chrome"))
        row.addWidget(picture)
        row.addWidget(text, 1)
        if offer.is_readable:
            row.addWidget(_button("recover", "恢复", lambda: self._take(offer), main=True))
            row.addWidget(_button("later", "稍后", lambda: self._recovered.put_away(offer)))
        row.addWidget(_button("give_up", "不恢复…", lambda: self._give_up(offer)))
        return strip

    def _take(self, offer: Offer) -> None:
        self._recovered.put_away(offer)
        self._recover(offer.one)

    def _give_up(self, offer: Offer) -> None:
        text = "它会从这台电脑上删除，以后不能找回。上次保存的文件不变。"
        title = f"不要“{offer.name}”没有保存的内容了吗？"
        if ask(self.window(), title, text, (_DELETE, CANCEL), main=CANCEL) != _DELETE.id:
            return
        try:
            Taken(offer.one).discard()
        except UserError as error:
            show_error(self.window(), error)
        self._recovered.put_away(offer)


def _offer(one: Abandoned, now: datetime) -> Offer:
    work = one.work
    name = work.owned.file.name if work.owned.file else "还没有保存过的文件"
    time = when(work.at.astimezone(now.tzinfo), now)
    if not work.is_whole and not work.document.projects:
        return Offer(one, one.path.name, f"有一份没有保存的内容读不出来：{one.path}", is_readable=False)
    damage = "" if work.is_whole else "，有一部分读不出来"
    count = one.changed_projects
    what = f"{count} 个项目有改动" if count else "打印选项有改动"
    text = f"上次没有保存的内容还在：{name}，{time}，{what}{damage}"
    return Offer(one, name, text, is_readable=True)


def _button(name: str, text: str, act: Callable[[], None], *, main: bool = False) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setProperty("main", main)
    button.clicked.connect(lambda _checked=False: act())
    return button


def _unexpected(error: UserError) -> None:
    raise error
