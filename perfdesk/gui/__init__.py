"""The window: Qt widgets that show the document and turn gestures into edits."""
