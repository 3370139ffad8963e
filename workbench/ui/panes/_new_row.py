"""A row to begin with: what its table requires, filled in sensibly, with a key of its own."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QDate

from workbench.core import countries, periods, schema
from workbench.core.project import Project
from workbench.core.schema import Column, Table
from workbench.core.shocks import all_shocks
from workbench.core.values import Cell, Unfit, convert
from workbench.ui.texts import tr

_FIRST_PERIOD = "2024-01"
_MOST = 100_000  # keys that are tried


def proposal(project: Project, name: str, like: int | None) -> dict[str, Cell]:
    """Return the cells of a new row.

    Args:
        project: where it will stand.
        name: the table.
        like: index value of the row to follow, such as the current one; None: the last one.

    Raises:
        Unfit: if another table must have a row first.
    """
    table = schema.BY_NAME[name]
    frame = project[name]
    if like not in frame.index:
        like = int(frame.index[-1]) if len(frame) else None
    cells: dict[str, Cell] = {}
    for column in table.columns:
        if column.required or column.key:
            old = "" if like is None else _cell(frame.at[like, column.name])
            cells[column.name] = old if _fits(column, old) else _first(project, table, column)
    return _with_new_key(project, table, cells)


def shock(project: Project, kind: str, material: str, start: str) -> dict[str, Cell]:
    """Return the cells of a new shock of a kind: it hits the main partner where one is needed."""
    declared = all_shocks()[kind]
    cells: dict[str, Cell] = {
        "kind": kind,
        "material": material,
        "start": start,
        "size": declared.size.default,
    }
    if "country" in (*declared.required, *declared.any_of) and "material" not in declared.any_of:
        cells["country"] = _main_partner(project, material)
    return cells


def _main_partner(project: Project, material: str) -> str:
    """Return the country most of the material is imported from, to begin with."""
    trade = project["trade"]
    rows = trade[(trade["material"] == material) & (trade["flow"] == "import")]
    amounts = rows.groupby(rows["partner"].astype(str))["quantity"].sum()
    return str(amounts.idxmax()) if len(amounts) else project.home


def _with_new_key(project: Project, table: Table, cells: dict[str, Cell]) -> dict[str, Cell]:
    """Change the part of the key that is easiest to count on until no row has the key."""
    frame = project[table.name]
    taken = set(zip(*(frame[part].tolist() for part in table.key), strict=True))

    def is_new() -> bool:
        return tuple(cells[part] for part in table.key) not in taken

    if is_new():
        return cells
    for column in sorted(map(table.column, table.key), key=_rank):
        before = cells[column.name]
        for value in _others(project, table, column, before):
            cells[column.name] = value
            if is_new():
                return cells
        cells[column.name] = before
    raise Unfit(tr("a row with another key; every key that could be proposed is taken"))


def _rank(column: Column) -> int:
    """Order the parts of a key by how naturally the next one follows."""
    if column.kind in ("period", "integer", "date"):
        return 0
    return 2 if column.refers or column.kind in ("country", "choice") else 1


def _others(project: Project, table: Table, column: Column, value: Cell) -> Iterator[Cell]:
    """Give the values that may follow ``value`` in a part of a key."""
    if table.name == "settings":
        yield from (setting.key for setting in schema.SETTINGS)
    elif column.kind == "period":
        first, length = periods.span(str(value))
        grain = periods.grain(str(value))
        for step in range(1, _MOST // length):
            if first + step * length >= 12 * 10_000:
                return
            yield periods.containing(first + step * length, grain)
    elif column.kind == "integer":
        yield from (float(str(value)) + step for step in range(1, _MOST))
    elif column.kind == "date":
        day = QDate.fromString((str(value) + "-01-01")[:10], "yyyy-MM-dd")
        yield from (day.addDays(step).toString("yyyy-MM-dd") for step in range(1, 4000))
    elif column.kind == "choice":
        yield from column.choices
    elif column.kind == "country":
        yield from sorted(map(str, countries.known(project).index))
    elif column.refers:
        target = schema.BY_NAME[column.refers]
        yield from project[column.refers][target.key[0]].tolist()
    else:
        yield from (f"{value} {number}" for number in range(2, _MOST))


def _first(project: Project, table: Table, column: Column) -> Cell:
    """Return a value to begin with where no row shows the way."""
    if not column.required:
        return ""
    if table.name == "settings":
        return schema.SETTINGS[0].key
    if column.kind == "country":
        return project.home if len(project.home) == 3 else "KOR"
    if column.refers:
        target = schema.BY_NAME[column.refers]
        names = project[column.refers][target.key[0]].tolist()
        if not names:
            raise Unfit(tr("a row of the table {table} first", table=column.refers))
        return str(names[0])
    if (table.name, column.name) == ("shocks", "kind"):
        return next(iter(all_shocks()))
    if (table.name, column.name) == ("notes", "table"):
        return "materials"
    starts: dict[str, Cell] = {
        "period": _FIRST_PERIOD,
        "date": QDate.currentDate().toString("yyyy-MM-dd"),
        "integer": column.low or 0.0,
        "number": column.low or 0.0,
        "choice": column.choices[0] if column.choices else "",
    }
    return starts.get(column.kind, tr("new {what}", what=column.name))


def _cell(value: object) -> Cell:
    return value if isinstance(value, float) else str(value)


def _fits(column: Column, value: Cell) -> bool:
    try:
        return convert(column, value) != "" or not column.required
    except Unfit:
        return False
