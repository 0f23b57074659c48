"""What the program does from end to end without a screen, with progress and cancel."""
