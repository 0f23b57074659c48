"""Starts perfdesk: a command, else the window with the files that are named."""

import os
import sys

from perfdesk.base.display import has_display
from perfdesk.base.start import SAMPLE
from perfdesk.cli.main import explain_no_window, is_command, run


def main() -> int:
    """Runs with the arguments of the process and returns its exit code. A command imports nothing of the window."""
    arguments = sys.argv[1:]
    if arguments[:1] != [SAMPLE] and is_command(arguments):
        return run(arguments)
    if not has_display(os.environ):
        return explain_no_window(arguments)
    from perfdesk.gui.app import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main())
