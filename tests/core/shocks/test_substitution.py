"""One material in the place of another."""

from __future__ import annotations

from typing import Any

import pytest
from small_market import imports, pulled, respond, supplier

from workbench.core.simulation.market import Trajectory

BY = {"kind": "substitution", "material": "anode"}
BAN = {"kind": "export_restriction", "country": "CHN", "material": "anode"}
TRADE = imports("anode", CHN=80, JPN=20) + imports("natural", BRA=40)
MATERIALS = [{"material": "anode"}, {"material": "natural"}]
ROOM = [supplier("mine", "BRA", "natural", capacity=200.0, volume=40.0)]


def both(
    *shocks: dict[str, Any], **tables: list[dict[str, Any]]
) -> tuple[Trajectory, dict[str, Any]]:
    run = respond(*shocks, **{"trade": TRADE, "materials": MATERIALS, "suppliers": ROOM} | tables)
    found = {}
    for m, name in enumerate(run.network.materials):
        found[name] = {
            key: [round(x, 6) for x in getattr(run, key)[m].tolist()][:3]
            for key in ("demand", "delivered", "shortage", "imports")
        }
    return run, found


def test_that_always_moves_demand_and_orders() -> None:
    replace = BY | {"size": 0.3, "parameters": {"by": "natural", "when": "always", "ratio": 1.5}}
    _, found = both(replace)
    assert found["anode"]["demand"] == found["anode"]["imports"] == [100, 70, 70]
    assert found["natural"]["demand"] == found["natural"]["imports"] == [40, 85, 85]
    assert found["natural"]["shortage"] == found["anode"]["shortage"] == [0, 0, 0]


def test_that_when_short_only_what_is_missing_is_replaced_and_up_to_the_share() -> None:
    replace = BY | {"size": 0.3, "parameters": {"by": "natural"}}
    _, calm = both(replace)
    assert calm["natural"]["imports"] == [40, 40, 40]
    _, found = both(BAN, replace)
    # 80 of 100 are missing, 30 can be replaced.
    assert found["anode"]["delivered"] == [100, 20, 20]
    assert found["anode"]["shortage"] == [0, 50, 50]
    assert found["natural"]["delivered"] == [40, 70, 70]


def test_that_a_substitute_that_is_short_itself_leaves_its_own_shortage() -> None:
    replace = BY | {"size": 0.3, "parameters": {"by": "natural", "when": "always"}}
    _, found = both(replace, suppliers=[supplier("mine", "BRA", "natural", capacity=49, volume=40)])
    assert found["natural"]["demand"] == [40, 70, 70]
    assert found["natural"]["shortage"] == [0, 21, 21]  # 30 % of all that is asked for


def test_that_producers_go_on_with_the_substitute() -> None:
    tables = {
        "materials": [*MATERIALS, {"material": "cell"}],
        "suppliers": [*ROOM, supplier("maker", "KOR", "cell", capacity=100.0)],
        "recipes": [{"output": "cell", "input": "anode", "quantity": 1}],
    }
    calm, _ = both(BAN | {"size": 0.5}, **tables)
    made = calm.production[calm.network.index("cell")]
    assert made[:2] == pytest.approx([100, 60])
    run, found = both(BAN | {"size": 0.5}, BY | {"parameters": {"by": "natural"}}, **tables)
    assert run.production[run.network.index("cell")][:2] == pytest.approx([100, 80])
    assert found["natural"]["delivered"] == [40, 60, 60]
    assert found["anode"]["delivered"] == [100, 60, 60]


def test_that_what_cannot_replace_is_left_out_with_its_reason() -> None:
    def told(by: str, **tables: Any) -> str:
        rows = {"trade": TRADE, "materials": MATERIALS} | tables
        levers, found = pulled(BY | {"parameters": {"by": by}}, **rows)
        assert levers.substitutions == []
        return found[0].message

    assert "cannot replace itself" in told("anode")
    assert "no figures of tin" in told("tin")
    assert "no substitute is named" in told("")
    hs = [{"material": name, "hs": "2504"} for name in ("anode", "natural")]
    both = BY | {"material": "", "parameters": {"by": "natural", "hs": "25"}}
    levers, found = pulled(both, trade=TRADE, materials=hs)
    assert (len(levers.substitutions), [one.severity for one in found]) == (1, ["info"])
    made_of = [{"output": "natural", "input": "anode", "quantity": 1}]
    plant = [supplier("plant", "KOR", "natural", capacity=1.0)]
    assert "anode -> natural -> anode" in told("natural", recipes=made_of, suppliers=plant)
