"""Shares and figures over the window of a run."""

from __future__ import annotations

import math

import pytest

from workbench.core.network import Levers, build
from workbench.core.project import from_records
from workbench.core.simulation.market import market_response
from workbench.core.simulation.measures import (
    MEASURE_UNITS,
    MEASURES,
    Window,
    shift_table,
    summary_table,
)


def window(**volumes: float) -> Window:
    """A run of four months with imports by country and production of KOR, a year's amounts."""
    row = {"period": "2021", "flow": "import", "reporter": "KOR", "material": "m"}
    tables = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "4"}],
        "materials": [{"material": "m", "stock": 30}],
        "trade": [
            row | {"partner": partner, "quantity": quantity}
            for partner, quantity in volumes.items()
            if partner != "KOR"
        ],
        "production": [
            {"period": "2021", "country": "KOR", "material": "m", "quantity": volumes["KOR"]}
        ],
        "suppliers": [{"supplier": "s", "country": "CHN", "material": "m", "volume": 12.0}],
    }
    network, _ = build(from_records(tables))
    return Window(market_response(network, Levers.of(network)), 1, 3)


def test_that_shares_of_supply_hold_home_and_shares_of_imports_do_not() -> None:
    table = shift_table(
        window(CHN=60.0, JPN=20.0, KOR=120.0), window(CHN=20.0, USA=20.0, KOR=160.0)
    )
    rows = table.set_index("country")
    assert list(rows.index) == ["KOR", "CHN", "JPN", "USA"]
    assert rows["base_share"].tolist() == pytest.approx([0.6, 0.3, 0.1, 0.0])
    assert rows["change"].tolist() == pytest.approx([0.2, -0.2, -0.1, 0.1])
    expected = [math.nan, -0.25, -0.25, 0.5]
    assert rows["change_of_imports"].tolist() == pytest.approx(expected, nan_ok=True)


def test_that_measures_are_taken_over_the_months_of_the_window() -> None:
    one = window(CHN=60.0, JPN=20.0, KOR=120.0)
    table = summary_table(one, one).set_index("measure")["scenario"]
    assert list(table.index) == list(MEASURES) == list(MEASURE_UNITS)
    expected = {
        "demand": 2 * 200 / 12,
        "imports": 2 * 80 / 12,
        "self_sufficiency": 0.6,
        "import_dependence": 0.4,
        "hhi_imports": 0.75**2 + 0.25**2,
        "hhi_supply": 0.6**2 + 0.3**2 + 0.1**2,
        "hhi_foreign": 0.3**2 + 0.1**2,
        "top_partner_share": 0.75,
        "minimum_stock": 30,
        "minimum_cover": 30 / (200 / 12),
        "shortage_months": 0,
    }
    assert {name: table[name] for name in expected} == pytest.approx(expected)


def test_that_without_imports_their_shares_are_not_defined_rather_than_zero() -> None:
    tables = {
        "settings": [{"key": "home", "value": "KOR"}],
        "materials": [{"material": "m"}],
        "production": [{"period": "2021", "country": "KOR", "material": "m", "quantity": 12.0}],
    }
    network, _ = build(from_records(tables))
    found = Window(market_response(network, Levers.of(network)), 0, 24).measures(0)
    assert math.isnan(found["hhi_imports"])
    assert math.isnan(found["top_partner_share"])
    assert (found["hhi_supply"], found["hhi_foreign"]) == (pytest.approx(1), 0)
