"""Parts of an ensemble: whatever the pieces, the same bytes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from small_market import study
from uncertain_studies import licence, two_shocks

from workbench.core.shocks import all_shocks
from workbench.core.simulation.ensemble.part import Part, Task
from workbench.core.simulation.ensemble.run import task_of
from workbench.core.simulation.run import run


def task(project, draws=40, seed=1) -> Task:
    return task_of(project, run(project, "s"), draws, seed, None)


def bytes_of(parts: list[Part]) -> dict[str, bytes]:
    """Everything that parts say together."""
    found = {
        name: np.concatenate([part.measures[name] for part in parts]).tobytes()
        for name in parts[0].measures
    }
    found["short"] = np.sum([part.short for part in parts], axis=0).tobytes()
    for name in parts[0].fan:
        found[f"fan {name}"] = np.concatenate([part.fan[name] for part in parts]).tobytes()
    return found


BUILDS = {
    "kind": "capacity_change",
    "material": "anode",
    "supplier": "new",
    "size": 300.0,
    "probability": 0.5,
    "spread": "uniform(100,900)",
}


@pytest.mark.parametrize("project", [two_shocks(), study(licence(spread="uniform(0,1)"), BUILDS)])
@pytest.mark.parametrize("ends", [[0, 40], [0, 1, 7, 33, 40], list(range(41))])
@pytest.mark.parametrize("threads", [1, 3])
def test_that_pieces_and_threads_change_no_byte(project, ends, threads):
    whole = bytes_of([task(project).part(0, 40)])
    one = task(project)
    parts = [one.part(a, b, threads) for a, b in pairwise(ends)]
    assert bytes_of(parts) == whole


def test_that_a_draw_that_the_probes_do_not_foresee_is_computed_as_well(monkeypatch):
    project = study(licence(spread="uniform(0,1)"), BUILDS)
    known = task(project)
    assert not known.pack(0, 40).apart
    monkeypatch.setattr(Task, "_probes", lambda _: [])  # a frame without the plant
    blind = task(project)
    packed = blind.pack(0, 40)
    assert sum(len(places) for places, _ in packed.apart) == 20
    found, expected = blind.compute(packed), known.part(0, 40)
    for name, values in expected.measures.items():
        np.testing.assert_allclose(found.measures[name], values, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(found.short, expected.short)
    halves = [blind.part(0, 13), blind.part(13, 40)]
    assert bytes_of(halves) == bytes_of([found])


def test_that_a_kind_of_shock_that_writes_into_views_is_computed_as_well(monkeypatch):
    project = two_shocks()
    expected = task(project).part(0, 40)
    kind = all_shocks()["export_restriction"]

    def into_views(levers, network, shock):
        for s, country in enumerate(network.country):
            if country == shock.country:
                row = np.where(np.isfinite(levers.allowed[s]), levers.allowed[s], 1.0)
                cut = shock.size * network.weights(shock.start, shock.duration)
                levers.allowed[s][:] = np.where(cut > 0, row * (1 - cut), np.inf)
        return []

    object.__setattr__(kind, "apply", into_views)
    monkeypatch.undo()
    try:
        found = task(project).part(0, 40)
    finally:
        from workbench.core.shocks import export_restriction

        object.__setattr__(kind, "apply", export_restriction.apply)
    assert bytes_of([found]) == bytes_of([expected])


def test_that_chances_by_month_agree_with_months_of_shortage():
    found = task(two_shocks(), draws=64).part(0, 64)
    assert found.short[:, 1:].sum() == found.measures["shortage_months"].sum()
    assert found.short.sum() > 0
