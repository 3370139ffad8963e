"""Which columns of a found table a mapping speaks of."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.layout.codes_across import code_of
from workbench.core.layout.found import FoundTable
from workbench.core.layout.header import Header, headers
from workbench.core.layout.mapping import FIGURES, PLACES, ColumnRole, Mapping
from workbench.core.layout.wording import fit
from workbench.core.naming import periods


@dataclass(frozen=True)
class Assigned:
    """A column with its role, and what its header says for all its figures."""

    role: ColumnRole
    header: Header
    held: dict[str, str]
    """What the template held and the role sets, by role."""

    @property
    def name(self) -> str:
        """The role."""
        return self.role.role


def assign(mapping: Mapping, found: FoundTable) -> list[Assigned]:
    """Return the columns that a mapping speaks of, in the order of the mapping.

    A header goes to the first of several columns with the same role that fits it; what is to be
    ignored has no other role.
    """
    columns = headers(found)
    ignored = {
        header.column
        for role in mapping.columns
        if role.role == "ignore"
        for header in columns
        if _held(role, header, found) is not None
    }
    taken: set[tuple[str, int]] = set()
    assigned = []
    for role in mapping.columns:
        for header in columns:
            if role.role == "ignore" or header.column in ignored:
                continue
            held = _held(role, header, found)
            if held is not None and (role.role, header.column) not in taken:
                taken.add((role.role, header.column))
                assigned.append(Assigned(role, header, {**held, **role.sets}))
    return assigned


def has_figures(mapping: Mapping, found: FoundTable) -> bool:
    """Return whether the table has any of the columns with figures that a mapping speaks of.

    True for a mapping without figures.
    """
    if not any(role.role in FIGURES for role in mapping.columns):
        return True
    return any(column.name in FIGURES for column in assign(mapping, found))


def _held(role: ColumnRole, header: Header, found: FoundTable) -> dict[str, str] | None:
    """Return what the header holds for the role, or ``None`` if it is not meant."""
    if role.position and header.column != found.first_column + role.position - 1:
        return None
    if not role.header:
        return {} if role.position else None
    for text in dict.fromkeys((header.text, header.texts[-1] if header.texts else "")):
        held = fit(role.header, text)
        if held is not None and makes_sense(held) and _is_code(held.get("hs")):
            return {name: word for name, word in held.items() if name in PLACES}
    return None


def _is_code(text: str | None) -> bool:
    """Return whether what a header holds for a code is one, and no year."""
    if text is None:
        return True
    return bool(code_of(text)) and not isinstance(periods.parse(text), periods.Period)


def makes_sense(held: dict[str, str]) -> bool:
    """Return whether what a template held for a period is one; other texts may be anything."""
    kinds: dict[str, type | tuple[type, ...]] = {
        "period": periods.Period,
        "month": (periods.MonthOnly, periods.Period),
        "quarter": (periods.PartOnly, periods.Period),
    }
    return all(
        isinstance(periods.parse(word), kinds[name]) for name, word in held.items() if name in kinds
    )
