"""The one table of actions: text, keys, icon, help, when they can be done, and what they call."""

from collections.abc import Mapping
from types import MappingProxyType

from perfdesk.gui import view_commands
from perfdesk.gui.action import Action, has_preview, has_project, has_projects, is_open, there
from perfdesk.gui.desk import Desk
from perfdesk.gui.edit_actions import EDIT
from perfdesk.gui.indicator_actions import INDICATORS
from perfdesk.gui.selection import Scope


def _document():  # noqa: ANN202 -- the module itself, so that its functions keep their types
    """The commands of the document, loaded when one is first needed: the welcome page is there before."""
    from perfdesk.gui import document_commands

    return document_commands


def _export():  # noqa: ANN202
    from perfdesk.gui import exporting

    return exporting


def _printing():  # noqa: ANN202
    from perfdesk.gui import printing

    return printing


def _shown_scope(desk: Desk) -> Scope:
    """What the preview shows while it does; else all."""
    return desk.selection.scope if desk.selection.tab == "preview" else "all"


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
        "export",
        "导出(&X)…",
        "导出成 Word、PDF、Excel、网页或文本",
        lambda d: _export().export(d),
        has_projects,
        "Ctrl+E",
        "export",
    ),
    Action(
        "export_project",
        "导出本项目(&J)…",
        "把选中的项目导出成 Word、PDF 或别的文件",
        lambda d: _export().export(d, "one"),
        has_project,
        "Ctrl+Shift+E",
    ),
    Action(
        "export_word",
        "导出为 Word(&W)…",
        "导出成 Word 文件，在预览里按选的打印范围",
        lambda d: _export().export(d, _shown_scope(d), "docx"),
        has_projects,
        icon="export",
        short="导出 Word",
    ),
    Action(
        "export_pdf",
        "导出为 PDF(&F)…",
        "导出成 PDF 文件，在预览里按选的打印范围",
        lambda d: _export().export(d, _shown_scope(d), "pdf"),
        has_projects,
        short="导出 PDF",
    ),
    Action(
        "print",
        "打印(&P)…",
        "打印预览里选的范围",
        lambda d: _printing().print_scope(d),
        has_project,
        "Ctrl+P",
        "print",
        "打印",
    ),
    Action("print_project", "打印本项目(&T)…", "只打印所选的项目", lambda d: _printing().print_project(d), has_project),
    Action("print_page", "打印本页(&G)…", "只打印预览里的这一页", lambda d: _printing().print_page(d), has_preview),
    Action("close", "关闭(&C)", "关闭这个窗口", lambda d: d.widget.close(), shortcut="Ctrl+W"),
    Action("quit", "退出(&Q)", "关闭所有窗口", view_commands.quit_program, shortcut="Ctrl+Q"),
    *EDIT,
    Action(
        "new_project",
        "新建项目(&N)",
        "加一个项目，沿用所选项目的部门、单位和年度",
        lambda d: _document().new_project(d),
        is_open,
        "Ctrl+Shift+N",
        "new-project",
    ),
    Action(
        "duplicate",
        "复制项目(&D)",
        "照所选的项目再做一个",
        lambda d: _document().duplicate(d),
        has_project,
        "Ctrl+Shift+D",
        "copy",
    ),
    Action(
        "delete_project",
        "删除项目(&E)",
        "删除所选的项目，可以撤销",
        lambda d: _document().delete_projects(d),
        has_project,
        "Delete",
        "delete",
        scope="list",
    ),
    Action(
        "project_up",
        "上移(&U)",
        "把所选的项目往上移，纸上的顺序跟着变",
        lambda d: _document().project_up(d),
        has_project,
        "Alt+Shift+Up",
        "up",
        scope="list",
    ),
    Action(
        "project_down",
        "下移(&W)",
        "把所选的项目往下移，纸上的顺序跟着变",
        lambda d: _document().project_down(d),
        has_project,
        "Alt+Shift+Down",
        "down",
        scope="list",
    ),
    Action(
        "sort_by_amount",
        "按金额排序(&A)",
        "各组里的项目按金额从大到小排",
        lambda d: _document().sort_by_amount(d),
        has_projects,
    ),
    Action(
        "sort_by_name", "按名称排序(&M)", "各组里的项目按名称排", lambda d: _document().sort_by_name(d), has_projects
    ),
    Action(
        "rename_project",
        "改名(&R)",
        "在列表里改所选项目的名称",
        lambda d: there(d).tree.rename(),
        has_project,
        "F2",
        scope="list",
    ),
    *INDICATORS,
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
        "show_preview",
        "打印预览(&4)",
        "看所选项目印出来的样子",
        lambda d: d.selection.show_tab("preview"),
        has_project,
        "Ctrl+4",
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


def named(action_id: str) -> Action:
    """The action with this id. KeyError when there is none."""
    return _NAMED[action_id]


_NAMED: Mapping[str, Action] = MappingProxyType({one.id: one for one in ACTIONS})
