"""绩效目标: the goals of the form in one or two editors, with counts, copying from one to the other and comparing."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from perfdesk.forms.form import Form
from perfdesk.forms.labels import filled
from perfdesk.gui.actions import named
from perfdesk.gui.differences import Difference, differences
from perfdesk.gui.form_lines import goal_fields
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.goal_commands import can_copy_goal, copy_to_annual_goal
from perfdesk.gui.goal_pane import GoalPane
from perfdesk.gui.icons import icon
from perfdesk.gui.selection import Selection
from perfdesk.gui.text_changes import units
from perfdesk.gui.tied_page import TiedPage
from perfdesk.model.document import Project
from perfdesk.model.place import Place
from perfdesk.model.session import Session

SIDE_BY_SIDE = 720
"""From this width on the two goals stand side by side, in pixels."""
LOW = 500
"""Below this height lines stand closer, in pixels: on a screen of 1920×1080 at 150 % the page is 472 high."""
LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP = 80, 200, 10
_PAUSE = 150
"""Milliseconds without typing after which differences are looked for again."""


class GoalsTab(QWidget):
    """The goals of the selected project. Widgets are made once a form; another project only fills them anew."""

    zoomed = Signal(int)
    """The size of the text changed, in per cent."""

    def __init__(self, session: Session, selection: Selection, form_of: FormOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goals_tab")
        self._session = session
        self._selection = selection
        self._form_of = form_of
        self._panes: list[GoalPane] = []
        self._last: GoalPane | None = None
        self._found: tuple[Difference, ...] = ()
        self._compares = False
        self._at = -1
        self.zoom = 100
        self._bar = _Bar(self)
        self._bar.copy.clicked.connect(self._copy)
        self._bar.compare.clicked.connect(selection.compare_goals)
        self._bar.previous.clicked.connect(lambda: self._go_to_difference(-1))
        self._bar.following.clicked.connect(lambda: self._go_to_difference(1))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(0)
        self._parting = QFrame(self)
        self._parting.setFrameShape(QFrame.Shape.NoFrame)
        self._parting.setObjectName("goals_parting")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(self._row, 1)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE)
        self._wait.timeout.connect(self._compare)
        self._tied = TiedPage(session, selection, form_of, self, self)
        selection.changed.connect(self._follow_comparing)
        selection.asked.connect(self._go)
        self._tied.show_selected()
        self._follow_comparing()

    def finish_editing(self) -> None:
        """Nothing waits here: each letter is in the document as soon as it stands in an editor."""

    def take_keyboard(self) -> None:
        """For the first goal."""
        if self._panes:
            self._panes[0].editor.setFocus()

    def close_down(self) -> None:
        """Listens no longer."""
        self._tied.close_down()
        self._wait.stop()
        self._selection.changed.disconnect(self._follow_comparing)
        self._selection.asked.disconnect(self._go)

    def set_zoom(self, percent: int) -> None:
        """Size of the text in per cent, within the limits."""
        percent = max(LEAST_ZOOM, min(MOST_ZOOM, percent))
        if percent != self.zoom:
            self.zoom = percent
            for pane in self._panes:
                pane.editor.set_zoom(percent)
            self.zoomed.emit(percent)

    def begin(self, project: Project | None) -> None:
        """Differences are looked through from the first; without a project there is nothing to type in."""
        self._at = -1
        for pane in self._panes:
            pane.setEnabled(project is not None)

    def name(self, project: Project) -> None:
        """The labels as printed."""
        form = self._form_of(project)
        for pane in self._panes:
            pane.set_name(filled(form.field(pane.field_id).label, project))

    def build(self, form: Form) -> None:
        """A pane a goal."""
        for old in self._panes:
            old.deleteLater()
        self._row.removeWidget(self._parting)
        self._panes = [GoalPane(field, form.field(field).help, self) for field in goal_fields(form)]
        for position, pane in enumerate(self._panes):
            if position:
                self._row.addWidget(self._parting)
            self._row.addWidget(pane, 1)
            pane.editor.set_zoom(self.zoom)
            pane.editor.zoom_asked.connect(self._zoom)
            pane.entered.connect(lambda pane=pane: self._note_pane(pane))
            tie = self._tied.tie(pane.field_id, pane.editor)
            tie.shown.connect(lambda pane=pane: self._text_shown(pane))
        self._last = self._panes[-1] if self._panes else None
        is_pair = len(self._panes) == 2
        self._bar.setVisible(is_pair)
        self._parting.setVisible(is_pair)
        self._arrange()

    def _follow_comparing(self) -> None:
        if self._selection.compares_goals != self._compares:
            self._compares = self._selection.compares_goals
            self._bar.compare.setChecked(self._compares)
            self._compare()

    def _zoom(self, notches: int) -> None:
        self.set_zoom(self.zoom + notches * ZOOM_STEP)

    def _note_pane(self, pane: GoalPane) -> None:
        self._last = pane

    def _text_shown(self, pane: GoalPane) -> None:
        pane.count()
        if len(self._panes) == 2:
            self._bar.copy.setEnabled(can_copy_goal(self._session, self._selection, self._form_of))
            if self._compares:
                self._wait.start()

    def _copy(self) -> None:
        copy_to_annual_goal(self._session, self._selection, self._form_of)

    def _compare(self) -> None:
        """Looks for differences and tints them, or takes the tint away."""
        self._wait.stop()
        if len(self._panes) != 2:
            return
        is_on = self._compares
        left, right = (pane.editor.content() for pane in self._panes)
        self._found = differences(left, right) if is_on else ()
        for pane, text, spans in (
            (self._panes[0], left, [one.left for one in self._found]),
            (self._panes[1], right, [one.right for one in self._found]),
        ):
            pane.editor.mark([(units(text[:start]), units(text[:end])) for start, end in spans])
        self._bar.say(len(self._found) if is_on else None)

    def _go_to_difference(self, step: int) -> None:
        """Selects the next difference, or the one before, in the editor used last, and scrolls the other there."""
        self._compare()
        if not self._found:
            return
        self._at = (self._at + step) % len(self._found) if self._at >= 0 or step > 0 else len(self._found) - 1
        found = self._found[self._at]
        for pane, (start, end) in zip(self._panes, (found.left, found.right), strict=True):
            text = pane.editor.content()
            pane.editor.select(units(text[:start]), units(text[:end]))
        if self._last is not None:
            self._last.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, place: Place) -> None:
        for pane in self._panes:
            if pane.field_id == place.field and place.project == self._tied.project:
                pane.editor.go_to_change()

    def _arrange(self) -> None:
        is_wide = self.width() >= SIDE_BY_SIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)
        is_low = self.height() < LOW
        self._bar.set_tight(is_low)
        for pane in self._panes:
            pane.set_tight(is_low)
        self._parting.setFixedSize(*((1, 16_777_215) if is_wide else (16_777_215, 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._compare()


class _Bar(QFrame):
    """The strip above two goals."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("goals_bar")
        self.copy, self.compare = (
            _button(one.id, one.icon, one.plain_text, f"{one.help}（{one.shortcut}）", self)
            for one in map(named, ("copy_goal", "compare_goals"))
        )
        self.compare.setCheckable(True)
        self._said = QLabel(self)
        self._said.setObjectName("differences")
        self._said.setProperty("tone", "text2")
        self._said.setProperty("type", "help")
        self.previous = _button("previous_difference", "chevron-up", "", "上一处不同", self)
        self.following = _button("next_difference", "chevron-down", "", "下一处不同", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        for part in (self.copy, self.compare):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self._said, self.previous, self.following):
            row.addWidget(part)
        self.say(None)

    def set_tight(self, is_tight: bool) -> None:
        """Lower, for a low page."""
        if self.property("tight") != is_tight:
            self.setProperty("tight", is_tight)
            self.style().unpolish(self)
            self.style().polish(self)

    def say(self, count: int | None) -> None:
        """How many differences there are; None when nothing is compared."""
        self._said.setText("" if count is None else f"不同 {count} 处" if count else "两处相同")
        for button in (self.previous, self.following):
            button.setVisible(count is not None)
            button.setEnabled(bool(count))


def _button(name: str, icon_name: str, text: str, tip: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setIcon(icon(icon_name))
    button.setIconSize(QSize(18, 18))
    button.setText(text)
    button.setToolTip(tip)
    button.setToolButtonStyle(
        Qt.ToolButtonStyle.ToolButtonTextBesideIcon if text else Qt.ToolButtonStyle.ToolButtonIconOnly
    )
    # A click leaves the keyboard in the goal; Tab still comes here.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
