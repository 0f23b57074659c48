"""Imports files into the document of a window: read in a worker, added as one step, told with all that is left over."""

from collections.abc import Callable, Sequence
from pathlib import Path

from perfdesk.base.progress import Progress
from perfdesk.gui.desk import Desk
from perfdesk.gui.import_dialog import ImportDialog
from perfdesk.gui.import_lines import lines, summary
from perfdesk.jobs.import_ import Imported, import_sources
from perfdesk.model.document import Document, new_id
from perfdesk.model.edits import add_projects, renewed
from perfdesk.model.place import Place
from perfdesk.model.session import Session


def import_into(desk: Desk, paths: Sequence[Path], session_for: Callable[[str], Session]) -> None:
    """Reads the files in a worker; their projects go to the end of the document of `session_for(folder)`.

    It is asked for only when there is something to add; `folder` is that of the first source with projects.
    """
    into = desk.session.document if desk.session is not None else None
    catalogue = desk.catalogue

    def read(progress: Progress) -> Imported:
        return import_sources(list(paths), catalogue, into=into, progress=progress)

    desk.work(read, lambda imported: _add(desk, imported, into or Document(), session_for))


def _add(desk: Desk, imported: Imported, before: Document, session_for: Callable[[str], Session]) -> None:
    if imported.is_empty:
        if len(imported.failed) == len(imported.sources) == 1:
            desk.show_error(imported.failed[0].error)
        else:
            ImportDialog(desk, summary(imported), tuple(lines(imported, ())), None).show()
        return
    first = next(one for one in imported.opened if one.document.projects)
    session = session_for(str(Path(first.name).parent))
    had = {project.id for project in before.projects}
    found = [project for project in imported.document.projects if project.id not in had]
    # The person may have typed on, or opened another file, while these were read.
    taken = {project.id for project in session.document.projects}
    added = tuple(renewed(project, new_id) if project.id in taken else project for project in found)
    whole = imported.document
    name = f"导入 {len(added)} 个项目"
    session.edit(
        name, lambda document: add_projects(document, added, forms=whole.forms, paper=whole.paper), Place(added[0].id)
    )
    desk.selection.show_projects(added[0].id)
    desk.say(f"{summary(imported)}。")
    if not imported.is_complete or imported.twice or any(one.doubts for one in imported.opened):
        ImportDialog(desk, summary(imported), tuple(lines(imported, added)), session).show()
