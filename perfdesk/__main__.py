"""Starts perfdesk: a command, else the window with the files that are named."""

import sys

from perfdesk.cli.main import explain_no_window, is_command, run


def main() -> int:
    """Runs with the arguments of the process and returns its exit code."""
    arguments = sys.argv[1:]
    return run(arguments) if is_command(arguments) else explain_no_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
