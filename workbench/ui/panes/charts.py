"""The charts of the chosen material, a tab each."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMenu, QTabWidget, QVBoxLayout, QWidget

from workbench.core.history import Series
from workbench.core.ledger.tables import Ledger
from workbench.core.project import Project
from workbench.core.trace import rows_behind
from workbench.ui.charts import View, all_charts, ledger_of_year, series_of
from workbench.ui.panes import Pane
from workbench.ui.session import Selection, Session
from workbench.ui.texts import tr
from workbench.ui.widgets import clipboard
from workbench.ui.widgets.labels import tooltip
from workbench.ui.widgets.plot import Plot

SERIES_FROM = frozenset({"trade", "production", "settings", "countries", "materials"})


class ChartsPane(QWidget):
    """Draws the chart in front; the others are drawn when they come to the front."""

    drawn = Signal(str)
    """Key of the chart that was just drawn."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_stale = True
        self._series: Series | None = None
        self._ledger: Ledger | None = None
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Charts"))
        self.plots: dict[str, Plot] = {}
        for key, chart in all_charts().items():
            plot = Plot(tr(chart.title))
            self.plots[key] = plot
            plot.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            plot.customContextMenuRequested.connect(self._open_menu)
            place = self.tabs.addTab(plot, tr(chart.title))
            self.tabs.setTabToolTip(place, tooltip(tr(chart.meaning)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.tabs.currentChanged.connect(self.draw)
        session.edited.connect(self._edited)
        session.selected.connect(self._collect)
        session.simulated.connect(self._simulated)

    @property
    def key(self) -> str:
        """Key of the chart in front."""
        return list(self.plots)[self.tabs.currentIndex()]

    @property
    def plot(self) -> Plot:
        """The plot in front."""
        return self.plots[self.key]

    def view(self) -> View:
        """Return what the charts show now."""
        chosen, result = self._session.selection, self._session.result
        return View(
            project=self._session.project,
            material=chosen.material,
            scenario=chosen.scenario,
            basis=chosen.basis,
            grain=chosen.grain,
            series=self._series,
            result=result.only(chosen.material) if result is not None else None,
            failure=self._session.failure,
            ledger=self._ledger,
            exposure=self._session.exposure,
            pinned=tuple(one.only(chosen.material) for one in self._session.pinned),
        )

    def draw(self) -> None:
        """Draw the chart in front."""
        if not self._session.selection.material:
            self.plot.show_message(
                tr("Nothing to show yet"),
                tr("Open the graphite example, or import a workbook of customs figures (File)."),
            )
            return
        all_charts()[self.key].draw(self.plot, self.view())
        self.drawn.emit(self.key)

    def _open_menu(self, place: QPoint) -> None:
        """Offer where the figures come from, and the chart as a picture or a table."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Where from?"), self.trace)
        if self.key == "shares":
            menu.addAction(tr("How is this computed?"), self.ask_how)
        menu.addAction(tr("Copy chart"), self.plot.copy_image)
        menu.addAction(tr("Copy figures"), self.copy_figures)
        menu.addAction(tr("Show everything again"), self.plot.show_all)
        menu.popup(self.plot.mapToGlobal(place))

    def trace(self) -> None:
        """Show the rows of the customs figures behind the chart in front."""
        chosen = self._session.selection
        behind = rows_behind(self._session.project, chosen.material)
        table = next(iter(behind), "trade")
        self._session.traced.emit(table, behind.get(table, []))

    def ask_how(self) -> None:
        """Ask how the share of the largest partner is computed, in the latest period shown."""
        shown = self._series.periods if self._series is not None else ()
        self._session.ask_how("top_partner_share", shown[-1] if shown else "")

    def copy_figures(self) -> None:
        """Put the figures of the chart in front on the clipboard, as a table for Excel."""
        frame = self.plot.data()
        rows = [list(frame.columns), *frame.to_numpy(dtype=object).tolist()]
        QGuiApplication.clipboard().setMimeData(clipboard.mime(rows))

    def export_all(self, folder: Path) -> list[Path]:
        """Write a PNG of every chart to ``folder``."""
        if self._is_stale:
            chosen = self._session.selection
            self._series, self._ledger = _past(self._session.project, chosen)
        written = []
        for key, chart in all_charts().items():
            chart.draw(self.plots[key], self.view())
            path = folder / f"{key}.png"
            self.plots[key].export_png(path)
            written.append(path)
        return written

    def _edited(self, news: frozenset[str]) -> None:
        if news & SERIES_FROM:
            self._collect()
        elif news & {"events", "scenarios"} and self.isVisible():
            self.draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while another room was in front."""
        super().showEvent(event)
        if self._is_stale:
            self._collect()
        else:
            self.draw()

    def _simulated(self) -> None:
        if self.isVisible():
            self.draw()

    def _collect(self) -> None:
        """Bring the series up to date beside the window, then draw; later if nobody looks."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        chosen, project = self._session.selection, self._session.project
        if not chosen.material:
            self._series = self._ledger = None
            self.draw()
            return
        self._session.work(
            "series",
            lambda _progress: _past(project, chosen),
            self._collected,
            tr("Charts cannot be drawn"),
        )

    def _collected(self, past: object) -> None:
        self._series, self._ledger = cast("tuple[Series, Ledger | None]", past)
        self.draw()


def _past(project: Project, chosen: Selection) -> tuple[Series, Ledger | None]:
    """Return the series to show, and what changed within its last year."""
    found = series_of(project, chosen.material, chosen.basis, chosen.grain)
    return found, ledger_of_year(project, found)


PANE = Pane(
    title="Charts",
    meaning="Pictures of the chosen material",
    place="centre",
    order=2,
    make=ChartsPane,
    group="Dependence",
    beside=("materials", "scenarios", "suppliers", "tables", "findings"),
)
