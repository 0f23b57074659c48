"""缩放到一页: the one decision which type size a table is printed in, for preview, paper and every file."""

from collections.abc import Iterator
from dataclasses import dataclass

from perfdesk.forms.form import Form, PrintOptions
from perfdesk.grid.grid import Grid
from perfdesk.grid.layout import lay_out
from perfdesk.model.document import Project
from perfdesk.paper.paginate import arrange


@dataclass(frozen=True, slots=True)
class Fitted:
    """A table at the size that was decided on. Where one page was asked for, `pages` above 1 say that none fits."""

    grid: Grid
    size_pt: float

    @property
    def pages(self) -> int:
        """How many pages the table takes; counted anew each time."""
        return len(arrange(self.grid).leaves)


def fitted(form: Form, project: Project, options: PrintOptions | None = None) -> Fitted:
    """The project laid out; where `options.fit` asks for it, at the largest size of the form that takes one page.

    The normal size where that was not asked for, and where even the smallest takes several pages.
    """
    options = options or form.options
    normal = Fitted(lay_out(form, project, options), form.styles["base"].size_pt)
    if not options.fit or normal.pages == 1:
        return normal
    smaller = (Fitted(lay_out(form, project, options, size), size) for size in _sizes(form))
    return next((one for one in smaller if one.pages == 1), normal)


def _sizes(form: Form) -> Iterator[float]:
    """The sizes below the normal one, in points."""
    normal, table = form.styles["base"].size_pt, form.table
    for step in range(1, int((normal - table.shrink_min_size_pt) / table.shrink_step_pt + 0.01) + 1):
        yield round(normal - step * table.shrink_step_pt, 2)
