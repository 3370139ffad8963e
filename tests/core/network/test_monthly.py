"""Periods of any length become months."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import periods
from workbench.core.network.monthly import history, home_codes, reference_months, spread, usual
from workbench.core.problem import DataRefused
from workbench.core.project import Project, from_records

JANUARY = periods.span("2021")[0]


def project(*trade: dict[str, Any], home: str = "KOR", **tables: list[dict[str, Any]]) -> Project:
    row = {"flow": "import", "reporter": "KOR", "partner": "CHN", "material": "m"}
    settings = [{"key": "home", "value": home}]
    return from_records({"settings": settings, "trade": [row | own for own in trade]} | tables)


def imports(of: Project) -> dict[str, list[float]]:
    past, _ = history(of, home_codes(of))
    start = JANUARY - past.begin
    partners, amounts = past.imports.of("m")
    return {p: row[start : start + 12].tolist() for p, row in zip(partners, amounts, strict=True)}


def test_that_in_each_month_the_shorter_period_counts_and_a_finding_says_so() -> None:
    of = project(
        {"period": "2021", "quantity": 120.0},
        {"period": "2021Q1", "quantity": 60.0},
        {"period": "2021-02", "quantity": 7.0},
    )
    assert imports(of) == {"CHN": [20, 7, 20, *[10] * 9]}
    _, problems = history(of, home_codes(of))
    assert ["overlap" in problem.message for problem in problems] == [True]


@given(
    st.lists(
        st.tuples(st.sampled_from(["2021", "2022H1", "2022Q3", "2022-11"]), st.floats(0, 1e6)),
        unique_by=lambda row: row[0],
        min_size=1,
    )
)
def test_that_spreading_keeps_the_total(rows: list[tuple[str, float]]) -> None:
    frame = pd.DataFrame(rows, columns=["period", "quantity"]).assign(material="m")
    _, amounts, mixed = spread(frame, ["material"], JANUARY, JANUARY + 24)
    assert np.nansum(amounts) == pytest.approx(frame["quantity"].sum(), rel=1e-9, abs=1e-300)
    assert not mixed.any()


def test_that_the_newest_release_counts() -> None:
    of = project(
        {"period": "2021", "quantity": 24.0, "release": "2023-01"},
        {"period": "2021", "quantity": 12.0, "release": "2022-01"},
        {"period": "2021", "quantity": 36.0},
    )
    assert imports(of) == {"CHN": [2] * 12}


def test_that_a_group_as_home_sums_its_members_without_their_own_trade() -> None:
    of = project(
        {"period": "2021", "reporter": "DEU", "quantity": 12.0},
        {"period": "2021-03", "reporter": "FRA", "quantity": 5.0},
        {"period": "2021", "reporter": "DEU", "partner": "FRA", "quantity": 99.0},
        {"period": "2021", "reporter": "USA", "quantity": 77.0},
        home="EU",
    )
    assert imports(of) == {"CHN": [1, 1, 6, *[1] * 9]}


def test_that_rows_without_a_quantity_are_left_out_and_counted_with_their_partners() -> None:
    of = project(
        {"period": "2021-01", "quantity": 5.0},
        {"period": "2021-02", "value": 9.0},
        {"period": "2021-02", "value": 9.0, "partner": "JPN"},
    )
    _, problems = history(of, home_codes(of))
    (problem,) = problems
    assert problem.message.startswith("2 rows of imports of m have no quantity")
    assert "partners CHN, JPN" in problem.message
    assert np.isnan(imports(of)["CHN"][1])


def test_that_a_total_of_the_world_is_not_counted_beside_single_partners() -> None:
    of = project(
        {"period": "2021", "quantity": 12.0},
        {"period": "2021", "quantity": 24.0, "partner": "WLD"},
    )
    assert list(imports(of)) == ["CHN"]


def test_that_the_total_of_the_world_stays_in_months_without_single_partners() -> None:
    of = project(
        {"period": "2021H2", "quantity": 12.0},
        {"period": "2021H1", "quantity": 24.0, "partner": "WLD"},
        {"period": "2021", "quantity": 60.0, "partner": "USA", "flow": "export"},
    )
    found = imports(of)
    assert found["WLD"][:6] == [4.0] * 6
    assert found["CHN"][6:] == [2.0] * 6


@pytest.mark.parametrize(
    ("covered", "expected"),
    [
        ([0, 11], slice(0, 12)),  # the twelve months before the first
        ([15], slice(12, 24)),  # else the twelve from the first on
        ([26, 30], slice(19, 31)),  # else the last twelve with data
        ([], slice(0, 0)),
    ],
)
def test_that_reference_months_lie_as_near_to_the_start_as_the_data_allow(
    covered: list[int], expected: slice
) -> None:
    months = np.zeros(36, dtype=bool)
    months[covered] = True
    assert reference_months(months, begin=0, first=12) == expected


def test_that_a_month_nobody_covers_is_missing_and_not_zero() -> None:
    covered = np.array([True, False, True])
    assert usual(np.array([[4.0, np.nan, 8.0]]), covered, slice(0, 3)) == pytest.approx([6.0])


def test_that_the_simulation_begins_after_the_data_unless_the_setting_says_when() -> None:
    of = project({"period": "2021H1", "quantity": 1.0})
    assert periods.month_name(history(of, home_codes(of))[0].first) == "2021-07"
    settings = [{"key": "home", "value": "KOR"}, {"key": "first_period", "value": "2023"}]
    own = project({"period": "2021H1", "quantity": 1.0}, settings=settings)
    assert periods.month_name(history(own, home_codes(own))[0].first) == "2023-01"


def test_that_without_home_or_any_figure_the_data_are_refused() -> None:
    with pytest.raises(DataRefused, match="whose dependence"):
        home_codes(project(home=""))
    with pytest.raises(DataRefused, match="nothing to simulate"):
        history(project(), frozenset({"KOR"}))
