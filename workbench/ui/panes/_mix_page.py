"""Shift-share: why the share of a country in the imports of several materials changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from workbench.core import countries, periods
from workbench.core.figures import Basis
from workbench.core.ledger.mix import mix_between, mix_total
from workbench.core.project import Project
from workbench.core.record.check import lists, materials_of, partners_of
from workbench.ui.texts import percent, tr
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

_COLUMNS = (
    ("change", "contributes", "points", "all three parts together"),
    ("within", "within", "points", "its share in the material changed"),
    ("between", "between", "points", "the material has another part of all imports"),
    ("interaction", "both at once", "points", "interaction of the two"),
    ("weight_before", "weight before", "%", "the material's part of all imports"),
    ("weight_after", "weight after", "%", "the material's part of all imports"),
    ("ratio_before", "share before", "%", "the country's share of the material"),
    ("ratio_after", "share after", "%", "the country's share of the material"),
)
HEADS = (
    Heading("material", tr("material")),
    *(
        Heading(name, tr(title), tr(unit), tr(meaning), is_number=True, decimals=1)
        for name, title, unit, meaning in _COLUMNS
    ),
)
_PARTS = ("within", "between", "interaction")


@dataclass(frozen=True)
class Mix:
    """Rows of the table in per cent, and in words what they add up to and what they leave out."""

    frame: pd.DataFrame
    said: str


class MixPage(QWidget):
    """A country and a list of materials above, the parts by material below."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.country = self._choice(tr("Country or group on which home depends"))
        self.listed = self._choice(tr("Strategic list of materials, or all"))
        self.said = PlainLabel(role="muted")
        self.said.setWordWrap(True)
        self.said.setContentsMargins(12, 0, 12, 4)
        self.table = TableView(tr("Shift-share"), empty=tr("No imports can be compared."))
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        for part in (PlainLabel(tr("Share of")), self.country, PlainLabel(tr("in"))):
            line.addWidget(part)
        line.addWidget(self.listed)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.said)
        layout.addWidget(self.table, 1)

    def _choice(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(tooltip(name))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.activated.connect(lambda _place: self.changed.emit())
        return combo

    def offer(self, project: Project) -> None:
        """Offer the countries and lists that the project has; what was chosen stays."""
        codes = partners_of(project)
        _refill(self.country, [(countries.display_name(project, code), code) for code in codes])
        every = [(tr("all materials"), "")]
        named = [(tr("list {name}", name=name), name) for name in lists(project)]
        _refill(self.listed, [*every, *named])

    def asked(self) -> tuple[str, str]:
        """Return the country and the list that are chosen; empty texts for none and all."""
        return str(self.country.currentData() or ""), str(self.listed.currentData() or "")

    def show_mix(self, found: Mix) -> None:
        """Show what was computed."""
        self.said.setText(found.said)
        self.table.frames.set_frame(found.frame, HEADS)
        self.table.fit()


def mix_of(project: Project, country: str, listed: str, pair: tuple[str, str], basis: Basis) -> Mix:
    """Return the parts of the change between two periods, in points of per cent."""
    blank = pd.DataFrame({head.column: [] for head in HEADS})
    if not country or not all(map(periods.is_period, pair)):
        return Mix(blank, tr("Two periods with imports are needed."))
    before, after = sorted(pair, key=periods.sort_key)
    names = materials_of(project, listed)
    try:
        rows, notes = mix_between(project, country, names, before=before, after=after, basis=basis)
    except ValueError as wrong:
        return Mix(blank, str(wrong))
    frame = rows.assign(change=rows[list(_PARTS)].sum(axis=1, skipna=False))
    shown = [head.column for head in HEADS if head.is_number]
    frame[shown] = frame[shown] * 100
    order = np.argsort(-frame["change"].abs().fillna(-1.0).to_numpy(), kind="stable")
    return Mix(frame.iloc[order], _said(project, country, (before, after), rows, notes))


def _said(
    project: Project,
    country: str,
    pair: tuple[str, str],
    rows: pd.DataFrame,
    notes: Sequence[str],
) -> str:
    total = mix_total(rows)
    left = tr("; left out or noted: {what}", what="; ".join(notes[:4])) if notes else ""
    if np.isnan(total["after"]):
        return tr("Nothing can be compared") + left
    text = tr(
        "{country}: {first} of imports in {before}, {last} in {after}: {change} points, of which"
        " within materials {within}, between them {between}, both at once {interaction}",
        country=countries.display_name(project, country),
        before=pair[0],
        after=pair[1],
        first=percent(total["before"]),
        last=percent(total["after"]),
        change=_points(total["after"] - total["before"]),
        **{name: _points(total[name]) for name in _PARTS},
    )
    return text + left


def _points(value: float) -> str:
    return ("+" if value > 0 else "") + percent(value).removesuffix(" %")


def _refill(combo: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    kept = combo.currentData()
    combo.clear()
    for text, data in entries:
        combo.addItem(text, data)
    place = combo.findData(kept) if kept is not None else -1
    combo.setCurrentIndex(max(place, 0) if entries else -1)
