"""The world with and without plants."""

from __future__ import annotations

import numpy as np
import pytest
from appraisal_cases import two_projects

from workbench.core.appraisal.cooperation.delivery import Uncertainty, deliver
from workbench.core.appraisal.world import world
from workbench.core.formats import read_files
from workbench.core.project import Project
from workbench.core.simulation.run import run
from workbench.core.simulation.scenario import read_shocks
from workbench.paths import sample_workbook


def test_that_without_plants_their_volume_is_imported_by_usual_shares():
    trade = [
        {"period": "2022", "flow": "import", "reporter": "KOR", "partner": partner}
        | {"material": "anode", "quantity": amount}
        for partner, amount in (("CHN", 600.0), ("JPN", 200.0))
    ]
    made = [{"period": "2022", "country": "KOR", "material": "anode", "quantity": 400.0}]
    plants = [
        {"supplier": f"plant {key}", "country": "KOR", "material": "anode", "volume": volume}
        for key, volume in (("A", 400.0), ("B", 0.0))
    ]
    dated = [
        {"supplier": "plant A", "period": "2021", "capacity": 400.0},
        {"supplier": "plant B", "period": "2023-07", "capacity": 360.0},
    ]
    found = world(two_projects(trade=trade, production=made, suppliers=plants, capacity=dated))
    bare = found.with_plants(np.zeros_like(found.network.capacity))
    volume = dict(zip(bare.sources, bare.volume * 12, strict=True))
    assert volume == pytest.approx({"plant A": 0.0, "plant B": 0.0, "CHN": 900.0, "JPN": 300.0})


def test_that_a_plant_that_runs_already_gives_back_the_world_as_it_is():
    project = read_files([sample_workbook()], Project()).project
    found = world(project)
    (model,) = found.models
    network = found.network
    planned = deliver(model, Uncertainty.of(project), network.first, network.months, draws=0).tonnes
    for scenario in ("", "china-licence"):
        shocks = read_shocks(project, scenario)[0] if scenario else []
        mine, _ = found.run({model.key: planned}, shocks)
        balance = run(project, scenario).balance
        expected = balance[balance["material"] == model.material]
        for name in ("shortage", "imports", "production", "stock"):
            place = network.index(model.material)
            np.testing.assert_allclose(
                getattr(mine, name)[place], expected[name].to_numpy(), atol=1e-6
            )


def test_that_a_shock_on_a_plant_that_is_not_there_does_not_build_it():
    shocks = [
        {"scenario": "cut", "order": 1, "kind": "capacity_change", "supplier": "plant B"}
        | {"start": "2023-02", "size": 600.0, "parameters": '{"change": "set"}'}
    ]
    project = two_projects(shocks=shocks)
    acting, _ = read_shocks(project, "cut")
    without, _ = world(project).run({}, acting)
    assert without.production.sum() == 0.0


def test_that_projects_that_cannot_be_simulated_are_told():
    bare = two_projects(capacity=[])
    found = world(bare)
    assert not found.models
    assert [p.value for p in found.problems if p.table == "projects"] == ["A", "B"]
