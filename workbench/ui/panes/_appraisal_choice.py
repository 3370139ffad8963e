"""The page Choice of an appraisal: the set chosen, money against risk, and other budgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from workbench.ui.look import theme
from workbench.ui.panes._appraisal_how import Asked
from workbench.ui.panes._appraisal_reach import reach, sentence, tail_words
from workbench.ui.panes._appraisal_words import OBJECTIVES, money, money_words, objective_value
from workbench.ui.texts import number, tr
from workbench.ui.widgets import plot as widget
from workbench.ui.widgets.labels import PlainLabel
from workbench.ui.widgets.step_plot import StepPlot
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.core.appraisal.choice.instance import Choice
    from workbench.core.appraisal.portfolio import Portfolio, Simulated
    from workbench.ui.panes._appraising import Answer

_TAKEN = "\N{BLACK CIRCLE}"


class ChoicePage(QWidget):
    """What was chosen beside the frontier; below, who is in the set at every budget."""

    asked = Signal(object)
    picked = Signal(object)
    """Names of the projects of a point of the frontier that was picked: simulate them."""

    def __init__(self) -> None:
        super().__init__()
        self._answer: Answer | None = None
        self._point = -1
        self._showing = False
        self.said = PlainLabel(role="heading")
        self.note = PlainLabel(role="muted")
        for label in (self.said, self.note):
            label.setWordWrap(True)
            label.setContentsMargins(12, 4, 12, 4)
        self.reach = TableView(tr("What the set reaches"))
        self.reach.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.reach.doubleClicked.connect(lambda _index: self.asked.emit(self.asking()))
        self.frontier = StepPlot(tr("Money against risk"))
        self.frontier.picked.connect(self.pick)
        self.steps = TableView(
            tr("The set at every budget"), empty=tr("There is nothing to choose from.")
        )
        self.steps.selectionModel().currentChanged.connect(self._column)
        self._lay_out()
        self._nothing()

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.said)
        column.addWidget(self.reach, 1)
        column.addWidget(self.note)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.addWidget(left)
        across.addWidget(self.frontier)
        left.setMinimumWidth(300)
        self.frontier.setMinimumWidth(260)
        across.setSizes([500, 480])
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(across)
        split.addWidget(self.steps)
        self.steps.setMinimumHeight(70)
        split.setSizes([330, 150])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    # --- an answer ----------------------------------------------------------------------------

    def show_answer(self, answer: Answer) -> None:
        """Show the choice of another answer."""
        self._answer = answer
        found = answer.chosen
        if found is None or not found.frontier:
            self._nothing()
            return
        self._point = self._chosen_point(found)
        self._show_set(found.choice, found.with_choice)
        self._draw(found)
        self._fill_steps(found)
        self.frontier.choose(self._point)

    def _nothing(self) -> None:
        self._point = -1
        self.said.setText(tr("There is nothing to choose from yet."))
        self.note.setText("")
        for view in (self.reach, self.steps):
            view.frames.set_frame(pd.DataFrame())
        self.frontier.show_message(
            tr("No project to choose from"),
            tr("A choice needs projects with a supplier, dated capacity and public money."),
        )

    @staticmethod
    def _chosen_point(found: Portfolio) -> int:
        """Return the point of the frontier that is the choice; else the last one."""
        sets = [set(point.chosen) for point in found.frontier]
        mine = set(found.choice.chosen)
        return sets.index(mine) if mine in sets else len(sets) - 1

    def _show_set(self, choice: Choice, simulated: Simulated | None) -> None:
        answer = self._answer
        assert answer is not None
        self.said.setText(sentence(answer, choice))
        frame = reach(answer, choice, simulated)
        heads = [
            Heading("name", tr("what it reaches")),
            Heading("unit", tr("unit")),
            Heading("without", tr("without"), meaning=tr("no project, simulated"), is_number=True),
            Heading(
                "programme",
                tr("programme"),
                meaning=tr("with the set, as the programme of the choice reckons"),
                is_number=True,
            ),
            Heading("simulated", tr("simulated"), meaning=tr("with the set"), is_number=True),
        ]
        self.reach.frames.set_frame(frame, heads)
        self.reach.fit()
        tail = tail_words(answer)
        self.note.setText(
            tr(
                "The programme reckons that a plant avoids shortage where it stands and stores"
                " nothing; the simulation plays orders, lead times and stocks, so the two may"
                " differ."
            )
            + (f" {tail}" if tail else "")
        )

    def show_simulated(self, names: tuple[str, ...], found: Simulated) -> None:
        """Show what a picked set reaches in the simulation, if it is still the one shown."""
        point = self.point()
        if point is not None and point.chosen == names:
            self._show_set(point, found)

    # --- the frontier -------------------------------------------------------------------------

    def point(self) -> Choice | None:
        """Return the point of the frontier that is looked at."""
        if self._answer is None or self._answer.chosen is None or self._point < 0:
            return None
        return self._answer.chosen.frontier[self._point]

    def pick(self, place: int) -> None:
        """Look at the set behind a point of the frontier."""
        answer = self._answer
        if answer is None or answer.chosen is None or place == self._point:
            return
        self._point = place
        point = answer.chosen.frontier[place]
        self.frontier.choose(place)
        self._show_set(point, None)
        self._mark_column()
        self.picked.emit(point.chosen)

    def _draw(self, found: Portfolio) -> None:
        answer = self._answer
        assert answer is not None
        currency = answer.project.setting("currency")
        amount = answer.unit.amount
        spent = [point.spent / amount for point in found.frontier]
        share = found.objective == "dependence"
        values = [point.objective for point in found.frontier]
        budget = found.budget / amount if found.budget < float("inf") else 0.0
        with self.frontier.drawing(
            title=tr("Money against risk"),
            sentence=tr(
                "The best set at every budget, in {money} of public money. Click a point to see"
                " the set behind it.",
                money=money_words(answer.unit, currency),
            ),
            unit=tr("share of demand, by value")
            if share
            else f"{OBJECTIVES[found.objective]}, {currency}",
            percent=share,
        ):
            one = widget.Series(OBJECTIVES[found.objective], theme().accent, values)
            unit = money_words(answer.unit, currency)
            self.frontier.steps(one, spent, unit, max(budget, spent[-1]))

    def _fill_steps(self, found: Portfolio) -> None:
        answer = self._answer
        assert answer is not None
        order = dict.fromkeys(name for point in found.frontier for name in point.chosen)
        rest = [each.model.key for each in answer.appraisal.projects]
        names = list(dict.fromkeys([*order, *rest]))
        columns = {"project": names}
        currency = answer.project.setting("currency")
        heads = [
            Heading(
                "project",
                tr(
                    "in the set at a budget of ... {money}",
                    money=money_words(answer.unit, currency),
                ),
            )
        ]
        for place, point in enumerate(found.frontier):
            column = f"budget {place}"
            columns[column] = [_TAKEN if name in point.chosen else "" for name in names]
            value = objective_value(found.objective, point.objective, currency)
            meaning = f"{OBJECTIVES[found.objective]}: {value}"
            title = number(point.spent / answer.unit.amount)
            unit = money_words(answer.unit, currency)
            heads.append(Heading(column, title, unit, meaning))
        self._showing = True
        self.steps.frames.set_frame(pd.DataFrame(columns), heads)
        self.steps.fit()
        self._showing = False
        self._mark_column()

    def _mark_column(self) -> None:
        self._showing = True
        row = max(self.steps.currentIndex().row(), 0)
        self.steps.setCurrentIndex(self.steps.frames.index(row, self._point + 1))
        self._showing = False

    def _column(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if not self._showing and current.isValid() and current.column() > 0:
            self.pick(current.column() - 1)

    # --- where it comes from ------------------------------------------------------------------

    def asking(self) -> Asked | None:
        """Return the figure that is looked at: what the set reaches, or what it costs."""
        point = self.point()
        if point is None or not point.chosen or self._answer is None:
            return None
        currency = self._answer.project.setting("currency")
        measure = {"shortage": "avoided_shortage_value", "cvar": "avoided_cvar"}.get(
            self._answer.question.objective, "import_dependence_change"
        )
        title = tr(
            "{names}: {amount}", names=", ".join(point.chosen), amount=money(point.spent, currency)
        )
        more = tr("Here with all projects of the set together.")
        return Asked(title, measure, point.chosen, more)
