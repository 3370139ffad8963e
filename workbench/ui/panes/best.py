"""Best response: the least shortage anyone could reach, and of which source more would help."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pandas as pd
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from workbench.core.progress import Progress
from workbench.core.simulation.result import Result
from workbench.ui.panes import Pane
from workbench.ui.session import Session
from workbench.ui.texts import number, tr
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.core.simulation.best import BestRun, Planner


class BestPane(QWidget):
    """One sentence, what is short by market and at best, and what one more of a source avoids."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._planner: list[Planner] = []  # made by the first work: HiGHS is slow to load
        self.sentence = PlainLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setContentsMargins(12, 8, 12, 8)
        self.short = TableView(
            tr("Shortage by market and at best"),
            empty=tr("Nothing is simulated yet.\nOpen the example, or import a workbook."),
        )
        self.worth = TableView(
            tr("What more of a source would avoid"),
            empty=tr("More of no source would avoid any shortage."),
        )
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Best response"))
        for page, title, meaning in (
            (self.short, "Shortage", "What is not served, by the market response and at best"),
            (self.worth, "One more", "What one more unit a month of each source would avoid"),
        ):
            place = self.tabs.addTab(page, tr(title))
            self.tabs.setTabToolTip(place, tooltip(tr(meaning)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sentence)
        layout.addWidget(self.tabs, 1)
        session.simulated.connect(self._refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _refresh(self) -> None:
        """Search the best response to the scenario of the latest result, once somebody looks."""
        self._stale = not self.isVisible()
        result, planner = self._session.result, self._planner
        if self._stale:
            return
        if result is None:
            self.sentence.setText(tr("There is no simulation to compare with."))
            return
        self._session.work(
            "best",
            lambda progress: _searched(result, planner, progress),
            lambda found: self._show(result, cast("BestRun", found)),
            tr("There is no best response"),
        )

    def _show(self, market: Result, best: BestRun) -> None:
        from workbench.core.simulation.best import total_worth

        table = total_worth(best.worth)
        rows = market.project["materials"]
        units = dict(zip(rows["material"], rows["unit"], strict=True))
        table["unit"] = [units.get(name, "") for name in table["material"]]
        months = market.balance["period"].nunique()
        self.sentence.setText(_sentence(best, table, months))
        by = ["material"]
        short = market.balance.groupby(by, sort=False, as_index=False)[["demand", "shortage"]].sum()
        least = best.result.balance.groupby("material", sort=False)["shortage"].sum()
        short["least"] = least.reindex(short["material"]).to_numpy()
        short["unit"] = [units.get(name, "") for name in short["material"]]
        self._fill(
            self.short,
            short,
            {
                "demand": (tr("demand"), tr("Outside demand and use by home producers")),
                "shortage": (tr("short by market"), tr("What is not served, use included")),
                "least": (tr("short at best"), tr("Outside demand that nobody could serve")),
            },
        )
        meaning = tr("Shortage avoided by one more unit in every month, all materials together")
        self._fill(
            self.worth,
            table,
            {
                "months": (tr("months"), tr("Months in which one more unit avoids anything")),
                "avoided": (tr("avoided"), meaning),
            },
        )

    def _fill(
        self, view: TableView, frame: pd.DataFrame, figures: dict[str, tuple[str, str]]
    ) -> None:
        heads = [
            Heading(name, tr(name)) for name in ("source", "material", "country") if name in frame
        ]
        heads.append(Heading("unit", tr("unit")))
        heads += [
            Heading(name, title, meaning=meaning, is_number=True)
            for name, (title, meaning) in figures.items()
        ]
        view.frames.set_frame(frame, heads)
        view.fit()


def _sentence(best: BestRun, table: pd.DataFrame, months: int) -> str:
    """Say what is short at best, and of which source more would help most."""
    if table.empty and best.shortage <= 0:
        return tr("Nobody need be short: who knew the future could serve all demand.")
    text = tr("Even who knew the future would be short of {amount}.", amount=number(best.shortage))
    if table.empty:
        return text
    first = table.iloc[0]
    unit = first["unit"] or tr("unit")
    more = tr(
        "One more {unit} a month of {material} from {source} would avoid {amount} {unit} of"
        " shortage in {months} months.",
        unit=unit,
        material=first["material"],
        source=first["source"],
        amount=number(first["avoided"]),
        months=months,
    )
    return f"{text} {more}"


def _searched(result: Result, planner: list[Planner], progress: Progress) -> BestRun:
    from workbench.core.simulation.best import Planner, run_best  # HiGHS is slow to load

    if not planner:
        planner.append(Planner())
    return run_best(result.project, result.scenario, result.window, progress, planner[0])


PANE = Pane(
    title="Best response",
    meaning="The least shortage anyone could reach, and of which source more would help",
    place="centre",
    order=23,
    make=BestPane,
    group="What if",
    beside=("materials", "scenarios"),
)
