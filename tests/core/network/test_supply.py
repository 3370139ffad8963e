"""Sources: named suppliers, and what customs figures show beyond them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from workbench.core.network.monthly import history, home_codes
from workbench.core.network.source import Source
from workbench.core.network.supply import LONGEST_LEAD, read_supply
from workbench.core.problem import Problem
from workbench.core.project import from_records


def read(**tables: list[dict[str, Any]]) -> tuple[dict[str, Source], list[Problem]]:
    row = {"flow": "import", "reporter": "KOR", "material": "m", "period": "2021"}
    base = {
        "settings": [{"key": "home", "value": "KOR"}],
        "materials": [{"material": "m"}],
        "trade": [
            row | {"partner": "CHN", "quantity": 1200.0},
            row | {"partner": "CHN", "period": "2019-05", "quantity": 170.0},
            row | {"partner": "CHN", "period": "2017-05", "quantity": 999.0},
        ],
    }
    project = from_records(base | tables)
    codes = home_codes(project)
    supply, problems = read_supply(project, history(project, codes)[0], codes, 24)
    return {source.name: source for source in supply.sources}, problems


def named(**cells: Any) -> dict[str, Any]:
    return {"supplier": "s", "country": "CHN", "material": "m"} | cells


def test_that_a_country_supplies_what_its_named_suppliers_do_not() -> None:
    sources, problems = read(suppliers=[named(volume=360.0)])
    assert sources["s"].volume == pytest.approx(30)
    assert sources["CHN"].volume == pytest.approx(70)
    assert sources["CHN"].shown == pytest.approx(170 - 30)  # not the 999 of five years ago
    assert problems == []


def test_that_named_suppliers_above_the_customs_figures_are_a_finding() -> None:
    sources, problems = read(suppliers=[named(volume=2400.0)])
    assert list(sources) == ["s"]  # nothing is left for the rest of the country
    assert "sell more than customs figures show" in problems[0].message


def test_that_a_foreign_supplier_without_volume_is_possible_but_not_usual() -> None:
    sources, problems = read(suppliers=[named(capacity=600.0, qualification_time=6)])
    assert (sources["s"].volume, sources["s"].qualification) == (0, 6)
    assert sources["CHN"].volume == pytest.approx(100)
    assert "possible, not as usual sources" in problems[0].message


def test_that_dated_capacity_holds_from_its_period_until_the_next_row() -> None:
    dated = [
        {"supplier": "s", "period": "2022-03", "capacity": 120.0},
        {"supplier": "s", "period": "2023", "capacity": 240.0},
    ]
    sources, _ = read(suppliers=[named(country="KOR")], capacity=dated)
    assert sources["s"].capacity == pytest.approx([0] * 2 + [10] * 10 + [20] * 12)
    known, _ = read(suppliers=[named(country="KOR", capacity=60.0)], capacity=dated)
    assert known["s"].capacity[:3] == pytest.approx([5, 5, 10])


def test_that_a_plant_without_volume_runs_at_its_capacity_and_a_volume_above_it_is_cut() -> None:
    sources, problems = read(suppliers=[named(country="KOR", capacity=120.0)])
    assert sources["s"].volume == 10
    assert "taken to run at its capacity" in problems[0].message
    sources, problems = read(suppliers=[named(country="KOR", capacity=120.0, volume=240.0)])
    assert sources["s"].volume == 10
    assert "above its capacity" in problems[0].message


def test_that_a_plant_with_capacity_and_no_volume_stands_idle_with_a_warning() -> None:
    _, problems = read(suppliers=[named(country="KOR", capacity=120.0, volume=0.0)])
    assert [(p.severity, "stands idle" in p.message) for p in problems] == [("warning", True)]


def test_that_a_plant_counts_in_the_past_as_it_stood_when_the_reference_months_began() -> None:
    dated = [{"supplier": "s", "period": "2021-12", "capacity": 120.0}]
    sources, _ = read(suppliers=[named(country="KOR")], capacity=dated)
    assert (sources["s"].volume, sources["s"].reference) == (10, 0)
    made = [{"period": "2021", "country": "KOR", "material": "m", "quantity": 6.0}]
    sources, _ = read(suppliers=[named(country="KOR")], capacity=dated, production=made)
    assert sources["s"].reference == pytest.approx(0.5)  # what the table production shows


def test_that_figures_of_simulated_months_and_old_ones_are_told() -> None:
    def told(first: str) -> list[str]:
        settings = [{"key": "home", "value": "KOR"}, {"key": "first_period", "value": first}]
        return [problem.message for problem in read(settings=settings)[1]]

    assert told("2022") == told("2023-12") == []
    assert "of 2021-07 to 2021-12 are not used" in told("2021-07")[0]
    assert told("2021-01") == []  # nothing earlier: the simulated months themselves are used
    assert "end in 2021-12, but the simulation begins in 2024-02" in told("2024-02")[0]


def test_that_home_makes_beyond_named_plants_what_the_table_production_shows() -> None:
    made = [{"period": "2021", "country": "KOR", "material": "m", "quantity": 600.0}]
    sources, _ = read(suppliers=[named(country="KOR", volume=240.0)], production=made)
    assert sources["KOR"].volume == pytest.approx(30)
    assert np.isnan(sources["KOR"].capacity).all()
    # A plant that begins only later has not made any of it.
    late = [{"supplier": "s", "period": "2023", "capacity": 240.0}]
    sources, _ = read(suppliers=[named(country="KOR")], production=made, capacity=late)
    assert sources["KOR"].volume == pytest.approx(50)


def test_that_a_broken_lead_time_is_rounded_with_a_finding() -> None:
    sources, problems = read(suppliers=[named(volume=1.0, lead_time=1.5)])
    assert sources["s"].lead == 2
    assert "rounded to 2 whole months" in problems[0].message


def test_that_a_way_of_goods_beyond_reason_is_cut_and_told() -> None:
    late = {"supplier": "s", "country": "CHN", "material": "m", "volume": 12.0, "lead_time": 1e8}
    sources, found = read(suppliers=[late])
    assert sources["s"].lead == LONGEST_LEAD
    assert any("the lead time of s is too long" in problem.message for problem in found)
