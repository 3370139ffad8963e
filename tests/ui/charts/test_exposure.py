"""Times to survive and to recover as bars, and what the chart says without any."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from toy_network import toy

from workbench.core.simulation.exposure import exposure
from workbench.ui.charts import View, _exposure
from workbench.ui.widgets.plot import Plot


@pytest.fixture
def drawn(qtbot):
    def draw(view: View) -> Plot:
        plot = Plot("exposure")
        qtbot.addWidget(plot)
        plot.resize(900, 500)
        _exposure.draw(plot, view)
        return plot

    return draw


@pytest.fixture(scope="module")
def stressed() -> View:
    project = toy()
    found = exposure(project)
    return View(project, "anode", "", "quantity", "half", exposure=found)


def test_that_those_who_are_missed_soonest_stand_with_both_times(drawn, stressed) -> None:
    plot = drawn(stressed)
    data = plot.data()
    missed = data.filter(like="missed").iloc[:, 0].to_numpy(dtype=float)
    recover = data["time to recover"].to_numpy(dtype=float)
    assert missed == pytest.approx([280 / 90, 1.5, 0.5])  # the dearest failure first
    assert recover == pytest.approx([8, 4, 4])
    assert "3 sources cannot be replaced for ever; 3 would be missed" in plot.sentence.text()
    assert "AN_CN costs most: 1,300 USD" in plot.sentence.text()


def test_that_who_recovers_in_time_has_another_colour(drawn, stressed) -> None:
    table = stressed.exposure.table.copy()
    table.loc[table["supplier"] == "AN_CN", "exposed"] = False
    calm = replace(stressed, exposure=replace(stressed.exposure, table=table))
    data = drawn(calm).data()
    assert data["time to survive"].to_numpy(dtype=float)[0] == pytest.approx(280 / 90)
    assert np.isnan(data.filter(like="missed").iloc[0, 0])


def test_that_it_says_so_when_nothing_is_worked_out_or_nobody_is_missed(drawn, stressed) -> None:
    assert "not worked out" in drawn(replace(stressed, exposure=None)).message
    table = stressed.exposure.table.assign(time_to_survive=np.inf)
    safe = replace(stressed, exposure=replace(stressed.exposure, table=table))
    assert "No single source can be missed" in drawn(safe).message
