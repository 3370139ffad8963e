"""The head of a cooperation model: its facts and its package, each leading to its cells."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.core.appraisal.cooperation.gates import Schedule
from workbench.core.appraisal.cooperation.model import CooperationModel
from workbench.core.trace import origin_of
from workbench.ui.panes._projects_words import KIND_WORDS, delivery_words
from workbench.ui.session import Session
from workbench.ui.texts import number, tr
from workbench.ui.widgets.fact import AmountBar, Fact
from workbench.ui.widgets.labels import ElidedLabel, PlainLabel

_NARROW = 620  # pixels below which the package stands under the facts
_LABEL = 96
_COLUMNS = {
    "material": "material",
    "status": "status",
    "approved": "approved",
    "investment": "investment",
    "state": "state_budget",
}


class Head(QWidget):
    """Name, facts, and public money by kind of support."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rows: dict[str, tuple[str, list[int]]] = {}
        self.name = ElidedLabel(role="title")
        self.facts = {
            key: Fact(caption)
            for key, caption in (
                ("material", tr("makes")),
                ("status", tr("status")),
                ("approved", tr("approved")),
                ("qualified", tr("qualified from")),
                ("investment", tr("private investment")),
                ("state", tr("public money")),
                ("leverage", tr("private per public")),
            )
        }
        for key, fact in self.facts.items():
            fact.clicked.connect(lambda _checked=False, k=key: self._trace(k))
        self.bars: list[AmountBar] = []
        self._package = QWidget()
        self._bars = QVBoxLayout(self._package)
        self._bars.setContentsMargins(0, 0, 0, 0)
        self._bars.setSpacing(0)
        self._caption = PlainLabel(tr("public money by kind of support"), role="muted")
        self._caption.setContentsMargins(4, 4, 4, 0)
        self._bars.addWidget(self._caption)
        self._bars.addStretch(1)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(16)
        self._beside.addLayout(self._grid, 3)
        self._beside.addWidget(self._package, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 4)
        layout.setSpacing(2)
        layout.addWidget(self.name)
        layout.addLayout(self._beside)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Put the package beside the facts, or below them where the width does not suffice."""
        narrow = self.width() < _NARROW
        sides = QHBoxLayout.Direction
        self._beside.setDirection(sides.TopToBottom if narrow else sides.LeftToRight)
        columns = 3 if narrow else 4
        for place, fact in enumerate(self.facts.values()):
            self._grid.addWidget(fact, place // columns, place % columns, Qt.AlignmentFlag.AlignTop)

    def show_model(self, model: CooperationModel, plan: Schedule) -> None:
        """Show the facts of a cooperation model."""
        project = self._session.project
        self._rows = _rows_behind(self._session, model)
        currency = project.setting("currency")
        self.name.setText(model.name)
        none = tr("not given")
        money = {"investment": model.investment, "state": model.state_money}
        values = {
            "material": model.material or none,
            "status": tr(model.status) if model.status else none,
            "approved": str(self._project_row("approved")) or none,
            "qualified": delivery_words(model, plan),
            **{
                key: none if math.isnan(amount) else number(round(amount), unit=currency)
                for key, amount in money.items()
            },
            "leverage": self._leverage(model),
        }
        for key, fact in self.facts.items():
            missing = values[key] in (none, tr("not dated"), tr("not known"))
            fact.show_value(values[key], self._whence(key), missing=missing)
        self._show_package(model, currency)

    def _project_row(self, column: str) -> object:
        return self._session.project["projects"].at[self._rows["status"][1][0], column]

    def _leverage(self, model: CooperationModel) -> str:
        if math.isnan(model.leverage):
            return tr("no public money") if model.state_money == 0 else tr("not known")
        return tr("{ratio} to 1", ratio=number(round(model.leverage, 6)))

    def _show_package(self, model: CooperationModel, currency: str) -> None:
        amounts = dict(model.package)
        given = [amount for amount in amounts.values() if not math.isnan(amount)]
        rest = model.state_money - sum(given)
        if not math.isnan(rest) and rest > 0.005 * model.state_money:
            amounts[""] = rest
        largest = max((a for a in amounts.values() if not math.isnan(a)), default=0.0)
        while len(self.bars) > len(amounts):
            bar = self.bars.pop()
            bar.hide()
            bar.deleteLater()
        while len(self.bars) < len(amounts):
            bar = AmountBar()
            bar.clicked.connect(lambda _checked=False, b=bar: self._trace_bar(b))
            self._bars.insertWidget(self._bars.count() - 1, bar)
            self.bars.append(bar)
        for bar, (kind, amount) in zip(self.bars, amounts.items(), strict=True):
            known = not math.isnan(amount)
            words = number(round(amount), unit=currency) if known else tr("amount not given")
            part = amount / largest if known and largest > 0 else math.nan
            name = tr(KIND_WORDS.get(kind, kind)) if kind else tr("no kind given")
            bar.setProperty("kind", kind)
            bar.show_amount(name, words, part, _LABEL, self._whence(f"kind {kind}"))
        text = tr("public money by kind of support")
        if not amounts:
            text += ": " + tr("not given")
        elif sum(given) > 1.005 * model.state_money:
            text += ": " + tr("adds up to more than the state budget")
        self._caption.setText(text)

    def _whence(self, key: str) -> str:
        table, labels = self._rows.get(key, ("", []))
        if not labels:
            return ""
        column = "amount" if table == "support" else _COLUMNS.get(key, "")
        return str(origin_of(self._session.project, table, labels[0], column))

    def _trace_bar(self, bar: AmountBar) -> None:
        self._trace(f"kind {bar.property('kind')}")

    def _trace(self, key: str) -> None:
        table, labels = self._rows.get(key, ("projects", []))
        self._session.traced.emit(table, labels)


def _rows_behind(session: Session, model: CooperationModel) -> dict[str, tuple[str, list[int]]]:
    """Return the table and the rows behind each figure."""
    project = session.project

    def rows(table: str, column: str, value: str) -> list[int]:
        frame = project[table]
        return [int(label) for label in frame.index[frame[column] == value]]

    own = ("projects", rows("projects", "project", model.key))
    support = project["support"]
    support = support[support["project"] == model.key]
    kinds = {
        f"kind {kind}": ("support", [int(i) for i in support.index[support["kind"] == kind]])
        for kind in model.package
    }
    budget = bool(project["projects"].loc[own[1], "state_budget"].notna().all())
    dated = model.links and model.approved is not None and not model.delivers
    gates = ("partners", rows("partners", "project", model.key))
    phases = ("capacity", rows("capacity", "supplier", model.supplier) if model.supplier else [])
    return {
        **dict.fromkeys(("material", "status", "approved", "investment", "leverage"), own),
        "qualified": gates if dated else phases if phases[1] else own,
        "state": own if budget or support.empty else ("support", [int(i) for i in support.index]),
        "kind ": own,
        **kinds,
    }
