from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.core.project import from_records
from workbench.core.record.shares import amounts, latest
from workbench.core.reported import home_production, home_trade


def imports(*rows: tuple[str, str, str, float | None]) -> pd.DataFrame:
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "trade": [
                {
                    "period": period,
                    "flow": "import",
                    "reporter": "KOR",
                    "partner": partner,
                    "material": material,
                    "quantity": amount,
                }
                for material, period, partner, amount in rows
            ],
        }
    )
    return home_trade(project)


def none() -> pd.DataFrame:
    return home_production(from_records({}))


def test_that_only_the_same_season_of_other_years_is_looked_at() -> None:
    rows = imports(
        ("m", "2020Q1", "JPN", 1.0),
        ("m", "2020Q2", "JPN", 9.0),
        ("m", "2021Q1", "JPN", 2.0),
        ("m", "2021Q1", "CHN", 2.0),
    )
    found = amounts(rows, none(), ("m",), frozenset({"JPN"}), "2021Q1", "quantity")["imports"]
    assert found.periods == ("2020Q1", "2021Q1")
    assert found.part.tolist() == [[1.0, 2.0]]
    assert found.whole.tolist() == [[1.0, 4.0]]


def test_that_a_partner_who_is_not_reported_beside_others_sold_nothing() -> None:
    rows = imports(("m", "2021", "CHN", 4.0))
    found = amounts(rows, none(), ("m",), frozenset({"JPN"}), "2021", "quantity")
    assert found["imports"].part.tolist() == [[0.0]]
    assert np.isnan(found["supply"].whole).all()
    assert "production" in found["supply"].why[0, 0]


def test_that_a_total_of_all_partners_says_nothing_about_one() -> None:
    rows = imports(("m", "2021", "WLD", 4.0))
    found = amounts(rows, none(), ("m",), frozenset({"JPN"}), "2021", "quantity")["imports"]
    assert np.isnan(found.part).all()
    assert "WLD" in found.why[0, 0]


@pytest.mark.parametrize(
    ("grain", "period"), [("month", "2021-03"), ("quarter", "2021Q1"), ("half", "2020H1")]
)
def test_that_the_latest_period_is_one_in_full(grain, period) -> None:
    months = [f"2020-{month:02d}" for month in range(1, 10)] + ["2021-01", "2021-02", "2021-03"]
    rows = imports(*(("m", month, "JPN", 1.0) for month in months))
    assert latest(rows, ("m",), grain) == period
    assert latest(rows, ("m",), "year") == ""


def test_that_one_early_material_does_not_move_a_list_on() -> None:
    years = [(name, year, "JPN", 1.0) for name in "abc" for year in ("2019", "2020")]
    rows = imports(*years, ("a", "2021", "JPN", 1.0))
    assert latest(rows, ("a", "b", "c"), "year") == "2020"
