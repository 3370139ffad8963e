"""What a table means, beside its preview: target, constants, units, rules, names, reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.core.formats.reviewing import Review, TableReview, columns_of, figure_units
from workbench.core.layout.applying import REQUIRED
from workbench.core.layout.mapping import TARGETS
from workbench.core.lettering import letters
from workbench.core.naming.remembered import LEAVE_OUT
from workbench.ui.assistant._fields import Choice, TextField, countries_of, materials_of
from workbench.ui.assistant._range import RangeFields
from workbench.ui.assistant._words import role_label
from workbench.ui.texts import number, percent, tr
from workbench.ui.widgets.labels import PlainLabel, tooltip

_PLACES = ("period", "flow", "reporter", "partner", "country", "material")
_ACROSS = {"period": ("period", "year", "month", "quarter"), "material": ("material", "hs")}
_SKIPS = (
    ("totals", "totals, such as the world"),
    ("rests", "areas not specified"),
    ("unknown countries", "countries nobody knows"),
    ("zeros", "figures of zero"),
)
_MOST_NAMES = 12


class Panel(QScrollArea):
    """Everything about the current table that is not its cells."""

    target_chosen = Signal(str)
    profile_chosen = Signal(str)
    constant_typed = Signal(str, str)
    unit_typed = Signal(object, str)
    """Columns of the sheet, and the unit of their figures."""
    skip_chosen = Signal(str, bool)
    adding_chosen = Signal(bool)
    range_typed = Signal(object)
    """The found table, somewhere else on its sheet."""
    answered = Signal(str, str, str)
    """Name, code, and the profile whose number it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("What the table means"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        page.setProperty("role", "sheet")
        self._layout = QVBoxLayout(page)
        self._layout.setContentsMargins(12, 8, 12, 12)
        self._layout.setSpacing(4)
        self.setWidget(page)
        self._shown: tuple[object, ...] = ()
        self._table: TableReview | None = None
        self._heads: dict[str, PlainLabel] = {}
        self.target = Choice(tr("Table of the project"))
        self.profile = Choice(tr("Read by profile"))
        self.how = _words()
        self.constants = {name: self._constant(name) for name in _PLACES}
        self.units: dict[str, TextField] = {}
        self.names: dict[str, Choice] = {}
        self.skips = {key: QCheckBox(tr(text)) for key, text in _SKIPS}
        self.adding = QCheckBox(tr("add up what has the same key"))
        self.range = RangeFields()
        self.why = _words()
        self.questions = _words()
        self._build()

    def _constant(self, name: str) -> Choice:
        field = Choice(role_label(name), free=name != "flow")
        field.chosen.connect(lambda text, n=name: self.constant_typed.emit(n, text))
        return field

    def _build(self) -> None:
        self._meaning = self._section(tr("Read as"))
        self._meaning.addRow(tr("table"), self.target)
        self._meaning.addRow(tr("profile"), self.profile)
        self._meaning.addRow(self.how)
        self._open = self._section(tr("Still to be said"), "questions")
        self._open.addRow(self.questions)
        self._unknown = self._section(tr("Names nobody knows"), "names")
        self._all_rows = self._section(tr("Holds for all rows"), "constants")
        for name, field in self.constants.items():
            self._all_rows.addRow(role_label(name), field)
        self._units = self._section(tr("Units"), "units")
        rules = self._section(tr("Which rows are left out"), "rules")
        for key, box in self.skips.items():
            rules.addRow(box)
            box.toggled.connect(lambda on, k=key: self.skip_chosen.emit(k, on))
        rules.addRow(self.adding)
        self.adding.toggled.connect(self.adding_chosen)
        place = self._section(tr("Where the table stands"), "place")
        place.addRow(self.range)
        self.range.changed.connect(self.range_typed)
        self._reasons = self._section(tr("Why it is read so"), "why")
        self._reasons.addRow(self.why)
        self._layout.addStretch()
        self.target.chosen.connect(self.target_chosen)
        self.profile.chosen.connect(self.profile_chosen)

    def _section(self, title: str, key: str = "") -> QFormLayout:
        head = PlainLabel(title, role="heading")
        head.setContentsMargins(0, 10, 0, 2)
        self._layout.addWidget(head)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(8)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._layout.addLayout(form)
        if key:
            self._heads[key] = head
        return form

    def show_table(self, review: Review, place: int, profiles: Sequence[tuple[str, str]]) -> None:
        """Show what one table of a review means."""
        table = review.tables[place]
        self._table = table
        own = table.mapping is None
        said = table.mapping.table if table.mapping is not None else table.table
        names = [(name, tr(name)) for name in (TARGETS if not own else (said,))]
        self.target.fill(names, said)
        self.target.setEnabled(not own)
        self.profile.fill([("", tr("none")), *profiles], table.profile)
        self.profile.setEnabled(not own)
        self.how.setText(_how(table))
        self._show_open(table)
        self._show_names(review)
        self._show_constants(review, table)
        self._show_units(table)
        self._show_rules(table)
        self.range.show_table(table.found, enabled=not own)
        self.why.setText("\n".join(f"· {text}" for text in (*table.reasons, *table.found.reasons)))

    def _show_open(self, table: TableReview) -> None:
        texts = [*table.questions, *([table.refusal] if table.refusal else [])]
        texts += [f"{p.message}. {p.remedy}" for p in table.extract.blocking]
        self.questions.setText("\n".join(f"· {text}" for text in texts))
        self._show_section("questions", self._open, shown=bool(texts))

    def _show_section(self, key: str, form: QFormLayout, *, shown: bool) -> None:
        self._heads[key].setVisible(shown)
        for row in range(form.rowCount()):
            form.setRowVisible(row, shown)

    def _show_constants(self, review: Review, table: TableReview) -> None:
        any_shown = False
        for row, (name, field) in enumerate(self.constants.items()):
            needed = table.mapping is not None and name in REQUIRED[table.mapping.table]
            shown = needed and not _has_column(table, name)
            if shown and table.mapping is not None:
                said = table.mapping.constants
                value = said.get(name, said.get("hs", "") if name == "material" else "")
                value = value or (said.get("year", "") if name == "period" else "")
                field.fill(self._choices(review, name), value)
            self._all_rows.setRowVisible(row, shown)
            any_shown |= shown
        self._heads["constants"].setVisible(any_shown)

    def _choices(self, review: Review, name: str) -> list[tuple[str, str]]:
        if name == "flow":
            return [("", tr("not said")), ("import", tr("import")), ("export", tr("export"))]
        if name in ("reporter", "partner", "country"):
            return countries_of(review.start)
        return materials_of(review.start) if name == "material" else []

    def _show_units(self, table: TableReview) -> None:
        groups: dict[tuple[str, str, str], list[int]] = {}
        told = figure_units(table.mapping, table.found) if table.mapping is not None else []
        for one in told:
            groups.setdefault((one.role, one.unit, one.conversion), []).append(one.column)
        key = ("units", table.found.place, *groups, *map(tuple, groups.values()))
        self._heads["units"].setVisible(bool(groups))
        if key == self._shown:
            return
        self._shown = key
        _empty(self._units)
        self.units = {}
        for (role, unit, conversion), columns in groups.items():
            field = TextField(tr("unit of {role}", role=role), tr("as it stands"))
            field.show_text(unit)
            field.typed.connect(lambda text, c=tuple(columns): self.unit_typed.emit(c, text))
            where = ", ".join(letters(column) for column in columns[:3])
            more = f" +{number(len(columns) - 3, 0)}" if len(columns) > 3 else ""
            self._units.addRow(f"{role_label(role)} ({where}{more})", field)
            if conversion:
                self._units.addRow(_words(conversion))
            self.units[f"{role} {where}"] = field

    def _show_rules(self, table: TableReview) -> None:
        foreign = table.mapping is not None
        self._heads["rules"].setVisible(foreign)
        for key, box in self.skips.items():
            box.setVisible(foreign)
            with QSignalBlocker(box):
                box.setChecked(table.mapping is not None and key in table.mapping.skip)
        self.adding.setVisible(foreign)
        with QSignalBlocker(self.adding):
            self.adding.setChecked(table.mapping is not None and table.mapping.duplicates == "add")

    def _show_names(self, review: Review) -> None:
        unknown = [name for name in review.unknown() if not name.left_out][:_MOST_NAMES]
        self._heads["names"].setVisible(bool(unknown))
        if list(self.names) == [name.text for name in unknown]:
            return
        _empty(self._unknown)
        self.names = {}
        leave = (LEAVE_OUT, tr("leave its rows out"))
        every = countries_of(review.start) if unknown else []
        words = dict(every)
        for name in unknown:
            likely = [(c, words.get(c, c)) for c in name.suggestions]
            rest = [pair for pair in every if pair[0] not in name.suggestions]
            field = Choice(tr("country called {name}", name=name.text), free=True)
            field.fill([*likely, leave, *rest], "")
            field.chosen.connect(
                lambda code, t=name.text, s=name.source: self.answered.emit(t, code, s)
            )
            label = PlainLabel(name.text)
            label.setToolTip(tooltip(tr("in {count} cells", count=number(name.cells, 0))))
            label.setWordWrap(True)
            self._unknown.addRow(label, field)
            self.names[name.text] = field
        if unknown:
            self._unknown.addRow(_words(tr("An answer is kept for the next files.")))


def _has_column(table: TableReview, role: str) -> bool:
    """Return whether columns say a role, by themselves or in their headers."""
    assert table.mapping is not None
    wanted = set(_ACROSS.get(role, (role,)))
    told = columns_of(table.mapping, table.found).values()
    figures = [column for column in told if column.held]
    held = bool(figures) and all(wanted & set(column.held) for column in figures)
    return held or any(column.name in wanted for column in told)


def _how(table: TableReview) -> str:
    match table.how:
        case "own layout":
            return tr("The layout of the workbench.")
        case "profile":
            return tr("Recognised by the profile {name}.", name=table.profile)
        case "guess":
            return tr("A guess, {share} certain.", share=percent(table.confidence, 0))
    return tr("As you said; keep it with Save as profile.")


def _words(text: str = "") -> PlainLabel:
    label = PlainLabel(text, role="muted")
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _empty(form: QFormLayout) -> None:
    while form.rowCount():
        taken = form.takeRow(0)
        for item in (taken.labelItem, taken.fieldItem):
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
