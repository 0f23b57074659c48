"""What the actions do with the open document: the commands of the list and of the grid, for a desk."""

from perfdesk.gui import goal_commands, indicator_commands, project_commands
from perfdesk.gui.desk import Desk
from perfdesk.gui.view_commands import session


def new_project(desk: Desk) -> None:
    """A project in the group of the selected one."""
    project_commands.new_project(session(desk), desk.selection, desk.form_of, desk.default_form)


def duplicate(desk: Desk) -> None:
    """Copies of the selected projects."""
    project_commands.duplicate(session(desk), desk.selection)


def delete_projects(desk: Desk) -> None:
    """The selected projects go."""
    project_commands.delete(session(desk), desk.selection, desk.form_of)


def project_up(desk: Desk) -> None:
    """The selected projects go up in their group."""
    project_commands.move_up(session(desk), desk.selection, desk.form_of)


def project_down(desk: Desk) -> None:
    """The selected projects go down in their group."""
    project_commands.move_down(session(desk), desk.selection, desk.form_of)


def sort_by_amount(desk: Desk) -> None:
    """Largest amount first."""
    project_commands.sort_by_amount(session(desk), desk.selection, desk.form_of)


def sort_by_name(desk: Desk) -> None:
    """By pinyin."""
    project_commands.sort_by_name(session(desk), desk.selection, desk.form_of)


def add_indicator(desk: Desk) -> None:
    """An indicator in the 二级 of the current cell."""
    indicator_commands.add_indicator(session(desk), desk.selection, desk.form_of)


def insert_row(desk: Desk) -> None:
    """An indicator above the current one."""
    indicator_commands.insert_row(session(desk), desk.selection, desk.form_of)


def delete_rows(desk: Desk) -> None:
    """The selected indicators go."""
    indicator_commands.delete_rows(session(desk), desk.selection, desk.form_of)


def can_move_rows(desk: Desk, step: int) -> bool:
    """Whether the selected indicators can go down (1) or up (-1)."""
    return indicator_commands.can_move_rows(session(desk), desk.selection, desk.form_of, step)


def move_rows(desk: Desk, step: int) -> None:
    """The selected indicators go down (1) or up (-1), on into the next 二级."""
    indicator_commands.move_rows(session(desk), desk.selection, desk.form_of, step)


def fill_annual(desk: Desk) -> None:
    """Blank annual values take that of the period."""
    indicator_commands.fill_blank_annual(session(desk), desk.selection, desk.form_of)


def can_fill_annual(desk: Desk) -> bool:
    """Whether there are blank annual values with one of the period beside them."""
    return indicator_commands.blank_annual(session(desk), desk.selection, desk.form_of) > 0


def fill_text(desk: Desk) -> str:
    """What `fill_annual` is called, with the names of the two columns."""
    return f"{indicator_commands.fill_text(session(desk), desk.selection, desk.form_of)}(&F)"


def can_copy_goal(desk: Desk) -> bool:
    """Whether there is a goal to copy that differs."""
    return goal_commands.can_copy_goal(session(desk), desk.selection, desk.form_of)


def copy_goal(desk: Desk) -> None:
    """The annual goal becomes that of the period, and shows."""
    desk.selection.go(goal_commands.copy_to_annual_goal(session(desk), desk.selection, desk.form_of), "goals")


def compare_goals(desk: Desk) -> None:
    """Marks where the two goals differ, or no longer; the page of goals shows when it begins."""
    desk.selection.compare_goals(not desk.selection.compares_goals)
    if desk.selection.compares_goals:
        desk.selection.show_tab("goals")
