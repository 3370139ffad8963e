"""Draws packed from what shocks wrote, against draws compared with the base."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from random_networks import Rows, Tables, networks, shocks

from workbench.core.network import Levers, build
from workbench.core.project import from_records
from workbench.core.simulation.batch import frame_of
from workbench.core.simulation.ensemble.packing import ScratchPacker
from workbench.core.simulation.ensemble.scratch import Scratch
from workbench.core.simulation.kernel import engine
from workbench.core.simulation.kernel.engine import Wanted
from workbench.core.simulation.records import SERIES
from workbench.core.simulation.scenario import pull, read_shocks


@given(networks(), shocks(), st.lists(st.floats(0, 1), min_size=2, max_size=3))
@settings(max_examples=40, deadline=None)
def test_that_draws_are_those_of_a_batch_that_was_compared(
    tables: Tables, rows: Rows, factors: list[float]
):
    network, _ = build(from_records(tables))
    draws = []
    for factor in factors:
        sized = [row | {"size": row["size"] * factor} for row in rows]
        draws.append(read_shocks(from_records(tables | {"shocks": sized}), "s")[0])
    anew = [pull(network, shocks)[0] for shocks in draws]
    try:
        frame = frame_of(network, anew)
        expected = frame.batch(anew)
    except ValueError:  # together they replace in a circle, or in different orders
        return
    scratch = Scratch(network, frame.levers)
    packer = ScratchPacker(frame, scratch)
    for shocks_of_draw in draws:
        packer.add(scratch.pull(shocks_of_draw))
    batch = packer.batch()
    assert batch.patches.begin.tolist() == expected.patches.begin.tolist()
    assert batch.width == expected.width
    wanted = Wanted(series=SERIES, totals=True, by_source=True)
    found, its = engine.run(batch, wanted), engine.run(expected, wanted)
    for name in SERIES:
        np.testing.assert_array_equal(found.series[name], its.series[name], err_msg=name)
    np.testing.assert_array_equal(found.by_source, its.by_source)


def test_that_rows_that_are_alike_are_kept_once():
    random = np.random.default_rng(1)
    frame = frame_of(_imports(30))
    packer = ScratchPacker(frame, Scratch(frame.levers.network, frame.levers))
    three = random.random((3, frame.levers.network.months))
    which = random.integers(0, 3, 30)
    place = packer.pack(three[which])
    assert len(packer.rows) == 3
    np.testing.assert_array_equal(np.array(packer.rows)[place - packer.first], three[which])


def test_that_a_draw_without_a_shock_has_no_patches():
    network = _imports(2)
    frame = frame_of(network)
    scratch = Scratch(network, frame.levers)
    packer = ScratchPacker(frame, scratch)
    packer.add(scratch.pull([]))
    scratch.levers.demand[0] = scratch.levers.demand[0]  # written, but as it was
    packer.add(scratch.levers)
    assert packer.batch().patches.begin.tolist() == [0, 0, 0]
    assert isinstance(scratch.levers, Levers)


def _imports(count: int):
    row = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "CHN"}
    names = [f"m{place}" for place in range(count)]
    tables = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "6"}],
        "materials": [{"material": name} for name in names],
        "trade": [row | {"material": name, "quantity": 12.0} for name in names],
    }
    return build(from_records(tables))[0]
