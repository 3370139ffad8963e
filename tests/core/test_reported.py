from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import periods
from workbench.core.project import Project, from_records
from workbench.core.reported import (
    beside_parts,
    home_codes,
    home_production,
    home_releases,
    home_trade,
    publication_lag,
)


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


def test_that_a_group_with_a_row_of_its_own_is_still_its_members() -> None:
    own = [{"country": "EU", "name": "European Union"}]
    project = _project({"quantity": 1.0}, {"reporter": "EU", "quantity": 9.0}, countries=own)
    assert {"EU", "DEU", "FRA"} <= home_codes(project)
    assert home_trade(project)["quantity"].tolist() == [1.0]


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


DAYS = st.dates(pd.Timestamp("2021-01-01").date(), pd.Timestamp("2023-12-31").date())
RELEASES = st.lists(st.one_of(st.none(), DAYS), min_size=1, max_size=5, unique=True)


@given(RELEASES, DAYS, st.randoms(use_true_random=False))
def test_that_the_newest_release_known_at_a_day_counts_and_none_of_the_future(
    releases: list[Any], day: Any, shuffle: Any
) -> None:
    rows = [
        {"quantity": float(place), "release": when.isoformat() if when else ""}
        for place, when in enumerate(releases)
    ]
    shuffle.shuffle(rows)
    found = home_trade(_project(*rows), as_of=day.isoformat())
    known = [when for when in releases if when is not None and when <= day]
    if known:
        assert found["quantity"].tolist() == [float(releases.index(max(known)))]
    elif None in releases and day.isoformat() >= "2022-01-31":  # a month after the year
        assert found["quantity"].tolist() == [float(releases.index(None))]
    else:
        assert found.empty


def test_that_of_all_releases_the_newest_counts_where_no_day_is_asked() -> None:
    rows = [{"quantity": 1.0, "release": "2022-03"}, {"quantity": 2.0, "release": "2022-03-05"}]
    project = _project(*rows)
    late = home_trade(project, as_of="2030")
    assert home_trade(project)["quantity"].tolist() == late["quantity"].tolist() == [1.0]
    assert home_trade(project, as_of="2022-03-30")["quantity"].tolist() == [2.0]
    assert len(home_releases(project)) == 2


@pytest.mark.parametrize(
    ("lag", "first"), [("", "2021-04-30"), ("0", "2021-03-31"), ("3", "2021-06-30")]
)
def test_that_undated_figures_are_known_after_the_lag(lag: str, first: str) -> None:
    settings = [{"key": "home", "value": "DEU"}, {"key": "publication_lag", "value": lag}]
    made = [{"period": "2021Q1", "country": "DEU", "material": "m", "quantity": 1.0}]
    project = _project({"period": "2021Q1", "quantity": 1.0}, settings=settings, production=made)
    day = periods.last_day(first)
    before = day - pd.Timedelta(days=1)
    for read in (home_trade, home_production):
        assert len(read(project, as_of=day.isoformat())) == 1
        assert len(read(project, as_of=before.isoformat())) == 0


@pytest.mark.parametrize("wrong", ["-1", "1.5", "soon", "61"])
def test_that_a_lag_that_is_none_counts_as_the_default(wrong: str) -> None:
    settings = [{"key": "publication_lag", "value": wrong}]
    assert publication_lag(_project(settings=settings)) == 1


def test_that_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a period"):
        home_trade(_project({"quantity": 1.0}), as_of="tomorrow")
