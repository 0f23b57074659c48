"""What tests of every room share: one application of Qt, that of the window, made when a test first needs it."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_cls():
    from perfdesk.gui.app import make_app

    return make_app
