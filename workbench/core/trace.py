"""From a figure back to its cells, and from a cell forward to the figures that use it."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

import pandas as pd

from workbench.core import frames, periods, provenance, schema
from workbench.core.figures import Basis
from workbench.core.history import rows_within
from workbench.core.indicators import all_indicators
from workbench.core.lettering import letters
from workbench.core.project import Project
from workbench.core.reported import home_production, home_trade


@dataclass(frozen=True)
class Origin:
    """Where one row, or one cell of it, came from. Empty texts where that is not known."""

    file: str
    sha256: str
    sheet: str
    row: int
    cell: str
    imported: str
    sources: tuple[str, ...]
    """What the project says about the source of the figure: publications and assumptions."""

    def __str__(self) -> str:
        """One line: file, sheet and cell, when, and the sources."""
        if self.file:
            place = self.cell or f"row {self.row}"
            text = f"{self.file} [{self.sheet}!{place}], imported {self.imported}"
        else:
            text = "typed by hand"
        return "; ".join((text, *self.sources))


def origin_of(project: Project, table: str, label: int, column: str = "") -> Origin:
    """Return where a row of a table came from, and the cell if ``column`` is named.

    Args:
        project: the project.
        table: name of the table.
        label: index value of the row.
        column: a column of the table, or empty for the whole row.

    Raises:
        KeyError: if the table has no such row.
    """
    if label not in project[table].index:
        raise KeyError(f"the table {table} has no row {label}")
    place = provenance.unpack(label)
    sources = _sources(project, table, label)
    origins = project["origins"]
    found = origins[origins["origin"] == place.origin]
    if place.origin == provenance.BY_HAND or found.empty:
        return Origin("", "", "", place.row, "", "", sources)
    row = found.iloc[0]
    named = dict(pair.split("=", 1) for pair in str(row["columns"]).split(";") if "=" in pair)
    letter = named.get(column, "")
    if not letter and place.column:  # a wide table: the row is one cell of its sheet
        letter = letters(place.column)
    return Origin(
        file=str(row["file"]),
        sha256=str(row["sha256"]),
        sheet=str(row["sheet"]),
        row=place.row,
        cell=f"{letter}{place.row}" if letter else "",
        imported=str(row["imported"]),
        sources=sources,
    )


def _sources(project: Project, table: str, label: int) -> tuple[str, ...]:
    """Return the sources whose key pattern fits the row; ``*`` stands for any part of a key."""
    origins = project["origins"]
    said = origins[(origins["table"] == table) & (origins["source"] != "")]
    if said.empty:
        return ()
    key = frames.keys(schema.BY_NAME[table], project[table].loc[[label]]).iloc[0]
    parts = str(key).split(";")
    found = [
        str(source)
        for pattern, source in zip(said["key"], said["source"], strict=True)
        if _fits(parts, str(pattern).split(";"))
    ]
    return tuple(dict.fromkeys(found))


def _fits(parts: list[str], pattern: list[str]) -> bool:
    """Return whether a key fits a pattern; parts that the pattern leaves out may be anything."""
    pairs = zip(parts, pattern, strict=False)
    return all(wanted in ("", "*") or fnmatchcase(part, wanted) for part, wanted in pairs)


def rows_behind(
    project: Project, material: str, period: str = "", partner: str = ""
) -> dict[str, list[int]]:
    """Return the rows that shares and indicators of a material are computed from.

    Args:
        project: the project.
        material: the material.
        period: a period, taken from its own or from shorter rows; empty for all.
        partner: one partner; empty for all. Production is given only for all.

    Returns:
        Index values by table, for the tables ``trade`` and ``production``.
    """
    trade, made = home_trade(project, material), home_production(project, material)
    if period:
        flows = [trade[(trade["flow"] == flow).to_numpy()] for flow in ("import", "export")]
        trade = trade[trade.index.isin([label for rows in flows for label in _of(rows, period)])]
        made = made[made.index.isin(_of(made, period))]
    if partner:
        trade, made = trade[trade["partner"] == partner], made.iloc[:0]
    found = {"trade": [int(i) for i in trade.index], "production": [int(i) for i in made.index]}
    return {table: labels for table, labels in found.items() if labels}


def _of(rows: pd.DataFrame, period: str) -> set[int]:
    """Return the rows of one flow that make up a period by quantity, by value or without amount."""
    bases: tuple[Basis | None, ...] = (None, "quantity", "value")
    return {int(i) for basis in bases for i in rows_within(rows, period, basis)[0].index}


def uses_of(project: Project, table: str, label: int) -> list[str]:
    """Return the figures that change with a row of ``trade`` or ``production``, in words.

    Other tables feed the simulation as a whole; for them one line says so.
    """
    row = project[table].loc[label]
    if table not in ("trade", "production"):
        return ["every result of the simulation"] if table in _SIMULATED else []
    period, material = str(row["period"]), str(row["material"])
    first, months = periods.span(period)
    grains = [g for g, n in (("quarter", 3), ("half", 6), ("year", 12)) if n > months]
    spans = [period, *(periods.containing(first, g) for g in grains)]  # type: ignore[arg-type]
    used = [
        (span, rows_behind(project, material, span).get(table, ())) for span in dict.fromkeys(spans)
    ]
    names = ", ".join(all_indicators())
    figures = [f"{names} of {material} in {span}" for span, labels in used if label in labels]
    return [*figures, "usual volumes of the simulation, if the period lies in its reference months"]


_SIMULATED = frozenset(
    {"materials", "demand", "suppliers", "capacity", "recipes", "scenarios", "shocks"}
)
