"""The line in which a claim of a record is put together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from workbench.core import countries, periods
from workbench.core.project import Project
from workbench.core.record.check import lists, materials_of, partners_of
from workbench.core.record.claim import Claim
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel, tooltip

ALL, LIST, MATERIAL = "all", "list", "material"
_BETWEEN = "\n"  # Qt finds texts again, not tuples
_LONGEST = 220


class RecordForm(QWidget):
    """Asks for country, materials, direction and, where wanted, period, start and day."""

    changed = Signal()
    """The claim is another one, or what stands in a field is no period."""

    def __init__(self) -> None:
        super().__init__()
        self.country = _combo(tr("Country or group on which home depends"))
        self.about = _combo(tr("Material, or strategic list of materials"))
        self.direction = _combo(tr("Lowest or highest"))
        for key in ("lowest", "highest"):
            self.direction.addItem(tr(key), key)
        self.period = _line(tr("latest period"), tr("When: a period such as 2024H1"))
        self.since = _line(tr("all earlier ones"), tr("Compare from this period on"))
        self.as_of = _line(
            tr("when it was out"), tr("Day of the claim: the figures known then are used as well")
        )
        upper, lower = QHBoxLayout(), QHBoxLayout()
        parts = (
            (upper, "Dependence on", self.country),
            (upper, "for", self.about),
            (upper, "at its", self.direction),
            (lower, "in", self.period),
            (lower, "since", self.since),
            (lower, "as known on", self.as_of),
        )
        for row, text, field in parts:
            row.addWidget(PlainLabel(tr(text)))
            row.addWidget(field, 2 if field is self.about else int(field is self.country))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 4)
        for row in (upper, lower):
            row.setSpacing(8)
            whole.addLayout(row)
        lower.addStretch(1)
        for combo in (self.country, self.about, self.direction):
            combo.activated.connect(lambda _place: self.changed.emit())
        for field in (self.period, self.since, self.as_of):
            field.editingFinished.connect(self.changed)

    def offer(self, project: Project, material: str) -> None:
        """Offer what the project has; what was chosen stays, where it is still there."""
        partners = partners_of(project)
        entries = [(countries.display_name(project, code), code) for code in partners]
        entries += [(tr("group {name}", name=name), name) for name in _groups(project, partners)]
        _refill(self.country, entries)
        table = project["materials"]
        shown = zip(table["material"].astype(str), table["name"].astype(str), strict=True)
        about = [(name or key, MATERIAL + _BETWEEN + key) for key, name in shown]
        about += [(tr("list {name}", name=name), LIST + _BETWEEN + name) for name in lists(project)]
        about.append((tr("all materials"), ALL + _BETWEEN))
        fresh = not self.about.count()
        _refill(self.about, about)
        if fresh:
            self.follow(material)

    def follow(self, material: str) -> None:
        """Show another material, unless a list was chosen."""
        chosen = str(self.about.currentData() or MATERIAL)
        place = self.about.findData(MATERIAL + _BETWEEN + material)
        if chosen.startswith(MATERIAL) and place >= 0:
            self.about.setCurrentIndex(place)

    def claim(self, project: Project) -> Claim | str:
        """Return the claim, or what is wrong with it."""
        period, since, day = (
            field.text().strip().upper() for field in (self.period, self.since, self.as_of)
        )
        for text in (period, since):
            if text and not periods.is_period(text):
                return tr("{what} is no period such as 2021, 2021H1, 2021Q3 or 2021-11", what=text)
        try:
            if day:
                periods.last_day(day)
        except ValueError:
            return tr("{what} is no day such as 2021-12-02", what=day)
        if self.country.currentData() is None or self.about.currentData() is None:
            return tr("There are no imports to check yet: import customs figures first.")
        kind, name = str(self.about.currentData()).split(_BETWEEN, 1)
        materials = (name,) if kind == MATERIAL else materials_of(project, name)
        return Claim(
            country=self.country.currentData(),
            materials=materials,
            about=self.about.currentText(),
            direction=self.direction.currentData(),
            period=period,
            since=since,
            as_of=day,
        )


def _groups(project: Project, partners: Sequence[str]) -> list[str]:
    """Return the groups of which at least two of the partners are members."""
    codes = set(partners)
    return sorted(
        name
        for name in countries.groups(project)
        if len(codes & countries.members(project, name)) > 1
    )


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(tooltip(name))
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(9)
    return combo


def _line(empty: str, name: str) -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText(empty)
    line.setAccessibleName(name)
    line.setToolTip(tooltip(name))
    line.setMaximumWidth(_LONGEST)
    return line


def _refill(combo: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    kept = combo.currentData()
    combo.clear()
    for text, data in entries:
        combo.addItem(text, data)
    place = combo.findData(kept) if kept is not None else -1
    combo.setCurrentIndex(max(place, 0) if entries else -1)
