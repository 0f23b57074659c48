"""What can be done with whole projects: each is one step with a name and leaves a sensible selection."""

import pytest
from support.project_lists import ROLES, document, form_of, project
from support.seeds import form

from perfdesk.gui import project_commands as commands
from perfdesk.gui.selection import Selection
from perfdesk.model.document import Document, Project, texts
from perfdesk.model.session import Session

COMMON = document(
    project("a", "乙名", money="30000"),
    project("b", "甲名", money="约十万"),
    project("x", "别处", unit="乙", money="90000"),
    project("c", "第10个", money="70000"),
    project("d", "第9个", money="5万元"),
)


class Desk:
    """A session and what the window points at in it."""

    def __init__(self, shown, *pointed):
        self.session = Session(shown)
        self.selection = Selection()
        self.selection.show_projects(pointed[0] if pointed else "", pointed)
        self.before = shown

    def do(self, command, *arguments):
        command(self.session, self.selection, *arguments)

    def undo(self):
        self.session.undo()
        assert self.session.document is self.before
        assert self.session.undo_name is None

    @property
    def ids(self):
        return [one.id for one in self.session.document.projects]


def test_a_new_project_stands_at_the_end_of_the_group_and_takes_its_unit_and_year(qapp):
    sample = Project(
        "a", form().id, texts([(ROLES.department, "厅"), (ROLES.unit, "甲"), (ROLES.year, "2027"), ("x", "y")])
    )
    desk = Desk(document(sample, project("b", year="2027"), project("x", unit="乙")), "a")
    asked = []
    desk.selection.asked.connect(asked.append)

    desk.do(commands.new_project, form_of, form())

    made = desk.session.document.projects[2]
    taken = {ROLES.department: "厅", ROLES.unit: "甲", ROLES.year: "2027"}
    defaults = {field.id: field.default for field in form().fields if field.default}
    assert dict(made.fields) == defaults | taken
    assert desk.selection.project == made.id
    assert [(place.project, place.field) for place in asked] == [(made.id, ROLES.name)]
    assert desk.session.undo_name == "新建项目"
    desk.undo()


def test_a_new_project_goes_into_the_group_that_the_list_points_at(qapp):
    desk = Desk(COMMON, "a")
    desk.selection.show_group("x")

    desk.do(commands.new_project, form_of, form())

    assert desk.session.document.projects[3].field(ROLES.unit) == "乙"


@pytest.mark.parametrize("pointed", [(), ("gone",)])
def test_the_first_project_of_a_file_has_the_usual_form(qapp, pointed):
    desk = Desk(Document(), *pointed)

    desk.do(commands.new_project, form_of, form())

    assert desk.session.document.projects[0].form == form().id
    assert desk.session.document.forms == {form().id: form().text}


def test_copies_stand_behind_their_projects_and_are_selected(qapp):
    desk = Desk(COMMON, "a", "c")

    desk.do(commands.duplicate)

    first, second = desk.selection.projects
    assert desk.ids == ["a", first, "b", "x", "c", second, "d"]
    assert desk.session.document.project(first).fields == COMMON.project("a").fields
    assert desk.session.undo_name == "复制 2 个项目"
    desk.undo()


@pytest.mark.parametrize(
    ("gone", "then"), [(("a",), "b"), (("b", "c"), "d"), (("d",), "x"), (("a", "b", "c", "d"), "x"), (("x",), "d")]
)
def test_deleting_points_at_the_project_that_moves_up(qapp, gone, then):
    desk = Desk(COMMON, *gone)
    pointed = []
    desk.session.subscribe(lambda *_: pointed.append(desk.selection.project))

    desk.do(commands.delete, form_of)

    assert desk.ids == [one for one in "abxcd" if one not in gone]
    assert desk.selection.projects == (then,)
    assert pointed == [then]
    assert desk.session.undo_name == ("删除项目" if len(gone) == 1 else f"删除 {len(gone)} 个项目")
    desk.undo()


def test_deleting_all_points_at_nothing(qapp):
    desk = Desk(COMMON, *"abxcd")

    desk.do(commands.delete, form_of)

    assert desk.ids == []
    assert desk.selection.project == ""


def listed(desk):
    return "".join(one.id for one in commands.list_order(desk.session.document.projects, form_of))


@pytest.mark.parametrize(
    ("command", "pointed", "order"),
    [
        (commands.move_up, "c", "acbdx"),
        (commands.move_down, "a", "bacdx"),
        (commands.move_up, "cd", "acdbx"),
        (commands.move_down, "ab", "cabdx"),
        (commands.move_up, "bd", "bdacx"),
        (commands.move_up, "a", "abcdx"),
        (commands.move_down, "d", "abcdx"),
        (commands.move_down, "x", "abcdx"),
    ],
)
def test_projects_move_by_one_within_their_group(qapp, command, pointed, order):
    desk = Desk(COMMON, *pointed)

    desk.do(command, form_of)

    assert listed(desk) == order
    assert desk.selection.projects == tuple(pointed)
    assert desk.ids.index("x") == 2
    if order != "abcdx":
        assert desk.session.undo_name == "移动项目"
        desk.undo()


@pytest.mark.parametrize(
    ("command", "order", "name"),
    [(commands.sort_by_amount, "cdabx", "按金额排序"), (commands.sort_by_name, "dcbax", "按名称排序")],
)
def test_sorting_keeps_groups_and_what_is_selected(qapp, command, order, name):
    desk = Desk(COMMON, "b")

    desk.do(command, form_of)

    assert listed(desk) == "".join(desk.ids) == order
    assert desk.selection.project == "b"
    assert desk.session.undo_name == name
    desk.undo()


@pytest.mark.parametrize("command", [commands.duplicate, commands.delete, commands.move_up])
def test_with_nothing_selected_nothing_happens(qapp, command):
    desk = Desk(COMMON)

    desk.do(command, *(() if command is commands.duplicate else (form_of,)))

    assert desk.session.document is COMMON
