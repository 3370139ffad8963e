"""One indicator over time, with its thresholds."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.core.dependence import dependence, judged
from workbench.core.indicators import all_indicators
from workbench.core.thresholds import marks_of
from workbench.ui.charts import View, _indicator
from workbench.ui.widgets.plot import Plot


@pytest.fixture
def drawn(qtbot, graphite):
    plot = Plot()
    qtbot.addWidget(plot)

    def draw(key: str, material: str = "artificial graphite", grain: str = "half") -> Plot:
        about = {"material": material, "basis": "quantity", "grain": grain}
        found = dependence(graphite, **about)
        indicator = all_indicators()[key]
        view = View(graphite, material, "", "quantity", grain)
        judgement = judged(graphite, key, **about)
        _indicator.draw(plot, view, found, key, indicator, marks_of(graphite, indicator), judgement)
        return plot

    return draw


def test_that_a_share_is_seen_beside_the_thresholds_on_its_scale(drawn) -> None:
    data = drawn("top_partner_share").data()
    assert len(data) == 16
    assert data["Share of the largest partner"].iloc[-1] == pytest.approx(0.89084, abs=1e-5)
    assert (data["korea watch grade, grade a"] == 0.9).all()
    assert (data["korea watch grade, grade d"] == 0.5).all()


def test_that_a_rule_shows_what_it_judges_and_where_it_holds(drawn) -> None:
    plot = drawn("motie_absolute")
    data = plot.data()
    held = data["share of CHN in imports: holds"].notna()
    assert held.sum() == 4
    assert (data.loc[held, "share of CHN in imports: holds"] >= 0.9).all()
    assert (data["share of CHN in imports: does not hold"].dropna() < 0.9).all()
    assert (data["threshold 0.9"] == 0.9).all()
    assert "Held in 4 of 16 periods" in plot.sentence.text()


def test_that_a_grade_shows_all_its_bounds(drawn) -> None:
    plot = drawn("korea_watch_grade")
    assert {f"threshold {x}" for x in (0.9, 0.75, 0.7, 0.5)} <= set(plot.data().columns)
    assert "share of CHN in imports" in plot.data().columns  # one curve, whatever the grade
    assert "Watched in 16 of 16 periods" in plot.sentence.text()


def test_that_periods_without_a_figure_are_named_with_their_reason(drawn) -> None:
    plot = drawn("supply_risk_eu", "natural graphite")
    assert "4 periods have no figure, the last one 2024H2: world production" in (
        plot.sentence.text()
    )
    assert np.isnan(plot.data()["Supply risk (EU)"]).sum() == 4


def test_that_without_any_figure_the_reason_stands_in_place_of_the_chart(drawn) -> None:
    plot = drawn("hhi", "coal tar")
    assert "no figure in any period" in plot.message
    assert "no imports are reported" in plot._detail.text()
