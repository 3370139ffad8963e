"""Tables whose names fit and whose figures may yet be wrong: refused or told, never silent."""

from __future__ import annotations

from pathlib import Path

import io_tables as io
import pytest

from workbench.core.formats.input_output import Read, read_table
from workbench.core.formats.input_output.names import beside


@pytest.fixture
def read(tmp_path: Path):
    def found(flows, final=None) -> Read:
        sheets = {"flows": flows} if final is None else {"flows": flows, "final": final}
        return read_table([io.write(tmp_path / "table.xlsx", **sheets)])

    return found


def told(read: Read, severity: str) -> list[tuple[str, str]]:
    """Cell and message of the findings of one severity."""
    return [(one.cell, one.message) for one in read.problems if one.severity == severity]


def renamed(rows, old: str, new: str):
    return [[new if cell == old else cell for cell in row] for row in rows]


def test_that_names_that_differ_in_capitals_only_are_one_name_too_often(read) -> None:
    final = renamed(io.demand(), "AUS|metal", "aus|ORE")
    found = read(renamed(io.square(), "AUS|metal", "aus|ORE"), final)
    assert found.table is None
    (problem,) = [one for one in found.problems if one.severity == "error"]
    assert (problem.cell, problem.value) == ("A3", "aus/ORE")
    assert "AUS/ore but for capital letters" in problem.message


def test_that_a_sector_in_other_capitals_is_told_to_be_another_product(read) -> None:
    final = renamed(io.demand(), "KOR|metal", "KOR|Metal")
    found = read(renamed(io.square(), "KOR|metal", "KOR|Metal"), final)
    assert found.required().products == ("ore", "metal", "Metal")
    assert [cell for cell, text in told(found, "warning") if "another product" in text] == ["A5"]


def test_that_a_consumer_named_twice_counts_twice_and_is_told(read) -> None:
    found = read(io.square(), renamed(io.demand(), "KOR|FD", "AUS|FD"))
    assert found.required().economy.output.sum() == 235
    assert told(found, "warning")[0] == (
        "C1",
        "a consumer of that name stands in B1 already; both count",
    )


def test_that_a_consumer_named_like_an_industry_is_told(read) -> None:
    found = read(io.square(), renamed(io.demand(), "KOR|FD", "KOR|ore"))
    assert found.table is not None
    assert "has the name of an industry" in told(found, "warning")[0][1]


def test_that_an_industry_without_its_row_is_no_consumer(read) -> None:
    flows = [[*row, *final[1:]] for row, final in zip(io.square(), io.demand(), strict=True)]
    found = read(flows[:-1])
    assert found.table is None
    assert told(found, "error")[0][0] == "E1"
    assert "has no row" in told(found, "error")[0][1]


def test_that_columns_that_become_consumers_are_named(read) -> None:
    flows = [[*row, *final[1:]] for row, final in zip(io.square(), io.demand(), strict=True)]
    found = read(flows)
    (problem,) = [one for one in found.problems if "final consumers" in one.message]
    assert (problem.severity, problem.cell, problem.value) == ("info", "F1", "AUS|FD, KOR|FD")


def test_that_a_sum_under_an_unknown_name_is_told(read) -> None:
    flows = [[*row, *final[1:]] for row, final in zip(io.square(), io.demand(), strict=True)]
    flows = [[*row, "Gesamt" if not n else sum(row[1:])] for n, row in enumerate(flows)]
    assert any(
        cell == "H1" and "sum of all others" in text for cell, text in told(read(flows), "warning")
    )


def test_that_a_table_of_zeros_is_refused(read) -> None:
    flows = [io.square()[0], *([row[0], 0, 0, 0, 0] for row in io.square()[1:])]
    final = [io.demand()[0], *([row[0], 0, 0] for row in io.demand()[1:])]
    assert told(read(flows, final), "error") == [("", "nobody makes anything: every amount is 0")]


def test_that_output_that_the_rows_do_not_give_is_told_beside_final_demand(read) -> None:
    final = [[*row, "Output" if not n else 65] for n, row in enumerate(io.demand())]
    found = read(io.square(), final)
    (problem,) = [one for one in found.problems if "not balanced" in one.message]
    assert (problem.sheet, problem.cell) == ("final", "D1")
    assert problem.value == "KOR|ore 15, said 65, KOR|metal 90, said 65"


@pytest.mark.parametrize("name", ["OUT", "Gross output", " value  added", "총산출", "粗付加価値"])
def test_that_accounts_are_known_by_name(name: str) -> None:
    assert beside(name) == "is an account beside the flows"


@pytest.mark.parametrize("name", ["KOR_OUT", "exports", "households", "ore"])
def test_that_other_names_may_be_industries_and_consumers(name: str) -> None:
    assert beside(name) == ""
