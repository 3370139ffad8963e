"""The report of a back-test in a window of its own, to read and to save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets import dialogs
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.labels import PlainLabel, tooltip

if TYPE_CHECKING:
    import pandas as pd

    from workbench.core.warning.backtest import Backtest


class BacktestReport(QDialog):
    """The outcome in sentences, the picture, and the tables; nothing is computed here."""

    def __init__(self, found: Backtest, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from workbench.core.report.backtest import verdict

        self._found, self._session = found, session
        self.setWindowTitle(tr("Back-test of the early warning"))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(1080, 760)
        self.said = PlainLabel("\n".join(verdict(found)), role="heading")
        self.said.setWordWrap(True)
        self.material = QComboBox()
        self.material.setAccessibleName(tr("Material of the picture"))
        self.material.setToolTip(tooltip(tr("Material of the picture")))
        groups = found.replay.entries.groups
        self.material.addItems(list(dict.fromkeys(groups["material"].astype(str))))
        chosen = self.material.findText(session.selection.material)
        self.material.setCurrentIndex(max(chosen, 0))
        self.material.currentTextChanged.connect(self._draw)
        self.picture = QSvgWidget()
        self.events = PlainLabel(role="muted")
        self.events.setWordWrap(True)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Report"))
        self.tabs.addTab(self._picture_page(), tr("Picture"))
        for title, frame in (
            (tr("By rule"), found.scores),
            (tr("Events"), found.events),
            (tr("Alarms"), found.episodes),
            (tr("By country"), found.by_home),
        ):
            self.tabs.addTab(self._table(title, frame), title)
        definition = PlainLabel("\n\n".join(found.definition))
        definition.setWordWrap(True)
        definition.setAlignment(Qt.AlignmentFlag.AlignTop)
        definition.setContentsMargins(16, 16, 16, 16)
        self.tabs.addTab(definition, tr("What counts as what"))
        self.save = QPushButton(tr("Save report ..."))
        self.save.setToolTip(tooltip(tr("As a page (.html) or as a workbook (.xlsx)")))
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self._save)
        top = QHBoxLayout()
        top.addWidget(self.said, 1)
        top.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(top)
        layout.addWidget(self.tabs, 1)
        self._draw(self.material.currentText())

    def _picture_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addWidget(self.material, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.events)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(page)
        return area

    def _table(self, name: str, frame: pd.DataFrame) -> FilteredTable:
        table = FilteredTable(name)
        table.view.frames.set_frame(frame)
        table.view.fit()
        return table

    def _draw(self, material: str) -> None:
        from workbench.core.report.backtest_picture import events_of, picture

        self.picture.load(QByteArray(picture(self._found, material).encode()))
        natural = self.picture.renderer().defaultSize()
        wide = 1000
        self.picture.setFixedSize(QSize(wide, round(wide * natural.height() / natural.width())))
        listed = enumerate(events_of(self._found, material), start=1)
        self.events.setText("\n".join(f"{number}  {words}" for number, (_, words) in listed))

    def _save(self) -> None:
        filters = tr("Page (*.html);;Workbook (*.xlsx)")
        title = tr("Save report")
        proposed = Path.home() / "back-test.html"
        path = dialogs.ask_save(self, title, proposed, filters, ".html")
        if path is None:
            return
        found = self._found

        def task(progress: object) -> None:
            from workbench.core.report.backtest import page
            from workbench.core.report.backtest_sheets import write_workbook
            from workbench.core.report.placing import write_and_place

            if path.suffix.lower() == ".xlsx":
                write_workbook(found, path, progress)  # type: ignore[arg-type]
            else:
                write_and_place(path, _writer(page(found).encode()))

        about = tr("The report cannot be saved")
        self._session.work("export", task, lambda _done: None, about, "files")


def _writer(content: bytes) -> Callable[[Path], None]:
    def write(draft: Path) -> None:
        draft.write_bytes(content)

    return write
