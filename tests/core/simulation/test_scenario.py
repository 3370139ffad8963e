"""Rows of scenarios and shocks become shocks that act, or findings."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_market import imports, pulled, study, supplier

from workbench.core.network import Levers, Network, build
from workbench.core.project import Project, from_records
from workbench.core.shocks import Shock, all_shocks
from workbench.core.simulation.ensemble.inputs import with_values
from workbench.core.simulation.ensemble.scratch import LEVERS, Scratch
from workbench.core.simulation.market import market_response
from workbench.core.simulation.run import run
from workbench.core.simulation.scenario import act, acting, pull, read_shocks

CUT = {"kind": "export_restriction", "country": "CHN", "start": "2022-02"}


def project(*shocks: dict[str, Any], **parents: str) -> Project:
    row = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "CHN"}
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "6"}],
            "materials": [{"material": "anode"}],
            "trade": [row | {"material": "anode", "quantity": 12.0}],
            "scenarios": [{"scenario": name, "parent": up} for name, up in parents.items()],
            "shocks": [{"scenario": "s", "order": 1} | CUT | shock for shock in shocks],
        }
    )


def network(of: Project) -> Network:
    return build(of)[0]


def test_that_shocks_of_parents_come_first_each_in_their_order() -> None:
    of = project(
        {"order": 2, "size": 0.2},
        {"order": 1, "size": 0.1},
        {"scenario": "parent", "order": 9, "size": 0.9},
        s="parent",
        parent="",
    )
    shocks, problems = read_shocks(of, "s")
    assert [shock.size for shock in shocks] == [0.9, 0.1, 0.2]
    assert problems == []


@pytest.mark.parametrize("parents", [{"s": "gone"}, {"s": "t", "t": "s"}])
def test_that_a_parent_that_cannot_be_is_told(parents: dict[str, str]) -> None:
    shocks, problems = read_shocks(project({}, **parents), "s")
    assert len(shocks) == 1
    assert "its shocks are left out" in problems[0].message


@pytest.mark.parametrize(
    ("shock", "told"),
    [
        ({"kind": "meteor"}, "known are allied_reallocation, capacity_change, demand_change"),
        ({"country": ""}, "needs a country"),
        ({"size": 1.5}, "must lie between 0 and 1"),
        ({"parameters": '{"ramp": 3}'}, "the parameter ramp is unknown"),
        ({"parameters": '{"phase_in_months": "three"}'}, "it must be a number"),
        (
            {"kind": "capacity_change", "parameters": '{"surplus": "burn"}'},
            "it must be export or idle",
        ),
    ],
)
def test_that_a_row_that_cannot_be_used_as_it_stands_is_told(
    shock: dict[str, Any], told: str
) -> None:
    _, problems = read_shocks(project(shock), "s")
    assert len(problems) == 1
    assert told in problems[0].message


@pytest.mark.parametrize(
    ("start", "duration", "told"),
    [
        ("2021-01", 12, "lies outside"),
        ("2022-07", None, "lies outside"),
        ("2022-03", 0, "lasts 0 months"),
        ("2021-12", 3, "lies partly outside"),
        ("2022-05", 3, "lies partly outside"),
        ("2022-01", None, ""),
        ("2022-01", 6, ""),
    ],
)
def test_that_a_shock_outside_the_simulation_is_told(
    start: str, duration: float | None, told: str
) -> None:
    of = project({"start": start, "duration": duration})
    levers, problems = pull(network(of), read_shocks(of, "s")[0])
    assert [told in problem.message for problem in problems] == ([True] if told else [])
    assert np.isfinite(levers.allowed).any() == (told not in ("lies outside", "lasts 0 months"))


def test_that_shocks_act_from_the_first_to_the_last_of_their_months() -> None:
    of = project({"duration": 1}, {"order": 2, "start": "2022-04", "duration": 1.5})
    assert acting(network(of), read_shocks(of, "s")[0]) == (1, 5)
    assert acting(network(of), []) is None


def test_that_several_restrictions_multiply() -> None:
    of = project({"size": 0.5}, {"order": 2, "size": 0.5})
    levers, _ = pull(network(of), read_shocks(of, "s")[0])
    assert levers.allowed[0].tolist() == [np.inf, *[0.25] * 5]


def test_that_an_hs_prefix_hits_every_material_whose_code_begins_with_it() -> None:
    materials = [
        {"material": "artificial", "hs": "3801.10"},
        {"material": "natural", "hs": "250410;250490"},
        {"material": "anode", "hs": "380190"},
    ]
    trade = imports("artificial", CHN=1) + imports("natural", CHN=1) + imports("anode", CHN=1)
    ban = {"kind": "export_restriction", "country": "CHN", "parameters": {"hs": "3801"}}
    levers, found = pulled(ban, materials=materials, trade=trade)
    names = [levers.network.materials[m] for m in levers.network.material]
    hit = {name for name, row in zip(names, levers.allowed, strict=True) if row[-1] == 0}
    assert (hit, found) == ({"artificial", "anode"}, [])
    _, found = pulled(ban | {"parameters": {"hs": "99"}}, materials=materials, trade=trade)
    assert [problem.severity for problem in found] == ["error"]
    _, found = pulled(ban | {"material": "natural"}, materials=materials, trade=trade)
    assert "not used" in found[0].message
    _, found = pulled(ban | {"parameters": {"hs": "graphite"}}, materials=materials, trade=trade)
    assert "must be digits" in found[0].message


def test_that_an_hs_prefix_that_cannot_be_read_never_stands_for_every_material() -> None:
    hs = {"materials": [{"material": "anode", "hs": "3801.10"}, {"material": "pitch"}]}
    trade = {"trade": imports("anode", CHN=1) + imports("pitch", CHN=1)}
    ban = {"kind": "export_restriction", "country": "CHN"}
    levers, found = pulled(ban | {"parameters": {"hs": 3801}}, **hs, **trade)
    assert (np.isfinite(levers.allowed).any(axis=1).sum(), found) == (1, [])
    for prefix in (["3801", "27"], " . "):
        levers, found = pulled(ban | {"parameters": {"hs": prefix}}, **hs, **trade)
        assert (np.isfinite(levers.allowed).any(), found[0].severity) == (False, "error")


def test_that_distributions_of_size_and_parameters_are_read_for_ensembles() -> None:
    plant = {"kind": "capacity_change", "supplier": "new", "material": "anode", "size": 12.0}
    spreads = '{"yield": 0.9, "spreads": {"delay_months": "uniform(0,6)"}}'
    of = project(plant | {"parameters": spreads, "spread": "uniform(6,18)", "probability": 0.25})
    (shock,), problems = read_shocks(of, "s")
    assert problems == []
    assert shock.spreads == {"delay_months": "uniform(0,6)", "size": "uniform(6,18)"}
    assert shock.probability == 0.25
    drawn = shock.drawn(size=7.0, delay_months=3.0)
    assert (drawn.size, drawn.number("delay_months"), drawn.number("yield")) == (7, 3, 0.9)
    wrong = '{"spreads": {"surplus": "uniform(0,1)", "yield": "even(0,1)"}}'
    _, problems = read_shocks(project(plant | {"parameters": wrong}), "s")
    assert ["is not used" in problem.message for problem in problems] == [True, True]


TABLES: dict[str, Any] = {
    "materials": [{"material": "anode", "stock": 50.0}, {"material": "natural"}],
    "trade": imports("anode", CHN=80, JPN=20) + imports("natural", CHN=10, USA=5),
    "suppliers": [supplier("plant", "KOR", capacity=50.0, volume=10.0, price=3.0)],
}
TARGETS: dict[str, Any] = {"country": "CHN", "material": "anode", "duration": 2, "size": 0.4}
OWN: dict[str, dict[str, Any]] = {
    "substitution": {"by": "natural", "when": "always"},
    "export_restriction": {"form": "quota", "quota": 120.0},
    "supplier_outage": {"profile": "linear", "recovery_months": 1.0},
    "tariff": {"elasticity": 1.0},
    "price": {"elasticity": 1.0},
}
LIMITED = [
    (kind, name, limit, sign)
    for kind, declared in all_shocks().items()
    for name, number in declared.numbers.items()
    for limit, sign in zip(number.allowed, (-1, 1), strict=True)
    if np.isfinite(limit)
]


def entered(kind: str, name: str, value: float) -> tuple[Network, Shock]:
    """One number of a kind of shock, entered as it stands."""
    declared = all_shocks()[kind]
    targets = {key: TARGETS[key] for key in ("size", "duration")}
    targets |= {
        key: TARGETS[key] for key in (*declared.required, *declared.optional) if key in TARGETS
    }
    own: dict[str, Any] = dict(OWN.get(kind, {}))
    if name == "size":
        targets["size"] = value
        own.pop("form", None)
    else:
        own[name] = value
    project = study({"kind": kind, "parameters": own} | targets, **TABLES)
    shocks = read_shocks(project, "s")[0]
    return build(project)[0], shocks[0]


def same(one: Levers, other: Levers) -> bool:
    """Whether two levers make the same market."""
    arrays = all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True) for name in LEVERS
    )
    a, b = (market_response(levers.network, levers) for levers in (one, other))
    return arrays and np.array_equal(a.supply, b.supply) and np.array_equal(a.shortage, b.shortage)


@pytest.mark.parametrize(("kind", "name", "limit", "sign"), LIMITED)
@settings(max_examples=4, deadline=None)
@given(beyond=st.floats(1e-3, 1e4))
def test_that_a_number_out_of_range_acts_as_the_nearest_in_range_entered_or_drawn(
    kind: str, name: str, limit: float, sign: int, beyond: float
) -> None:
    network, nearest = entered(kind, name, limit)
    wanted = Levers.of(network)
    said = [problem.message for problem in act(wanted, nearest)]
    wild = nearest.drawn(**{name: limit + sign * beyond})
    single, found = pull(network, [wild])
    assert [problem.message for problem in found] == said
    assert same(single, wanted)
    assert acting(network, [wild]) == acting(network, [nearest])
    loose = nearest.drawn(**{name: limit})
    loose.spreads[name] = "normal(0,1)"
    (drawn,) = with_values([loose], {("s", 1, name): limit + sign * beyond})
    assert same(Scratch(network, Levers.of(wanted.network)).pull([drawn]), wanted)
    assert acting(network, [drawn]) == acting(network, [nearest])


@pytest.mark.parametrize("months", [-1, -3, -0.5])
def test_that_an_outage_with_a_negative_recovery_lasts_its_duration(months: float) -> None:
    fails = {"kind": "supplier_outage", "country": "CHN", "size": 1, "duration": 2}
    plain = run(study(fails), "s")
    odd = run(study(fails | {"parameters": {"recovery_months": months}}), "s")
    assert odd.balance["shortage"].sum() == plain.balance["shortage"].sum() > 0
    assert (odd.window, odd.left_out) == (plain.window, [])
    assert [f"cannot be {months:g}; 0 is used" in one.message for one in odd.problems][-2:] == [
        True,
        False,  # that a capacity is not known
    ]


LATE = {"material": "anode", "size": 0.5}
PLANT = LATE | {"kind": "capacity_change", "size": 600.0}
HELP = LATE | {"kind": "allied_reallocation", "country": "JPN"}


@pytest.mark.parametrize("shock", [PLANT, HELP])
@pytest.mark.parametrize(
    ("duration", "delay", "told"),
    [
        (3, 6, "begins 6 months late and was to last 3"),
        (3, 3, "begins 3 months late and was to last 3"),
        (1, 1, "begins 1 month late and was to last 1"),
        (None, 60, "begins 60 months late, after the simulation has ended"),
        (None, 5, "begins 5 months late, after the simulation has ended"),
        (3, 2, ""),
        (None, 4, ""),
        (2.5, 2, ""),
    ],
)
def test_that_a_shock_that_is_too_late_to_act_is_left_out_and_told(
    shock: dict[str, Any], duration: float | None, delay: int, told: str
) -> None:
    late = shock | {"duration": duration, "parameters": {"delay_months": delay}}
    result = run(study(late), "s")
    assert [told in text for text in result.left_out] == ([True] if told else [])
    levers, _ = pulled(late)
    assert same(levers, Levers.of(levers.network)) == bool(told)


def test_that_every_kind_says_so_when_it_acts_in_no_month() -> None:
    for kind in all_shocks():
        network, shock = entered(kind, "size", 0.4)
        for start, duration in ((network.first + 60, 2.0), (network.first, 0.0)):
            odd = Shock(**{**vars(shock), "start": start, "duration": duration})
            odd.parameters.pop("recovery_months", None)
            levers, found = pull(network, [odd])
            assert [one.severity for one in found] == ["error"]
            assert ("lasts 0 months" if not duration else "lies outside") in found[0].message
            assert same(levers, Levers.of(network))
