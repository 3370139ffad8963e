"""Corrections of a mapping by hand: the role of a column, the target table, constants, units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.core import schema
from workbench.core.layout import amounts
from workbench.core.layout.found import FoundTable
from workbench.core.layout.header import Header, headers
from workbench.core.layout.looking import look_at
from workbench.core.layout.mapping import FIGURES, PLACES, SKIPS, ColumnRole, Mapping
from workbench.core.layout.matching import Assigned, assign
from workbench.core.naming import units
from workbench.core.naming.countries import CountryNames
from workbench.core.project import Project

_WITHOUT = {
    "trade": ("country",),
    "production": ("flow", "reporter", "partner"),
    "demand": ("flow", "reporter", "partner", "country"),
    "materials": ("flow", "reporter", "partner", "country"),
    "countries": ("flow", "reporter", "partner", "hs", "material", "detail"),
}
"""Roles of places that make no sense in a table."""
_UNITS = ("quantity", "value", "price")


@dataclass(frozen=True)
class FigureUnit:
    """In which unit the figures of one column are, and what is done about it, in words."""

    column: int
    header: str
    role: str
    unit: str
    """As the sheet or the user says; empty where nothing does."""
    conversion: str
    """Such as ``천불: 1 in the sheet is 1,000 USD``; empty where nothing is converted."""


def roles_for(table: str) -> tuple[str, ...]:
    """Return the roles that a column may have for a table, figures last, and ``ignore``."""
    names = schema.BY_NAME[table].names
    places = [role for role in PLACES if role not in _WITHOUT[table]]
    return (*places, *(role for role in FIGURES if role in names), "ignore")


def columns_of(mapping: Mapping, found: FoundTable) -> dict[int, Assigned]:
    """Return by column of the sheet the role that it has; columns without one are left out."""
    told: dict[int, Assigned] = {}
    for column in assign(mapping, found):
        told.setdefault(column.header.column, column)
    return told


def with_role(
    mapping: Mapping, found: FoundTable, number: int, role: str, project: Project
) -> Mapping:
    """Return the mapping with another role for one column of the sheet.

    Where one template such as ``{year}`` speaks of many columns and the new role is a figure as
    well, all of them change; else only this column does.
    """
    covering = [entry for entry in mapping.columns if number in _covered(entry, mapping, found)]
    if role in FIGURES:
        across = [e for e in covering if e.role in FIGURES and "{" in e.header]
        if across:
            made = [replace(e, role=role) if e in across else e for e in mapping.columns]
            return replace(mapping, columns=tuple(made))
    rest: list[ColumnRole] = []
    for entry in mapping.columns:
        rest += [entry] if entry not in covering else _others(entry, mapping, found, number)
    if role == "ignore":
        return replace(mapping, columns=tuple(rest))
    old = next((entry for entry in covering if entry.role in FIGURES), None)
    fresh = _entry(found, number, role, project, old)
    constants = {name: text for name, text in mapping.constants.items() if name != role}
    return replace(mapping, columns=(*rest, fresh), constants=constants)


def _covered(entry: ColumnRole, mapping: Mapping, found: FoundTable) -> dict[int, Assigned]:
    alone = replace(mapping, columns=(entry,))
    return {column.header.column: column for column in assign(alone, found)}


def _others(
    entry: ColumnRole, mapping: Mapping, found: FoundTable, number: int
) -> list[ColumnRole]:
    """Return an entry taken apart, without one of the columns that it speaks of."""
    made = []
    for column, assigned in _covered(entry, mapping, found).items():
        if column != number:
            named = _named(found, assigned.header)
            made.append(replace(named, role=entry.role, sets=assigned.held, unit=entry.unit))
    return made


def _named(found: FoundTable, header: Header) -> ColumnRole:
    """Return an entry that speaks of this column and no other."""
    texts = Counter(text for h in headers(found) for text in {h.text, *h.texts[-1:]})
    if header.text and texts[header.text] == 1 and not set("{}*") & set(header.text):
        return ColumnRole("ignore", header=header.text)
    return ColumnRole("ignore", position=header.column - found.first_column + 1)


def _entry(
    found: FoundTable, number: int, role: str, project: Project, old: ColumnRole | None
) -> ColumnRole:
    header = next(h for h in headers(found) if h.column == number)
    named = replace(_named(found, header), role=role)
    if role not in FIGURES:
        return named
    if old is not None:
        kept = {name: text for name, text in old.sets.items() if name != "unit"}
        return replace(named, sets=kept)
    seen = look_at(found, header, CountryNames(project))
    if seen is not None and seen.template:
        return ColumnRole(role, header=seen.template, sets=seen.sets)
    return replace(named, sets=seen.sets if seen is not None else {})


def with_set(mapping: Mapping, found: FoundTable, number: int, name: str, text: str) -> Mapping:
    """Return the mapping with a place that all figures of a column are about, such as its flow.

    An empty text takes it away.
    """
    made = []
    for entry in mapping.columns:
        if entry.role in FIGURES and number in _covered(entry, mapping, found):
            kept = {key: value for key, value in entry.sets.items() if key != name}
            entry = replace(entry, sets={**kept, name: text} if text else kept)  # noqa: PLW2901
        made.append(entry)
    return replace(mapping, columns=tuple(made))


def with_table(mapping: Mapping, table: str) -> Mapping:
    """Return the mapping for another table; roles that it does not have are dropped."""
    ends = {"trade": {"country": "partner"}}.get(table, {"partner": "country"})
    allowed = {*roles_for(table)}
    columns = (replace(c, role=ends.get(c.role, c.role)) for c in mapping.columns)
    duplicates = "add" if table == "trade" else "refuse"
    return replace(
        mapping,
        table=table,
        columns=tuple(column for column in columns if column.role in allowed),
        constants={n: text for n, text in mapping.constants.items() if n in allowed},
        duplicates=duplicates,  # type: ignore[arg-type]
    )


def with_constant(mapping: Mapping, role: str, text: str) -> Mapping:
    """Return the mapping with what holds for all rows; an empty text takes it away."""
    rest = {name: said for name, said in mapping.constants.items() if name != role}
    return replace(mapping, constants={**rest, role: text} if text else rest)


def with_skip(mapping: Mapping, kind: str, *, left_out: bool) -> Mapping:
    """Return the mapping that leaves a kind of rows out, or takes them."""
    kinds = {*mapping.skip, kind} if left_out else set(mapping.skip) - {kind}
    return replace(mapping, skip=tuple(name for name in SKIPS if name in kinds))


def figure_units(mapping: Mapping, found: FoundTable) -> list[FigureUnit]:
    """Return the unit of every column with quantities, values or prices."""
    return [_unit(column, found) for column in assign(mapping, found) if column.name in _UNITS]


def _unit(column: Assigned, found: FoundTable) -> FigureUnit:
    said = [column.held.get("unit", ""), *amounts.words_about(column.header), column.role.unit]
    unit = amounts.unit_for(column.name, said) or amounts.unit_for(column.name, [found.title])
    header, name = column.header, column.header.text
    if unit is None:
        text = column.role.unit or header.unit.strip("()[] ")
        return FigureUnit(header.column, name, column.name, text, "")
    converts = unit.factor != 1.0 or unit.note
    words = unit.conversion_text if converts else ""
    return FigureUnit(header.column, name, column.name, unit.text, words)


def with_unit(mapping: Mapping, found: FoundTable, columns: Iterable[int], unit: str) -> Mapping:
    """Return the mapping with the unit of the figures of some columns, before what headers say."""
    for number in columns:
        mapping = with_set(mapping, found, number, "unit", unit)
        readable = not unit or units.parse(unit) is not None
        made = [
            replace(entry, unit="" if readable else unit)
            if entry.role in _UNITS and number in _covered(entry, mapping, found)
            else entry
            for entry in mapping.columns
        ]
        mapping = replace(mapping, columns=tuple(made))
    return mapping
