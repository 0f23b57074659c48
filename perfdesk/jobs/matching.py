"""When two projects of different files are the same one: by name, unit and year, whatever the form calls them."""

from collections.abc import Callable, Mapping

from perfdesk.forms.form import Form
from perfdesk.model.document import Project
from perfdesk.model.text import key

ProjectKey = tuple[str, str, str]


def project_key(forms: Mapping[str, Form]) -> Callable[[Project], ProjectKey]:
    """What projects are matched by where their ids do not tell: the keys of name, unit and year by the form's roles."""

    def keyed(project: Project) -> ProjectKey:
        roles = forms[project.form].roles
        return key(project.field(roles.name)), key(project.field(roles.unit)), key(project.field(roles.year))

    return keyed
