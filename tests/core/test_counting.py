"""Which rows make up a period."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.counting import Status, Wanted, rows_for
from workbench.core.project import from_records
from workbench.core.reported import home_trade


def status(period: str, *rows: dict[str, Any]) -> dict[str, str]:
    """Return how each row, named by its period and partner, stands to a period."""
    common = {"flow": "import", "reporter": "KOR", "partner": "CHN", "material": "m", "quantity": 1}
    settings = [{"key": "home", "value": "KOR"}]
    project = from_records({"settings": settings, "trade": [common | own for own in rows]})
    trade = home_trade(project)
    pairs = rows_for(trade, Wanted.one(["m"], period), "quantity")
    names = (trade["period"].astype(str) + " " + trade["partner"].astype(str)).tolist()
    return {
        names[row]: Status(how).name
        for row, how in zip(pairs.row.tolist(), pairs.status.tolist(), strict=True)
    }


def test_that_the_exact_period_counts_and_else_the_length_that_covers_most() -> None:
    quarter, half = {"period": "2021Q1"}, {"period": "2021H2"}
    months = [{"period": f"2021-{month:02d}"} for month in (1, 2, 7, 8)]
    assert status("2021", {"period": "2021"}, quarter, *months) == {"2021 CHN": "USED"}
    every = [{"period": f"2021-{month:02d}"} for month in range(1, 13)]
    assert status("2021", {"period": "2021"}, *every) == {"2021 CHN": "USED"}
    assert status("2021", quarter, half, *months) == {"2021H2 CHN": "USED"}
    assert set(status("2021", quarter, *months)) == {f"{row['period']} CHN" for row in months}


def test_that_a_row_without_an_amount_gives_way_to_others_that_cover_it() -> None:
    months = [{"period": f"2021-{month:02d}"} for month in range(1, 13)]
    blank = {"period": "2021", "quantity": None}
    assert "2021 CHN" not in status("2021", blank, *months)
    assert status("2021", blank, *months[:3])["2021 CHN"] == "BLANK"


def test_that_a_longer_row_is_named_only_where_nothing_shorter_is_reported() -> None:
    year = {"period": "2021", "partner": "USA"}
    assert status("2021-03", year, {"period": "2021-03"})["2021 USA"] == "LONGER"
    assert "2021 USA" not in status("2021-03", year, {"period": "2021-03", "partner": "USA"})


@pytest.mark.parametrize(
    ("months", "expected"), [(range(1, 13), ("TOTAL", "USED")), ([1], ("USED", "PARTIAL"))]
)
def test_that_the_total_or_the_parts_count_whichever_cover_more(
    months: list[int], expected: tuple[str, str]
) -> None:
    parts = [{"period": f"2021-{month:02d}"} for month in months]
    found = status("2021", {"period": "2021", "partner": "WLD"}, *parts)
    assert (found["2021 WLD"], found["2021-01 CHN"]) == expected


def test_that_a_total_of_another_reporter_or_period_stays() -> None:
    total = {"period": "2020", "partner": "WLD"}
    assert status("2020", total, {"period": "2021"}) == {"2020 WLD": "USED"}


LABELS = ["2021", "2021H1", "2021H2", "2021Q3", "2021-01", "2021-07", "2021-08"]


@given(
    st.sets(st.tuples(st.sampled_from(LABELS), st.sampled_from(["CHN", "JPN", "WLD"]))),
    st.sampled_from(LABELS),
)
def test_that_no_month_of_a_partner_counts_twice(rows: set[tuple[str, str]], period: str) -> None:
    found = status(period, *({"period": label, "partner": name} for label, name in rows))
    used = [name.split() for name, how in found.items() if how == "USED"]
    for partner in {partner for _, partner in used}:
        lengths = {len(label) for label, name in used if name == partner}
        assert len({(n, "H" in p, "Q" in p) for n in lengths for p, q in used if q == partner}) == 1
    assert not {"WLD"} < {partner for _, partner in used}
