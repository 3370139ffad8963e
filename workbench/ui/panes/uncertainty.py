"""Uncertainty: the chosen scenario many times over, with other sizes of its shocks each time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QTabWidget, QVBoxLayout, QWidget

from workbench.core.project import Project
from workbench.ui.charts import View, _chance, _fan, _survival
from workbench.ui.charts._drawn import Drawn, draws_text
from workbench.ui.panes import Pane
from workbench.ui.panes import _uncertainty_work as work
from workbench.ui.panes._uncertainty_bar import UncertaintyBar
from workbench.ui.panes._uncertainty_cluster import ClusterDialog
from workbench.ui.panes._uncertainty_swings import Asking
from workbench.ui.panes._uncertainty_table import MeasuresTable
from workbench.ui.panes._uncertainty_tornado import TornadoPage
from workbench.ui.session import SIMULATED_FROM, Session
from workbench.ui.settings import Settings
from workbench.ui.texts import tr
from workbench.ui.widgets import clipboard
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.plot import Plot

if TYPE_CHECKING:
    from workbench.core.simulation.ensemble.found import Ensemble

TASK = "draw shocks"


class UncertaintyPane(QWidget):
    """Draws above; below a fan, chances, times to survive, a tornado and a table of measures."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: dict[str, Ensemble] = {}
        self._made_of: Project | None = None
        self._latest = work.Latest()
        self._address = ""
        self.bar = UncertaintyBar()
        self.plots = {name: Plot(tr(title)) for name, title in _PLOTS.items()}
        self.series = QComboBox()
        self.tornado = TornadoPage()
        self.asking = Asking(session, self.tornado, lambda: (self.bar.seed.value(), self._address))
        self.table = MeasuresTable()
        self.tabs = QTabWidget()
        self._build()
        self.bar.asked.connect(self._draw_or_stop)
        self.bar.moved.connect(self.choose_place)
        self.tabs.currentChanged.connect(lambda _place: self._show())
        self.series.activated.connect(lambda _place: self._show())
        self.tornado.changed.connect(self._show)
        self.tornado.indices_asked.connect(lambda: self.asking.ask_indices(self._view()))
        session.edited.connect(self._edited)
        session.selected.connect(self._show)
        session.tasks.progress.connect(self._look)
        session.tasks.ended.connect(self._ended)

    def _build(self) -> None:
        self.series.setAccessibleName(tr("Series of the fan"))
        for key in _fan.SERIES:
            self.series.addItem(tr(key), key)
        fan = QWidget()
        line = QHBoxLayout()
        line.setContentsMargins(12, 4, 12, 4)
        line.setSpacing(8)
        line.addWidget(PlainLabel(tr("Fan of")))
        line.addWidget(self.series)
        line.addStretch(1)
        inside = QVBoxLayout(fan)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addLayout(line)
        inside.addWidget(self.plots["fan"], 1)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Uncertainty"))
        for page, title, meaning in (
            (fan, "Fan", "How far a series may lie apart, month by month"),
            (self.plots["chance"], "Chance", "In how many of the draws demand is not served"),
            (self.plots["survival"], "Time to survive", "Months until demand is not served"),
            (self.tornado, "Tornado", "Which uncertain number matters, one at a time"),
            (self.table, "Measures", "Every measure with its quantiles and its tail"),
        ):
            place = self.tabs.addTab(page, tr(title))
            self.tabs.setTabToolTip(place, tooltip(tr(meaning)))
        for plot in (*self.plots.values(), self.tornado.plot, self.tornado.indices):
            plot.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            plot.customContextMenuRequested.connect(partial(self._open_menu, plot))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.tabs, 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    # --- drawing shocks ---------------------------------------------------------------------

    @property
    def is_drawing(self) -> bool:
        """Whether draws are being computed."""
        return TASK in self._session.tasks.running()

    def _draw_or_stop(self) -> None:
        if self.is_drawing:
            self._session.tasks.cancel(TASK)
        else:
            self.draw()

    def draw(self) -> None:
        """Draw the chosen scenario and those that are pinned."""
        session, chosen = self._session, self._session.selection
        if not chosen.material:
            return
        scenarios = list(dict.fromkeys([chosen.scenario, *chosen.pinned]))
        self._latest, self._made_of = work.Latest(), session.project
        self._found = {}
        task = partial(
            _drawn,
            session.project,
            scenarios,
            (self.bar.draws.value(), self.bar.seed.value()),
            chosen.material,
            self._address,
            self._latest,
        )
        session.work(TASK, task, self._done, tr("The shocks cannot be drawn"), lane="draws")
        self.bar.show_work(going=True)
        self._show()

    def _look(self, name: str, *_news: object) -> None:
        """Show early estimates when there are new ones."""
        if name == TASK and self._latest.found is not self._found:
            self._found = self._latest.found
            self._show()

    def _done(self, found: object) -> None:
        self._found = cast("dict[str, Ensemble]", found)
        self._show()

    def _ended(self, name: str) -> None:
        if name == TASK:
            self.bar.show_work(going=False)
            self._found = self._latest.found
            self._show()

    def _edited(self, news: frozenset[str]) -> None:
        if news & SIMULATED_FROM:
            self.asking.forget()
            self._show()

    def choose_place(self) -> None:
        """Ask where draws are to be computed."""
        known = self._address or Settings().cluster
        dialog = ClusterDialog(self._session.tasks, known, self)
        dialog.chosen.connect(self._move)
        dialog.open()

    def _move(self, address: str) -> None:
        self._address = address
        if address:
            Settings().cluster = address
        self.bar.show_place(address)

    # --- showing ----------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the page in front, once somebody looks."""
        if not self.isVisible():
            return
        self._tell()
        page = self.tabs.currentWidget()
        drawn = self._drawn()
        if page is self.tornado:
            self.asking.show(drawn.view)
        elif page is self.table:
            self.table.show_bands(drawn)
        elif page is self.plots["chance"]:
            _chance.draw(self.plots["chance"], drawn)
        elif page is self.plots["survival"]:
            _survival.draw(self.plots["survival"], drawn)
        else:
            _fan.draw(self.plots["fan"], drawn)

    def _drawn(self) -> Drawn:
        chosen = self._session.selection
        view = self._view()
        beside = tuple(
            (view.name_of(name), self._found[name])
            for name in chosen.pinned
            if name in self._found and name != chosen.scenario
        )
        found = self._found.get(chosen.scenario)
        return Drawn(view, found, beside, str(self.series.currentData()))

    def _view(self) -> View:
        chosen = self._session.selection
        return View(
            project=self._session.project,
            material=chosen.material,
            scenario=chosen.scenario,
            basis=chosen.basis,
            grain=chosen.grain,
        )

    @property
    def is_stale(self) -> bool:
        """Whether the project has changed since the draws."""
        made, now = self._made_of, self._session.project
        return made is not None and any(made[name] is not now[name] for name in SIMULATED_FROM)

    def _tell(self) -> None:
        found = self._found.get(self._session.selection.scenario)
        parts = []
        if self.is_drawing:
            if self.is_stale:  # what is drawn is of the project as it was when this began
                began = tr("Out of date: the project has changed since these draws began.")
                parts += [began, tr("Stop, then draw again.")]
            parts.append(draws_text(found) if found else tr("Drawing ..."))
        elif found is not None and self.is_stale:
            parts.append(tr("Out of date: the project has changed since. Draw again."))
        elif found is not None:
            if not found.inputs:
                why = tr("Nothing is uncertain here: give a shock a spread or a probability.")
                parts.append(why)
            elif not found.is_complete:
                parts.append(tr("Stopped: {draws}.", draws=draws_text(found)))
            parts.append(self._missing())
        self.bar.tell(" ".join(parts).strip())

    def _missing(self) -> str:
        """Say which pinned scenarios have not been drawn."""
        chosen, view = self._session.selection, self._view()
        missing = [view.name_of(name) for name in chosen.pinned if name not in self._found]
        if not missing:
            return ""
        return tr("Not drawn yet: {names}. Draw again.", names=", ".join(missing))

    # --- taking figures away ----------------------------------------------------------------

    def _open_menu(self, plot: Plot, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy chart"), plot.copy_image)
        menu.addAction(tr("Copy figures"), partial(copy_figures, plot))
        menu.addAction(tr("Show everything again"), plot.show_all)
        menu.popup(plot.mapToGlobal(place))


def copy_figures(plot: Plot) -> None:
    """Put the figures of a chart on the clipboard, as a table for Excel."""
    frame = plot.data()
    rows = [list(frame.columns), *frame.to_numpy(dtype=object).tolist()]
    QGuiApplication.clipboard().setMimeData(clipboard.mime(rows))


_PLOTS = {"fan": "Fan", "chance": "Chance of a shortage", "survival": "Time to survive"}


def _drawn(
    project: Project,
    scenarios: list[str],
    how: tuple[int, int],
    material: str,
    address: str,
    latest: work.Latest,
    progress: Any,
) -> dict[str, Ensemble]:
    return work.draw(project, scenarios, *how, material, address, latest, progress)


PANE = Pane(
    title="Uncertainty",
    meaning="What may happen to the chosen material where shocks are uncertain",
    place="centre",
    order=24,
    make=UncertaintyPane,
    group="What if",
    beside=("materials", "scenarios"),
)
