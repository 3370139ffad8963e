"""What one column of a found table seems to be, by its name and by what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from workbench.core.layout.cells import distinct, shown
from workbench.core.layout.codes_across import Across
from workbench.core.layout.found import FoundTable
from workbench.core.layout.header import Header
from workbench.core.layout.mapping import FIGURES
from workbench.core.layout.synonyms import Meaning, flow_in, meaning
from workbench.core.layout.wording import generalised
from workbench.core.naming import hs, numbers, periods, totals, units
from workbench.core.naming.countries import CountryNames
from workbench.core.values import Cell

_MOST = 200


@dataclass
class Seen:
    """A column with the role it seems to have; ``figure`` is one of no kind as yet."""

    header: Header
    role: str
    certainty: float
    why: str
    sets: dict[str, str] = field(default_factory=dict)
    template: str = ""

    @property
    def has_code(self) -> bool:
        """Whether its name says the HS code of its figures."""
        return "{hs}" in self.template or "hs" in self.sets


def look_at(
    found: FoundTable, header: Header, names: CountryNames, across: Across | None = None
) -> Seen | None:
    """Return what a column seems to be, by its name and else by what stands in it.

    ``across`` is what its name says beside the HS code that the figures below are about.
    """
    if across is not None:
        return _of_code(found, header, names, across)
    cells = [cell for cell in sample(found, header.column) if cell is not None]
    if not cells:
        return None
    template, rest = _period_in(header)
    said: Meaning | None = meaning(rest) if rest else None
    figures = sum(numbers.parse(cell).status != "unreadable" for cell in cells) / len(cells)
    if said is not None and not _contradicts(said, cells, figures, names):
        sets = {"flow": said.flow} if said.flow and said.role != "flow" else {}
        why = f"{said.role} by its name" + (f", {said.flow}" if sets else "")
        return Seen(header, said.role, said.certainty, why, sets, template)
    unit = units.parse(header.unit or header.text) if figures > 0.8 else None
    if unit is not None and unit.kind in ("quantity", "value"):
        flow = flow_in(header.text)
        sets = {"flow": flow} if flow else {}
        why = f"{unit.kind} by its unit {unit.text}" + (f", {flow}" if flow else "")
        return Seen(header, unit.kind, 0.8, why, sets, template)
    if template and figures > 0.8:
        return Seen(header, "figure", 0.8, "a figure for the period in its name", {}, template)
    if figures > 0.8 and header.text and names.code(header.text) is not None:
        about = {"partner": header.text}
        return Seen(header, "figure", 0.8, "a figure for the country in its name", about)
    found_role = _by_content(cells, figures, names)
    if found_role is None:
        return None
    role, share = found_role
    return Seen(header, role, 0.8 * share, f"{share:.0%} of its cells look like {role}")


def _of_code(found: FoundTable, header: Header, names: CountryNames, across: Across) -> Seen | None:
    """Return a column of figures about one HS code; ``None`` if it holds no figures."""
    bare = replace(across.header, texts=(across.rest,))
    seen = look_at(found, bare, names) if across.rest else None
    cells = [cell for cell in sample(found, header.column) if cell is not None]
    figures = sum(numbers.parse(cell).status != "unreadable" for cell in cells)
    if figures <= 0.8 * len(cells) or not cells:
        return None
    template = _period_in(across.header)[0] or across.header.text
    if periods.parse(across.text) is not None:  # the next time it might be a period
        template = template.replace("{hs}", across.text)
    role = seen.role if seen is not None and seen.role in (*FIGURES, "figure") else "figure"
    sets = {k: v for k, v in seen.sets.items() if k == "flow"} if seen is not None else {}
    sets |= {} if "{hs}" in template else {"hs": across.code}
    unit = units.parse(header.unit) if header.unit and role == "figure" else None
    if unit is not None and unit.kind in ("quantity", "value"):
        role = unit.kind
    why = f"{'a figure' if role == 'figure' else role} for the HS code {across.code} in its name"
    return Seen(header, role, 0.8, why, sets, template)


def sample(found: FoundTable, number: int) -> list[Cell]:
    """Return some different contents of a column, from top to bottom."""
    last = min(found.last_row, found.sheet.rows)
    count = min(5000, last - found.first_row + 1)
    rows = np.unique(np.linspace(found.first_row - 1, last - 1, max(count, 1)).astype(np.int64))
    return list(distinct(found.sheet, number, rows).cells[: _MOST + 1])


def _period_in(header: Header) -> tuple[str, str]:
    """Return the header with a brace for the period in it, and what else it says."""
    parsed = [periods.parse(text) for text in header.texts]
    if any(isinstance(found, (periods.MonthOnly, periods.PartOnly)) for found in parsed):
        return _part_in(header, parsed)
    for place, text in enumerate(header.texts):
        if isinstance(periods.parse(text), periods.Period):
            others = [t for level, t in enumerate(header.texts) if level != place and t]
            texts = [t if level != place else "{period}" for level, t in enumerate(header.texts)]
            return " ".join(dict.fromkeys(t for t in texts if t)), " ".join(others)
    general = generalised(header.text)
    if "{year}" in general:
        return general, general.replace("{year}", " ").strip(" _-(")
    return "", header.text


def _part_in(header: Header, parsed: Sequence[periods.Found | None]) -> tuple[str, str]:
    """Return the template of a month or quarter, below its year or alone; none if it is unclear."""
    texts: list[str] = []
    others: list[str] = []
    for text, found in zip(header.texts, parsed, strict=True):
        if isinstance(found, periods.MonthOnly):
            texts.append("{month}")
        elif isinstance(found, periods.PartOnly):
            texts.append("{quarter}")
        elif isinstance(found, periods.Period):
            texts.append(generalised(text))
            # Halves and quarters of a fiscal year are not those of the calendar.
            if len(found) > 4 or found.note or "{year}" not in texts[-1]:
                return "", header.text
        else:
            texts.append(text)
            others.append(text)
    template = " ".join(dict.fromkeys(text for text in texts if text))
    clear = sum(template.count(part) for part in ("{month}", "{quarter}")) == 1
    return (template, " ".join(filter(None, others))) if clear else ("", header.text)


def adds_up(column: Seen) -> bool:
    """Return whether a column is a total of those beside it, such as ``합계`` after the months."""
    rest = _period_in(column.header)[1] if column.template else column.header.text
    return totals.is_total(rest)


def _contradicts(said: Meaning, cells: Sequence[Cell], figures: float, names: CountryNames) -> bool:
    """Return whether what stands in a column cannot be what its name says.

    A name that is known exactly counts more than cells that cannot be read: they are findings.
    """
    if said.role in ("quantity", "value", "production"):
        return figures < 0.5
    if said.certainty == 1.0:
        return False
    if said.role in ("country", "partner", "reporter", "importer", "exporter"):
        return names.looks_like([shown(cell) for cell in cells]) < 0.3
    if said.role in ("period", "year"):
        return periods.looks_like(cells) < 0.5
    if said.role == "unit":
        return figures > 0.5
    return said.role == "hs" and hs.looks_like(cells) < 0.5


def _by_content(
    cells: Sequence[Cell], figures: float, names: CountryNames
) -> tuple[str, float] | None:
    texts = [shown(cell) for cell in cells]
    checks: list[tuple[str, Callable[[], float]]] = [
        ("country", lambda: names.looks_like(texts)),
        ("period", lambda: periods.looks_like(cells)),
        ("hs", lambda: hs.looks_like(cells)),
    ]
    if figures > 0.8:
        checks = checks[1:]
    for role, check in checks:
        share = check()
        if share >= 0.8 and len(cells) > 1:
            return role, share
    return None
