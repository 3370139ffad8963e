"""Mistakes that are easy to make with these methods, each with the figure that shows it."""

from __future__ import annotations

import math

import pytest

from workbench.core.indicators._governance import governance_risk
from workbench.core.indicators.import_dependence import import_dependence
from workbench.core.indicators.supply_risk_eu import import_reliance, supply_risk
from workbench.core.measure import measure
from workbench.core.naming.countries import CountryNames
from workbench.core.naming.numbers import parse
from workbench.core.project import Project, from_records
from workbench.core.shares import weighted_hhi

ORE = {"material": "borates", "period": "2021"}


def borates(turkey: str, **material: float) -> Project:
    """Borates for the EU, 99 % from Türkiye, under the code that its name was read as."""
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "borates", "unit": "t", **material}],
            "countries": [{"country": "TUR", "governance": -0.422}],
            "trade": [
                {**ORE, "flow": "import", "reporter": "KOR", "partner": code, "quantity": amount}
                for code, amount in ((turkey, 99.0), ("USA", 1.0))
            ],
            "production": [{**ORE, "country": "KOR", "quantity": 0.0}],
        }
    )


def risk(project: Project) -> tuple[float, str, str]:
    row = measure(project, bases=["quantity"], keys=["supply_risk_eu"]).iloc[0]
    return row["value"], row["status"], row["note"]


def test_that_a_published_risk_with_one_large_supplier_is_reproduced() -> None:
    """Borates 2023: world 1.594, EU 5.730 (Türkiye 99 %), all imported, 1 % recycled: 3.6."""
    assert supply_risk(1.594, 5.730, 1.0, 0.01, 1.0) == pytest.approx(3.63, abs=0.01)


def test_that_a_partner_nobody_knows_is_missing_risk_and_not_low_risk() -> None:
    """An unmatched Türkiye once gave borates 0.1 instead of 3.6."""
    told = {"recycling_rate": 0.01, "substitution_index": 1.0}
    value, status, _ = risk(borates("TUR", **told))
    assert (status, round(value, 1)) == ("ok", 5.7)
    value, status, note = risk(borates("XXX", **told))
    assert (math.isnan(value), status) == (True, "missing")
    assert "99.00% left out, no governance is known of XXX" in note


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Türkiye", "TUR"),
        ("Turkyie", "TUR"),
        ("Turkey", "TUR"),
        ("Brasil", "BRA"),
        ("Korea, South", "KOR"),
        ("Congo, D.R.", "COD"),
    ],
)
def test_that_every_spelling_of_one_published_table_finds_its_country(name: str, code: str) -> None:
    match = CountryNames(Project()).code(name)
    assert match is not None
    assert match.code == code


def test_that_governance_is_turned_round_and_on_the_scale_of_ten() -> None:
    """2015-2019 means: China 5.762, DRC 8.220, Korea 3.341; these reproduce risks of 2023."""
    means = [(2.5 - risk / 2) for risk in (5.762, 8.220, 3.341)]
    assert governance_risk(means).tolist() == pytest.approx([5.762, 8.220, 3.341])
    # Cobalt 2023, world production only: the DRC's term is 0.628² x 8.220 x 1.1 = 3.566.
    term = weighted_hhi([0.628, 0.372], [8.220 * 1.1, 0.0])
    assert term == pytest.approx(3.566, abs=5e-4)
    assert supply_risk(3.629, None, None, 0.22, 1.0) == pytest.approx(2.83, abs=5e-3)


@pytest.mark.parametrize(("text", "bound"), [("<0.1 %", True), ("0.1 %", False)])
def test_that_less_than_a_tenth_of_a_percent_is_no_figure(text: str, bound: bool) -> None:
    found = parse(text)
    assert (math.isnan(found.value) if found.value is not None else True) == bound


def test_that_a_net_exporter_has_negative_reliance_and_counts_as_zero_only_in_the_eu() -> None:
    assert import_dependence(112, 0, 12) == pytest.approx(-0.12)
    assert import_reliance(112, 0, 12) == 0.0


def test_that_capacity_beyond_demand_is_exported_and_not_imported_from_home() -> None:
    row = {"material": "anode", "period": "2021"}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "anode"}],
            "trade": [
                {**row, "flow": "export", "reporter": "KOR", "partner": "POL", "quantity": 3000.0},
                {**row, "flow": "import", "reporter": "KOR", "partner": "KOR", "quantity": 9.0},
            ],
            "production": [{**row, "country": "KOR", "quantity": 16_000.0}],
        }
    )
    keys = ["hhi", "hhi_supply", "hhi_foreign", "self_sufficiency"]
    table = measure(project, bases=["quantity"], keys=keys).set_index("indicator")
    assert table.at["hhi", "status"] == "missing"  # home is no partner of its own
    assert table.at["hhi_supply", "value"] == 1.0
    assert table.at["hhi_foreign", "value"] == 0.0
    assert table.at["self_sufficiency", "value"] == pytest.approx(16 / 13)
