"""Exposure: what the failure of each source would cost, and how long home would survive it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from workbench.core import countries
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.simulation.run import BASE_TABLES
from workbench.ui.charts import View, _exposure
from workbench.ui.panes import Pane
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.fitting import Fitting
from workbench.ui.widgets.labels import ElidedLabel, PlainLabel, tooltip
from workbench.ui.widgets.plot import Plot
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.core.simulation.exposure import Exposure

MADE_FROM = frozenset(BASE_TABLES)
"""Tables whose change makes the exposure stale."""
_MAIN = 8
"""Columns that are seen at once, at the width of a small laptop too."""


class ExposurePane(QWidget):
    """One row a source and country, those first that are missed soonest; and their chart."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._showing = False
        self._found: Exposure | None = None
        self.table = FilteredTable(
            tr("Exposure"), empty=tr("No sources yet.\nImport a workbook or open the example.")
        )
        self.table.view.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.table.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.view.current_changed.connect(self._choose)
        self._fitting = Fitting(self.table.view)
        self.weeks = QDoubleSpinBox()
        self._set_up_weeks()
        self.told = ElidedLabel(role="muted")
        self.plot = Plot(tr("Exposure"))
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        line.addWidget(PlainLabel(tr("Where no recovery time is given, assume")))
        line.addWidget(self.weeks)
        line.addWidget(self.told, 1)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Exposure"))
        about = tr("Of the base: no scenario, chosen or pinned, changes what is shown here")
        for page, title in ((self.table, "Table"), (self.plot, "Chart")):
            self.tabs.setTabToolTip(self.tabs.addTab(page, tr(title)), tooltip(about))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.tabs, 1)
        session.edited.connect(self._edited)
        self.weeks.valueChanged.connect(lambda _value: self._refresh())

    def _set_up_weeks(self) -> None:
        name = tr("Weeks to recover where the tables give none")
        self.weeks.setAccessibleName(name)
        self.weeks.setToolTip(tooltip(name))
        self.weeks.setRange(0.0, 520.0)
        self.weeks.setDecimals(1)
        self.weeks.setSuffix(tr(" weeks"))
        self.weeks.setSpecialValueText(tr("nothing"))
        self.weeks.setKeyboardTracking(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & MADE_FROM:
            self._session.exposure = None
            self._refresh()

    def _refresh(self) -> None:
        """Let every source fail again, once somebody looks."""
        self._stale = not self.isVisible()
        project, weeks = self._session.project, self.weeks.value()
        if self._stale:
            return
        if project["materials"].empty:
            self._show(None)
            return
        self._session.work(
            "exposure",
            lambda progress: _worked_out(project, weeks or np.nan, progress),
            lambda found: self._show(cast("Exposure", found)),
            tr("The exposure cannot be worked out"),
        )

    def _show(self, found: Exposure | None) -> None:
        session = self._session
        self._found = session.exposure = found
        told = found.problems if found else ()
        self.told.setText("; ".join(problem.message for problem in told))
        self.told.setToolTip(tooltip("\n".join(str(problem) for problem in told)))
        self._showing = True
        frame = found.table if found else pd.DataFrame()
        shown = self._headings() if found else []
        self.table.view.frames.set_frame(self._worded(frame) if found else frame, shown)
        self._fitting.fit({"name", "material"}, min(_MAIN, len(shown)))
        self._showing = False
        chosen = session.selection
        view = View(
            project=session.project,
            material=chosen.material,
            scenario=chosen.scenario,
            basis=chosen.basis,
            grain=chosen.grain,
            exposure=found,
        )
        _exposure.draw(self.plot, view)

    def _worded(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the table with countries by name, and yes or no in words."""
        words = {True: tr("yes"), False: tr("no"), None: ""}
        kinds = {
            "supplier": tr("supplier"),
            "source": tr("others"),
            "country": tr("country"),
        }
        project = self._session.project
        worded = table.assign(
            exposed=[words[answer] for answer in table["exposed"]],
            kind=[kinds.get(kind, kind) for kind in table["kind"]],
            country=[countries.display_name(project, code) for code in table["country"]],
            material=table["material"].str.replace(";", ", "),
            status=["" if status == "ok" else status for status in table["status"]],
        )
        return worded.sort_values("time_to_survive", kind="stable")

    def _headings(self) -> list[Heading]:
        weeks, currency = tr("weeks"), self._session.project.setting("currency")

        def figure(column: str, title: str, unit: str, meaning: str, endless: str = "") -> Heading:
            decimals = 1 if unit == weeks else None
            return Heading(column, title, unit, meaning, True, decimals, endless=endless)

        survive = tr("Time to survive: how long stocks and the others serve all demand")
        index = tr("Risk exposure index: impact over the largest one; of countries among countries")
        kinds = tr(
            "What fails: a supplier of the tables, all others of its country that supply one "
            "material, or a whole country with everything it supplies"
        )
        exposed = tr("Whether home would miss it before it has recovered")
        impact = tr("Performance impact: profit lost until it has recovered")
        return [
            Heading("name", tr("source")),
            Heading("kind", tr("kind"), meaning=kinds),
            figure("impact", tr("impact"), currency, impact),
            figure("risk_exposure_index", tr("REI"), "0-1", index),
            figure("time_to_survive", tr("survive"), weeks, survive, tr("for ever")),
            figure("time_to_recover", tr("recover"), weeks, tr("Time to recover")),
            Heading("exposed", tr("exposed"), meaning=exposed),
            Heading("material", tr("material")),
            Heading("country", tr("country")),
            Heading("status", tr("unknown"), meaning=tr("Why a figure is missing")),
        ]

    def _choose(self, label: object) -> None:
        """Look at the material of the source that was clicked."""
        if self._showing or self._found is None or label not in self._found.table.index:
            return
        material = str(self._found.table.at[label, "material"]).split(";")[0]
        self._session.select(material=material)


def _worked_out(project: Project, weeks: float, progress: Progress) -> Exposure:
    from workbench.core.simulation.exposure import exposure  # HiGHS is slow to load

    return exposure(project, assumed=weeks, progress=progress)


PANE = Pane(
    title="Exposure",
    meaning="What the failure of each source would cost in the base, and how long home survives it",
    place="centre",
    order=22,
    make=ExposurePane,
    group="What if",
    beside=("materials",),
)
