"""Two scenarios cell by cell."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from small_market import study, supplier

from workbench.core.project import Project
from workbench.core.simulation.difference import compare, difference, differing
from workbench.core.simulation.run import run

CUT = {"kind": "export_restriction", "country": "CHN", "size": 0.5}
DELAY = {"kind": "logistics_delay", "country": "JPN", "size": 1}


@pytest.fixture
def two() -> Project:
    """Scenario mild cuts half; hard, its child, cuts everything later and adds a delay."""
    rows: list[dict[str, Any]] = [
        CUT | {"scenario": "mild", "duration": 2},
        CUT | {"scenario": "hard", "duration": 2, "size": 1},
        DELAY | {"scenario": "hard", "start": "2022-05"},
        CUT | {"scenario": "child", "start": "2022-04"},
        CUT | {"scenario": "late", "start": "2022-04", "size": 0.9},
    ]
    parents = [{"scenario": "child", "parent": "mild"}]
    new = [supplier("mine", "USA", capacity=50.0, price=3.0, qualification_time=3)]
    return study(*rows, scenarios=parents, suppliers=new)


def test_that_every_cell_holds_both_values_and_their_difference(two: Project) -> None:
    found = compare(two, "mild", "hard")
    month = found.balance[(found.balance["period"] == "2022-02")].set_index("measure")
    assert month.loc["shortage", ["first", "second", "difference"]].tolist() == [40, 80, 40]
    flows = found.flows.set_index(["source", "period"])
    assert flows.loc[("CHN", "2022-02"), "difference"] == -40
    assert set(found.shift["measure"]) == {"share of supply", "share of imports"}
    told = found.summary.set_index("measure").loc["shortage"]
    assert told["second"] - told["first"] == told["difference"] > 0


def test_that_both_are_measured_over_the_same_months(two: Project) -> None:
    found = compare(two, "mild", "hard")
    assert found.first.window == found.second.window == ("2022-02", "2022-06")
    assert not any("different months" in problem.message for problem in found.problems)
    assert compare(two, "late", "mild").first.window[0] == "2022-02"
    apart = difference(run(two, "mild"), run(two, "hard"))
    assert any("different months" in problem.message for problem in apart.problems)


def test_that_a_source_without_a_row_supplied_nothing(two: Project) -> None:
    found = compare(two, "", "child")
    mine = found.flows[found.flows["source"] == "mine"]
    assert len(mine) == 6
    assert mine["first"].tolist() == [0] * 6
    assert not found.flows[["first", "second"]].isna().any().any()


def test_that_a_scenario_compared_with_itself_differs_nowhere(two: Project) -> None:
    found = compare(two, "hard", "hard")
    for table in (found.balance, found.flows, found.shift, found.summary):
        assert np.nanmax(np.abs(table["difference"])) == 0
    assert set(found.shocks["status"]) == {"same"}


def test_that_the_shocks_in_which_they_differ_are_named(two: Project) -> None:
    changed = compare(two, "mild", "hard").shocks.to_dict("records")
    assert [(row["status"], row["column"]) for row in changed] == [
        ("changed", "size"),
        ("only second", ""),
    ]
    assert (changed[0]["first"], changed[0]["second"]) == ("0.5", "1")
    assert changed[1]["second"] == "hard 3"
    inherited = compare(two, "mild", "child").shocks["status"].tolist()
    assert inherited == ["same", "only second"]
    assert compare(two, "mild").shocks["status"].tolist() == ["only first"]


def test_that_rounding_is_no_difference():
    table = pd.DataFrame(
        {
            "first": [1e6, 1.0, np.nan, 0.0, np.nan, 5.0],
            "second": [1e6 * (1 + 1e-12), 2.0, np.nan, 1e-3, 3.0, 5.0],
        }
    ).assign(difference=lambda frame: frame["second"] - frame["first"])
    assert differing(table).index.tolist() == [1, 3, 4]
    assert differing(pd.DataFrame({"status": ["same", "changed"]})).index.tolist() == [1]
