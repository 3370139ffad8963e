"""Ensembles: every draw is a run, and the same seed gives the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_networks import Rows, Tables, networks, shocks
from small_market import study
from uncertain_studies import licence, scenarios, two_shocks

from workbench.core.problem import DataRefused
from workbench.core.progress import Cancelled, Progress
from workbench.core.project import Project, from_records
from workbench.core.simulation.ensemble import run as runs
from workbench.core.simulation.ensemble.found import Ensemble
from workbench.core.simulation.ensemble.inputs import HAPPENS
from workbench.core.simulation.ensemble.run import ensemble, ensembles, here, pieces
from workbench.core.simulation.measures import MEASURES, Window
from workbench.core.simulation.run import run, run_all


def single(project, scenario, window):
    """Measures of one run over a window, measure by material."""
    from workbench.core.network import build
    from workbench.core.simulation.market import market_response
    from workbench.core.simulation.scenario import pull, read_shocks

    network, _ = build(project)
    levers, _ = pull(network, read_shocks(project, scenario)[0])
    found = Window(market_response(levers.network, levers), *window)
    return [found.measures(m) for m in range(len(network.materials))]


def months(found: Ensemble) -> tuple[int, int]:
    names = [found.network.month_name(t) for t in range(found.network.months)]
    return names.index(found.plan.window[0]), names.index(found.plan.window[1]) + 1


def assert_draws_are_runs(found: Ensemble, with_size) -> None:
    for draw in range(found.draws):
        values = {
            (one.order, one.name): value
            for one, value in zip(found.inputs, found.values[draw], strict=True)
        }
        expected = single(with_size(values), found.plan.scenario, months(found))
        for name in MEASURES:
            its = [one[name] for one in expected]
            np.testing.assert_allclose(
                found.measures[name][draw], its, rtol=1e-9, atol=1e-6, err_msg=name
            )


def test_that_a_draw_equals_a_run_with_its_sizes():
    def with_size(values):
        rows = [licence(size=values[1, "size"])]
        if values[2, HAPPENS] > 0:
            rows.append(licence(country="JPN", size=values[2, "size"]))
        return study(*rows)

    assert_draws_are_runs(ensemble(two_shocks(), "s", 16, seed=5), with_size)


@given(networks(), shocks())
@settings(max_examples=15, deadline=None)
def test_that_a_draw_equals_a_run_in_any_network(tables: Tables, rows: Rows):
    spread = [row | {"spread": f"uniform({row['size'] / 2},{row['size']})"} for row in rows]
    spread = [row if row["size"] > 0 else row | {"spread": None} for row in spread]
    found = ensemble(from_records(tables | {"shocks": spread}), "s", 2)

    def with_size(values):
        sized = [row | {"size": values.get((row["order"], "size"), row["size"])} for row in rows]
        return from_records(tables | {"shocks": sized})

    assert_draws_are_runs(found, with_size)


def test_that_the_same_seed_gives_the_same_and_another_one_other_draws():
    one, two = (ensemble(two_shocks(), "s", 30, seed=7) for _ in range(2))
    for table in ("fan", "chance", "survival"):
        pd.testing.assert_frame_equal(getattr(one, table), getattr(two, table))
    pd.testing.assert_frame_equal(one.result.summary, two.result.summary)
    other = ensemble(two_shocks(), "s", 30, seed=8)
    assert not np.array_equal(other.values, one.values)


def test_that_more_draws_begin_with_those_of_fewer():
    few, many = (ensemble(two_shocks(), "s", draws, seed=2) for draws in (16, 50))
    np.testing.assert_array_equal(few.values, many.values[:16])
    for name, values in few.measures.items():
        np.testing.assert_array_equal(values, many.measures[name][:16])


def test_that_scenarios_and_their_children_see_the_same_draws():
    project = scenarios(
        licence(scenario="first", spread="uniform(0,1)"),
        licence(scenario="other", country="JPN", spread="uniform(0,1)"),
        parents={"first": "", "child": "first", "other": "first"},
    )
    first, child, other = (ensemble(project, name, 32) for name in ("first", "child", "other"))
    np.testing.assert_array_equal(first.values[:, 0], child.values[:, 0])
    np.testing.assert_array_equal(first.values[:, 0], other.values[:, 0])
    np.testing.assert_array_equal(first.measures["shortage"], child.measures["shortage"])
    assert (other.measures["shortage"] >= first.measures["shortage"] - 1e-9).all()


def test_that_a_certain_scenario_has_a_fan_without_width():
    found = ensemble(study(licence()), "s", 3)
    plan = found.plan.summary["scenario"]
    for column in ("p5", "p50", "p95", "cvar95"):
        np.testing.assert_allclose(found.result.summary[column], plan, rtol=1e-12)
    assert found.inputs == ()


def test_that_early_estimates_are_those_of_the_draws_so_far(monkeypatch):
    monkeypatch.setattr(runs, "PIECE", 8)
    early: list[Ensemble] = []
    found = ensemble(two_shocks(), "s", 20, early=early.append)
    assert [one.draws for one in early] == [8, 16]
    assert not early[0].is_complete
    assert found.is_complete
    alone = ensemble(two_shocks(), "s", 8)
    pd.testing.assert_frame_equal(early[0].result.summary, alone.result.summary)
    pd.testing.assert_frame_equal(early[0].fan, alone.fan)
    pd.testing.assert_frame_equal(early[0].chance, alone.chance)


def test_that_it_can_be_cancelled_while_it_draws(monkeypatch):
    monkeypatch.setattr(runs, "PIECE", 8)
    seen: list[Ensemble] = []

    class Stop(Progress):
        def step(self, *_):
            if seen:
                raise Cancelled

    with pytest.raises(Cancelled):
        ensemble(two_shocks(), "s", 100, progress=Stop(), early=seen.append)
    assert [one.draws for one in seen] == [8]


def test_that_progress_goes_up_to_the_last_draw():
    steps = []

    class Note(Progress):
        def step(self, done, total, text=""):
            steps.append((done, total, text))

    ensemble(two_shocks(), "s", 20, progress=Note())
    assert steps[-1] == (20, 20, "drawing")


def test_that_materials_without_memory_for_a_fan_are_named(monkeypatch):
    tables = {
        "materials": [{"material": "anode"}, {"material": "cell"}],
        "trade": [
            {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "CHN"}
            | {"material": name, "quantity": 12.0}
            for name in ("cell", "anode")
        ],
    }
    monkeypatch.setattr(runs, "FAN_BYTES", 1)
    found = ensemble(study(licence(spread="uniform(0,1)"), **tables), "s", 4)
    assert (found.shown, found.left_out) == (("anode",), ("cell",))


@pytest.mark.parametrize(("draws", "seed"), [(0, 0), (-1, 0), (4, -1)])
def test_that_no_draws_and_negative_seeds_are_refused(draws, seed):
    with pytest.raises(DataRefused):
        ensemble(two_shocks(), "s", draws, seed=seed)


@given(st.integers(1, 700))
def test_that_pieces_cover_every_draw_once(draws):
    found = [draw for first, last in pieces(draws) for draw in range(first, last)]
    assert found == list(range(draws))


def test_that_nothing_is_computed_for_no_pieces():
    project = two_shocks()
    task = runs.task_of(project, run(project, "s"), 4, 0, None)
    assert list(here(task, [], Progress())) == []


def test_that_more_draws_than_memory_holds_are_refused(monkeypatch):
    monkeypatch.setattr(runs, "MEASURE_BYTES", 17 * 8 * 10)
    assert ensemble(two_shocks(), "s", 10).is_complete
    with pytest.raises(DataRefused, match="no memory for 11 draws"):
        ensemble(two_shocks(), "s", 11)


def three() -> Project:
    """A restriction, its copy that Japan joins later, and Japan alone."""
    joined = licence(country="JPN", start="2022-04", duration=1.0, spread="uniform(0.5,1)")
    return scenarios(
        licence(scenario="a", order=1, spread="uniform(0.2,0.9)"),
        licence(scenario="b", order=1, spread="uniform(0.2,0.9)"),
        joined | {"scenario": "b", "order": 2},
        joined | {"scenario": "c", "order": 1},
        parents={"a": "", "b": "", "c": ""},
    )


def test_that_a_shock_and_its_copy_in_another_scenario_are_drawn_alike():
    one, two, three_ = (ensemble(three(), name, 64, seed=3) for name in "abc")
    np.testing.assert_array_equal(one.values[:, 0], two.values[:, 0])
    np.testing.assert_array_equal(three_.values[:, 0], two.values[:, 1])
    assert abs(np.corrcoef(two.values.T)[0, 1]) < 0.2
    # Japan comes on top in every draw, not only on average.
    more = two.series["shortage"] - one.series["shortage"]
    assert more[0, :4].min() >= -1e-9


def test_that_what_is_drawn_does_not_depend_on_what_is_drawn_beside_it():
    alone = ensemble(three(), "b", 32, seed=3)
    for names in (["b"], ["c", "b"], ["a", "b", "c", ""]):
        found = {one.plan.scenario: one for one in ensembles(three(), names, 32, seed=3)}
        assert list(found) == names
        np.testing.assert_array_equal(found["b"].values, alone.values)
        np.testing.assert_array_equal(found["b"].series["stock"], alone.series["stock"])


def test_that_scenarios_drawn_together_are_measured_over_the_same_months():
    alone = {name: ensemble(three(), name, 16).plan.window for name in "ac"}
    together = list(ensembles(three(), ["a", "c", ""], 16))
    expected = [one.window for one in run_all(three(), ["a", "c", ""])]
    assert [one.plan.window for one in together] == expected
    assert len(set(expected)) == 1
    assert expected[0] == ("2022-02", alone["c"][1]) != alone["c"]
    # Japan's shortage begins two months later than China's, on one axis.
    assert together[1].survival["p50"].tolist() == [2.0]
    assert together[0].survival["p50"].tolist() == [0.0]
    assert np.isinf(together[2].survival["p50"]).all()
    assert ensemble(three(), "c", 16).survival["p50"].tolist() == [0.0]


def test_that_progress_of_several_goes_on_from_one_to_the_next():
    steps = []

    class Note(Progress):
        def step(self, done, total, _text=""):
            steps.append(done / total if total else 0.0)

    list(ensembles(three(), ["a", "b"], 20, progress=Note()))
    assert steps == sorted(steps)
    assert {0.0, 0.5, 1.0} <= set(steps)


def test_that_more_than_can_be_drawn_is_refused(monkeypatch):
    monkeypatch.setattr(runs, "MOST_COORDINATES", 2)
    assert ensemble(three(), "a", 4).is_complete
    rows = [licence(country=name, spread="uniform(0,1)") for name in ("CHN", "JPN", "USA")]
    with pytest.raises(DataRefused, match="more is uncertain"):
        ensemble(study(*rows), "s", 4)
