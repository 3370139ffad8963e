"""Origin rules: does a product pass on a day, why, and the least change of sources with which."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pandas as pd
from PySide6.QtCore import QDate, QSignalBlocker, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from workbench.core.project import Project
from workbench.ui.panes import Pane
from workbench.ui.panes._origin_asking import FIRST, LAST, RULE_HEADS, TESTED_FROM, Seen, look
from workbench.ui.panes._origin_finding import FindingView
from workbench.ui.panes._origin_rule import RuleDialog
from workbench.ui.panes._origin_strip import Strip
from workbench.ui.panes._origin_words import BY_WORD, VERDICTS, asked, standing, title_of
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.badge import BadgeDelegate
from workbench.ui.widgets.labels import PlainLabel, separator, tooltip
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.core.appraisal.origin.timeline import Span

_ISO = "yyyy-MM-dd"
_MONTHS = 12
_MOST_ROWS = 5


class OriginPane(QWidget):
    """A product and a day above, the years below them, then the rules of the day."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stale = True
        self._seen: Seen | None = None
        self._known: tuple[Project, str, tuple[Span, ...]] | None = None
        self._showing = False
        self.product = QComboBox()
        self.date = QDateEdit(QDate(2025, 1, 1))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.rule = QComboBox()
        self.add = QPushButton(tr("Add a rule ..."))
        self.strip = Strip()
        self.rules = TableView(tr("Rules of the day"), empty=tr("No rule is in force on this day."))
        self.finding = FindingView()
        self._set_up()
        self._lay_out()
        self._connect()

    @property
    def table(self) -> TableView:
        """The table of the rows of the bill."""
        return self.finding.rows

    def _set_up(self) -> None:
        for combo, name in ((self.product, tr("Product")), (self.rule, tr("Rule"))):
            combo.setAccessibleName(name)
            combo.setToolTip(tooltip(name))
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.date.setDisplayFormat(_ISO)
        self.date.setCalendarPopup(True)
        self.date.setKeyboardTracking(False)
        self.date.setAccessibleName(tr("Day"))
        self.slider.setRange(0, (LAST - FIRST + 1) * _MONTHS - 1)
        self.slider.setPageStep(_MONTHS)
        self.slider.setValue(_months(self.date.date()))
        self.slider.setMinimumWidth(140)
        self.slider.setAccessibleName(tr("Day, slider"))
        self.add.setToolTip(tooltip(tr("Add a row to a rule, as a copy of its newest one")))
        self.rules.setSelectionBehavior(TableView.SelectionBehavior.SelectRows)
        self.rules.setSelectionMode(TableView.SelectionMode.SingleSelection)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        for part in (PlainLabel(tr("Does")), self.product, PlainLabel(tr("pass on")), self.date):
            line.addWidget(part)
        line.addWidget(self.slider, 1)
        for last in (PlainLabel(tr("under")), self.rule, self.add):
            line.addWidget(last)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.strip)
        layout.addWidget(separator())
        layout.addWidget(self.rules)
        layout.addWidget(separator())
        layout.addWidget(self.finding, 1)

    def _connect(self) -> None:
        self._session.edited.connect(self._edited)
        for combo in (self.product, self.rule):
            combo.activated.connect(lambda _place: self._refresh())
        self.date.dateChanged.connect(self._dated)
        self.slider.valueChanged.connect(self._slid)
        self.strip.jumped.connect(self._jump)
        self.rules.current_changed.connect(self._choose_rule)
        self.finding.chosen.connect(lambda material: self._session.select(material=material))
        self.add.clicked.connect(self._add)

    # --- what is asked ------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _edited(self, news: frozenset[str]) -> None:
        if news & TESTED_FROM:
            self._refresh()

    def _dated(self, day: QDate) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(_months(day))
        self._refresh()

    def _slid(self, months: int) -> None:
        self.date.setDate(QDate(FIRST + months // _MONTHS, months % _MONTHS + 1, 1))

    def _jump(self, day: str, rule: str) -> None:
        """Go to a day and a rule of the strip."""
        if rule:
            self._show_rule(rule)
        self.date.setDate(QDate.fromString(day, _ISO))

    def _refresh(self) -> None:
        """Test again, once somebody looks."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        project = self._session.project
        self._offer(project)
        product = str(self.product.currentData() or "")
        if not product or project["rules"].empty:
            self._nothing(product)
            return
        day, rule = self.date.date().toString(_ISO), str(self.rule.currentData() or "")
        known = self._known
        spans = known[2] if known and known[0] is project and known[1] == product else None
        self._session.work(
            "origin rules",
            lambda progress: look(project, product, day, rule, spans, progress),
            self._show,
            tr("The product cannot be tested"),
        )

    def _offer(self, project: Project) -> None:
        from workbench.core.appraisal.origin.timeline import products

        names = [(title_of(project, name), name) for name in products(project)]
        rules = list(dict.fromkeys(str(name) for name in project["rules"]["rule"]))
        _refill(self.product, names)
        _refill(self.rule, [(tr("all rules"), ""), *((name, name) for name in rules)])
        self.add.setEnabled(not project.is_empty)

    def _nothing(self, product: str) -> None:
        self._seen = self._known = None
        self.strip.show_spans((), FIRST, LAST)
        self.rules.frames.set_frame(pd.DataFrame())
        if not product:
            self.finding.show_nothing(
                tr("No product to test"),
                tr("A product is a material with rows in the table recipes: its bill."),
            )
        else:
            self.finding.show_nothing(
                tr("No origin rules yet"), tr("Add a rule, or fill in the table rules.")
            )

    # --- what the rules say -------------------------------------------------------------------

    def _show(self, found: object) -> None:
        seen = cast("Seen", found)
        self._seen = seen
        self._known = (self._session.project, seen.product, seen.spans)
        chosen = self._chosen_rule()
        shown = str(self.rule.currentData() or "")
        spans = [span for span in seen.spans if shown in ("", span.rule)]
        self.strip.show_spans(spans, FIRST, LAST)
        findings = seen.test.findings if seen.test else ()
        rows = [
            (
                finding.verification.rule.name,
                VERDICTS[standing(finding.verification.rule, finding.verification.verdict)],
                asked(finding.verification.rule),
                finding.verification.rule.since,
                finding.verification.rule.source,
            )
            for finding in findings
        ]
        columns = ["rule", "verdict", "asks", "since", "source"]
        self._showing = True
        self.rules.frames.set_frame(pd.DataFrame(rows, columns=columns), RULE_HEADS)
        self.rules.fit()
        self.rules.setItemDelegateForColumn(1, BadgeDelegate(BY_WORD, self))
        self.rules.horizontalHeader().setStretchLastSection(True)
        self._showing = False
        self._fit_height(len(rows))
        names = [row[0] for row in rows]
        self._show_rule(chosen if chosen in names else self._worst(names))

    def _fit_height(self, rows: int) -> None:
        """Show the rules without room to spare, some at once where there are many."""
        view = self.rules
        row = view.verticalHeader().defaultSectionSize()
        head = view.horizontalHeader().sizeHint().height()
        view.setFixedHeight(head + row * min(max(rows, 1), _MOST_ROWS) + 4)

    def _worst(self, names: list[str]) -> str:
        """Return the rule to look at first: one that is missed, else one that is not known."""
        assert self._seen is not None
        if self._seen.test is None:
            return ""
        verdicts = [finding.verification.verdict for finding in self._seen.test.findings]
        order = sorted(range(len(names)), key=lambda p: _GRAVEST.index(verdicts[p]))
        return names[order[0]] if order else ""

    def _chosen_rule(self) -> str:
        row = self.rules.currentIndex().row()
        return str(self.rules.frames.value(row, 0)) if row >= 0 else ""

    def _choose_rule(self, label: object) -> None:
        if not self._showing and label is not None:
            self._show_rule(self._chosen_rule())

    def _show_rule(self, name: str) -> None:
        seen = self._seen
        if seen is None:
            return
        self.strip.mark(self.date.date().toString(_ISO), name)
        findings = seen.test.findings if seen.test else ()
        for place, finding in enumerate(findings):
            if finding.verification.rule.name == name:
                self._showing = True
                self.rules.select_label(place)
                self._showing = False
                self.finding.show_finding(finding, self._session.project)
                return
        if not findings:
            self.finding.show_nothing(
                tr("No rule is in force on {day}", day=seen.date),
                tr("Choose a later day, or add a rule."),
            )

    def _add(self) -> None:
        """Add a row to the rule that is looked at, as one undo step."""
        from workbench.core.appraisal.origin.rules import template

        project = self._session.project
        name = str(self.rule.currentData() or "") or self._chosen_rule() or tr("new rule")
        cells = template(project, name)
        cells["from"] = self.date.date().toString(_ISO)
        dialog = RuleDialog(project, cells, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._added(dialog))
        dialog.open()

    def _added(self, dialog: RuleDialog) -> None:
        if dialog.changed is not None:
            self._session.edit(tr("Add a rule"), dialog.changed)


def _months(day: QDate) -> int:
    return (day.year() - FIRST) * _MONTHS + day.month() - 1


_GRAVEST = ("fail", "unknown", "pass")


def _refill(combo: QComboBox, entries: list[tuple[str, str]]) -> None:
    kept = combo.currentData()
    if [combo.itemData(place) for place in range(combo.count())] == [data for _, data in entries]:
        return
    combo.clear()
    for text, data in entries:
        combo.addItem(text, data)
    place = combo.findData(kept) if kept is not None else -1
    combo.setCurrentIndex(max(place, 0) if entries else -1)


PANE = Pane(
    title="Origin rules",
    meaning="Whether a product passes dated origin rules, why, and what has to change",
    place="centre",
    order=42,
    make=OriginPane,
    group="Projects",
    beside=(),
)
