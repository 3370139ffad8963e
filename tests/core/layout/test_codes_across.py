"""Tables with HS codes across, countries or periods down."""

from __future__ import annotations

import pytest
from made_sheets import sheet_of, table_from

from workbench.core.layout.applying import apply
from workbench.core.layout.codes_across import codes_across, may_name_goods
from workbench.core.layout.finding import find_tables
from workbench.core.layout.header import headers
from workbench.core.layout.roles import guess
from workbench.core.layout.saying import Said
from workbench.core.problem import errors
from workbench.core.project import from_records

KOREA = from_records({"settings": [{"key": "home", "value": "KOR"}]})


def rows_of(text: str, **said: str) -> set[tuple[object, ...]]:
    return rows_in(table_from(text), **said)


def rows_in(found, **said: str) -> set[tuple[object, ...]]:
    """Return what is imported: period, flow, partner, material, quantity, value."""
    guessed = guess(found, KOREA, "file.csv", Said(said))
    assert guessed.is_sure, guessed
    extract = apply(guessed.mapping, found, KOREA, "file.csv")
    assert not errors(extract.problems), extract.problems
    frame = next(part.frame for part in extract.parts if part.table == "trade")
    names = ["period", "flow", "partner", "material", "quantity", "value"]
    rows = frame[names].astype(object).fillna(-1).itertuples(index=False, name=None)
    return set(rows)


def test_that_codes_across_and_countries_down_are_read() -> None:
    assert rows_of("""
        Imports in 2023 (t),,
        Country,280461,381800
        China,1,2
        Japan,3,
    """) == {
        ("2023", "import", "CHN", "280461", 1.0, -1),
        ("2023", "import", "CHN", "381800", 2.0, -1),
        ("2023", "import", "JPN", "280461", 3.0, -1),
    }


def test_that_codes_across_and_periods_down_are_read_with_their_totals_left_out() -> None:
    assert rows_of(
        """
        수입금액,,,
        단위 : 천불,,,
        년월,2804.61,3818.00,합계
        2023.01,1,2,3
        2023.02,3,4,7
        합계,4,6,10
    """,
        partner="CHN",
    ) == {
        ("2023-01", "import", "CHN", "280461", -1, 1000.0),
        ("2023-01", "import", "CHN", "381800", -1, 2000.0),
        ("2023-02", "import", "CHN", "280461", -1, 3000.0),
        ("2023-02", "import", "CHN", "381800", -1, 4000.0),
    }


def test_that_units_in_the_names_and_names_of_goods_are_not_codes() -> None:
    assert rows_of("""
        Imports,,,,
        Year,Country,280461 (kg),381800 (kg),1000 USD
        2023,China,1000,2000,9
        2023,Japan,3000,4000,9
    """) == {
        ("2023", "import", "CHN", "280461", 1.0, -1),
        ("2023", "import", "CHN", "381800", 2.0, -1),
        ("2023", "import", "JPN", "280461", 3.0, -1),
        ("2023", "import", "JPN", "381800", 4.0, -1),
    }


def test_that_a_quantity_and_a_value_below_each_code_belong_together() -> None:
    assert rows_of("""
        수입실적,,,,,
        국가명,연도,HS 280461,,HS 381800,
        ,,중량(톤),금액(달러),중량(톤),금액(달러)
        중국,2023,1,10,2,20
        일본,2023,3,30,4,40
    """) == {
        ("2023", "import", "CHN", "280461", 1.0, 10.0),
        ("2023", "import", "CHN", "381800", 2.0, 20.0),
        ("2023", "import", "JPN", "280461", 3.0, 30.0),
        ("2023", "import", "JPN", "381800", 4.0, 40.0),
    }


def test_that_codes_above_years_are_read_with_both() -> None:
    assert rows_of("""
        Imports (t),,,,
        Country,280461,,381800,
        ,2022,2023,2022,2023
        China,1,2,3,4
        Japan,5,6,7,8
    """) >= {
        ("2022", "import", "CHN", "280461", 1.0, -1),
        ("2023", "import", "JPN", "381800", 8.0, -1),
    }


def test_that_codes_typed_as_numbers_and_headings_like_years_are_codes() -> None:
    rows = [["Imports 2023 (t)"], ["Country", 2804.0, 2106.0, 3818.0]]
    rows += [["China", 1.0, 2.0, 3.0], ["Japan", 4.0, 5.0, 6.0]]
    (found,) = find_tables(sheet_of(rows))
    assert {row[3] for row in rows_in(found)} == {"2804", "2106", "3818"}


@pytest.mark.parametrize(
    "header",
    [
        "Country,2021,2022,2023",
        "Country,280461,2022,2023",
        "Country,280461,Total",
        "Country,1000 USD,1000 t",
        "HS code,280461,381800",
        "Country,2022-01-01,2022-01-03",
        "Country,202201,202202",
    ],
)
def test_that_years_totals_units_and_a_single_number_are_no_codes(header: str) -> None:
    found = table_from(f"Imports\n{header}\n" + "China,1,2,3\nJapan,4,5,6\n")
    assert codes_across(headers(found)) == {}


def test_that_codes_that_may_be_months_are_codes_among_others_that_cannot() -> None:
    rows = rows_of("""
        Imports 2023 (t),,,
        Country,2001.10,2804.61,3818.00
        China,1,2,3
        Japan,4,5,6
    """)
    assert {row[3] for row in rows} == {"200110", "280461", "381800"}


def test_that_figures_are_not_taken_for_the_names_of_columns() -> None:
    assert not may_name_goods(["China", "280461", "381800"])
    assert not may_name_goods(["2021-01", "280461", "381800"])
    assert not may_name_goods(["Country", "280461", "280461"])
    assert not may_name_goods(["", "280461", "381800"])
    assert may_name_goods(["Country", "280461", "381800", "Total"])


def test_that_a_profile_kept_reads_other_codes_the_next_time() -> None:
    text = "Country,Year,{},{},Total\nChina,2023,1,2,3\nJapan,2023,3,4,7\n"
    first = table_from("Imports (t)\n" + text.format("280461", "381800"))
    mapping = guess(first, KOREA, "file.csv").mapping
    later = table_from("Imports (t)\n" + text.format("850760", "854140"))
    extract = apply(mapping, later, KOREA, "file.csv")
    frame = next(part.frame for part in extract.parts if part.table == "trade")
    assert {*frame["material"].astype(str)} == {"850760", "854140"}
    assert not errors(extract.problems)
