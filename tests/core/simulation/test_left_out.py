"""Which rows a run leaves out, and why."""

from __future__ import annotations

import math

from small_market import imports, study, supplier

from workbench.core.edit import set_shock
from workbench.core.network import build
from workbench.core.simulation import left_out as module
from workbench.core.simulation.left_out import LeftOuts, left_out
from workbench.core.simulation.run import run

CUT = {"kind": "export_restriction", "country": "CHN"}


def test_that_every_message_of_the_result_belongs_to_its_row():
    shocks = (
        CUT | {"start": "2031-01"},
        CUT,
        {"kind": "supplier_outage", "supplier": "gone"},
        {"kind": "eclipse"},
        CUT | {"scenario": "child", "material": "urea"},
    )
    parents = [{"scenario": "child", "parent": "s"}]
    project = study(*shocks, suppliers=[supplier("here", "USA")], scenarios=parents)
    network, _ = build(project)
    labels = [int(label) for label in project["shocks"].index]
    found = left_out(project, network, "s")
    assert list(found.rows) == [labels[0], labels[2], labels[3]]
    assert (found.shocks, found.others) == (4, ())
    assert found.rows[labels[0]] == ("lies outside the months of the simulation (2031-01)",)
    child = left_out(project, network, "child")
    assert child.shocks == 5
    assert set(child.rows) == set(found.rows) | {labels[4]}
    assert sum(map(len, child.rows.values())) == len(run(project, "child").left_out)
    assert not left_out(project, network, "")


def test_that_a_whole_scenario_leaves_nothing_out_and_a_missing_parent_is_told():
    whole = study(CUT)
    assert not left_out(whole, build(whole)[0], "s")
    orphan = study(CUT, scenarios=[{"scenario": "s", "parent": "nobody"}])
    found = left_out(orphan, build(orphan)[0], "s")
    assert found
    assert "parent of scenario s does not exist" in found.others[0]


def test_that_a_row_that_cannot_be_read_is_left_out_without_an_end_of_the_run():
    project = study(CUT, CUT, trade=imports("anode", CHN=1))
    shocks = project["shocks"]
    label = int(shocks.index[0])
    broken = shocks.assign(start=["", *shocks["start"].iloc[1:]])
    found = left_out(project.replace({"shocks": broken}), build(project)[0], "s")
    assert found.rows == {label: ("its order or start cannot be read",)}


def test_that_only_scenarios_whose_shocks_changed_are_asked_again(monkeypatch):
    scenarios = [{"scenario": "s"}, {"scenario": "t"}, {"scenario": "child", "parent": "s"}]
    project = study(CUT, CUT | {"scenario": "t"}, scenarios=scenarios)
    network, _ = build(project)
    asked = []

    def noted(of, on, scenario):
        asked.append(scenario)
        return left_out(of, on, scenario)

    monkeypatch.setattr(module, "left_out", noted)
    known = LeftOuts()
    assert not any(known.of(project, network).values())
    assert set(asked) == {"s", "t", "child"}
    asked.clear()
    late = set_shock(project, int(project["shocks"].index[0]), {"start": "2035-01"})
    found = known.of(late, network)
    assert set(asked) == {"s", "child"}
    assert [bool(found[name]) for name in ("s", "t", "child")] == [True, False, True]
    asked.clear()
    known.of(late, build(late)[0])
    assert set(asked) == {"s", "t", "child"}


def test_that_a_shock_that_acts_without_its_uncertainty_is_not_left_out():
    shocks = (
        CUT | {"parameters": {"spreads": {"ramp2": "uniform(0,1)"}}},
        CUT,
        CUT | {"start": "2031-01", "spread": "normal(1)"},
        CUT,
    )
    project = study(*shocks)
    labels = [int(label) for label in project["shocks"].index]
    rows = project["shocks"].assign(probability=[math.nan, 3.0, math.nan, math.nan])
    project = project.replace({"shocks": rows})
    found = left_out(project, build(project)[0], "s")
    assert found
    assert list(found.rows) == [labels[2]]
    assert [why.split(":")[0] for why in found.rows[labels[2]]] == [
        "lies outside the months of the simulation (2031-01)",
        "the distribution of size is not used",
    ]
    assert list(found.certain) == labels[:2]
    assert found.certain[labels[0]][0].startswith("the distribution of ramp2 is not used")
    assert "counts as certain" in found.certain[labels[1]][0]
    plain = study(CUT, CUT, CUT)
    served = [run(one, "s").balance["shortage"].sum() for one in (project, plain)]
    assert served[0] == served[1]  # all but the late one act in full
