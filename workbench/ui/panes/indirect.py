"""Indirect losses: who loses how much when some industries fail, by an input-output table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pandas as pd
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.core.problem import Problem
from workbench.core.progress import Progress
from workbench.ui.panes import Pane
from workbench.ui.panes._indirect_form import HitForm, blank_box, opening_button
from workbench.ui.panes._indirect_shown import (
    draw,
    headings,
    nothing_to_draw,
    nothing_to_list,
    worded,
)
from workbench.ui.session import Session
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets import dialogs
from workbench.ui.widgets.day_plot import DayPlot
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.labels import ElidedLabel, PlainLabel, tooltip
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.core.formats.input_output import Read
    from workbench.core.simulation.indirect import Indirect
    from workbench.core.simulation.industries import InputOutput

FILES = "Workbooks and text files (*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt)"
LANE = "indirect"
_ACROSS, _DOWN = (300, 900), (600, 400)  # pixels


class IndirectPane(QWidget):
    """The table and who is hit on the left; production by day and losses on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = False
        self._showing = False
        self._paths: tuple[Path, ...] = ()
        self._noted: tuple[Problem, ...] = ()
        self.economy: InputOutput | None = None
        self.found: Indirect | None = None
        self.first_open, self.open = opening_button(), opening_button()
        self.first_blank, self.blank = blank_box(), blank_box()
        self.source = ElidedLabel(role="muted")
        self.form = HitForm()
        self.plot = DayPlot(tr("Production against usual"))
        self.table = FilteredTable(tr("Losses by industry"))
        self.table.view.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.table.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.export = QPushButton(tr("Save as Excel ..."))
        self.export.setToolTip(tooltip(tr("Write losses, course by day and charts to a workbook")))
        self.table.top.addWidget(self.export)
        self._lay_out()
        self._connect()
        self._show_nothing()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.addWidget(self.open)
        line.addWidget(self.blank)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self.source)
        column.addWidget(self.form, 1)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(self.plot)
        right.addWidget(self.table)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 2)
        right.setSizes(_DOWN)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(right)
        both.setStretchFactor(1, 1)
        both.setSizes(_ACROSS)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._empty_page())
        self.pages.addWidget(both)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _empty_page(self) -> QWidget:
        """Say what is needed, and offer to open it."""
        page = QWidget()
        page.setProperty("role", "sheet")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        texts = (
            (tr("No input-output table yet"), "title"),
            (
                tr(
                    "An input-output table says which industry buys what from which, in money a"
                    " year. With it, the outage of one industry is followed through all others,"
                    " day by day."
                ),
                "",
            ),
            (
                tr(
                    "1. Open a workbook with the sheets flows (industry by industry) and final"
                    " (industry by consumer), or two files; REGION/SECTOR names an industry."
                    " Statistical offices publish such tables, for one country or for several.\n"
                    "2. Tick the industries that lose capacity; say how much, and for how long."
                ),
                "",
            ),
            (tr("The table is not kept in the project, and no material of it is used."), "muted"),
        )
        layout = QVBoxLayout(page)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(10)
        layout.addStretch(1)
        for text, role in texts:
            label = PlainLabel(text, role=role)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self.first_blank)
        layout.addWidget(self.first_open, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(2)
        return page

    def _connect(self) -> None:
        for button in (self.open, self.first_open):
            button.clicked.connect(self.open_dialog)
        self.blank.toggled.connect(self.first_blank.setChecked)
        self.first_blank.toggled.connect(self.blank.setChecked)
        self.blank.toggled.connect(lambda _on: self._read())
        self.form.changed.connect(self.refresh)
        self.table.view.current_changed.connect(self._chosen)
        self.export.clicked.connect(self._save)

    # --- the table ----------------------------------------------------------------------------

    def open_dialog(self) -> None:
        """Ask for a workbook, or for two files, and read the table in it."""
        folder = self._paths[0].parent if self._paths else Path.home()
        paths = dialogs.ask_open_many(self, tr("Open an input-output table"), folder, FILES)
        if paths:
            self.read(paths)

    def read(self, paths: Sequence[Path]) -> None:
        """Read the table in a workbook, or in two files."""
        self._paths = tuple(paths)
        self._read()

    def _read(self) -> None:
        paths, blank = self._paths, self.blank.isChecked()
        if not paths:
            return
        self._session.work(
            "input-output table",
            lambda progress: _read_table(paths, progress, blank_is_zero=blank),
            lambda found: self._taken(cast("Read", found)),
            _REFUSED,
            LANE,
        )

    def _taken(self, read: Read) -> None:
        if read.table is None:
            self._session.told.emit(tr(_REFUSED), read.problems)
            return
        self.economy, self._noted = read.table, read.problems
        sizes = (
            tr_n("{count} industry", "{count} industries", len(read.table.names)),
            tr_n("{count} consumer", "{count} consumers", len(read.table.consumers)),
        )
        self.source.setText(f"{', '.join(sizes)}: {read.table.file}")
        noted = [str(problem) for problem in read.problems]
        self.source.setToolTip(tooltip("\n".join([self.source.text(), *noted])))
        self.form.offer(read.table.names)
        self.pages.setCurrentIndex(1)
        self.refresh()

    # --- the losses ---------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Reckon again, once somebody looks."""
        self._stale = not self.isVisible()
        table, hits = self.economy, self.form.hits()
        if self._stale or table is None:
            return
        if not hits:
            self._session.tasks.cancel(LANE)
            self._show_nothing()
            return
        span, habits = self.form.span(), self.form.behaviour()

        def task(progress: Progress) -> Indirect:
            from workbench.core.simulation.indirect import indirect_losses

            found = indirect_losses(table, hits, span, habits, progress)
            found.industries  # noqa: B018 - worked out here, not in the window's thread
            return found

        about = tr("The losses cannot be worked out")
        self._session.work(LANE, task, self._show, about, LANE, self._show_nothing)

    def _show(self, found: Indirect) -> None:
        self.found = found
        self.export.setEnabled(True)
        self._showing = True
        self.table.view.frames.set_frame(worded(found), headings())
        self.table.view.fit()
        draw(self.plot, found)
        self._showing = False

    def _show_nothing(self, why: Sequence[Problem] = ()) -> None:
        """Show what to do, or why nothing can be worked out; no losses from before stay."""
        self.found = None
        self.export.setEnabled(False)
        view = self.table.view
        view.empty_text = nothing_to_list(why)
        view.frames.set_frame(pd.DataFrame(), [])
        self.plot.show_message(*nothing_to_draw(why))

    def _chosen(self, label: object) -> None:
        """Draw the industry of the row that was clicked, too."""
        if self._showing or self.found is None or label not in self.found.industries.index:
            return
        draw(self.plot, self.found, str(self.found.industries.at[label, "industry"]))

    def _save(self) -> None:
        found, noted = self.found, self._noted
        if found is None:
            return
        proposed = (self._paths[0].parent if self._paths else Path.home()) / "indirect-losses.xlsx"
        title, filters = tr("Save as Excel"), "Excel workbook (*.xlsx)"
        path = dialogs.ask_save(self, title, proposed, filters, ".xlsx")
        if path is None:
            return

        def task(progress: Progress) -> None:
            from workbench.core.report.indirect_sheets import write_workbook

            write_workbook(found, path, noted=noted, progress=progress)

        about = tr("The workbook cannot be written")
        self._session.work("export", task, lambda _done: None, about, "files")


_REFUSED = "The input-output table cannot be used"


def _read_table(paths: Sequence[Path], progress: Progress, *, blank_is_zero: bool) -> Read:
    from workbench.core.formats.input_output import read_table

    return read_table(paths, blank_is_zero=blank_is_zero, progress=progress)


PANE = Pane(
    title="Indirect losses",
    meaning="What an outage costs industries and regions through all others, day by day",
    place="centre",
    order=26,
    make=IndirectPane,
    group="What if",
    beside=(),
)
