"""Charts of uncertainty: fan, chance, time to survive, tornado and Sobol indices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from workbench.core.simulation.ensemble.run import ensemble
from workbench.ui.charts import _chance, _fan, _survival, _tornado, _tornados
from workbench.ui.charts._drawn import Drawn
from workbench.ui.widgets.plot import Plot

CHARTS = {"fan": _fan, "chance": _chance, "survival": _survival}


@pytest.fixture(scope="session")
def licence(sample):
    return ensemble(sample, "china-licence", 64)


@pytest.fixture(scope="session")
def demand(sample):
    return ensemble(sample, "us-demand", 16)


@pytest.fixture
def plot(qtbot):
    made = Plot("chart")
    qtbot.addWidget(made)
    made.resize(900, 500)
    return made


def test_that_the_fan_shows_the_quantiles_of_the_series(plot, view, licence) -> None:
    for series in _fan.SERIES:
        _fan.draw(plot, Drawn(view, licence, series=series))
        fan = licence.fan_of(view.material)
        fan = fan[fan["series"] == series].reset_index(drop=True)
        shown = plot.data()
        for column, level in (
            ("90 % of the draws, lower edge", "p5"),
            ("90 % of the draws, upper edge", "p95"),
            ("50 % of the draws, lower edge", "p25"),
            ("median", "p50"),
        ):
            np.testing.assert_allclose(shown[column], fan[level], rtol=1e-12)
        balance = view.result.balance.query("material == @view.material")
        np.testing.assert_allclose(shown["as entered"], balance[series], rtol=1e-9, atol=1e-6)
    assert "same in every draw" in plot.sentence.text()  # production is certain
    assert "64 draws" in plot.sentence.text()


def test_that_the_fan_says_where_it_is_widest(plot, view, licence) -> None:
    _fan.draw(plot, Drawn(view, licence))
    assert plot.sentence.text().startswith("Least certain in 2024-0")


def test_that_chances_are_shares_of_the_draws(plot, view, licence) -> None:
    _chance.draw(plot, Drawn(view, licence))
    shown = plot.data()["chance of a shortage"]
    np.testing.assert_allclose(shown, licence.chance_of(view.material))
    assert "Most likely in 2024-06" in plot.sentence.text()


def test_that_times_to_survive_add_up_to_all_draws(plot, view, licence) -> None:
    _survival.draw(plot, Drawn(view, licence))
    shown = plot.data()
    assert shown.iloc[:, 1].sum() == pytest.approx(1.0)
    assert shown.iloc[-1, 0] == "never"
    assert "at least 3 months" in plot.sentence.text()
    _survival.draw(plot, Drawn(replace(view, material="urea"), licence))
    assert "served in every month of every draw" in plot.sentence.text()


@pytest.mark.parametrize("name", CHARTS)
def test_that_pinned_scenarios_stand_beside_the_chosen_one(plot, view, licence, demand, name):
    CHARTS[name].draw(plot, Drawn(view, licence, (("US demand", demand),)))
    assert any("US demand" in str(column) for column in plot.data())


@pytest.mark.parametrize("name", CHARTS)
def test_that_nothing_drawn_and_nothing_simulated_are_told(plot, view, licence, name) -> None:
    CHARTS[name].draw(plot, Drawn(view, None))
    assert "Nothing is drawn yet" in plot.message
    CHARTS[name].draw(plot, Drawn(replace(view, material="other"), licence))
    assert "not simulated" in plot.message


def test_that_bars_of_the_tornado_reach_from_the_middle(plot, view) -> None:
    table = pd.DataFrame(
        {"input": ["a", "b"], "at_low": [10.0, 45.0], "at_high": [90.0, 55.0]}
        | {"middle": [50.0, 50.0], "swing": [80.0, 10.0]}
    )
    _tornado.draw(plot, view, table, ["first", "second"], "shortage", "t")
    shown = plot.data()
    assert shown["category"].tolist() == ["first", "second"]
    assert shown["input low"].tolist() == [-40.0, -5.0]
    assert shown["input high"].tolist() == [40.0, 5.0]
    assert "first matters most" in plot.sentence.text()
    none = table.assign(at_low=50.0, at_high=50.0, swing=0.0)
    _tornado.draw(plot, view, none, ["first", "second"], "shortage", "t")
    assert plot.sentence.text() == "None of the uncertain inputs moves it."


def test_that_indices_have_their_errors(plot, view) -> None:
    table = pd.DataFrame(
        {"input": ["a", "b"], "first_order": [0.6, 0.1], "total": [0.9, 0.3]}
        | {"first_order_error": [0.05, 0.02], "total_error": [0.1, 0.04]}
    )
    _tornado.draw_indices(plot, view, table, ["first", "second"])
    shown = plot.data()
    assert shown["interval, alone, lower edge"].tolist() == pytest.approx([0.55, 0.08])
    assert shown["interval, with the others, upper edge"].tolist() == pytest.approx([1.0, 0.34])
    assert "30 % comes from how the inputs act together" in plot.sentence.text()


def swung(name: str, place: int, inputs: list[str], low: list[float], high: list[float]):
    table = pd.DataFrame({"input": inputs, "at_low": low, "at_high": high, "middle": 50.0})
    table["swing"] = (table["at_high"] - table["at_low"]).abs()
    return _tornados.Swung(name, place, table, inputs)


def test_that_bars_of_several_scenarios_stand_side_by_side_by_input(plot, view) -> None:
    """What stands twice in a scenario is two inputs; the largest swing of any decides the order."""
    one = swung("one", 0, ["cut", "cut"], [10.0, 45.0], [90.0, 55.0])
    other = swung("other", 2, ["pull", "cut"], [0.0, 50.0], [200.0, 50.0])
    still = swung("still", 1, ["cut"], [50.0], [50.0])
    _tornados.draw_swings(plot, view, [one, other, still], "shortage", "t", "A note.")
    shown = plot.data().set_index("category")
    assert shown.index.tolist() == ["pull", "cut", "cut (2)"]
    assert shown["one: low"].tolist()[1:] == [-40, -5]
    assert shown["other: high"].tolist()[:2] == [150, 0]
    assert np.isnan(shown.loc["pull", "one: high"])
    assert np.isnan(shown.loc["cut (2)", "other: high"])
    said = "one: cut, 10 to 90 t; other: pull, 0 to 200 t; still: nothing. A note."
    assert plot.sentence.text() == f"What matters most: {said}"


def test_that_indices_of_several_scenarios_have_their_errors(plot, view) -> None:
    table = pd.DataFrame(
        {"input": ["a"], "first_order": [0.6], "total": [0.9]}
        | {"first_order_error": [0.05], "total_error": [0.1]}
    )
    every = [_tornados.Swung(n, p, table, [i]) for p, (n, i) in enumerate(("xa", "yb"))]
    _tornados.draw_indices(plot, view, every)
    shown = plot.data().set_index("category")
    assert shown.loc["a", "x: alone"] == 0.6
    assert shown.loc["b", "interval, y: with the others, upper edge"] == pytest.approx(1.0)
    assert np.isnan(shown.loc["a", "interval, y: alone, lower edge"])
