"""The one table of actions: text, keys, icon, help, when they can be done, and what they call."""

from collections.abc import Callable

from perfdesk.gui import export_commands, indicator_commands, project_commands, view_commands
from perfdesk.gui.action import Action, has_indicators, has_project, has_projects, has_rows, is_open
from perfdesk.gui.desk import Desk


def _can_move_rows(desk: Desk, step: int) -> bool:
    moves = indicator_commands.can_move_rows
    return has_rows(desk) and moves(view_commands.session(desk), desk.selection, desk.form_of, step)


def _with(command: Callable[..., None], *more: int) -> Callable[[Desk], None]:
    """What runs a command of the document with the session, the selection and the forms of a desk."""
    return lambda desk: command(view_commands.session(desk), desk.selection, desk.form_of, *more)


ACTIONS: tuple[Action, ...] = (
    Action("new", "新建(&N)", "从一张空白的表写起", lambda d: d.files.new(), shortcut="Ctrl+N", icon="new"),
    Action("open", "打开(&O)…", "打开保存过的文件", lambda d: d.files.open(), shortcut="Ctrl+O", icon="open"),
    Action("sample", "打开示例(&E)", "打开一份填好的示例，可以随意改", lambda d: d.files.open_sample(), icon="sample"),
    Action(
        "import",
        "导入(&I)…",
        "从 Word 文件或文本里读出项目，加到列表后面",
        lambda d: d.files.import_files(),
        shortcut="Ctrl+I",
        icon="import",
    ),
    Action("save", "保存(&S)", "把修改写进文件", lambda d: d.files.save(), is_open, "Ctrl+S", "save"),
    Action("save_as", "另存为(&A)…", "换一个名字或文件夹保存", lambda d: d.files.save_as(), is_open, "Ctrl+Shift+S"),
    Action(
        "history",
        "历史版本(&H)…",
        "看以前保存的版本，取回其中一个",
        lambda d: d.files.history(),
        is_open,
        icon="history",
    ),
    Action(
        "export_project",
        "导出本项目为 Word(&W)…",
        "把选中的项目导出成 Word 文件",
        export_commands.export_selected,
        has_project,
        "Ctrl+Shift+E",
    ),
    Action(
        "export",
        "导出全部为 Word(&X)…",
        "把全部项目导出成一个 Word 文件",
        export_commands.export_all,
        has_projects,
        "Ctrl+E",
        "export",
        "导出 Word",
    ),
    Action("close", "关闭(&C)", "关闭这个窗口", lambda d: d.widget.close(), shortcut="Ctrl+W"),
    Action("quit", "退出(&Q)", "关闭所有窗口", view_commands.quit_program, shortcut="Ctrl+Q"),
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
        "new_project",
        "新建项目(&N)",
        "加一个项目，沿用所选项目的部门、单位和年度",
        lambda d: project_commands.new_project(view_commands.session(d), d.selection, d.form_of, d.default_form),
        is_open,
        "Ctrl+Shift+N",
        "new-project",
    ),
    Action(
        "duplicate",
        "复制项目(&D)",
        "照所选的项目再做一个",
        lambda d: project_commands.duplicate(view_commands.session(d), d.selection),
        has_project,
        "Ctrl+Shift+D",
        "copy",
    ),
    Action(
        "delete_project",
        "删除项目(&E)",
        "删除所选的项目，可以撤销",
        _with(project_commands.delete),
        has_project,
        "Delete",
        "delete",
        scope="list",
    ),
    Action(
        "project_up",
        "上移(&U)",
        "把所选的项目往上移，纸上的顺序跟着变",
        _with(project_commands.move_up),
        has_project,
        "Alt+Shift+Up",
        "up",
        scope="list",
    ),
    Action(
        "project_down",
        "下移(&W)",
        "把所选的项目往下移，纸上的顺序跟着变",
        _with(project_commands.move_down),
        has_project,
        "Alt+Shift+Down",
        "down",
        scope="list",
    ),
    Action(
        "sort_by_amount",
        "按金额排序(&A)",
        "各组里的项目按金额从大到小排",
        _with(project_commands.sort_by_amount),
        has_projects,
    ),
    Action(
        "sort_by_name", "按名称排序(&M)", "各组里的项目按名称排", _with(project_commands.sort_by_name), has_projects
    ),
    Action(
        "rename_project",
        "改名(&R)",
        "在列表里改所选项目的名称",
        lambda d: d.rename_project(),
        has_project,
        "F2",
        scope="list",
    ),
    Action(
        "add_indicator",
        "添加三级指标(&A)",
        "在所选的二级指标下面加一行",
        _with(indicator_commands.add_indicator),
        has_indicators,
        icon="plus",
    ),
    Action(
        "insert_row",
        "插入一行(&I)",
        "在所选的行上面加一行",
        _with(indicator_commands.insert_row),
        has_rows,
        "Ctrl+Shift+=",
        scope="grid",
    ),
    Action(
        "delete_rows",
        "删除所选的行(&D)",
        "删除所选的行，可以撤销",
        _with(indicator_commands.delete_rows),
        has_rows,
        "Ctrl+-",
        "delete",
        scope="grid",
    ),
    Action(
        "row_up",
        "上移(&U)",
        "所选的行往上移，到头了就进上面的二级指标",
        _with(indicator_commands.move_rows, -1),
        lambda d: _can_move_rows(d, -1),
        "Alt+Shift+Up",
        "up",
        scope="grid",
    ),
    Action(
        "row_down",
        "下移(&W)",
        "所选的行往下移，到头了就进下面的二级指标",
        _with(indicator_commands.move_rows, 1),
        lambda d: _can_move_rows(d, 1),
        "Alt+Shift+Down",
        "down",
        scope="grid",
    ),
    Action(
        "fill_annual",
        "填空白的年度值(&F)",
        "空白的年度值填成同一行实施周期的值，可以撤销",
        _with(indicator_commands.fill_blank_annual),
        has_indicators,
    ),
    Action(
        "show_fields",
        "基本信息(&1)",
        "看所选项目的基本信息",
        lambda d: d.selection.show_tab("fields"),
        has_project,
        "Ctrl+1",
    ),
    Action(
        "show_goals",
        "绩效目标(&2)",
        "看所选项目的绩效目标",
        lambda d: d.selection.show_tab("goals"),
        has_project,
        "Ctrl+2",
    ),
    Action(
        "show_indicators",
        "绩效指标(&3)",
        "看所选项目的绩效指标",
        lambda d: d.selection.show_tab("indicators"),
        has_project,
        "Ctrl+3",
    ),
    Action(
        "previous_project",
        "上一个项目(&P)",
        "转到列表里的上一个项目",
        view_commands.previous_project,
        has_project,
        "Ctrl+PgUp",
    ),
    Action(
        "next_project",
        "下一个项目(&N)",
        "转到列表里的下一个项目",
        view_commands.next_project,
        has_project,
        "Ctrl+PgDown",
    ),
    Action("zoom_in", "放大文字(&I)", "目标和指标的文字大一级", view_commands.zoom_in, view_commands.can_zoom_in),
    Action("zoom_out", "缩小文字(&O)", "目标和指标的文字小一级", view_commands.zoom_out, view_commands.can_zoom_out),
    Action("zoom_reset", "原来大小(&R)", "把文字恢复到 100%", view_commands.zoom_reset, shortcut="Ctrl+0"),
    Action("keys", "快捷键(&K)", "列出全部快捷键，可以查找", view_commands.show_keys, shortcut="F1"),
    Action("about", "关于(&A)", "版本、许可和文件夹", view_commands.show_about),
)

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "文件(&F)",
        (
            *("new", "open", "recent", "sample", ""),
            *("save", "save_as", "history", ""),
            *("import", "export", "export_project", ""),
            *("close", "quit"),
        ),
    ),
    ("编辑(&E)", ("undo", "redo")),
    (
        "项目(&P)",
        (
            *("new_project", "duplicate", "rename_project", "delete_project", ""),
            *("project_up", "project_down", ""),
            *("sort_by_amount", "sort_by_name"),
        ),
    ),
    (
        "指标(&I)",
        ("add_indicator", "insert_row", "delete_rows", "", "row_up", "row_down", "", "fill_annual"),
    ),
    (
        "视图(&V)",
        (
            *("show_fields", "show_goals", "show_indicators", ""),
            *("previous_project", "next_project", ""),
            *("zoom_in", "zoom_out", "zoom_reset"),
        ),
    ),
    ("帮助(&H)", ("keys", "about")),
)
"""Menus by name; "" is a line, "recent" the list of recent files."""

TOOLS: tuple[str, ...] = ("new", "open", "save", "", "undo", "redo", "", "new_project", "", "import", "export")

PROJECT_MENU: tuple[str, ...] = (
    *("new_project", "duplicate", "rename_project", "delete_project", ""),
    *("project_up", "project_down", ""),
    "export_project",
)
"""The context menu of the project list."""

STARTS: tuple[tuple[str, str], ...] = (
    ("import", "去年的表、同事发来的表"),
    ("new", "从一张空白的项目绩效目标表写起"),
    ("open", "保存过的文件（.jxmb）"),
    ("sample", "填好的项目，可以随意改"),
)
"""The ways to begin on the welcome page, each with a line on it."""
