"""Puts the official forms and the resources into the package, as `perfdesk/_data/`; all else is in pyproject.toml."""

from setuptools import find_packages, setup

DATA = {"perfdesk._data.forms": "forms", "perfdesk._data.resources": "resources"}

setup(
    packages=[*find_packages(include=["perfdesk", "perfdesk.*"]), *DATA],
    package_dir=DATA,
    package_data={name: ["**/*"] for name in DATA},
)
