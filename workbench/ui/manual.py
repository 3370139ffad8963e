"""The manual in a window of its own: pages on the left, the chosen one beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from workbench.paths import resources
from workbench.ui.texts import tr


class ManualWindow(QDialog):
    """Shows the pages in ``resources/manual``; it stays open beside the work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Manual"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(980, 720)
        self._texts = [
            path.read_text(encoding="utf-8")
            for path in sorted((resources() / "manual").glob("*.md"))
        ]
        self.pages = QListWidget()
        self.pages.setAccessibleName(tr("Pages of the manual"))
        self.pages.setFixedWidth(220)
        self.pages.addItems([text.splitlines()[0].lstrip("# ") for text in self._texts])
        self.page = QTextBrowser()
        self.page.setAccessibleName(tr("Page"))
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(24)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.pages)
        layout.addWidget(self.page, 1)
        self.pages.currentRowChanged.connect(self._show)
        self.pages.setCurrentRow(0)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._texts):
            self.page.setMarkdown(self._texts[row])
