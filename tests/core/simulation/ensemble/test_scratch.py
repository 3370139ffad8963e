"""Levers made in the same memory, draw after draw, against levers made anew."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_networks import Rows, Tables, networks, shocks

from workbench.core.network import build
from workbench.core.project import from_records
from workbench.core.simulation.batch import frame_of
from workbench.core.simulation.ensemble.scratch import LEVERS, Scratch
from workbench.core.simulation.ensemble.scratch import Rows as LeverRows
from workbench.core.simulation.scenario import pull, read_shocks


@given(networks(), st.lists(shocks(), min_size=2, max_size=3))
@settings(max_examples=40, deadline=None)
def test_that_levers_are_those_made_anew_and_every_changed_row_is_known(
    tables: Tables, draws: list[Rows]
):
    each = [read_shocks(from_records(tables | {"shocks": rows}), "s")[0] for rows in draws]
    network, _ = build(from_records(tables))
    anew = [pull(network, rows)[0] for rows in each]
    scratch = Scratch(network, frame_of(network, anew[:1]).levers)
    usual = frame_of(network, anew[:1]).levers
    for rows, expected in zip([each[0], *each[1:], each[0]], [*anew, anew[0]], strict=True):
        try:
            levers = scratch.pull(rows)
        except ValueError:  # a plant that the first draw does not build
            assert len(expected.network.sources) > len(usual.network.sources)
            continue
        for name in LEVERS:
            found = np.asarray(getattr(levers, name))
            np.testing.assert_array_equal(found, getattr(expected, name), err_msg=name)
            before = getattr(usual, name)[: len(found)]
            differs = ~np.isclose(found, before, rtol=0, atol=0, equal_nan=True).all(axis=1)
            assert set(np.flatnonzero(differs)) <= set(scratch.changed(name)), name
        assert levers.network.sources == expected.network.sources
        assert levers.network.order == expected.network.order
        np.testing.assert_array_equal(levers.network.use, expected.network.use)
        assert len(levers.substitutions) == len(expected.substitutions)
        assert len(levers.caps) == len(expected.caps)


def over() -> LeverRows:
    return LeverRows.over(np.ones((4, 3)), np.zeros(4, dtype=bool))


@pytest.mark.parametrize(
    ("key", "rows"),
    [
        (1, [1]),
        ([0, 2], [0, 2]),
        (slice(1, 3), [1, 2]),
        ((slice(None), slice(1, 3)), [0, 1, 2, 3]),
        (np.array([True, False, False, True]), [0, 3]),
        (Ellipsis, [0, 1, 2, 3]),
        ((2, 1), [2]),
    ],
)
def test_that_every_way_of_writing_is_noted(key, rows):
    lever = over()
    lever[key] = 7.0
    assert np.flatnonzero(lever.noted).tolist() == rows
    assert (np.asarray(lever)[key] == 7.0).all()
    lever[key] = lever[key] * 2.0
    assert (lever[key] == 14.0).all()


def write_into_a_view(lever):
    lever[1][0] = 5.0


def multiply_all(lever):
    lever *= 2.0


def fill(lever):
    lever.fill(3.0)


def add_at(lever):
    np.add.at(lever, [1], 1.0)


def put(lever):
    lever.T[0] = 1.0


def into(lever):
    np.multiply(lever, 2.0, out=lever)


def raise_a_row(lever):
    row = lever[2]
    row += 1.0


@pytest.mark.parametrize(
    "write", [write_into_a_view, multiply_all, fill, add_at, put, into, raise_a_row]
)
def test_that_a_write_that_would_go_unnoticed_is_refused(write):
    lever = over()
    with pytest.raises(ValueError, match="read-only"):
        write(lever)
    assert (np.asarray(lever) == 1.0).all()


def test_that_what_is_computed_from_rows_is_plain():
    lever = over()
    assert type(lever * 2.0) is np.ndarray
    copy = lever.copy()
    copy[1] = 9.0
    assert not lever.noted.any()
    assert (np.asarray(lever) == 1.0).all()
