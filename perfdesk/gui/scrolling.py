"""What views that scroll share: Ctrl with the wheel asks for zoom, and a bar without use is not painted."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QScrollBar


def zoom_step(event: QWheelEvent) -> int:
    """The step of zoom that Ctrl and the wheel ask for: 1 larger, -1 smaller, 0 for none."""
    notches = event.angleDelta().y()
    if not notches or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return 0
    return 1 if notches > 0 else -1


def hide_idle(bar: QScrollBar) -> None:
    """The bar keeps its room, so that nothing wraps anew; with nothing to scroll it is not painted."""
    is_idle = bar.maximum() == 0
    if bar.property("idle") != is_idle:
        bar.setProperty("idle", is_idle)
        bar.style().unpolish(bar)
        bar.style().polish(bar)
