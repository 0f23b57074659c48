"""The actions of the menu 指标, which are those of the grid too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.gui.action import Action, has_indicators, has_rows, there

if TYPE_CHECKING:
    from perfdesk.gui.desk import Desk


def _commands():  # noqa: ANN202 -- the module itself, so that its functions keep their types
    """The commands of the document, loaded when one is first needed: the welcome page is there before."""
    from perfdesk.gui import document_commands

    return document_commands


def _can_move_rows(desk: Desk, step: int) -> bool:
    return has_rows(desk) and _commands().can_move_rows(desk, step)


INDICATORS: tuple[Action, ...] = (
    Action(
        "add_indicator",
        "添加三级指标(&A)",
        "在所选的二级指标下面加一行",
        lambda d: _commands().add_indicator(d),
        has_indicators,
        "Ctrl+T",
        "plus",
    ),
    Action(
        "add_level2",
        "添加二级指标(&L)…",
        "从还没有的二级指标里选一个，在它下面加一行",
        lambda d: there(d).indicators.offer_level2(),
        has_indicators,
        "Ctrl+Shift+T",
        "plus",
    ),
    Action(
        "insert_row",
        "插入一行(&I)",
        "在所选的行上面加一行",
        lambda d: _commands().insert_row(d),
        has_rows,
        "Ctrl+Shift+=",
        scope="grid",
    ),
    Action(
        "delete_rows",
        "删除所选的行(&D)",
        "删除所选的行，可以撤销",
        lambda d: _commands().delete_rows(d),
        has_rows,
        "Ctrl+-",
        "delete",
        scope="grid",
    ),
    Action(
        "row_up",
        "上移(&U)",
        "所选的行往上移，到头了就进上面的二级指标",
        lambda d: _commands().move_rows(d, -1),
        lambda d: _can_move_rows(d, -1),
        "Alt+Shift+Up",
        "up",
        scope="grid",
    ),
    Action(
        "row_down",
        "下移(&W)",
        "所选的行往下移，到头了就进下面的二级指标",
        lambda d: _commands().move_rows(d, 1),
        lambda d: _can_move_rows(d, 1),
        "Alt+Shift+Down",
        "down",
        scope="grid",
    ),
    Action(
        "change_level2",
        "改到其他二级指标(&C)…",
        "把所选的行放到另一个二级指标下面",
        lambda d: there(d).indicators.offer_change(),
        has_rows,
        "Alt+Down",
        scope="grid",
    ),
    Action(
        "fill_annual",
        "填空白的年度值(&F)",
        "空白的年度值填成同一行实施周期的值，可以撤销",
        lambda d: _commands().fill_annual(d),
        lambda d: has_indicators(d) and _commands().can_fill_annual(d),
        "Ctrl+L",
        says=lambda d: _commands().fill_text(d) if has_indicators(d) else "填空白的年度值(&F)",
    ),
)
