from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.project import Project, from_records
from workbench.core.revisions import REVISIONS, revisions

ROW = {"flow": "import", "reporter": "KOR", "partner": "CHN", "material": "m", "period": "2021"}
ROWS: list[dict[str, Any]] = [
    {**ROW, "quantity": 10.0, "value": 100.0, "release": ""},
    {**ROW, "quantity": 12.0, "release": "2022-02-15"},
    {**ROW, "quantity": 11.0, "value": 130.0, "release": "2022-06-15"},
    {**ROW, "period": "2022", "quantity": 5.0},
    {**ROW, "partner": "JPN", "quantity": 1.0, "release": "2022-02-15"},
    {**ROW, "partner": "JPN", "quantity": 1.0, "release": "2022-06-15"},
]


def project(rows: list[dict[str, Any]]) -> Project:
    return from_records({"settings": [{"key": "home", "value": "KOR"}], "trade": rows})


@given(st.permutations(ROWS))
def test_that_every_release_stands_there_with_its_change_whatever_the_order(
    rows: list[dict[str, Any]],
) -> None:
    found = revisions(project(rows))
    assert tuple(found.columns) == REVISIONS
    china = found[found["partner"] == "CHN"]
    assert china["release"].tolist() == ["", "2022-02-15", "2022-06-15"]
    assert china["quantity_change"].tolist() == pytest.approx([np.nan, 2.0, -1.0], nan_ok=True)
    assert china["value_change"].isna().all()
    japan = found[found["partner"] == "JPN"]
    assert japan["quantity_change"].tolist() == pytest.approx([np.nan, 0.0], nan_ok=True)
    assert "2022" not in set(found["period"])


def test_that_one_partner_can_be_asked_for_and_nothing_may_be_there() -> None:
    assert set(revisions(project(ROWS), partner="JPN")["partner"]) == {"JPN"}
    assert revisions(project(ROWS), "other").empty
    assert revisions(project([])).empty


def test_that_a_row_leads_back_to_its_cell() -> None:
    made = project(ROWS)
    found = revisions(made)
    again = made["trade"].loc[found.index]
    assert again["quantity"].tolist() == found["quantity"].tolist()
