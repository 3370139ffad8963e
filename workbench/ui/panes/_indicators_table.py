"""All indicators of a material as a table: figures, what became of them, and what screens say."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pandas as pd
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from workbench.core.dependence import Dependence
from workbench.core.indicators import Family
from workbench.ui.panes._watch_tables import GRADE_COLOURS
from workbench.ui.texts import number, tr, tr_n
from workbench.ui.widgets.badge import BadgeDelegate
from workbench.ui.widgets.figure_cells import FigureDelegate
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.labels import tooltip
from workbench.ui.widgets.sparkline import SparklineDelegate
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

HEADS = (
    Heading("family", tr("about")),
    Heading("title", tr("indicator")),
    Heading("value", tr("value"), is_number=True, meaning=tr("in the unit on the right")),
    Heading("unit", tr("unit"), meaning=tr("or the range, such as 0-1")),
    Heading("period", tr("period")),
    Heading(
        "change",
        tr("change"),
        is_number=True,
        meaning=tr("against the period right before, in the same unit"),
    ),
    Heading("trend", tr("over time"), meaning=tr("all periods, oldest on the left")),
    Heading("screen", tr("screen"), meaning=tr("whether a screening rule holds, or its grade")),
    Heading("status", tr("status"), meaning=tr("ok, or why there is no figure; and remarks")),
)
_WIDTHS = {"family": 104, "title": 206, "value": 80, "unit": 76, "period": 64, "change": 74}
_WIDTHS |= {"trend": 84, "screen": 96, "status": 140}
_HOLDS = "#9B1C1C"


class IndicatorsTable(FilteredTable):
    """A row an indicator; one family of them, or all, families together."""

    family_chosen = Signal()

    def __init__(self) -> None:
        super().__init__(
            tr("Indicators"), empty=tr("Choose a material on the left to see how it depends.")
        )
        view = self.view
        view.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.family = QComboBox()
        name = tr("What the indicators say something about")
        self.family.setAccessibleName(name)
        self.family.setToolTip(tooltip(name))
        self.family.addItem(tr("all indicators"), "")
        for family in get_args(Family):
            self.family.addItem(tr(family), family)
        self.family.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.top.insertWidget(0, self.family)
        self.figures = FigureDelegate(self)
        self.changes = FigureDelegate(self, signed=True)
        self._curves: dict[str, np.ndarray] = {}
        curves = SparklineDelegate(self._curves.get, self)
        colours = {tr(f"grade {letter}"): GRADE_COLOURS[letter] for letter in "ABCD"}
        badges = BadgeDelegate({tr("holds"): _HOLDS} | colours, self)
        places = {head.column: place for place, head in enumerate(HEADS)}
        for column, delegate in (
            ("value", self.figures),
            ("change", self.changes),
            ("trend", curves),
            ("screen", badges),
        ):
            view.setItemDelegateForColumn(places[column], delegate)
        self.family.activated.connect(lambda _place: self.family_chosen.emit())
        self.clear()
        for place, head in enumerate(HEADS):
            view.setColumnWidth(place, _WIDTHS[head.column])
        view.horizontalHeader().setStretchLastSection(True)

    def clear(self) -> None:
        """Show nothing."""
        blank = pd.DataFrame({head.column: [] for head in HEADS})
        self.view.frames.set_frame(blank, HEADS)

    def fill(self, found: Dependence, period: str) -> pd.DataFrame:
        """Show the indicators of one period; return what is shown, by the indicator's key."""
        shown = standing(found, period)
        family = self.family.currentData()
        if family:
            shown = shown[shown["about"] == family]
        self._curves.clear()
        for key, unit in zip(shown.index, shown["scale"], strict=True):
            self._curves[str(key)] = _scaled(found.values.loc[key].to_numpy(float), str(unit))
        lacking = shown[shown["value"].isna()]
        states = zip(lacking.index, lacking["state"], strict=True)
        self.figures.show_words({str(key): tr(str(state)) for key, state in states})
        self.view.frames.set_frame(shown, HEADS)
        self.view.viewport().update()
        return shown


def standing(found: Dependence, period: str) -> pd.DataFrame:
    """Return the rows of the table: the standing of a period in words that are shown."""
    rows = found.at(period)
    status = [
        f"{tr(state)}: {note}" if note else tr(state)
        for state, note in zip(rows["status"], rows["note"], strict=True)
    ]
    trend = [_trend(found.values.loc[key].to_numpy(float)) for key in rows.index]
    texts = {
        "family": [tr(one) for one in rows["family"]],
        "title": [tr(one) for one in rows["title"]],
        "unit": [tr(one) for one in rows["unit"]],
        "screen": [tr(one) for one in rows["screen"]],
        "period": [period] * len(rows),
        "trend": trend,
        "status": status,
        "about": list(rows["family"]),
        "state": list(rows["status"]),
        "scale": list(rows["unit"]),
    }
    columns = {name: pd.Series(cells, rows.index, dtype="str") for name, cells in texts.items()}
    return rows.assign(**columns)


def _trend(values: np.ndarray) -> str:
    """Return the first and the last known value in words: for copying and screen readers."""
    known = values[np.isfinite(values)]
    if len(known) < 2:
        return tr("one figure") if len(known) else tr("no figure")
    return tr("{first} to {last}", first=number(float(known[0])), last=number(float(known[-1])))


def _scaled(values: np.ndarray, unit: str) -> np.ndarray:
    """Return a curve from 0 to 1: shares as they are, others up to the largest value."""
    known = values[np.isfinite(values)]
    if unit in ("0-1", "0 or 1") or not len(known):
        return values
    low, high = min(float(known.min()), 0.0), float(known.max())
    scaled: np.ndarray = (values - low) / (high - low) if high > low else values * 0.0
    return scaled


def counted(hits: int, known: int, every: int) -> str:
    """Return in words how many indicators have a figure, and how many screens hold."""
    text = tr("{known} of {every} indicators have a figure", known=known, every=every)
    return f"{text}; " + tr_n("{count} screen holds", "{count} screens hold", hits)
