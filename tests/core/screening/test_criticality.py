"""The criticality matrix: which points, which thresholds."""

from __future__ import annotations

import pytest

from workbench.core.measure import measure
from workbench.core.project import from_records
from workbench.core.screening.criticality import by_eu, by_imports
from workbench.core.screening.watchlist import watched


@pytest.fixture
def project():
    trade = [
        {
            "period": "2022",
            "flow": flow,
            "reporter": reporter,
            "partner": partner,
            "material": material,
            "quantity": amount,
            "value": amount,
        }
        for material in ("ore", "metal", "plain")
        for flow, reporter, partner, amount in (
            ("import", "KOR", "CHN", 40.0 if material == "plain" else 90.0),
            ("import", "KOR", "JPN", 30.0),
            ("import", "KOR", "USA", 30.0),
        )
    ]
    made = [
        {"period": "2022", "country": country, "material": material, "quantity": amount}
        for material in ("ore", "metal")
        for country, amount in (("CHN", 800.0), ("USA", 100.0), ("KOR", 10.0))
    ]
    facts = {"substitution_index": 0.9, "recycling_rate": 0.1}
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [
                {"material": "ore", "stage": "raw", "economic_importance": 3.4, **facts},
                {"material": "metal", "stage": "refined", "economic_importance": 2.0, **facts},
                {"material": "plain"},
            ],
            "recipes": [{"output": "metal", "input": "ore", "quantity": 2.0}],
            "trade": trade,
            "production": made,
        }
    )


def test_that_the_eu_matrix_has_the_supply_risk_of_the_indicator(project):
    found = by_eu(project, watched(project, "quantity"))
    told = measure(project, bases=("quantity",), period="2022", keys=("supply_risk_eu",))
    risks = told[told["status"] == "ok"].set_index("material")["value"].to_dict()
    assert set(risks) == {"ore", "metal"}
    assert found.points.set_index("material")["risk"].to_dict() == pytest.approx(risks)
    assert (found.least_risk, found.least_importance) == (1.0, 2.8)
    assert found.points.set_index("material")["critical"].to_dict() == {"ore": True, "metal": False}
    assert found.left_out == 1


def test_that_without_eu_figures_shares_stand_against_values(project):
    found = by_imports(project, watched(project, "quantity"))
    points = found.points.set_index("material")
    assert points["critical"].to_dict() == {"ore": True, "metal": True, "plain": False}
    assert points.at["plain", "importance"] == pytest.approx(100.0)
    assert found.least_risk == 0.5
