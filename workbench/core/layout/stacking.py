"""From a table in any direction to one long list of rows: places, figures, and where they stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import reduce

import numpy as np

from workbench.core.layout import amounts, places
from workbench.core.layout.cells import Codes, Distinct, Floats, Mask, Rows, distinct
from workbench.core.layout.country_reading import CountryReader
from workbench.core.layout.goods import CodeReader
from workbench.core.layout.mapping import FIGURES
from workbench.core.layout.matching import Assigned
from workbench.core.layout.places import Labels, Reading
from workbench.core.layout.remarks import Remarks
from workbench.core.naming import units
from workbench.core.naming.units import Unit
from workbench.core.values import Cell

Reader = Callable[[Cell], Reading]


@dataclass(eq=False)
class Stack:
    """Rows of figures. ``rows`` are those of the sheet, from 1; ``cells`` the columns, or 0."""

    rows: Codes
    cells: Codes
    places: dict[str, Labels]
    figures: dict[str, Floats]
    units: dict[str, Labels]
    """For quantities, values and prices the unit that the figures are in now."""
    wrong: Mask
    """Which rows have a figure that cannot be read."""
    columns: dict[str, int] = field(default_factory=dict)
    """Column of the sheet of each role that has only one."""

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def kept(self, which: Mask | Codes) -> Stack:
        """Return some of the rows."""
        return Stack(
            self.rows[which],
            self.cells[which],
            {name: labels.taken(which) for name, labels in self.places.items()},
            {name: values[which] for name, values in self.figures.items()},
            {name: labels.taken(which) for name, labels in self.units.items()},
            self.wrong[which],
            self.columns,
        )


def stack(
    assigned: Sequence[Assigned],
    rows: Rows,
    readers: Mapping[str, Reader],
    constants: Mapping[str, str],
    remarks: Remarks,
    decimal: str = "",
    gathered: Set[str] = frozenset(),
) -> Stack:
    """Return all figures of a table, one row for each thing they are about.

    Args:
        assigned: the columns with their roles.
        rows: the rows of the sheet to take, from 0.
        readers: what reads the cells of each role that is no figure.
        constants: what holds for every row.
        remarks: takes findings.
        decimal: the decimal sign of texts, if it is told.
        gathered: roles of which all columns count, joined by ``;``, not just the first with a text.
    """
    sheet = remarks.found.sheet
    base: dict[str, Labels] = {}
    for role, read in readers.items():
        columns = [a for a in assigned if a.name == role]
        if columns:
            found = [_labels(distinct(sheet, a.header.column, rows), read, a) for a in columns]
            together = role in gathered
            base[role] = reduce(_both, found) if together else places.first_known(found)
        elif role in constants:
            base[role] = places.constant(*_cleanly(read(constants[role]), len(rows)))
    slots: dict[tuple[tuple[str, str], ...], list[Assigned]] = {}
    for column in assigned:
        if column.name in FIGURES:
            about = sorted((k, v) for k, v in column.held.items() if k in readers and k != "unit")
            slots.setdefault(tuple(about), []).append(column)
    reading = _Reading(rows, base.get("unit"), remarks, decimal)
    parts = []
    for slot, columns in (slots or {(): []}).items():
        held = {
            role: places.constant(*_cleanly(readers[role](text), len(rows))) for role, text in slot
        }
        number = columns[0].header.column if len(slots) > 1 else 0
        parts.append(reading.part(columns, {**base, **held}, number))
    reading.tell()
    return _joined(parts, _single_columns(assigned))


def _labels(cells: Distinct, read: Reader, column: Assigned) -> Labels:
    if isinstance(read, (CountryReader, CodeReader)):
        read.look_at(cells)
    return places.read(cells, read, column.header.column)


def _both(first: Labels, second: Labels) -> Labels:
    return places.joined(first, second, lambda a, b: (";".join(filter(None, (a, b))), ""))


def _cleanly(reading: Reading, count: int) -> tuple[str, int, str]:
    label, why = reading
    return label, count, why


def _single_columns(assigned: Sequence[Assigned]) -> dict[str, int]:
    by_role: dict[str, list[int]] = {}
    for column in assigned:
        by_role.setdefault(column.name, []).append(column.header.column)
    return {
        role: numbers[0]
        for role, numbers in by_role.items()
        if len(numbers) == 1 or role not in FIGURES
    }


def _joined(parts: Sequence[Stack], columns: dict[str, int]) -> Stack:
    roles = {role for part in parts for role in part.places}
    figures = {role for part in parts for role in part.figures}
    named = {role for part in parts for role in part.units}

    def blank(part: Stack) -> Labels:
        return places.constant("", len(part))

    return Stack(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.cells for part in parts]),
        {r: places.stacked([p.places.get(r) or blank(p) for p in parts]) for r in roles},
        {
            r: np.concatenate([p.figures.get(r, np.full(len(p), np.nan)) for p in parts])
            for r in figures
        },
        {r: places.stacked([p.units.get(r) or blank(p) for p in parts]) for r in named},
        np.concatenate([part.wrong for part in parts]),
        columns,
    )


class _Reading:
    """Reads figure columns; sums up by which rules and with which conversions."""

    def __init__(
        self, rows: Rows, row_units: Labels | None, remarks: Remarks, decimal: str
    ) -> None:
        self._rows = rows
        self._row_units = row_units
        self._remarks = remarks
        self._decimal = decimal
        self._rules: Counter[str] = Counter()
        self._conversions: dict[str, list[str]] = {}
        self._without_unit: dict[str, list[str]] = {}
        self._doubtful: dict[str, str] = {}

    def part(self, columns: Sequence[Assigned], known: dict[str, Labels], number: int) -> Stack:
        """Return the rows that the figure columns of one slot give."""
        figures: dict[str, Floats] = {}
        names: dict[str, Labels] = {}
        wrong = np.zeros(len(self._rows), dtype=np.bool_)
        for column in columns:
            values, unread = self._values(column)
            wrong |= unread
            factor, unit = self._unit(column)
            values = values * factor
            before = figures.get(column.name)
            if before is None:
                figures[column.name], names[column.name] = values, unit
                continue
            need = np.isnan(before) & ~np.isnan(values)
            figures[column.name] = np.where(need, values, before)
            names[column.name] = _either(need, unit, names[column.name])
        count = len(self._rows)
        cells = np.full(count, number, dtype=np.int64)
        return Stack(self._rows + 1, cells, known, figures, names, wrong)

    def _values(self, column: Assigned) -> tuple[Floats, Mask]:
        """Return the figures of a column, and which of its cells hold something else."""
        sheet, number = self._remarks.found.sheet, column.header.column
        read = amounts.read(sheet, number, self._rows, self._decimal)
        self._rules += read.rules
        if read.style.ambiguous:
            self._doubtful[column.header.text] = read.style.reason
        if read.unread.any():
            self._remarks.at_rows(
                read.unread,
                self._rows + 1,
                number,
                f"not fit for {column.name}",
                name=column.name,
                expected=[f"a number ({read.why[code]})" for code in read.reasons],
                remedy="Type a number, or leave the cell empty if it is not known",
            )
        values = read.values
        if column.role.zero_is_missing and (values == 0).any():
            self._rules["missing: 0, which this source writes where nothing is reported"] += int(
                (values == 0).sum()
            )
            values = np.where(values == 0, np.nan, values)
        return values, read.unread

    def _unit(self, column: Assigned) -> tuple[Floats | float, Labels]:
        """Return the factor for the figures of a column, and the unit they are then in."""
        count = len(self._rows)
        if column.name not in ("quantity", "value", "price"):
            return 1.0, places.constant("", count)
        said = [column.held.get("unit", ""), *amounts.words_about(column.header), column.role.unit]
        found = amounts.unit_for(column.name, said)
        if found is None and column.role.unit:
            _, slash, per = column.header.unit.strip("()[] ").partition("/")
            slash = slash if column.name == "price" else ""
            return 1.0, places.constant(column.role.unit + (slash + per if slash else ""), count)
        if found is None and self._row_units is not None and column.name == "quantity":
            return self._units_of_rows(self._row_units)
        if found is None:
            found = amounts.unit_for(column.name, [self._remarks.found.title])
        if found is None:
            text = column.header.unit.strip("()[] ")
            if not text:
                self._without_unit.setdefault(column.name, []).append(column.header.text)
            return 1.0, places.constant(text, count)
        self._note(found, column)
        return found.factor, places.constant(found.unit, count)

    def _note(self, found: Unit, column: Assigned) -> None:
        if found.factor != 1.0 or found.note:
            names = self._conversions.setdefault(found.conversion_text, [])
            names.append(column.header.text)

    def _units_of_rows(self, written: Labels) -> tuple[Floats, Labels]:
        """Return factor and unit of every row, from a column that holds the units."""
        factors = np.ones(len(written.names))
        base = [""]
        for place, text in enumerate(written.names[1:], start=1):
            found = units.parse(text)
            fits = found is not None and found.kind == "quantity"
            factors[place] = found.factor if found and fits else 1.0
            base.append(found.unit if found and fits else text)
            if found and fits and found.factor != 1.0:
                self._conversions.setdefault(found.conversion_text, []).append("rows with it")
        names = {"": 0}
        place_of = np.array([names.setdefault(text, len(names)) for text in base], dtype=np.int64)
        labels = Labels(tuple(names), place_of[written.codes], reasons=np.zeros_like(written.codes))
        return factors[written.codes], labels

    def tell(self) -> None:
        """Add what was decided to the remarks."""
        self._remarks.count(self._rules, "cells")
        for text, names in self._conversions.items():
            self._remarks.say(f"converted {_some(names)}: {text}")
        if self._doubtful:
            reason = next(iter(self._doubtful.values()))
            self._remarks.say(
                f"the decimal sign of {_some(list(self._doubtful))} is not certain: {reason}",
                "warning",
            )
        for role, names in self._without_unit.items():
            self._remarks.say(
                f"nothing says the unit of {_some(names)}; the figures are taken as they stand",
                "warning",
                name=role,
                remedy="Check the unit of the material, or say the unit: --set unit="
                + ("USD" if role == "value" else "t" if role == "quantity" else "USD/t"),
            )


def _some(names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    more = f" and {len(different) - 3} more" if len(different) > 3 else ""
    return ", ".join(repr(name) for name in different[:3]) + more


def _either(where: Mask, first: Labels, second: Labels) -> Labels:
    both = places.stacked([first, second])
    count = len(where)
    return both.taken(np.where(where, np.arange(count), np.arange(count) + count))
