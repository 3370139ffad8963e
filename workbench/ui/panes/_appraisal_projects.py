"""The page Projects of an appraisal: what each one costs, brings, and whose place it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from workbench.core import countries
from workbench.ui.panes._appraisal_how import Asked
from workbench.ui.panes._appraisal_words import MEASURES, SHORT, money_words, scale_of
from workbench.ui.texts import number, tr
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.ui.panes._appraising import Answer

_PER = "per_money"
_NONE = pd.Series(dtype=float)
_RANKED = ("avoided_shortage_value", "avoided_cvar", "import_dependence_change")


class ProjectsPage(QWidget):
    """All projects above; the figures of the chosen one, and shares by country, below."""

    asked = Signal(object)
    """A figure was double-clicked: how did it come about?"""

    def __init__(self) -> None:
        super().__init__()
        self._answer: Answer | None = None
        self._key = ""
        self.projects = FilteredTable(
            tr("Projects"),
            empty=tr(
                "Nothing is appraised yet.\nPress Appraise; projects are entered in the room"
                " Cooperation models."
            ),
        )
        self.figures = _rows(tr("Figures of the project"))
        self.shares = _rows(tr("Shares of supply by country"))
        self.projects.view.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.projects.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.projects.view.current_changed.connect(self._choose)
        for view in (self.figures, self.projects.view):
            view.doubleClicked.connect(lambda _index: self.asked.emit(self.asking()))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("The chosen project"))
        self.tabs.addTab(self.figures, tr("Figures"))
        self.tabs.addTab(self.shares, tr("Shares of supply by country"))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.projects)
        split.addWidget(self.tabs)
        self.projects.setMinimumHeight(90)
        self.tabs.setMinimumHeight(110)
        split.setSizes([200, 260])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def show_answer(self, answer: Answer, currency: str) -> None:
        """Show the projects of another answer."""
        self._answer, self._currency = answer, currency
        frame = self._projects(answer)
        view = self.projects.view
        view.frames.set_frame(frame, self._headings(answer))
        view.fit()
        known = list(answer.money["project"])
        self._key = self._key if self._key in known else (known[0] if known else "")
        if self._key:
            view.select_label(known.index(self._key))
        self._show_project()

    def asking(self) -> Asked | None:
        """Return the figure that is looked at."""
        if not self._key or self._answer is None:
            return None
        row = self.figures.currentIndex().row()
        if row < 0 or self.projects.view.hasFocus():
            state = self._answer.money.set_index("project")["state_money"]
            words = number(float(state[self._key]), unit=self._currency)
            title = tr("{project}: state money {amount}", project=self._key, amount=words)
            return Asked(title, "state_money", (self._key,))
        label = self.figures.frames.label(row)
        frame = self.figures.frames.frame
        assert frame is not None
        line = frame.loc[label]
        title = f"{self._key}: {line['name']} {number(line['value'], 2)} {line['unit']}"
        return Asked(title, str(label), (self._key,))

    # --- all projects ------------------------------------------------------------------------

    def _projects(self, answer: Answer) -> pd.DataFrame:
        frame = answer.money.copy()
        per = answer.figures.pivot(index="project", columns="measure", values=_PER)
        for measure in _RANKED:
            factor = 100.0 if measure.endswith("_change") else 1.0 / answer.unit.amount
            frame[measure] = per.get(measure, _NONE).reindex(frame["project"]).to_numpy() * factor
        for column in ("investment", "state_money"):
            frame[column] = frame[column] / answer.unit.amount
        return frame

    def _headings(self, answer: Answer) -> list[Heading]:
        unit = money_words(answer.unit, self._currency)

        def figure(column: str, title: str, of: str, meaning: str = "") -> Heading:
            return Heading(column, title, of, meaning, is_number=True)

        per = tr("per {unit} of public money, as planned", unit=unit)
        return [
            Heading("project", tr("project")),
            figure("state_money", tr("public, {unit}", unit=unit), "", tr("state money, entered")),
            figure("investment", tr("private"), unit, tr("private investment, entered")),
            figure("private_per_public", tr("private/public"), "", tr("private money per public")),
            figure(_RANKED[0], SHORT[_RANKED[0]], unit, f"{MEASURES[_RANKED[0]]}, {per}"),
            figure(_RANKED[1], SHORT[_RANKED[1]], unit, f"{MEASURES[_RANKED[1]]}, {per}"),
            figure(_RANKED[2], SHORT[_RANKED[2]], tr("points"), f"{MEASURES[_RANKED[2]]}, {per}"),
            Heading("qualified_from", tr("delivers from"), meaning=tr("first qualified month")),
            Heading("status", tr("status")),
            Heading("weakest_link", tr("weakest link")),
            Heading("name", tr("name")),
            Heading("remarks", tr("remarks")),
        ]

    # --- one project -------------------------------------------------------------------------

    def _choose(self, label: object) -> None:
        if self._answer is None or label not in self._answer.money.index:
            return
        self._key = str(self._answer.money.at[label, "project"])
        self._show_project()

    def _show_project(self) -> None:
        if self._answer is None or not self._key:
            for view in (self.figures, self.shares):
                view.frames.set_frame(pd.DataFrame())
            return
        per = money_words(self._answer.unit, self._currency)
        self.figures.frames.set_frame(self._figures(), _figure_heads(per))
        self.figures.fit()
        shares = self._answer.shares
        mine = shares[shares["project"] == self._key]
        names = [countries.display_name(self._answer.project, code) for code in mine["country"]]
        parts = {name: mine[name] * 100 for name in ("without", "with", "change")}
        self.shares.frames.set_frame(mine.assign(country=names, **parts), _share_heads())
        self.shares.fit()

    def _figures(self) -> pd.DataFrame:
        answer = self._answer
        assert answer is not None
        table = answer.figures
        rows = []
        for row in table[table["project"] == self._key].to_dict("records"):
            factor, unit = scale_of(row["value"], row["unit"], self._currency)
            other, worth = 1.0, row["unit"]
            if row["unit"] == "currency":
                other, worth = 1.0 / answer.unit.amount, money_words(answer.unit, self._currency)
            elif row["unit"] == "share":
                other, worth = 100.0, tr("points")
            elif row["unit"] == "0-1":  # a state of the market, not something that is bought
                other, worth = float("nan"), ""
            rows.append(
                {
                    "measure": row["measure"],
                    "name": MEASURES[row["measure"]],
                    "unit": unit,
                    **{name: row[name] * factor for name in ("value", "p5", "p95")},
                    **{name: row[name] * other for name in (_PER, f"{_PER}_p5", f"{_PER}_p95")},
                    "per_unit": worth,
                }
            )
        return pd.DataFrame(rows).set_index("measure")


def _figure_heads(per: str) -> list[Heading]:
    def figure(column: str, title: str, meaning: str) -> Heading:
        return Heading(column, title, "", meaning, is_number=True, decimals=2)

    low, high = tr("5 % of the draws lie below"), tr("5 % of the draws lie above")
    return [
        Heading("name", tr("figure"), meaning=tr("Double-click: how it came about")),
        figure("value", tr("as planned"), tr("with schedule, yield and shocks as entered")),
        figure("p5", tr("5 %"), low),
        figure("p95", tr("95 %"), high),
        Heading("unit", tr("unit")),
        figure(_PER, tr("per {unit}", unit=per), tr("as planned, per public money")),
        figure(f"{_PER}_p5", tr("5 %"), low),
        figure(f"{_PER}_p95", tr("95 %"), high),
        Heading("per_unit", tr("of")),
    ]


def _share_heads() -> list[Heading]:
    def share(column: str, title: str, unit: str) -> Heading:
        return Heading(column, title, unit, is_number=True, decimals=1)

    return [
        Heading("country", tr("country")),
        share("without", tr("without it, %"), "%"),
        share("with", tr("with it, %"), "%"),
        share("change", tr("change, points"), tr("points")),
    ]


def _rows(name: str) -> TableView:
    view = TableView(name)
    view.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
    view.setSelectionMode(TableView.SelectionMode.SingleSelection)
    return view
