"""The pages Ranking and By kind of support of an appraisal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from workbench.ui.look import theme
from workbench.ui.panes._appraisal_how import Asked
from workbench.ui.panes._appraisal_words import KINDS, MEASURES, SHORT, money_words
from workbench.ui.texts import percent, tr, tr_n
from workbench.ui.widgets import plot as widget
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.plot import Plot
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.ui.panes._appraising import Answer

RANKED = ("avoided_shortage_value", "avoided_cvar", "import_dependence_change")
_MOST = 24
"""Projects that are drawn, the best first."""


def factor_of(answer: Answer, measure: str) -> tuple[float, str]:
    """Return what to multiply a measure per public money with to read it, and its unit."""
    if measure.endswith("_change"):
        return 100.0, tr("points")
    return 1.0 / answer.unit.amount, money_words(answer.unit, answer.project.setting("currency"))


class RankingPage(QWidget):
    """Projects by one measure per public money, and how often the draws agree."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._answer: Answer | None = None
        self.measure = QComboBox()
        self.measure.setAccessibleName(tr("Measure"))
        for key in RANKED:
            self.measure.addItem(MEASURES[key], key)
        self.measure.activated.connect(lambda _place: self._show())
        self.said = PlainLabel(role="muted")
        self.table = TableView(tr("Ranking"), empty=tr("Nothing is appraised yet: press Appraise."))
        self.table.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.table.doubleClicked.connect(lambda _index: self.asked.emit(self.asking()))
        self.plot = Plot(tr("Stability of the ranking"))
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        line.addWidget(PlainLabel(tr("By")))
        line.addWidget(self.measure)
        line.addWidget(self.said, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.plot)
        self.table.setMinimumHeight(72)
        self.plot.setMinimumHeight(120)
        split.setSizes([180, 300])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(split, 1)

    def show_answer(self, answer: Answer) -> None:
        """Show the ranking of another answer."""
        self._answer = answer
        self._show()

    def asking(self) -> Asked | None:
        """Return the figure that is looked at."""
        row = self.table.currentIndex().row()
        if self._answer is None or row < 0:
            return None
        key, measure = str(self.table.frames.value(row, 1)), str(self.measure.currentData())
        title = tr("{project}: {measure} per public money", project=key, measure=MEASURES[measure])
        return Asked(title, measure, (key,), tr("Then divided by the state money."))

    def _show(self) -> None:
        if self._answer is None:
            return
        measure = str(self.measure.currentData())
        factor, unit = factor_of(self._answer, measure)
        frame = self._answer.ranking
        frame = frame[frame["measure"] == measure].reset_index(drop=True)
        figures = self._answer.figures
        bands = figures[figures["measure"] == measure].set_index("project")
        low, high = (bands[f"per_money_{q}"].reindex(frame["project"]) for q in ("p5", "p95"))
        shown = frame.assign(
            per_money=frame["per_money"] * factor,
            p5=low.to_numpy() * factor,
            p95=high.to_numpy() * factor,
            words=[_stability(row) for _, row in frame.iterrows()],
        )
        per = money_words(self._answer.unit, self._answer.project.setting("currency"))
        heads = [
            Heading("rank", tr("rank"), is_number=True, decimals=0),
            Heading("project", tr("project")),
            Heading("per_money", f"{unit} / {per}", "", tr("as planned"), is_number=True),
            Heading("p5", tr("5 %"), is_number=True),
            Heading("p95", tr("95 %"), is_number=True),
            Heading("words", tr("how sure the rank is")),
        ]
        self.table.frames.set_frame(shown, heads)
        self.table.fit()
        self.table.horizontalHeader().setStretchLastSection(True)
        if len(shown):
            self.table.select_label(0)
        without = int(frame["rank"].isna().sum())
        self.said.setText(
            tr_n(
                "{count} project has no rank: its public money is not known",
                "{count} projects have no rank: their public money is not known",
                without,
            )
            if without
            else ""
        )
        self._draw(measure)

    def _draw(self, measure: str) -> None:
        from workbench.core.appraisal.ranking import rank_shares

        assert self._answer is not None
        shares = rank_shares(self._answer.appraisal, measure).head(_MOST)
        if shares.empty:
            self.plot.show_message(
                tr("No project can be ranked"), tr("Public money is needed to rank projects.")
            )
            return
        draws = self._answer.question.draws
        colours = theme()
        parts = [
            (tr("first"), colours.accent, 0, shares.iloc[:, :1].sum(axis=1)),
            (tr("second"), colours.accent, 1, shares.iloc[:, 1:2].sum(axis=1)),
            (tr("third"), colours.muted, 0, shares.iloc[:, 2:3].sum(axis=1)),
            (tr("fourth or lower"), colours.muted, 1, shares.iloc[:, 3:].sum(axis=1)),
        ]
        with self.plot.drawing(
            title=tr("How often each project has which rank"),
            sentence=tr_n(
                "over {count} draw of schedules, yields and sizes of shocks",
                "over {count} draws of schedules, yields and sizes of shocks",
                draws,
            )
            if draws
            else tr("as planned: no draws were asked for"),
            unit=tr("share of draws"),
            percent=True,
            high=1.0,
        ):
            feet = np.zeros(len(shares))
            names = [str(name) for name in shares.index]
            for name, colour, pattern, part in parts[: max(shares.shape[1], 1)]:
                values = part.to_numpy(dtype=float)
                one = widget.Series(name, colour, values, pattern)
                self.plot.floating_bars(names, [one], feet)
                feet = feet + values


def _stability(row: pd.Series) -> str:
    """Return how sure a rank is, in words."""
    if np.isnan(row["rank"]):
        return tr("no rank: public money is not known")
    if np.isnan(row["stability"]):
        return tr("not known: no draws")
    share = float(row["stability"])
    words = tr("sure") if share >= 0.9 else tr("likely") if share >= 0.6 else tr("open")
    text = tr("{words}: this rank in {share} of the draws", words=words, share=percent(share, 0))
    if row["best_rank"] != row["worst_rank"]:
        text += tr(
            "; ranks {best} to {worst}", best=int(row["best_rank"]), worst=int(row["worst_rank"])
        )
    return text


class KindsPage(QWidget):
    """What each kind of support goes with, per public money."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._answer: Answer | None = None
        self.said = PlainLabel(
            tr(
                "Figures of a project are shared among its kinds of support in proportion to their"
                " money. That divides; it does not prove which kind was the cause."
            ),
            role="muted",
        )
        self.said.setWordWrap(True)
        self.said.setContentsMargins(12, 8, 12, 8)
        self.table = TableView(
            tr("By kind of support"), empty=tr("No amount of support is entered.")
        )
        self.table.setToolTip(tooltip(tr("Double-click: how a figure came about")))
        self.table.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.table.doubleClicked.connect(lambda _index: self.asked.emit(self.asking()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.plot = Plot(tr("By kind of support"))
        self.plot.show_message(tr("Nothing is appraised yet"))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.table)
        split.addWidget(self.plot)
        self.table.setMinimumHeight(72)
        self.plot.setMinimumHeight(120)
        split.setSizes([180, 300])
        layout.addWidget(self.said)
        layout.addWidget(split, 1)

    def show_answer(self, answer: Answer) -> None:
        """Show the kinds of another answer."""
        self._answer = answer
        frame = answer.by_kind
        kinds = frame.drop_duplicates("kind").set_index("kind")
        wide = pd.DataFrame(
            {
                "kind": [KINDS.get(str(kind), str(kind)) for kind in kinds.index],
                "amount": kinds["amount"].to_numpy() / answer.unit.amount,
                "projects": kinds["projects"].to_numpy(),
            },
            index=kinds.index,
        )
        heads = [
            Heading("kind", tr("kind of support")),
            Heading("amount", tr("public, {unit}", unit=self._unit), is_number=True),
            Heading("projects", tr("projects"), is_number=True, decimals=0),
        ]
        for measure in RANKED:
            factor, unit = factor_of(answer, measure)
            rows = frame[frame["measure"] == measure].set_index("kind")
            wide[measure] = rows["per_money"].reindex(kinds.index) * factor
            meaning = tr(
                "{measure}: {unit} per {money} of this kind",
                measure=MEASURES[measure],
                unit=unit,
                money=self._unit,
            )
            heads.append(Heading(measure, SHORT[measure], unit, meaning, is_number=True))
        self.table.frames.set_frame(wide, heads)
        self.table.fit()
        if len(wide):
            self.table.select_label(wide.index[0])
        self._draw(wide)

    def _draw(self, wide: pd.DataFrame) -> None:
        """Draw what has the unit of the money itself: value avoided per money."""
        if wide.empty:
            self.plot.show_message(
                tr("No amount of support is entered"), tr("The table support holds amounts.")
            )
            return
        colours = theme()
        with self.plot.drawing(
            title=tr("Value of shortage avoided per public money of each kind"),
            sentence=tr("What goes with a kind of support, not what it caused."),
            unit=f"{self._unit} / {self._unit}",
        ):
            self.plot.grouped_bars(
                [str(kind) for kind in wide["kind"]],
                [
                    widget.Series(MEASURES[RANKED[0]], colours.accent, wide[RANKED[0]].to_numpy()),
                    widget.Series(MEASURES[RANKED[1]], colours.muted, wide[RANKED[1]].to_numpy()),
                ],
            )

    def asking(self) -> Asked | None:
        """Return the figure that is looked at: of every project with the kind."""
        here = self.table.currentIndex()
        if self._answer is None or here.row() < 0:
            return None
        kind = str(self.table.frames.label(here.row()))
        column = self.table.frames.headings[here.column()].column
        measure = column if column in RANKED else RANKED[0]
        having = tuple(
            each.model.key
            for each in self._answer.appraisal.projects
            if each.model.package.get(kind, 0.0) > 0
        )
        more = tr("Of each project the part this kind has in its support; then per money of it.")
        return Asked(f"{KINDS.get(kind, kind)}: {MEASURES[measure]}", measure, having, more)

    @property
    def _unit(self) -> str:
        assert self._answer is not None
        return money_words(self._answer.unit, self._answer.project.setting("currency"))
