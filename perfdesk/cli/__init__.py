"""The command line: arguments and printing around jobs."""
