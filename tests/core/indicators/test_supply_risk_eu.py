from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_figures import bought, facts

from workbench.core.figures import Figures
from workbench.core.indicators.supply_risk_eu import INDICATOR, import_reliance, supply_risk

GOVERNANCE = {"CHN": -0.381, "BRA": -0.1775, "KOR": 0.8295, "TUR": -0.5}


def _figures(**fields: object) -> Figures:
    told = {
        "world": {"CHN": 60.0, "BRA": 40.0},
        "governance": GOVERNANCE,
        "recycling": 0.03,
        "substitution": 1.0,
        **fields,
    }
    imports = told.pop("imports", {"CHN": 90.0, "BRA": 10.0})
    production = told.pop("production", 0.0)
    return bought(imports, production=production, facts=facts(**told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("world", "own", "reliance", "recycled", "index", "expected"),
    [
        (3.2, 2.9, 0.99, 0.03, 1.0, 2.9570),  # natural graphite 2017
        (3.6, 1.3, 0.32, 0.0, 1.0, 1.668),  # cobalt 2017
        (1.4, 0.8, 0.86, 0.0, 0.9, 0.9522),
        (2.4, None, None, 0.0, 1.0, 2.4),  # beryllium 2017: world production only
        (None, 4.5, 1.0, 0.0, 0.9, 4.05),  # phosphorus 2017: sourcing only
        (float("nan"), 2.634, -0.1, 0.0, 1.0, 2.634),  # strontium: a monopoly at home counts
        (3.0, 2.0, -0.15, 0.0, 1.0, 2.0),  # a net exporter: sourcing alone
        (3.0, 2.0, 1.0, 0.0, 1.0, 2.5),  # all imported: the plain mean
    ],
)
def test_that_the_formula_gives_published_risks(
    world: float | None,
    own: float | None,
    reliance: float | None,
    recycled: float,
    index: float,
    expected: float,
) -> None:
    assert supply_risk(world, own, reliance, recycled, index) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    "wrong",
    [
        (3.2, 2.9, 99, 0.03, 1.0),
        (3.2, 2.9, 0.99, 3, 1.0),
        (3.2, 2.9, 0.99, 0.03, 100),
        (None, None, 0.5, 0.0, 1.0),
        (3.2, 2.9, None, 0.0, 1.0),
        (-1.0, 2.9, 0.5, 0.0, 1.0),
        (float("inf"), 2.9, 0.5, 0.0, 1.0),
    ],
)
def test_that_percentages_and_missing_parts_are_refused(wrong: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match=r"must|known"):
        supply_risk(*wrong)


@given(st.floats(0, 10), st.floats(0, 10), st.floats(-1, 1), st.floats(0, 1), st.floats(0, 1))
def test_that_the_risk_lies_between_its_two_mixes(
    world: float, own: float, reliance: float, recycled: float, index: float
) -> None:
    risk = supply_risk(world, own, reliance, recycled, index)
    factor = (1 - recycled) * index
    assert min(world, own) * factor - 1e-9 <= risk <= max(world, own) * factor + 1e-9


def test_that_import_reliance_of_a_net_exporter_is_zero() -> None:
    assert import_reliance(100, 10, 40) == 0.0
    assert import_reliance(0, 10, 0) == 1.0


def test_that_the_risk_of_a_project_is_the_one_by_hand() -> None:
    # China: (2.5 + 0.381) x 2 = 5.762, Brazil: 5.355.
    world = 0.6**2 * 5.762 + 0.4**2 * 5.355
    own = 0.9**2 * 5.762 + 0.1**2 * 5.355
    outcome = INDICATOR.compute(_figures())
    assert outcome.value == pytest.approx((world + own) / 2 * 0.97, abs=1e-12)


def test_that_bad_governance_raises_the_risk() -> None:
    """The sign: governance is high for good, so the risk is turned round."""
    good = INDICATOR.compute(_figures(governance={**GOVERNANCE, "CHN": 1.5})).value
    assert good < INDICATOR.compute(_figures()).value


def test_that_the_trade_parameter_multiplies_the_term_of_its_country() -> None:
    plain = INDICATOR.compute(_figures()).value
    taxed = INDICATOR.compute(_figures(trade_parameter={"CHN": 1.1})).value
    extra = (0.6**2 + 0.9**2) * 5.762 * 0.1 / 2 * 0.97
    assert taxed - plain == pytest.approx(extra, abs=1e-12)


def test_that_sourcing_alone_counts_where_world_production_is_not_reported() -> None:
    outcome = INDICATOR.compute(_figures(world={}))
    assert outcome.value == pytest.approx((0.9**2 * 5.762 + 0.1**2 * 5.355) * 0.97, abs=1e-12)
    assert "sourcing only" in outcome.note


def test_that_world_production_alone_counts_where_sourcing_is_not_known() -> None:
    outcome = INDICATOR.compute(_figures(imports={}))
    assert outcome.value == pytest.approx((0.6**2 * 5.762 + 0.4**2 * 5.355) * 0.97, abs=1e-12)
    assert "world production only" in outcome.note


def test_that_home_production_is_part_of_the_sourcing() -> None:
    outcome = INDICATOR.compute(_figures(world={}, imports={"CHN": 50.0}, production=50.0))
    risk_home = (2.5 - 0.8295) * 2
    assert outcome.value == pytest.approx(0.25 * (5.762 + risk_home) * 0.97, abs=1e-12)


def test_that_the_stage_before_counts_where_its_risk_is_higher() -> None:
    raw = replace(_figures(imports={"CHN": 1.0}, world={"CHN": 1.0}), material="ore")
    own = _figures()
    figures = replace(own, facts=replace(own.facts, inputs=(raw,)))
    outcome = INDICATOR.compute(figures)
    assert outcome.value == pytest.approx(5.762 * 0.97, abs=1e-12)
    assert outcome.note.startswith("bottleneck: ore")
    assert "5.762" in INDICATOR.explain(figures).worked


def test_that_a_country_without_governance_is_left_out_only_where_it_matters_little() -> None:
    small = INDICATOR.compute(_figures(imports={"CHN": 95.0, "XXX": 5.0}))
    assert small.status == "ok"
    assert "5.00% left out, no governance is known of XXX" in small.note
    large = INDICATOR.compute(_figures(imports={"CHN": 50.0, "XXX": 50.0}, world={}))
    assert (large.status, "XXX" in large.note) == ("missing", True)


def test_that_missing_recycling_is_missing_and_not_zero() -> None:
    outcome = INDICATOR.compute(_figures(recycling=float("nan")))
    assert (outcome.status, "recycling_rate" in outcome.note) == ("missing", True)


def test_that_by_value_it_is_undefined() -> None:
    assert INDICATOR.compute(replace(_figures(), basis="value")).status == "undefined"
