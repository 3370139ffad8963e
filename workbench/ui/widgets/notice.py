"""A strip above what it is about: a warning that is quiet but cannot be missed, and its button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from workbench.ui.look import icon
from workbench.ui.widgets.labels import WrappedLabel, tooltip

_ICON = 16  # pixels


class Notice(QWidget):
    """Shows one warning; without a text it takes no space."""

    pressed = Signal()
    """The button was pressed."""

    def __init__(self, button: str, tip: str, parent: QWidget | None = None) -> None:
        """``button`` names what shows more, ``tip`` says what that is."""
        super().__init__(parent)
        self.setProperty("role", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark = QLabel()
        self._mark.setFixedSize(_ICON, _ICON)
        self.label = WrappedLabel()
        self.button = QToolButton()
        self.button.setText(button)
        self.button.setToolTip(tooltip(tip))
        self.button.clicked.connect(self.pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 3, 6, 3)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self._dress()
        self.hide()

    def show_text(self, text: str, detail: str = "") -> None:
        """Show another warning, with all of it as tooltip; an empty one hides the strip."""
        if text != self.label.text():
            self.label.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tooltip(detail or text))
        self.label.setToolTip(tooltip(detail or text))
        self.setAccessibleDescription(detail)
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        """The warning; empty when there is none."""
        return self.label.text()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "button"):
            self._dress()

    def _dress(self) -> None:
        self._mark.setPixmap(icon("warning", role="warning").pixmap(_ICON, _ICON))
