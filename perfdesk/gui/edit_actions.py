"""The actions of the menu 编辑: the history, what the editor or grid with the keyboard does, and the goals."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from perfdesk.gui import view_commands
from perfdesk.gui.action import Action, has_project, has_two_goals, there

if TYPE_CHECKING:
    from perfdesk.gui.desk import Desk
    from perfdesk.gui.edit_target import EditTarget


def _goals():  # noqa: ANN202 -- the module itself, so that its functions keep their types
    """The commands of goals, loaded with the first document."""
    from perfdesk.gui import document_commands

    return document_commands


def _tables():  # noqa: ANN202
    from perfdesk.gui import table_copy

    return table_copy


def _can(desk: Desk, ask: Callable[[EditTarget], bool]) -> bool:
    return desk.workplace is not None and ask(desk.workplace.edit_target)


EDIT: tuple[Action, ...] = (
    Action(
        "undo",
        "撤销(&U)",
        "撤销上一步修改",
        view_commands.undo,
        view_commands.can_undo,
        "Ctrl+Z",
        "undo",
        "撤销",
        says=view_commands.undo_text,
    ),
    Action(
        "redo",
        "重做(&R)",
        "把撤销的修改再做一次",
        view_commands.redo,
        view_commands.can_redo,
        "Ctrl+Y",
        "redo",
        "重做",
        says=view_commands.redo_text,
    ),
    Action(
        "cut",
        "剪切(&T)",
        "把选中的内容剪切到剪贴板",
        lambda d: there(d).edit_target.cut(),
        lambda d: _can(d, lambda target: target.can_cut()),
        "Ctrl+X",
        scope="focus",
        finishes=False,
    ),
    Action(
        "copy",
        "复制(&C)",
        "把选中的内容复制到剪贴板",
        lambda d: there(d).edit_target.copy(),
        lambda d: _can(d, lambda target: target.can_copy()),
        "Ctrl+C",
        scope="focus",
        finishes=False,
    ),
    Action(
        "copy_tables",
        "复制为表格(&F)",
        "把选中项目的正式表格放到剪贴板，可以粘贴到 Word、WPS 里",
        lambda d: _tables().copy_tables(d),
        has_project,
        "Ctrl+Shift+C",
    ),
    Action(
        "paste",
        "粘贴(&P)",
        "把剪贴板里的内容写到光标或所选格子的位置",
        lambda d: there(d).edit_target.paste(),
        lambda d: _can(d, lambda target: target.can_paste()),
        "Ctrl+V",
        scope="focus",
        finishes=False,
    ),
    Action(
        "clear",
        "清除(&D)",
        "清除选中的文字或格子里的内容",
        lambda d: there(d).edit_target.clear(),
        lambda d: _can(d, lambda target: target.can_cut()),
        "Delete",
        scope="focus",
        finishes=False,
    ),
    Action(
        "select_all",
        "全选(&A)",
        "选中全部文字或全部格子",
        lambda d: there(d).edit_target.select_all(),
        lambda d: _can(d, lambda target: target.can_select_all()),
        "Ctrl+A",
        scope="focus",
        finishes=False,
    ),
    Action(
        "copy_goal",
        "复制到年度目标(&G)",
        "用实施周期的目标替换年度目标，可以撤销",
        lambda d: _goals().copy_goal(d),
        lambda d: has_two_goals(d) and _goals().can_copy_goal(d),
        "Ctrl+J",
        "copy",
    ),
    Action(
        "compare_goals",
        "对比两处目标(&B)",
        "标出两处目标不同的地方",
        lambda d: _goals().compare_goals(d),
        has_two_goals,
        "Ctrl+B",
        "compare",
        checked=lambda d: d.selection.compares_goals,
    ),
)
