"""From tables to a network."""

from __future__ import annotations

import pytest

from workbench.core.network.start import build
from workbench.core.problem import DataRefused
from workbench.core.project import from_records

HOME = {"key": "home", "value": "KOR"}
ROW = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "CHN"}


def test_that_materials_without_any_figure_are_left_out_and_unknown_ones_are_told() -> None:
    network, problems = build(
        from_records(
            {
                "settings": [HOME],
                "materials": [{"material": "quiet"}, {"material": "m"}],
                "trade": [
                    ROW | {"material": "m", "quantity": 12.0},
                    ROW | {"material": "odd", "quantity": 12.0},
                ],
            }
        )
    )
    assert network.materials == ("m",)
    assert network.sources == ("CHN",)
    assert [p.value for p in problems if p.severity == "warning"] == ["odd"]


def test_that_groups_of_countries_are_known_by_name() -> None:
    network, _ = build(from_records({"settings": [HOME, {"key": "first_period", "value": "2022"}]}))
    assert "CHN" in network.countries_of("FEOC")
    assert network.countries_of("CHN") == {"CHN"}
    assert network.demand.shape == (0, 24)


@pytest.mark.parametrize("months", ["0", "-3", "1.5", "many", "99999999"])
def test_that_a_number_of_months_nobody_can_simulate_is_refused(months: str) -> None:
    with pytest.raises(DataRefused, match="number of months"):
        build(from_records({"settings": [HOME, {"key": "months", "value": months}]}))


@pytest.mark.parametrize("limit", ["-0.1", "1.5", "nan", "fast"])
def test_that_a_ramp_limit_that_is_no_share_is_refused(limit: str) -> None:
    with pytest.raises(DataRefused, match="share of its capacity"):
        build(from_records({"settings": [HOME, {"key": "ramp_limit", "value": limit}]}))
