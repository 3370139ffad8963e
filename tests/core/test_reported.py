from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from workbench.core.project import Project, from_records
from workbench.core.reported import beside_parts, home_codes, home_production, home_trade


def _project(*trade: dict[str, Any], home: str = "EU", **tables: list[dict[str, Any]]) -> Project:
    row = {"flow": "import", "reporter": "DEU", "partner": "CHN", "material": "m"}
    return from_records(
        {
            "settings": [{"key": "home", "value": home}],
            "trade": [{"period": "2021", **row, **own} for own in trade],
            **tables,
        }
    )


def test_that_the_newest_release_counts_whatever_the_order_of_rows() -> None:
    rows = [
        {"quantity": 2.0, "release": "2022-06"},
        {"quantity": 1.0, "release": "2022-01"},
        {"quantity": 3.0},
        {"quantity": 7.0, "reporter": "FRA"},
    ]
    found = home_trade(_project(*rows))
    assert dict(zip(found["reporter"], found["quantity"], strict=True)) == {"DEU": 2.0, "FRA": 7.0}


def test_that_a_group_counts_itself_only_in_years_without_its_members() -> None:
    rows = [
        {"reporter": "EU", "quantity": 9.0},
        {"reporter": "EU", "quantity": 5.0, "period": "2020"},
        {"reporter": "DEU", "quantity": 1.0, "period": "2021-01"},
        {"reporter": "DEU", "quantity": 8.0, "partner": "EU"},
    ]
    assert sorted(home_trade(_project(*rows))["quantity"]) == [1.0, 5.0]


def test_that_without_home_nothing_is_home() -> None:
    project = _project({"reporter": "PRK", "partner": "DEU", "quantity": 1.0}, home="")
    assert home_codes(project) == frozenset()
    assert home_trade(project).empty


def test_that_production_of_other_countries_is_not_of_home() -> None:
    made = [
        {"period": "2021Q2", "country": country, "material": "m", "quantity": 1.0}
        for country in ("DEU", "CHN")
    ]
    found = home_production(_project(production=made))
    assert found[["reporter", "months"]].to_numpy().tolist() == [["DEU", 3]]


def test_that_a_total_is_doubled_only_where_a_partner_of_the_same_reporter_is_known() -> None:
    labels = pd.DataFrame(
        [("DEU", "WLD", "m"), ("DEU", "CHN", "m"), ("FRA", "WLD", "m")],
        columns=["reporter", "partner", "material"],
    )
    known = np.array([[True, True, False], [False, True, True], [True, True, True]])
    assert beside_parts(labels, known).tolist() == [
        [False, True, False],
        [False] * 3,
        [False] * 3,
    ]
