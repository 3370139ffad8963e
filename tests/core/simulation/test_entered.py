"""What a row of the table shocks says that its kind does not take: always told, never used."""

from __future__ import annotations

from typing import Any

import pytest
from small_market import imports, respond, study, supplier

from workbench.core.checks import check
from workbench.core.problem import Problem
from workbench.core.simulation.ensemble.run import ensemble
from workbench.core.simulation.run import run
from workbench.core.simulation.scenario import read_shock, read_shocks

CUT = {"kind": "export_restriction", "country": "CHN", "size": 0.5}
PLANT = {"kind": "capacity_change", "supplier": "new", "material": "anode", "size": 1200.0}


def told(shock: dict[str, Any]) -> list[Problem]:
    return read_shocks(study(shock), "s")[1]


@pytest.mark.parametrize(
    ("shock", "column", "why"),
    [
        (CUT | {"spread": "uniform(0.9,0.1)"}, "spread", "must not fall"),
        (CUT | {"spread": "gauss(0,1)"}, "spread", "no such distribution"),
        (CUT | {"parameters": {"spreads": {"quota": "wide"}}}, "parameters", "no such"),
        (CUT | {"parameters": {"spreads": {"form": "uniform(0,1)"}}}, "parameters", "no number"),
        (CUT | {"parameters": {"spreads": "uniform(0,1)"}}, "parameters", "no number"),
        (CUT | {"spread": "lognormal(900,1)"}, "spread", "too large"),
    ],
)
def test_that_what_cannot_be_drawn_is_an_error_before_a_run_and_in_its_result(
    shock: dict[str, Any], column: str, why: str
) -> None:
    project = study(shock, scenarios=[{"scenario": "s"}])
    (problem,) = [one for one in check(project) if one.table == "shocks"]
    assert (problem.severity, problem.column) == ("error", column)
    result = run(project, "s")
    assert [why in text for text in result.left_out] == [True]
    assert result.shift["change"].abs().max() > 0  # the shock itself happens
    drawn = ensemble(project, "s", 8)
    assert (drawn.inputs, drawn.plan.left_out) == ((), result.left_out)
    assert (drawn.by_draw["imports"][0] == drawn.by_draw["imports"][0][0]).all()


def test_that_a_probability_out_of_range_is_an_error_and_counts_as_certain() -> None:
    row = study(CUT)["shocks"].iloc[0]
    for chance in (1.7, -0.5):
        row["probability"] = chance
        shock, (problem,) = read_shock(row)
        assert (problem.severity, problem.column) == ("error", "probability")
        assert shock is not None
        assert shock.probability == 1.0


@pytest.mark.parametrize(
    ("shock", "words"),
    [
        (CUT | {"spread": "uniform(0,3)"}, "reaches from 0 to 3, but only values from 0 to 1"),
        (CUT | {"spread": "normal(0.5,0.4)"}, "but only values from 0 to 1"),
        (CUT | {"size": 0.95, "spread": "uniform(0.2,0.4)"}, "size is 0.95, outside its"),
        (PLANT | {"parameters": {"spreads": {"delay_months": "uniform(3,6)"}}}, "is 0, outside"),
        (
            PLANT | {"parameters": {"spreads": {"delay_months": "uniform(-6,6)"}}},
            "only values from 0 on make sense",
        ),
        (
            CUT | {"spread": "uniform(0.4,0.6)", "parameters": {"form": "quota", "quota": 100}},
            "changes nothing: form is not share",
        ),
    ],
)
def test_that_a_distribution_that_does_not_go_with_its_number_is_told(
    shock: dict[str, Any], words: str
) -> None:
    (problem,) = told(shock)
    assert problem.severity == "warning"
    assert words in problem.message


@pytest.mark.parametrize(
    "shock",
    [
        CUT | {"spread": "uniform(0.5,1)"},
        CUT | {"spread": "normal(0.5,0.1)"},
        CUT | {"spread": "discrete(0:1,0.5:1,7:0)"},
        PLANT | {"spread": "lognormal(7,0.5)"},
        PLANT | {"size": "", "spread": "uniform(600,1200)"},
    ],
)
def test_that_a_distribution_around_its_number_says_nothing(shock: dict[str, Any]) -> None:
    assert told(shock) == []


def test_that_a_choice_that_is_not_used_leaves_the_default() -> None:
    odd = respond(CUT | {"parameters": {"form": "licence"}})
    assert (odd.supply == respond(CUT).supply).all()
    assert (
        "must be share or quota or ban"
        in told(CUT | {"parameters": {"form": "licence"}})[0].message
    )


def test_that_a_number_that_is_none_leaves_the_default() -> None:
    cells = {"kind": "supplier_outage", "country": "CHN", "duration": 2}
    for value in ("3", True):
        shock = cells | {"parameters": {"recovery_months": value}}
        assert (respond(shock).supply == respond(cells).supply).all()
        assert "it must be a number" in told(shock)[0].message


def test_that_a_ratio_of_nothing_is_left_out_and_none_that_is_drawn_vanishes() -> None:
    by = {"kind": "substitution", "material": "anode", "parameters": {"by": "natural", "ratio": 0}}
    tables: dict[str, Any] = {
        "materials": [{"material": "anode"}, {"material": "natural"}],
        "trade": imports("anode", CHN=100) + imports("natural", USA=100),
        "suppliers": [supplier("mine", "BRA", "natural", capacity=100, volume=10)],
    }
    result = run(study(by, **tables), "s")
    assert ["ratio must be above 0" in text for text in result.left_out] == [True]
    wide = {"by": "natural", "when": "always", "spreads": {"ratio": "normal(1,2)"}}
    drawn = ensemble(study(by | {"parameters": wide}, **tables), "s", 64)
    assert drawn.values.min() == 0.001
    anode = drawn.materials.index("anode")
    assert drawn.by_draw["imports"][anode].max() < 600  # it is replaced in every draw
