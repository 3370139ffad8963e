"""Record check: under which definitions dependence is at its lowest or highest, and which not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from workbench.core.project import Project
from workbench.core.record.check import Check, check
from workbench.core.record.claim import Claim, Finding
from workbench.core.record.wording import sentence
from workbench.core.revisions import revisions
from workbench.ui.look import theme
from workbench.ui.panes import Pane
from workbench.ui.panes._record_form import RecordForm
from workbench.ui.session import Session
from workbench.ui.texts import percent, tr
from workbench.ui.widgets import plot as widget
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.labels import PlainLabel
from workbench.ui.widgets.plot import Plot
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

CHECKED_FROM = frozenset({"trade", "production", "settings", "countries", "materials"})


@dataclass(frozen=True)
class _Answer:
    claim: Claim
    check: Check
    said: str
    frame: pd.DataFrame
    revisions: pd.DataFrame


class RecordPane(QWidget):
    """A claim above, the answer in one sentence, and every definition with its series."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = self._offered = False
        self._answer: _Answer | None = None
        self._of: Project | None = None
        self.form = RecordForm()
        self.said = PlainLabel(role="heading")
        self.said.setWordWrap(True)
        self.said.setContentsMargins(12, 4, 12, 8)
        self.definitions = TableView(
            tr("Definitions"), empty=tr("Choose a country and a material or a list above.")
        )
        self.plot = Plot(tr("Record check"))
        self.revisions = FilteredTable(
            tr("Revisions"), empty=tr("No figure of these materials was published more than once.")
        )
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(tr("Record check"))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.definitions)
        split.addWidget(self.plot)
        split.setChildrenCollapsible(False)
        self.definitions.setMinimumHeight(90)
        self.plot.setMinimumHeight(200)
        split.setSizes([130, 270])
        self.tabs.addTab(split, tr("Definitions"))
        self.tabs.addTab(self.revisions, tr("Revisions"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.form)
        layout.addWidget(self.said)
        layout.addWidget(self.tabs, 1)
        self.form.changed.connect(self._ask)
        self.definitions.current_changed.connect(self._draw)
        session.edited.connect(self._edited)
        session.selected.connect(self._selected)

    @property
    def table(self) -> TableView:
        """The table of the definitions."""
        return self.definitions

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale or not self._offered:
            self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & CHECKED_FROM:
            self._stale = True
            self._refresh()

    def _selected(self) -> None:
        if self._offered:
            self.form.follow(self._session.selection.material)
        self._stale = True
        self._refresh()

    def _refresh(self) -> None:
        """Check the claim again, once somebody looks."""
        if not self.isVisible():
            return
        self.form.offer(self._session.project, self._session.selection.material)
        self._stale, self._offered = False, True
        self._ask()

    def _ask(self) -> None:
        project = self._session.project
        claim = self.form.claim(project)
        if isinstance(claim, str):
            self.said.setText(claim)
            if self._of is not project:  # a wrong word loses nothing, another project does
                self._clear(claim)
            return
        self._of = project
        self._session.work(
            "record",
            lambda progress: _answered(project, claim, check(project, claim, progress)),
            self._show,
            tr("The record cannot be checked"),
        )

    def _clear(self, why: str) -> None:
        """Show nothing of another project."""
        self._answer, self._of = None, None
        for view in (self.definitions, self.revisions.view):
            view.frames.set_frame(pd.DataFrame())
        self.tabs.setTabText(1, tr("Revisions"))
        self.plot.show_message(tr("Nothing to check yet"), why)

    def _show(self, found: object) -> None:
        answer = cast("_Answer", found)
        self._answer = answer
        self.said.setText(answer.said)
        view = self.definitions
        view.frames.set_frame(answer.frame, _headings(several=len(answer.claim.materials) > 1))
        view.fit()
        self.revisions.view.frames.set_frame(answer.revisions)
        self.revisions.view.fit()
        count = len(answer.revisions)
        name = tr("Revisions ({count})", count=count) if count else tr("Revisions")
        self.tabs.setTabText(1, name)
        tested = answer.frame.index[answer.frame["verdict"] != "unknown"]
        if len(answer.frame):
            view.select_label(tested[0] if len(tested) else 0)
        self._draw(view.frames.label(max(view.currentIndex().row(), 0)))

    def _draw(self, label: object) -> None:
        """Draw the series of one definition, the period of the claim and the former record."""
        if self._answer is None or not isinstance(label, int | np.integer):
            return
        one = self._answer.check.findings[int(label)]
        if not one.series:
            self.plot.show_message(tr("This definition cannot be tested"), one.note)
            return
        names = [name for name, _ in one.series]
        values = np.array([value for _, value in one.series], dtype=float)
        last = np.arange(len(values)) == len(values) - 1
        record = np.array([name == one.former_period for name in names]) & ~last
        colours = theme()
        parts = (
            (tr("earlier periods"), colours.muted, 0, ~last & ~record),
            (tr("former record"), colours.warning, 1, record),
            (tr("the claim"), colours.accent, 0, last),
        )
        with self.plot.drawing(
            title=_title(one), sentence=_subject(one), unit=_unit(one), percent=True
        ):
            self.plot.floating_bars(
                names,
                [
                    widget.Series(name, colour, np.where(where, values, np.nan), pattern)
                    for name, colour, pattern, where in parts
                ],
                np.zeros(len(values)),
            )


def _answered(project: Project, claim: Claim, found: Check) -> _Answer:
    frame = found.frame()
    for name in ("value", "former"):
        frame[name] = frame[name] * 100
    frame["compared"] = frame["compared"].astype(float)
    changes = pd.concat([revisions(project, name) for name in claim.materials[:200]])
    return _Answer(claim, found, sentence(project, found), frame, changes)


def _headings(*, several: bool) -> list[Heading]:
    shown = [
        Heading("verdict", tr("true?"), meaning=tr("unknown: it cannot be tested; see the note")),
        Heading("grain", tr("period of")),
        Heading("basis", tr("by")),
        Heading("denominator", tr("share of"), meaning=tr("supply: imports + home production")),
        Heading("weighting", tr("weighting"), meaning=tr("of the materials of a list")),
        Heading("release", tr("figures"), meaning=tr("as they stood then, or as they stand now")),
        Heading("period", tr("period")),
        Heading("value", tr("dependence"), unit="%", is_number=True, decimals=2),
        Heading("former", tr("former record"), unit="%", is_number=True, decimals=2),
        Heading("former_period", tr("in")),
        Heading(
            "since",
            tr("reached in"),
            meaning=tr("latest earlier period that was as low (high) or lower (higher)"),
        ),
        Heading(
            "compared", tr("compared"), meaning=tr("earlier periods"), is_number=True, decimals=0
        ),
        Heading("first", tr("from"), meaning=tr("first period that was compared")),
        Heading("as_of", tr("as known on")),
        Heading("note", tr("note")),
        Heading("missing", tr("missing"), meaning=tr("what is not known and was left out")),
    ]
    return [one for one in shown if several or one.column != "weighting"]


def _title(one: Finding) -> str:
    """Say the value, the former record and how many periods were compared."""
    value = percent(one.value, 2)
    if not one.compared:
        return tr("{period}: {value}", period=one.period, value=value)
    return tr(
        "{period}: {value}; record of {count} earlier ones {former} in {when}: {verdict}",
        period=one.period,
        value=value,
        count=one.compared,
        former=percent(one.former, 2),
        when=one.former_period,
        verdict=tr(one.verdict),
    )


def _unit(one: Finding) -> str:
    of = one.definition
    text = tr("share of {whole} by {basis}", whole=tr(of.denominator), basis=tr(of.basis))
    if of.weighting == "mean":
        text = tr("mean of the materials: {share}", share=text)
    return text


def _subject(one: Finding) -> str:
    """Return what the answer is subject to, and what was left out; empty if nothing."""
    parts = [one.note] if one.note else []
    if one.missing:
        parts.append(tr("left out: {what}", what="; ".join(one.missing[:4])))
    return "; ".join(parts)


PANE = Pane(
    title="Record check",
    meaning="Whether dependence is at its lowest or highest, and under which definitions",
    place="centre",
    order=20,
    make=RecordPane,
    group="Dependence",
    beside=("materials",),
)
