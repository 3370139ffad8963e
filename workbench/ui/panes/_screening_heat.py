"""The heat maps of the screening: materials against partners, years or months."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from workbench.core import countries
from workbench.core.project import Project
from workbench.ui.panes._screening_tasks import over_time
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.heat_map import HeatMap
from workbench.ui.widgets.labels import ElidedLabel, PlainLabel, tooltip

if TYPE_CHECKING:
    from workbench.core.screening.screen import Screening

_ACROSS = (("partners", "partners"), ("year", "years"), ("month", "months"))
_FIGURES = (("cr1", "share of the largest partner"), ("hhi", "HHI"))


class HeatPage(QWidget):
    """What stands across, which figure, and the colours."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._project = Project()
        self._screening: Screening | None = None
        self._months: Screening | None = None
        self._labels: list[Any] = []
        self.across = self._choice(tr("What stands across"), _ACROSS)
        self.figure = self._choice(tr("Figure"), _FIGURES)
        self.said = ElidedLabel(role="muted")
        self.map = HeatMap(tr("Heat map"))
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        line.addWidget(PlainLabel(tr("Materials against")))
        line.addWidget(self.across)
        line.addWidget(self.figure)
        line.addWidget(self.said, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.map, 1)

    def _choice(self, name: str, entries: tuple[tuple[str, str], ...]) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(tooltip(name))
        for key, text in entries:
            combo.addItem(tr(text), key)
        combo.activated.connect(lambda _place: self._draw())
        return combo

    def show_rows(self, project: Project, screening: Screening, labels: list[Any]) -> None:
        """Show these materials (labels of their rows), in this order."""
        if screening is not self._screening:
            self._months = None
        self._project, self._screening, self._labels = project, screening, labels
        self._draw()

    def _draw(self) -> None:
        found, across = self._screening, self.across.currentData()
        if found is None:
            return
        self.figure.setVisible(across != "partners")
        if across == "month":
            if self._months is None:
                self._ask_months(found)
                return
            found = self._months
        places = self._project["materials"].index.get_indexer(pd.Index(self._labels))
        if across == "partners":
            self._draw_partners(found, places)
            return
        values = found.figures[self.figure.currentData()][places]
        self._show(
            values, found, places, [_short(period) for period in found.periods], found.periods
        )
        self.said.setText(tr("by {basis}", basis=tr(found.basis)))

    def _draw_partners(self, found: Screening, places: np.ndarray[Any, Any]) -> None:
        values = found.mix[places]
        weight = np.nansum(values, axis=0)
        order = np.argsort(-weight, kind="stable")[: int((weight > 0).sum())]
        codes = [found.partners[place] for place in order]
        names = [countries.display_name(self._project, code) for code in codes]
        self._show(values[:, order], found, places, codes, names)
        self.said.setText(tr("share of imports by {basis}, latest year in full", basis=found.basis))

    def _show(
        self,
        values: np.ndarray[Any, np.dtype[np.float64]],
        found: Screening,
        places: np.ndarray[Any, Any],
        heads: Sequence[str],
        tips: Sequence[str],
    ) -> None:
        rows = [found.names[place] for place in places]
        none = tr("No figures by month: choose years instead.")
        self.map.empty_text = none if found.grain == "month" else tr("No figures to show")
        self.map.show_values(np.ascontiguousarray(values), rows, self._labels, heads, tips)

    def _ask_months(self, found: Screening) -> None:
        project, basis = self._project, found.basis
        self.said.setText(tr("adding up months ..."))
        self._session.work(
            "screening by month",
            lambda progress: over_time(project, basis, "month", progress),
            self._monthly,
            tr("The months cannot be shown"),
            "screening",
        )

    def _monthly(self, found: object) -> None:
        self._months = cast("Screening", found)
        self._draw()


def _short(period: str) -> str:
    """Return a head of a column: years as they are, months with two digits of the year."""
    return period if len(period) == 4 else period[2:]
