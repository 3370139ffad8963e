"""Random networks of up to four tiers, and random shocks of every kind, as tables."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from hypothesis import strategies as st

from workbench.core.network import Levers, Network, build
from workbench.core.project import Project, from_records
from workbench.core.simulation.market import Trajectory, market_response
from workbench.core.simulation.scenario import pull, read_shocks

Rows = list[dict[str, Any]]
Tables = dict[str, Rows]
CHAIN = ("tar", "pitch", "anode", "cell")
APART = "natural"
"""A material of no chain, which can replace others."""
PARTNERS = ("CHN", "JPN", "USA")
PLACES = (*PARTNERS, "FRIENDS")
amounts = st.floats(1, 1000).map(lambda value: round(value, 3))
shares = st.floats(0, 1).map(lambda value: round(value, 3))


@st.composite
def networks(draw: st.DrawFn, tiers: int = 4) -> Tables:
    """Tables of a random network whose need can be met in the first month."""
    materials = [*CHAIN[:tiers], APART]
    ramp_limit = draw(st.sampled_from(["", "0.2"]))
    options = [("home", "KOR"), ("months", "18"), ("ramp_limit", ramp_limit)]
    tables: Tables = {
        "settings": [{"key": key, "value": value} for key, value in options],
        "countries": [{"country": code, "groups": "FRIENDS"} for code in ("JPN", "USA")],
        "materials": [],
        "trade": [],
        "suppliers": [],
        "demand": [],
        "recipes": [],
        "production": [],
    }
    for place, m in enumerate(materials):
        cells = {"stock": draw(st.sampled_from([0, 50])), "hs": f"{25 + place % 2}04{place}0"}
        tables["materials"].append({"material": m} | cells)
        _supply(draw, tables, m)
        inputs = materials[max(0, place - 2) : place] if m != APART else []
        _plant(draw, tables, m, inputs)
        if draw(st.booleans()):
            row = {"period": "2021", "flow": "export", "reporter": "KOR", "partner": "DEU"}
            tables["trade"].append(row | {"material": m, "quantity": draw(amounts) / 10})
        if draw(st.booleans()):
            tables["demand"].append({"period": "2022", "material": m, "quantity": draw(amounts)})
    return tables


def _supply(draw: st.DrawFn, tables: Tables, m: str) -> None:
    """Add imports of a material, a named supplier and one that sells nothing as yet."""
    for partner in PARTNERS[: draw(st.integers(1, 3))]:
        row = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": partner}
        tables["trade"].append(row | {"material": m, "quantity": draw(amounts)})
    named = {"supplier": f"named {m}", "country": "CHN", "material": m}
    volume = tables["trade"][-1]["quantity"] * draw(shares)
    times = {"lead_time": draw(st.integers(0, 4)), "qualification_time": 2, "recovery_time": 3}
    price = {"price": draw(st.sampled_from([None, 1.0, 2.0]))}
    tables["suppliers"].append(named | times | {"volume": volume} | price)
    if draw(st.booleans()):
        other = {"supplier": f"other {m}", "country": "JPN", "material": m, "volume": 0.0}
        room = {"capacity": draw(amounts), "price": 1.5, "qualification_time": 4, "lead_time": 1}
        tables["suppliers"].append(other | room)


def _plant(draw: st.DrawFn, tables: Tables, m: str, inputs: list[str]) -> None:
    """Perhaps add a plant at home, with recipes from the materials before."""
    if not draw(st.booleans()):
        return
    volume = draw(amounts)
    plant = {"supplier": f"plant {m}", "country": "KOR", "material": m, "volume": volume}
    tables["suppliers"].append(plant | {"capacity": volume * draw(st.floats(1, 2))})
    for used in inputs:
        recipe = {"output": m, "input": used, "yield": draw(st.sampled_from([0.9, 1.0]))}
        tables["recipes"].append(recipe | {"quantity": draw(st.floats(0.1, 3))})


def _kinds(draw: st.DrawFn) -> Rows:
    """One shock of every kind; the parameters are not yet JSON."""
    material = st.sampled_from(CHAIN)
    country = st.sampled_from(PLACES)
    ramp = {"ramp_months": draw(st.integers(0, 4))}
    elasticity = {"elasticity": draw(st.sampled_from([0, 2]))}
    form = {"form": draw(st.sampled_from(["share", "quota", "ban"])), "quota": draw(amounts) / 3}
    profile = {"profile": draw(st.sampled_from(["step", "linear", "exponential"]))}
    stock = {"release": draw(amounts) / 50, "access": draw(st.sampled_from(["free", "released"]))}
    by = draw(st.sampled_from([APART, "tar", "cell"]))
    when = {"when": draw(st.sampled_from(["short", "always"])), "ratio": draw(st.floats(0.5, 2))}
    basis = draw(st.sampled_from(["imports", "supply"]))
    return [
        {"kind": "export_restriction", "country": draw(country), "size": draw(shares)}
        | {"parameters": form | {"licence_months": draw(st.integers(0, 2)), "hs": "25"}},
        {"kind": "capacity_change", "material": draw(material), "country": "JPN"}
        | {"size": draw(shares), "parameters": {"change": "factor"}},
        {"kind": "capacity_change", "material": "pitch", "supplier": "new", "size": draw(amounts)}
        | {"parameters": ramp | {"surplus": "idle", "delay_months": 1, "yield": 0.8}},
        {"kind": "demand_change", "material": draw(material), "size": draw(st.floats(-0.9, 2))}
        | {"parameters": ramp},
        {"kind": "supplier_outage", "country": draw(country), "size": draw(shares)}
        | {"parameters": profile | {"recovery_months": draw(st.integers(0, 5))}},
        {"kind": "logistics_delay", "country": draw(st.sampled_from(["", *PLACES]))}
        | {"size": draw(st.integers(0, 4))},
        {"kind": "tariff", "country": draw(country), "size": 0.5, "parameters": elasticity | ramp},
        {"kind": "price", "material": draw(material), "country": draw(country)}
        | {"size": draw(st.floats(-0.5, 2)), "parameters": elasticity},
        {"kind": "stockpile", "material": draw(material), "size": draw(st.floats(-1, 3))}
        | {"parameters": stock | ramp},
        {"kind": "substitution", "material": draw(material), "size": draw(shares)}
        | {"parameters": {"by": by} | when | ramp},
        {"kind": "substitution", "material": "anode", "size": draw(shares)}
        | {"parameters": {"by": APART, "when": "short"}},
        {"kind": "origin_cap", "material": draw(material), "country": draw(country)}
        | {"size": draw(shares), "parameters": {"of": basis}},
        {"kind": "origin_cap", "material": "tar", "country": "CHN", "size": draw(shares)},
        {"kind": "allied_reallocation", "country": draw(country), "size": draw(shares)}
        | {"parameters": {"delay_months": 2, "of": draw(st.sampled_from(["own", "spare"]))}},
    ]


@st.composite
def shocks(draw: st.DrawFn) -> Rows:
    """Rows of the scenario ``s``: some shocks, of any kind."""
    rows = []
    for row in draw(st.permutations(_kinds(draw)))[: draw(st.integers(1, 14))]:
        when = {"start": draw(st.sampled_from(["2022-01", "2022-04"]))}
        length = draw(st.sampled_from([None, 1, 6, 12]))
        cells = row | {"parameters": json.dumps(row.get("parameters", {}))}
        rows.append(cells | when | {"duration": length, "scenario": "s", "order": len(rows) + 1})
    return rows


def pulled(project: Project) -> tuple[Network, Levers]:
    """Return the base network and the levers of the scenario ``s``, or of the base."""
    network, _ = build(project)
    rows = [] if project["shocks"].empty else read_shocks(project, "s")[0]
    return network, pull(network, rows)[0]


def respond(tables: Tables, rows: Rows | None = None) -> Trajectory:
    """Return the market response to some shocks."""
    levers = pulled(from_records(tables | {"shocks": rows or []}))[1]
    return market_response(levers.network, levers)


def scale(tables: Tables) -> float:
    """Return an amount to measure rounding by."""
    amount = sum(row["quantity"] for row in tables["trade"]) + 1000
    return float(amount * np.prod([1 + row["quantity"] for row in tables["recipes"]] or [1.0]))
