"""What must hold in every network: steady start, balances, symmetries, monotony."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.network import Levers, build
from workbench.core.project import Project, from_records
from workbench.core.simulation.market import Trajectory, market_response
from workbench.core.simulation.scenario import pull, read_shocks

Tables = dict[str, list[dict[str, Any]]]
CHAIN = ("tar", "pitch", "anode")
PARTNERS = ("CHN", "JPN", "USA")
BALANCES = ("need", "demand", "delivered", "shortage", "stock", "production", "imports", "exports")
amounts = st.floats(1, 1000).map(lambda value: round(value, 3))
quick = settings(max_examples=15, deadline=None)


@st.composite
def networks(draw: st.DrawFn, tiers: int = 3) -> Tables:
    """Tables of a random network whose need can be met in the first month."""
    materials = CHAIN[:tiers]
    tables: Tables = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "18"}],
        "materials": [{"material": m, "stock": draw(st.sampled_from([0, 50]))} for m in materials],
        "trade": [],
        "suppliers": [],
        "demand": [],
        "recipes": [],
        "production": [],
    }
    for place, m in enumerate(materials):
        for partner in PARTNERS[: draw(st.integers(1, 3))]:
            row = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": partner}
            tables["trade"].append(row | {"material": m, "quantity": draw(amounts)})
        named = {"supplier": f"named {m}", "country": "CHN", "material": m}
        volume = tables["trade"][-1]["quantity"] * draw(st.floats(0, 1))
        times = {"lead_time": draw(st.integers(0, 4)), "qualification_time": 2}
        price = draw(st.sampled_from([None, 1.0, 2.0]))
        tables["suppliers"].append(named | times | {"volume": volume, "price": price})
        if draw(st.booleans()):
            plant = {"supplier": f"plant {m}", "country": "KOR", "material": m}
            volume = draw(amounts)
            spare = draw(st.floats(1, 2))
            tables["suppliers"].append(plant | {"volume": volume, "capacity": volume * spare})
            if place:
                recipe = {"output": m, "input": materials[place - 1], "yield": 0.9}
                tables["recipes"].append(recipe | {"quantity": draw(st.floats(0.1, 3))})
                if place == 2 and draw(st.booleans()):
                    tables["recipes"].append({"output": m, "input": "tar", "quantity": 0.5})
        if draw(st.booleans()):
            row = {"period": "2021", "flow": "export", "reporter": "KOR", "partner": "DEU"}
            tables["trade"].append(row | {"material": m, "quantity": draw(amounts) / 10})
        if draw(st.booleans()):
            tables["demand"].append({"period": "2022", "material": m, "quantity": draw(amounts)})
    return tables


@st.composite
def shocks(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of one scenario with shocks of every kind."""
    cut = {"kind": "export_restriction", "country": "CHN", "size": draw(st.floats(0, 1))}
    lost = {"kind": "capacity_change", "material": draw(st.sampled_from(CHAIN)), "country": "JPN"}
    plant = {"kind": "capacity_change", "material": "pitch", "supplier": "new"}
    pull_up = {"kind": "demand_change", "material": "anode", "size": draw(st.floats(-0.9, 2))}
    choices = st.fixed_dictionaries(
        {"start": st.sampled_from(["2022-01", "2022-04"]), "duration": st.integers(1, 12)}
    )
    rows = [
        cut,
        lost | {"size": draw(st.floats(0, 1)), "parameters": '{"change": "factor"}'},
        plant | {"size": draw(amounts), "parameters": '{"surplus": "idle", "ramp_months": 3}'},
        pull_up,
    ]
    return [row | draw(choices) | {"scenario": "s", "order": i + 1} for i, row in enumerate(rows)]


def respond(project: Project) -> Trajectory:
    network, _ = build(project)
    if project["shocks"].empty:
        return market_response(network, Levers.of(network))
    levers, _ = pull(network, read_shocks(project, "s")[0])
    return market_response(levers.network, levers)


def scale(tables: Tables) -> float:
    return sum(row["quantity"] for row in tables["trade"]) + 1000


def assert_same(first: Trajectory, second: Trajectory, tables: Tables) -> None:
    order = [second.network.materials.index(m) for m in first.network.materials]
    for name in BALANCES:
        one, two = getattr(first, name), getattr(second, name)[order]
        np.testing.assert_allclose(one, two, rtol=1e-9, atol=1e-9 * scale(tables), err_msg=name)


@given(networks())
@quick
def test_that_without_a_shock_nothing_ever_changes(tables: Tables) -> None:
    run = respond(from_records(tables))
    assert run.shortage == pytest.approx(0.0, abs=1e-9 * scale(tables))
    for name in (*BALANCES, "supply"):
        series = getattr(run, name)
        first = np.repeat(series[:, :1], series.shape[1], axis=1)
        np.testing.assert_allclose(series, first, rtol=1e-9, atol=1e-9 * scale(tables))


@given(networks(), shocks())
@quick
def test_that_the_balances_hold_every_month_and_nothing_is_negative(
    tables: Tables, rows: list[dict[str, Any]]
) -> None:
    run = respond(from_records(tables | {"shocks": rows}))
    close = {"rtol": 1e-9, "atol": 1e-9 * scale(tables)}
    np.testing.assert_allclose(run.demand, run.delivered + run.shortage, **close)
    before = np.hstack([run.network.stock[:, None], run.stock[:, :-1]])
    stock = before + run.production + run.imports - run.exports - run.delivered
    np.testing.assert_allclose(run.stock, stock, **close)
    for name in (*BALANCES, "supply"):
        assert getattr(run, name).min(initial=0.0) >= 0, name
    foreign = ~run.network.is_home
    arrived = np.zeros(run.imports.shape)
    np.add.at(arrived, run.network.material[foreign], run.supply[foreign])
    np.testing.assert_allclose(arrived, run.imports, **close)


@given(networks())
@quick
def test_that_a_ban_by_a_country_without_a_share_changes_nothing(tables: Tables) -> None:
    ban = {"scenario": "s", "order": 1, "kind": "export_restriction", "country": "FRA"}
    hit = respond(from_records(tables | {"shocks": [ban | {"start": "2022-01", "size": 1}]}))
    assert_same(respond(from_records(tables)), hit, tables)


@given(networks(), shocks(), st.randoms())
@quick
def test_that_the_order_of_rows_does_not_matter(
    tables: Tables, rows: list[dict[str, Any]], random: Any
) -> None:
    mixed = {name: random.sample(part, len(part)) for name, part in tables.items()}
    first = respond(from_records(tables | {"shocks": rows}))
    assert_same(first, respond(from_records(mixed | {"shocks": rows})), tables)


@given(networks(), shocks())
@quick
def test_that_splitting_a_supplier_into_equal_halves_changes_nothing(
    tables: Tables, rows: list[dict[str, Any]]
) -> None:
    halves = []
    for row in tables["suppliers"]:
        parts = {k: row[k] / 2 for k in ("volume", "capacity") if k in row}
        halves += [row | parts, row | parts | {"supplier": row["supplier"] + " II"}]
    split = from_records(tables | {"suppliers": halves, "shocks": rows})
    assert_same(respond(from_records(tables | {"shocks": rows})), respond(split), tables)


@given(networks(tiers=1), st.lists(st.floats(0, 1), min_size=2, max_size=2, unique=True))
@quick
def test_that_a_harder_restriction_never_means_less_shortage(
    tables: Tables, sizes: list[float]
) -> None:
    # Of one tier: with several, a producer who is held back early saves inputs for later months,
    # and the sum over tiers counts the same lack more than once.
    cut = {"scenario": "s", "order": 1, "kind": "export_restriction", "country": "CHN"}
    short = []
    for size in sorted(sizes):
        row = cut | {"start": "2022-03", "duration": 8, "size": size}
        short.append(respond(from_records(tables | {"shocks": [row]})).shortage.sum())
    assert short[0] <= short[1] + 1e-9 * scale(tables)


@given(networks(tiers=1), shocks())
@settings(max_examples=40, deadline=None)
def test_that_once_supply_is_enough_and_has_arrived_nobody_is_short(
    tables: Tables, rows: list[dict[str, Any]]
) -> None:
    # Cuts and losses, which may end; what is added or demanded more is another matter.
    options = [("home", "KOR"), ("months", "40")]
    longer = [{"key": key, "value": value} for key, value in options]
    losses = [row | {"material": "tar"} for row in rows[:2]]
    changed = tables | {"settings": longer, "shocks": losses}
    run = respond(from_records(changed))
    last = 3 + max(row["duration"] for row in losses)  # from here on all is as it was
    settled = last + int(run.network.lead.max()) + 1
    assert run.shortage[:, settled:] == pytest.approx(0.0, abs=1e-9 * scale(tables))


@given(networks(tiers=1), st.floats(0, 1), st.floats(1, 3), st.integers(0, 4))
@settings(max_examples=40, deadline=None)
def test_that_moving_to_other_sources_for_good_ends_without_shortage(
    tables: Tables, size: float, room: float, lead: int
) -> None:
    other = {"supplier": "other", "country": "VNM", "material": "tar", "price": 9.0}
    capacity = room * 12 * scale(tables)
    other |= {"capacity": capacity, "volume": 0, "lead_time": lead, "qualification_time": 2}
    cut = {"scenario": "s", "order": 1, "kind": "export_restriction", "country": "CHN"}
    longer = [{"key": "home", "value": "KOR"}, {"key": "months", "value": "40"}]
    run = respond(
        from_records(
            tables
            | {"settings": longer, "suppliers": [*tables["suppliers"], other]}
            | {"shocks": [cut | {"start": "2022-03", "size": size}]}
        )
    )
    settled = 2 + 2 + int(run.network.lead.max()) + 1  # start, qualification, the way
    assert run.shortage[:, settled:] == pytest.approx(0.0, abs=1e-9 * scale(tables))
