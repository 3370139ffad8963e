"""A mapping applied: rows, units, what is left out, and every cell that cannot be read."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_sheets import sheet_from, sheet_of, table_from

from workbench.core.layout.applying import apply
from workbench.core.layout.finding import find_tables
from workbench.core.layout.found import FoundTable
from workbench.core.layout.mapping import ColumnRole, Condition, Mapping
from workbench.core.layout.parts import Extract, Part
from workbench.core.problem import errors
from workbench.core.project import Project, from_records

KOREA = {"reporter": "KOR", "flow": "import"}
LONG = (
    ColumnRole("period", "Year"),
    ColumnRole("partner", "Partner"),
    ColumnRole("hs", "HS"),
    ColumnRole("quantity", "kg"),
    ColumnRole("value", "US$"),
)


def trade(text: str, project: Project | None = None, **changes: Any) -> Extract:
    mapping = Mapping(**{"table": "trade", "columns": LONG, "constants": KOREA, **changes})
    return apply(mapping, table_from(text), project or Project(), "file.csv")


def part(extract: Extract, table: str) -> Part:
    (found,) = [p for p in extract.parts if p.table == table]
    return found


def rows(extract: Extract, table: str = "trade") -> list[dict[str, Any]]:
    return part(extract, table).frame.astype(object).to_dict("records")


def said(extract: Extract) -> str:
    return "\n".join(problem.message for problem in extract.problems)


def test_that_units_are_converted_and_the_conversion_is_told() -> None:
    extract = trade("Year,Partner,HS,kg,US$\n2024,중국,380110,1500,7000")
    (row,) = rows(extract)
    assert (row["quantity"], row["value"], row["partner"]) == (1.5, 7000.0, "CHN")
    assert "1 in the sheet is 0.001 t" in said(extract)
    assert rows(extract, "materials")[0]["unit"] == "t"
    assert part(extract, "materials").frame["hs"].tolist() == ["380110"]


def test_that_every_row_and_cell_knows_its_place_on_the_sheet() -> None:
    text = "A title\nYear,Partner,HS,kg,US$\n2024,China,380110,1,2\n2024,Japan,380110,3,4"
    found = part(trade(text), "trade")
    assert found.rows.tolist() == [3, 4]
    assert found.place(1, "quantity") == (4, "D4")


WIDE = Mapping(
    table="trade",
    columns=(
        ColumnRole("partner", "Partner"),
        ColumnRole("hs", "HS"),
        ColumnRole("quantity", "{period} {unit}", sets={"flow": "import"}),
    ),
    constants={"reporter": "KOR"},
)


@given(st.lists(st.lists(st.integers(0, 999), min_size=3, max_size=3), min_size=1, max_size=4))
def test_that_a_wide_table_gives_the_rows_of_the_long_one(figures: list[list[int]]) -> None:
    countries = ["CHN", "JPN", "USA", "DEU"][: len(figures)]
    years = ["2021", "2022", "2023"]
    wide = [["Partner", "HS", *(f"{year} t" for year in years)]]
    wide += [[c, "380110", *row] for c, row in zip(countries, figures, strict=True)]
    (found,) = find_tables(sheet_of(wide))
    made = part(apply(WIDE, found, Project()), "trade")
    got = {
        (r.period, r.partner): (r.quantity, int(row), int(cell))
        for r, row, cell in zip(made.frame.itertuples(), made.rows, made.cells, strict=True)
    }
    want = {
        (year, country): (float(figures[n][m]), n + 2, m + 3)
        for n, country in enumerate(countries)
        for m, year in enumerate(years)
    }
    assert got == want


def test_that_cells_that_cannot_be_read_are_findings_and_their_rows_stay_out() -> None:
    extract = trade("""
        Year,Partner,HS,kg,US$
        2024,China,380110,a lot,1
        2024,Atlantis,380110,1,1
        later,Japan,380110,1,1
        2024,Japan,graphite,1,1
        2024,USA,380110,,-5
        2024,France,380110,2,2
    """)
    cells = {p.cell: p for p in errors(extract.problems)}
    assert set(cells) == {"D2", "B3", "A4", "C5", "E6"}
    assert all(p.value and p.expected and p.remedy and p.sheet for p in cells.values())
    assert cells["B3"].value == "Atlantis"
    assert extract.bad == 5
    assert [row["partner"] for row in rows(extract)] == ["FRA"]


def test_that_missing_marks_stay_missing_and_are_counted() -> None:
    extract = trade("Year,Partner,HS,kg,US$\n2024,China,380110,W,5\n2024,Japan,380110,..,7")
    assert all(math.isnan(row["quantity"]) for row in rows(extract))
    assert "withheld" in said(extract)
    assert not errors(extract.problems)


def test_that_the_world_is_left_out_only_where_partners_have_rows() -> None:
    body = "Year,Partner,HS,kg,US$\n2024,World,380110,3,3\n2024,China,380110,3,3\n"
    extract = trade(body + "2024,World,250410,9,9")
    assert {(r["material"], r["partner"]) for r in rows(extract)} == {
        ("380110", "CHN"),
        ("250410", "WLD"),
    }
    assert "1 row left out: the world" in said(extract)


def test_that_goods_are_the_projects_own_where_a_code_says_so() -> None:
    project = from_records(
        {"materials": [{"material": "anode graphite", "hs": "380110", "unit": "kg"}]}
    )
    extract = trade("Year,Partner,HS,kg,US$\n2024,China,3801100000,1500,1", project)
    (row,) = rows(extract)
    assert (row["material"], row["quantity"]) == ("anode graphite", 1500.0)
    assert [p.table for p in extract.parts] == ["trade", "settings"]


def test_that_a_material_in_another_kind_of_unit_is_refused() -> None:
    project = from_records({"materials": [{"material": "x", "hs": "380110", "unit": "m3"}]})
    extract = trade("Year,Partner,HS,kg,US$\n2024,China,380110,1500,1", project)
    (found,) = errors(extract.problems)
    assert "m3" in found.message


def test_that_lines_of_one_key_are_added_up_only_if_the_mapping_says_so() -> None:
    text = "Year,Partner,HS,kg,US$\n2024,China,380110,1000,1\n2024,China,380110,2000,NA"
    refused = trade(text)
    assert len(errors(refused.problems)) == 1
    assert refused.bad == 2
    assert not any(p.table == "trade" for p in refused.parts)
    (row,) = rows(trade(text, duplicates="add"))
    assert row["quantity"] == 3.0
    assert math.isnan(row["value"])  # one part is missing, so the sum is


def test_that_areas_that_are_not_named_are_put_together() -> None:
    text = "Year,Partner,HS,kg,US$\n2024,Areas nes,380110,1000,1\n2024,Other countries,380110,1,2"
    (row,) = rows(trade(text))
    assert (row["partner"], row["value"]) == ("XXX", 3.0)


def test_that_repeated_headers_and_rows_that_fail_a_condition_are_left_out() -> None:
    extract = trade(
        """
        Year,Partner,HS,kg,US$,Mode
        2024,China,380110,1,1,0
        Year,Partner,HS,kg,US$,Mode
        2024,Japan,380110,1,1,0
        2024,Japan,380110,1,1,2100
        """,
        keep=(Condition("Mode", ("0",)),),
    )
    assert [row["partner"] for row in rows(extract)] == ["CHN", "JPN"]
    assert "the header again" in said(extract)


def test_that_re_exports_are_left_out_because_exports_contain_them() -> None:
    columns = (*LONG, ColumnRole("flow", "Flow"))
    text = (
        "Year,Partner,HS,kg,US$,Flow\n2024,China,380110,1,1,수출\n2024,China,380110,1,1,Re-Export"
    )
    extract = trade(text, columns=columns, constants={"reporter": "KOR"})
    assert [row["flow"] for row in rows(extract)] == ["export"]


def test_that_home_and_currency_are_set_only_where_there_is_no_doubt() -> None:
    columns = tuple(
        ColumnRole("value", "천엔", unit="천엔") if c.role == "value" else c for c in LONG
    )
    text = "Year,Partner,HS,kg,천엔\n2024,China,380110,1000,5"
    settings = {r["key"]: r["value"] for r in rows(trade(text, columns=columns), "settings")}
    assert settings == {"home": "KOR", "currency": "JPY"}
    project = from_records({"settings": [{"key": "currency", "value": "USD"}]})
    (found,) = errors(trade(text, project, columns=columns).problems)
    assert "JPY" in found.message


def test_that_what_nothing_says_is_asked_for() -> None:
    extract = trade("Year,Partner,HS,kg,US$\n2024,China,380110,1,1", constants={"flow": "import"})
    (found,) = errors(extract.problems)
    assert "reporter" in found.message
    assert extract.bad == 1


def test_that_years_and_months_in_two_columns_make_a_period() -> None:
    columns = (ColumnRole("year", "Y"), ColumnRole("month", "M"), *LONG[1:])
    text = "Y,M,Partner,HS,kg,US$\n2024,11,China,380110,1,1\n2024,2월,Japan,380110,1,1"
    assert [row["period"] for row in rows(trade(text, columns=columns))] == ["2024-11", "2024-02"]


def test_that_kinds_of_a_material_are_told_apart_only_where_needed() -> None:
    mapping = Mapping(
        table="production",
        columns=(
            ColumnRole("country", "Country"),
            ColumnRole("detail", "Type"),
            ColumnRole("quantity", "Prod_{unit}_{year}"),
        ),
        constants={"material": "silicon"},
    )
    one = "Country,Type,Prod_kt_2022\nChina,metal,5\nNorway,metal,3"
    two = one + "\nChina,ferrosilicon,7"
    names = [
        sorted(
            {r["material"] for r in rows(apply(mapping, table_from(t), Project()), "production")}
        )
        for t in (one, two)
    ]
    assert names == [["silicon"], ["silicon, ferrosilicon", "silicon, metal"]]


def test_that_the_latest_figure_of_a_material_is_taken_with_its_cell() -> None:
    found = table_from("""
        ,Urea,Nickel
        ,($/mt),($/kg)
        2025M09,390,15
        2025M10,400,…
    """)
    mapping = Mapping(
        table="materials",
        columns=(ColumnRole("period", position=1), ColumnRole("price", "{material}")),
        take="latest",
        skip=(),
    )
    made = part(apply(mapping, found, Project()), "materials")
    got = made.frame.set_index("material")
    assert got["price"].to_dict() == {"Urea": 400.0, "Nickel": 15_000.0}
    assert got.loc["Nickel", "note"] == "price of 2025-09"
    assert [made.place(n, "price")[1] for n in range(2)] == ["B4", "C3"]


def test_that_what_the_project_knows_of_a_material_is_kept() -> None:
    known = {"material": "urea", "hs": "310210", "unit": "t", "stage": "raw", "stock": 5.0}
    project = from_records({"materials": [known]})
    mapping = Mapping(
        table="materials",
        columns=(ColumnRole("material", "Name"), ColumnRole("price", "Price ($/kg)")),
    )
    (row,) = rows(apply(mapping, table_from("Name,Price ($/kg)\nUrea,0.4"), project), "materials")
    assert {name: row[name] for name in known} == known
    assert row["price"] == pytest.approx(400.0)


def test_that_many_rows_are_read_by_their_distinct_contents(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from workbench.core.naming import periods

    asked = []
    original = periods.parse
    monkeypatch.setattr(periods, "parse", lambda cell: asked.append(cell) or original(cell))
    lines = [
        "Year,Partner,HS,kg,US$",
        *(f"{2000 + n % 5},China,{380100 + n},1,2" for n in range(2000)),
    ]
    extract = trade("\n".join(lines))
    assert len(part(extract, "trade").frame) == 2000
    assert len(asked) < 500


def test_that_the_table_given_is_not_changed() -> None:
    sheet = sheet_from("Year,Partner,HS,kg,US$\n2024,China,380110,W,1\n2024,World,380110,1,1")
    before = [column.numbers.copy() for column in sheet.columns]
    (found,) = find_tables(sheet)
    first = apply(Mapping(table="trade", columns=LONG, constants=KOREA), found, Project())
    second = apply(Mapping(table="trade", columns=LONG, constants=KOREA), found, Project())
    assert all((a == c.numbers).all() for a, c in zip(before, sheet.columns, strict=True))
    pd.testing.assert_frame_equal(first.parts[0].frame, second.parts[0].frame)


def test_that_a_mapping_of_another_table_is_refused_with_what_it_looks_for() -> None:
    found: FoundTable = table_from("Name,Age\nx,5\ny,6")
    mapping = Mapping(table="trade", columns=LONG, constants=KOREA)
    (problem,) = errors(apply(mapping, found, Project(), "file.csv").problems)
    assert "Partner" in problem.expected


def test_that_a_row_whose_only_figure_cannot_be_read_is_bad_and_not_empty() -> None:
    columns = tuple(column for column in LONG if column.role != "value")
    text = "Year,Partner,HS,kg\n2024,China,380110,a lot\n2024,Japan,380110,W\n2024,USA,380110,1"
    extract = trade(text, columns=columns)
    assert extract.bad == 1
    assert "1 row without a figure not taken" in said(extract)
    assert len(rows(extract)) == 1
