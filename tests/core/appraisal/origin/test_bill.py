"""What goes into a product, from whom, at what value."""

from __future__ import annotations

import pytest
from origin_cases import battery

from workbench.core.appraisal.origin.bill import bill_of
from workbench.core.problem import DataRefused

TRADE = [
    {"period": period, "flow": "import", "reporter": "KOR", "partner": partner}
    | {"material": "lithium carbonate", "quantity": quantity, "value": value}
    for period, partner, quantity, value in (
        ("2023", "CHL", 60.0, 600.0),
        ("2023", "CHN", 40.0, 800.0),
        ("2024", "CHL", 10.0, 100.0),
        ("2024", "CHN", 90.0, 900.0),
    )
]


def of(bill, material):
    (row,) = (row for row in bill if row.material == material)
    return row


def shares(row):
    return {origin.country: origin.share for origin in row.origins if origin.share}


def test_that_sources_are_those_of_the_year_before_the_day():
    project = battery(trade=TRADE, suppliers=[])
    for date, expected in (("2024-01-01", (0.6, 0.4)), ("2025-01-01", (0.1, 0.9))):
        found = shares(of(bill_of(project, "battery", date), "lithium carbonate"))
        assert found == pytest.approx(dict(zip(("CHL", "CHN"), expected, strict=True)))


def test_that_losses_and_tiers_multiply():
    recipes = [
        {"output": "battery", "input": "nickel sulphate", "quantity": 2.0, "yield": 0.8},
        {"output": "nickel sulphate", "input": "cobalt sulphate", "quantity": 3.0},
        {"output": "battery", "input": "cobalt sulphate", "quantity": 1.0},
    ]
    bill = bill_of(battery(recipes=recipes), "battery", "2025-01-01")
    assert of(bill, "nickel sulphate").quantity == pytest.approx(2.5)
    assert of(bill, "cobalt sulphate").quantity == pytest.approx(1.0 + 2.5 * 3.0)
    assert all(row.is_direct for row in bill)


def test_that_a_missing_price_is_taken_from_imports_and_told():
    materials = [{"material": "battery"}, {"material": "lithium carbonate"}]
    recipes = [{"output": "battery", "input": "lithium carbonate", "quantity": 1.0}]
    project = battery(materials=materials, recipes=recipes, trade=TRADE, suppliers=[])
    row = of(bill_of(project, "battery", "2024-01-01"), "lithium carbonate")
    assert row.price == pytest.approx(14.0)
    assert "unit value of imports in 2023" in row.remarks[0]


def test_that_the_mix_of_several_suppliers_without_volumes_is_not_known():
    suppliers = [
        {"supplier": name, "country": name, "material": "lithium carbonate"}
        for name in ("CHL", "AUS")
    ]
    row = of(bill_of(battery(suppliers=suppliers), "battery", "2025-01-01"), "lithium carbonate")
    assert not row.is_mix_known
    assert "not known" in row.remarks[0]


def test_that_a_product_without_a_recipe_is_refused():
    with pytest.raises(DataRefused, match="no recipe says what goes into it"):
        bill_of(battery(), "natural graphite", "2025-01-01")
    with pytest.raises(DataRefused, match="no such product"):
        bill_of(battery(), "unobtainium", "2025-01-01")


def test_that_a_loop_of_recipes_is_named():
    recipes = [
        {"output": "battery", "input": "nickel sulphate", "quantity": 1.0},
        {"output": "nickel sulphate", "input": "battery", "quantity": 1.0},
    ]
    with pytest.raises(DataRefused, match="battery -> nickel sulphate -> battery"):
        bill_of(battery(recipes=recipes), "battery", "2025-01-01")
