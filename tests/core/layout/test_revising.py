from __future__ import annotations

import pytest
from made_sheets import table_from

from workbench.core.layout.applying import apply
from workbench.core.layout.mapping import ColumnRole, Mapping
from workbench.core.layout.parts import Extract
from workbench.core.naming.concordance import Concordance
from workbench.core.problem import errors
from workbench.core.project import from_records

TABLE = Concordance.of_codes(
    [("854141", "854140"), ("854142", "854140"), ("850711", "850710"), ("850711", "850720")],
    "HS2022",
    "HS2017",
)
PROJECT = from_records(
    {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "currency", "value": "USD"}],
        "materials": [
            {"material": "solar cells", "hs": "854140", "unit": "t"},
            {"material": "batteries", "hs": "850710", "unit": "t"},
        ],
    }
)
ROLES = ("period", "flow", "reporter", "partner", "hs", "quantity")


def imported(rows: str, **more) -> Extract:
    columns = tuple(ColumnRole(role, role, unit="t" * (role == "quantity")) for role in ROLES)
    mapping = Mapping("trade", columns, **more)
    found = table_from(",".join(ROLES) + "\n" + rows)
    return apply(mapping, found, PROJECT, "file.csv", concordance=TABLE)


def rows_of(extract: Extract) -> list[tuple[str, str, float]]:
    return [
        (str(row.period), str(row.material), float(row.quantity))
        for part in extract.parts
        if part.table == "trade"
        for row in part.frame.itertuples()
    ]


@pytest.mark.parametrize("duplicates", ["refuse", "add"])
def test_that_codes_which_were_one_are_added_up_once_and_said(duplicates: str) -> None:
    extract = imported(
        "2022,import,KOR,CHN,854141,1\n2022,import,KOR,CHN,854142,2\n2021,import,KOR,CHN,854140,4\n",
        duplicates=duplicates,
    )
    assert rows_of(extract) == [("2022", "solar cells", 3.0), ("2021", "solar cells", 4.0)]
    said = " ".join(problem.message for problem in extract.problems)
    assert "HS 854142 of HS2022 is 854140 of HS2017" in said
    assert "added up 2 rows to 1" in said
    assert not errors(extract.problems)


@pytest.mark.parametrize("duplicates", ["refuse", "add"])
def test_that_goods_are_not_counted_under_both_codes(duplicates: str) -> None:
    extract = imported(
        "2022,import,KOR,CHN,854140,9\n2022,import,KOR,CHN,854142,2\n2022,import,KOR,JPN,854142,5\n",
        duplicates=duplicates,
    )
    assert rows_of(extract) == [("2022", "solar cells", 9.0), ("2022", "solar cells", 5.0)]
    (warned,) = [p for p in extract.problems if p.severity == "warning"]
    assert (warned.cell, warned.value) == ("E3", "854142")


def test_that_the_same_code_twice_is_refused_as_ever() -> None:
    extract = imported("2022,import,KOR,CHN,854142,2\n2022,import,KOR,CHN,854142,2\n")
    assert rows_of(extract) == []
    assert len(errors(extract.problems)) == 1


def test_that_a_split_code_stays_apart_with_a_warning() -> None:
    extract = imported("2022,import,KOR,CHN,850711,2\n")
    assert rows_of(extract) == [("2022", "850711", 2.0)]
    (warned,) = [p for p in extract.problems if p.severity == "warning"]
    assert "of which only 850710 is batteries" in warned.message
    assert warned.value == "850711"


def test_that_without_a_table_a_code_of_another_revision_is_a_material_of_its_own() -> None:
    found = table_from(",".join(ROLES) + "\n2022,import,KOR,CHN,854142,2\n")
    columns = tuple(ColumnRole(role, role, unit="t" * (role == "quantity")) for role in ROLES)
    extract = apply(Mapping("trade", columns), found, PROJECT, "file.csv")
    assert rows_of(extract) == [("2022", "854142", 2.0)]
