"""Small documents for tests of the list: projects of which only name, unit, year and budget matter."""

from support.seeds import form

from perfdesk.model.document import Document, Project, texts

ROLES = form().roles


def project(project_id, name="", unit="甲", year="2026", money="10000"):
    pairs = zip((ROLES.name, ROLES.unit, ROLES.year, ROLES.money), (name or project_id, unit, year, money), strict=True)
    return Project(project_id, form().id, texts(pairs))


def document(*projects):
    return Document(projects, {form().id: form().text} if projects else {})


def form_of(project):
    return form(project.form)
