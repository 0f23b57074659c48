"""Starts perfdesk: a command, else the window with the files that are named."""

import gc
import os
import sys

from perfdesk.base.display import has_display
from perfdesk.base.start import SAMPLE


def main() -> int:
    """Runs with the arguments of the process and returns its exit code. A command imports nothing of the window."""
    arguments = sys.argv[1:]
    if arguments and arguments[:1] != [SAMPLE]:
        from perfdesk.cli.main import is_command, run

        if is_command(arguments):
            return run(arguments)
    if not has_display(os.environ):
        from perfdesk.cli.main import explain_no_window

        return explain_no_window(arguments)
    # Until the first paint nothing but what stays is made; `start` looks for garbage from then on.
    gc.disable()
    from perfdesk.gui.app import start

    return start(arguments)


if __name__ == "__main__":
    sys.exit(main())
