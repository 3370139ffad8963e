from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.core.simulation.run import run, run_all
from workbench.ui.charts import View


def test_that_the_bars_are_the_shares_of_the_result(drawn, view) -> None:
    shown = drawn("shift", view).data()
    rows = view.result.shift.query("material == @view.material").set_index("country")
    china = shown.set_index(shown.columns[0]).loc["China"]
    assert china.iloc[0] == pytest.approx(rows.at["CHN", "base_share"])
    assert china.iloc[1] == pytest.approx(rows.at["CHN", "scenario_share"])


def test_that_the_sentence_names_both_shares_so_that_neither_is_taken_for_the_other(
    drawn, view
) -> None:
    sentence = drawn("shift", view).sentence.text()
    assert "of supply" in sentence
    assert "of imports" in sentence


def test_that_the_base_alone_asks_for_a_scenario(drawn, sample) -> None:
    view = View(sample, "artificial graphite", "", "value", "half", None, run(sample))
    assert "scenario" in drawn("shift", view).message


def test_that_pinned_scenarios_get_a_bar_of_their_own(drawn, view, sample) -> None:
    both = run_all(sample, ["china-licence", "", "us-demand"])
    several = replace(view, result=both[0], pinned=tuple(both[1:]))
    shown = drawn("shift", several).data().set_index("category")
    assert list(shown)[1] == "base"
    for one, column in zip(both, shown, strict=True):
        rows = one.shift.query("material == @view.material").set_index("country")
        assert shown.at["China", column] == pytest.approx(rows.at["CHN", "scenario_share"])
