"""What one rule says of a product: verdict, share, reasons, rows, and the least change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from workbench.core import countries
from workbench.core.project import Project
from workbench.ui.look import theme
from workbench.ui.panes._origin_words import COLOURS, VERDICTS, asked, standing
from workbench.ui.texts import tr, tr_n
from workbench.ui.widgets import plot as widget
from workbench.ui.widgets.labels import PlainLabel
from workbench.ui.widgets.plot import Plot
from workbench.ui.widgets.share_bar import ShareBar
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView
from workbench.ui.widgets.verdict import Verdict

if TYPE_CHECKING:
    from workbench.core.appraisal.origin.product import Finding
    from workbench.core.appraisal.origin.testing import TestedRow


class FindingView(QWidget):
    """Badge, share and reasons above the rows; the least change beside them."""

    chosen = Signal(str)
    """A material was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = pd.DataFrame()
        self._showing = False
        self.badge = Verdict()
        self.title = PlainLabel(role="title")
        self.asks = PlainLabel(role="muted")
        self.source = PlainLabel(role="muted")
        self.bar = ShareBar(tr("Share of value that qualifies"))
        self.reasons = PlainLabel()
        for label in (self.asks, self.reasons, self.source):
            label.setWordWrap(True)
        self.reasons.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.rows = TableView(tr("Rows of the bill"), empty=tr("No row is tested by this rule."))
        self.rows.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.rows.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.rows.current_changed.connect(self._choose)
        self.change = Plot(tr("The least change that passes"))
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.badge)
        head.addWidget(self.title, 1)
        told = QVBoxLayout()
        told.setContentsMargins(12, 8, 12, 8)
        told.setSpacing(6)
        told.addLayout(head)
        for part in (self.asks, self.bar, self.reasons, self.source):
            told.addWidget(part)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(told)
        column.addWidget(self.rows, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.change)
        left.setMinimumWidth(320)
        self.rows.setMinimumHeight(90)
        self.change.setMinimumWidth(240)
        split.setSizes([640, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def show_finding(self, finding: Finding, project: Project) -> None:
        """Show what one rule says."""
        seen = finding.verification
        key = standing(seen.rule, seen.verdict)
        self.badge.show_word(VERDICTS[key], COLOURS[key])
        self.title.setText(tr("{rule}, since {day}", rule=seen.rule.name, day=seen.rule.since))
        self.asks.setText(tr("It asks for: {what}.", what=asked(seen.rule)))
        self.bar.show_share(*seen.content, seen.rule.threshold, COLOURS[key])
        self.reasons.setText("\n".join(f"\N{BULLET} {text}" for text in seen.reasons))
        source = (
            tr("Source of the rule: {source}", source=seen.rule.source) if seen.rule.source else ""
        )
        self.source.setText(source)
        self.source.setVisible(bool(source))
        self._showing = True
        self._rows = _frame(finding, project)
        self.rows.frames.set_frame(self._rows, _heads(project.setting("currency")))
        self.rows.fit()
        self.rows.horizontalHeader().setStretchLastSection(True)
        self._showing = False
        self._draw(finding, project)

    def show_nothing(self, text: str, detail: str) -> None:
        """Say why there is no finding."""
        self.badge.show_word("", "")
        self.title.setText(text)
        for label in (self.asks, self.reasons, self.source):
            label.setText("")
        self.reasons.setText(detail)
        self.bar.show_share(np.nan, np.nan, np.nan, "")
        self.rows.frames.set_frame(pd.DataFrame())
        self.change.show_message(text, detail)

    def _choose(self, label: object) -> None:
        if not self._showing and label in self._rows.index:
            self.chosen.emit(str(self._rows.at[label, "material"]))

    def _draw(self, finding: Finding, project: Project) -> None:
        seen, change = finding.verification, finding.change
        if seen.rule.has_ended:
            self.change.show_message(tr("The rule has ended"), tr("Nothing has to change."))
            return
        if seen.verdict == "pass":
            self.change.show_message(tr("It passes"), tr("No source has to change."))
            return
        if not change.is_possible or not change.moves:
            self.change.show_message(
                tr("No change of sources can be named"),
                change.reason or tr("The rule is about nothing in the bill."),
            )
            return
        names = [f"{move.source}: {move.material}" for move in change.moves]
        before, after = (
            np.array([getattr(move, side) for move in change.moves]) for side in ("before", "after")
        )
        colours = theme()
        with self.change.drawing(
            title=tr("The least change that passes"),
            sentence=_sentence(finding, project),
            unit=tr("share of the material's volume"),
            percent=True,
            high=1.0,
        ):
            self.change.grouped_bars(
                names,
                [
                    widget.Series(tr("now"), colours.muted, before),
                    widget.Series(tr("then"), colours.accent, after),
                ],
            )


def _sentence(finding: Finding, project: Project) -> str:
    """Say who has to ship less, and who more."""
    parts = []
    for move in finding.change.moves:
        country = countries.display_name(project, move.country)
        who = move.source if move.source != move.country else country
        parts.append(
            tr(
                "{who}: {before:.1f} to {after:.1f} % of {material}",
                who=who,
                before=100 * move.before,
                after=100 * move.after,
                material=move.material,
            )
        )
    count = tr_n(
        "{count} source has to change.",
        "{count} sources have to change.",
        len(finding.change.moves),
    )
    return f"{count} {'; '.join(parts)}."


def _frame(finding: Finding, project: Project) -> pd.DataFrame:
    rows = []
    for row in finding.verification.rows:
        origin = row.origin
        name = countries.display_name(project, origin.country) if origin.country else ""
        rows.append(
            {
                "binding": tr("binding") if row.binding else "",
                "material": row.material,
                "source": "" if origin.source == origin.country else origin.source,
                "country": name or tr("not known"),
                "share": origin.share * 100,
                "value": row.value,
                "counts": _counts(row),
            }
        )
    columns = [head.column for head in _heads("")]
    return pd.DataFrame(rows, columns=columns).astype({"share": float, "value": float})


def _counts(row: TestedRow) -> str:
    """Say what a source is under the rule."""
    parts = [tr("qualifies") if row.qualifies else tr("does not qualify")]
    if row.barred:
        parts = [tr("excluded")]
    if row.exempt:
        parts.append(tr("exempt"))
    return ", ".join(parts)


def _heads(currency: str) -> list[Heading]:
    return [
        Heading("binding", tr("binding"), meaning=tr("the verdict hangs on this row")),
        Heading("material", tr("material")),
        Heading("country", tr("country")),
        Heading("share", tr("share, %"), "%", tr("of the material's volume"), True, 1),
        Heading(
            "counts",
            tr("under the rule"),
            meaning=tr(
                "qualifies: counts towards the share asked for; excluded: fails the product"
                " whatever its share; exempt: left out of the exclusion"
            ),
        ),
        Heading("source", tr("source"), meaning=tr("named supplier; empty: others of the country")),
        Heading(
            "value",
            tr("value"),
            currency,
            tr("from this source in one unit of the product; a dash: not known"),
            is_number=True,
        ),
    ]
