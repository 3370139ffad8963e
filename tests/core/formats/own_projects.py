"""Projects of any content that the schema allows, with names that refer to each other."""

from __future__ import annotations

import datetime as dt
import json

from hypothesis import strategies as st

from workbench.core import schema
from workbench.core.project import Project, from_records
from workbench.core.schema import Column, Table
from workbench.core.values import Cell, Unfit, convert

TEXTS = st.one_of(
    st.sampled_from(
        [
            "인조흑연",
            "黒鉛 (天然)",
            "🔋🇰🇷",
            "0250410",
            "007",
            "1e5",
            "TRUE",
            "=1+1",
            "=HYPERLINK(0)",
            "+82",
            "-1",
            "@SUM(A1)",
            "'quoted' \"twice\"",
            "_x000D_",
            "_x005F_x0041_",
            "two\nlines\tand a tab",
            "https://example.org/a?b=1&c=<d>",
            "2021-01-01",
            "a;b",
        ]
    ),
    st.text(st.characters(codec="utf-8"), max_size=12),
)
NUMBERS = st.one_of(
    st.floats(allow_infinity=False),
    st.sampled_from([0.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 2.0**53 + 2, 1e15, 1e-7]),
)
DATES = st.one_of(
    st.dates(min_value=dt.date(1000, 1, 1)).map(dt.date.isoformat),
    st.sampled_from(["1900-01-01", "1900-02-28", "1900-03-01", "2021-12", "1899", "9999-12-31"]),
)
PERIODS = st.sampled_from(["2021", "2021H1", "2021Q3", "2021-11", "1999-01"])
KNOWN = ("KOR", "CHN", "JPN", "USA")


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Return a project whose import raises no error: keys are unique and names are known."""
    records: dict[str, list[dict[str, Cell]]] = {}
    for table in schema.TABLES:
        if table.name != "origins":
            names = {name: [row[name_key(name)] for row in rows] for name, rows in records.items()}
            row = rows_of(table, names)
            many = st.just([]) if row.is_empty else st.lists(row, max_size=4)
            records[table.name] = unique(table, draw(many))
    return from_records(records)


def name_key(table: str) -> str:
    return schema.BY_NAME[table].key[0]


def rows_of(table: Table, names: dict[str, list[Cell]]) -> st.SearchStrategy[dict[str, Cell]]:
    return st.fixed_dictionaries({c.name: cells_of(table, c, names) for c in table.columns}).filter(
        lambda row: all(fits(column, row[column.name]) for column in table.columns)
    )


def cells_of(table: Table, column: Column, names: dict[str, list[Cell]]) -> st.SearchStrategy[Cell]:
    missing = st.nothing() if column.required else st.just("")
    if column.refers and column.refers != "countries":
        known = names.get(column.refers, [])
        return (st.sampled_from(known) if known else st.nothing()) | missing
    if table.name == "settings" and column.name == "key":
        return TEXTS.map(lambda text: f"my {text}")  # never one of the settings with a meaning
    if column.is_number:
        low, high = column.low, column.high
        fitting = NUMBERS.map(abs) if low == 0.0 and high is None else NUMBERS
        if column.kind == "integer":
            fitting = st.integers(1, 9).map(float)
        elif high is not None:
            fitting = st.floats(low, high)
        return fitting | missing
    kinds: dict[str, st.SearchStrategy[Cell]] = {
        "date": DATES,
        "period": PERIODS,
        "country": st.sampled_from(KNOWN),
        "choice": st.sampled_from(column.choices or ("",)),
        "json": st.dictionaries(TEXTS, st.integers() | TEXTS, max_size=2).map(json.dumps),
        "distribution": st.sampled_from(["uniform(0.3,0.9)", "Normal( 1 , 2 )"]),
    }
    return kinds.get(column.kind, TEXTS) | missing


def fits(column: Column, cell: Cell) -> bool:
    try:
        value = convert(column, cell)
    except Unfit:
        return False
    return value != "" or not column.required


def unique(table: Table, rows: list[dict[str, Cell]]) -> list[dict[str, Cell]]:
    found = {tuple(convert(table.column(k), row[k]) for k in table.key): row for row in rows}
    return list(found.values())
