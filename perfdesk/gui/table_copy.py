"""复制为表格: the official tables of the selected projects on the clipboard, for Word, WPS and LibreOffice."""

from collections.abc import Iterator

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from perfdesk.base.progress import Progress
from perfdesk.forms.choices import chosen
from perfdesk.grid.grid import Grid
from perfdesk.grid.layout import lay_out
from perfdesk.gui.desk import Desk
from perfdesk.gui.view_commands import session
from perfdesk.writers.clipboard import Content, content


def copy_tables(desk: Desk) -> None:
    """Copies the selected projects in their order on paper, as a table in HTML and as text with tabs."""
    document = session(desk).document
    forms = desk.catalogue.for_document(document)
    wanted = frozenset(desk.selection.projects)
    projects = [one for one in document.projects if one.id in wanted]

    def tables(progress: Progress) -> Iterator[Grid]:
        for number, project in enumerate(projects):
            progress("正在排版", number / len(projects))
            form = forms[project.form]
            yield lay_out(form, project, chosen(form.options, document.paper))

    def put(made: Content) -> None:
        data = QMimeData()
        data.setHtml(made.html)
        data.setText(made.text)
        QGuiApplication.clipboard().setMimeData(data)
        what = f" {len(projects)} 张表" if len(projects) > 1 else "本项目的表"
        desk.say(f"已复制{what}，可以粘贴到 Word、WPS 里。")

    desk.work(lambda progress: content(tuple(tables(progress))), put)
