"""A narrow list of rooms under headings; one of them is always chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from workbench.ui.widgets.labels import tooltip

_KEY = Qt.ItemDataRole.UserRole
_ROOM = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Rail(QListWidget):
    """Names of rooms, grouped; as wide as its longest name."""

    chosen = Signal(str)
    """Key of the room that was chosen by the user."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(name)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._groups: list[str] = []
        self.currentItemChanged.connect(self._tell)

    def add(self, key: str, title: str, meaning: str, group: str) -> None:
        """Add a room under its heading, which is made with its first room."""
        if group and group not in self._groups:
            self._groups.append(group)
            heading = QListWidgetItem(group)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            font = heading.font()
            font.setPointSizeF(font.pointSizeF() * 0.85)
            font.setBold(True)
            heading.setFont(font)
            self.addItem(heading)
        item = QListWidgetItem(title)
        item.setData(_KEY, key)
        item.setToolTip(tooltip(meaning))
        item.setFlags(_ROOM)
        self.insertItem(self._end_of(group), item)
        self.updateGeometry()

    def _end_of(self, group: str) -> int:
        """Return the row after the last room of a group."""
        if not group:
            return self.count()
        row = next(i for i in range(self.count()) if self.item(i).text() == group)
        row += 1
        while row < self.count() and self.item(row).data(_KEY):
            row += 1
        return row

    def keys(self) -> list[str]:
        """Return the keys of the rooms from top to bottom."""
        keys = (self.item(row).data(_KEY) for row in range(self.count()))
        return [key for key in keys if key]

    @property
    def key(self) -> str:
        """Key of the chosen room; empty where there is none."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item else ""

    def choose(self, key: str) -> None:
        """Choose a room."""
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KEY):
            self.chosen.emit(item.data(_KEY))

    def sizeHint(self) -> QSize:
        width = self.sizeHintForColumn(0) + 12
        return QSize(max(width, 72), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step over headings."""
        row = self.currentRow()
        super().keyPressEvent(event)
        item = self.currentItem()
        if item is not None and not item.data(_KEY):
            down = self.currentRow() > row
            place = self.currentRow() + (1 if down else -1)
            self.setCurrentRow(place if 0 <= place < self.count() else row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
