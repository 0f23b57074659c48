"""The window: Qt widgets that show the document and turn gestures into edits."""

# Before PySide, which reads the source of each module that is imported after it, those of the standard library too.
import perfdesk.base.settings as _settings  # noqa: F401  # pyright: ignore[reportUnusedImport]
