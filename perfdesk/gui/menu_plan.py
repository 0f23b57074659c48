"""Where the actions stand: menus, tool bar, context menus of list and grid, welcome page; each by its id."""

MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "文件(&F)",
        (
            *("new", "open", "recent", "sample", ""),
            *("save", "save_as", "history", ""),
            *("import", "export", "export_project", "export_word", "export_pdf", ""),
            *("print", "print_project", "print_page", ""),
            *("close", "quit"),
        ),
    ),
    (
        "编辑(&E)",
        (
            *("undo", "redo", ""),
            *("cut", "copy", "paste", "clear", "select_all", ""),
            *("copy_tables", ""),
            *("copy_goal", "compare_goals"),
        ),
    ),
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
        (
            *("add_indicator", "add_level2", ""),
            *("insert_row", "delete_rows", ""),
            *("row_up", "row_down", "change_level2", ""),
            "fill_annual",
        ),
    ),
    (
        "视图(&V)",
        (
            *("show_fields", "show_goals", "show_indicators", "show_preview", ""),
            *("previous_project", "next_project", ""),
            *("zoom_in", "zoom_out", "zoom_reset"),
        ),
    ),
    ("帮助(&H)", ("keys", "about")),
)
"""Menus by name; "" is a line, "recent" the list of recent files."""

TOOLS: tuple[str, ...] = (
    "new",
    "open",
    "save",
    "",
    "undo",
    "redo",
    "",
    "new_project",
    "",
    "import",
    "export_word",
    "print",
)

PROJECT_MENU: tuple[str, ...] = (
    *("new_project", "duplicate", "rename_project", "delete_project", ""),
    *("project_up", "project_down", ""),
    *("copy_tables", "export_project"),
)
"""The context menu of the project list."""

PREVIEW_MENU: tuple[str, ...] = ("print_page", "print_project", "", "copy_tables", "export")
"""The context menu of the pages."""

GRID_MENU: tuple[str, ...] = (
    *("cut", "copy", "paste", "clear", ""),
    *("insert_row", "delete_rows", "row_up", "row_down", ""),
    "change_level2",
)
"""The context menu of the indicators."""

HEAD_MENU: tuple[str, ...] = ("fill_annual",)
"""The menu in the head of the annual value."""

STARTS: tuple[tuple[str, str, str], ...] = (
    ("import", "从 Word 导入…", "去年的表、同事发来的表"),
    ("new", "新建", "从一张空白的项目绩效目标表写起"),
    ("open", "打开…", "保存过的文件（.jxmb）"),
    ("sample", "打开示例", "填好的项目，可以随意改"),
)
"""The ways to begin on the welcome page, each with its title and a line below."""
