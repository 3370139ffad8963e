from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from workbench.core.simulation.run import run, run_all
from workbench.ui.charts import View, ledger_of_year, series_of
from workbench.ui.charts._styles import scenario_labels


def past(sample, basis="quantity") -> View:
    series = series_of(sample, "artificial graphite", basis, "half")
    ledger = ledger_of_year(sample, series)
    return View(sample, "artificial graphite", "", basis, "half", series, ledger=ledger)


def steps(plot) -> np.ndarray:
    table = plot.data()
    return table.iloc[:, 1:].sum(axis=1).to_numpy()


def test_that_the_steps_lead_from_the_base_to_the_scenario(drawn, view) -> None:
    plot = drawn("waterfall", view)
    values = steps(plot)
    assert values[0] + values[1:-1].sum() == pytest.approx(values[-1])
    rows = view.result.summary.query("material == @view.material and measure == 'imports'")
    assert values[0] == pytest.approx(rows["base"].item())
    assert values[-1] == pytest.approx(rows["scenario"].item())
    names = plot.data().iloc[:, 0].tolist()
    assert names[:3] == ["base", "demand", "home production"]
    assert "months" in plot.unit


def test_that_without_a_scenario_two_periods_of_the_same_season_are_compared(drawn, sample) -> None:
    plot = drawn("waterfall", past(sample))
    names = plot.data().iloc[:, 0].tolist()
    assert (names[0], names[-1]) == ("2023H2", "2024H2")
    values = steps(plot)
    assert values[0] + values[1:-1].sum() == pytest.approx(values[-1])
    assert "in proportion" in plot.sentence.text()


def test_that_by_value_the_total_stands_for_demand_and_home_production(drawn, sample) -> None:
    plot = drawn("waterfall", past(sample, "value"))
    names = plot.data().iloc[:, 0].tolist()
    assert "all imports" in names
    assert "demand" not in names
    assert "quantity only" in plot.sentence.text()


def test_that_many_sources_are_added_up_and_nothing_is_lost(drawn, sample) -> None:
    view = past(sample)
    rows = view.ledger.effects
    many = rows.loc[np.repeat(rows.index, 4)].reset_index(drop=True)
    ledger = dataclasses.replace(view.ledger, effects=many)
    plot = drawn("waterfall", dataclasses.replace(view, ledger=ledger))
    assert any("others" in name for name in plot.data().iloc[:, 0])
    values = steps(plot)
    assert values[0] + values[1:-1].sum() == pytest.approx(values[-1])


def test_that_without_two_periods_it_is_said_what_is_needed(drawn, sample) -> None:
    view = View(sample, "artificial graphite", "", "value", "half", None, run(sample))
    assert "No two periods" in drawn("waterfall", view).message


def test_that_pinned_scenarios_stand_side_by_side_on_one_axis(drawn, sample) -> None:
    names = ["china-licence", "us-demand", "", "second-phase"]
    first, *others = run_all(sample, names)
    view = View(
        sample, "artificial graphite", names[0], "quantity", "half", None, first, pinned=(*others,)
    )
    plot = drawn("waterfall", view)
    table = plot.data().set_index(plot.data().columns[0])
    assert table.loc["base", "base"] > 0
    for result in (first, others[0], others[2]):
        (name,) = scenario_labels([view.name_of(result.scenario)])
        steps = table[[name, f"{name}: less"]].sum(axis=1).to_numpy()
        rows = result.summary.query("material == 'artificial graphite' and measure == 'imports'")
        assert table.loc["base", "base"] == pytest.approx(rows["base"].item())
        assert steps[-1] == pytest.approx(rows["scenario"].item())
        assert rows["base"].item() + steps[:-1].sum() == pytest.approx(steps[-1])
        assert name in plot.sentence.text()
    assert not any("base" in str(column) for column in table.columns[1:])


def test_that_pinned_scenarios_are_told_of_where_two_periods_are_compared(drawn, sample) -> None:
    view = dataclasses.replace(past(sample), pinned=(run(sample, "us-demand"),))
    assert "once one is chosen" in drawn("waterfall", view).sentence.text()
