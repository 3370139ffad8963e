from __future__ import annotations

import numpy as np
import pytest

from workbench.ui.widgets.day_plot import DayPlot
from workbench.ui.widgets.plot import Event


@pytest.fixture
def plot(qtbot, look):
    made = DayPlot("days")
    qtbot.addWidget(made)
    return made


def test_that_the_axis_and_the_copied_figures_count_days(plot) -> None:
    with plot.drawing(title="production"):
        plot.curves([("a", "#123456", np.array([1.0, 0.5, 0.75]))], np.arange(3.0))
    frame = plot.data()
    assert list(frame.columns) == ["day", "a"]
    assert frame["a"].tolist() == [1.0, 0.5, 0.75]
    assert frame["day"].tolist() == ["day 0", "day 1", "day 2"]
    levels = plot._bottom.tickValues(0.0, 2.0, 900.0)
    assert [plot._bottom.tickStrings(at, 1, step) for step, at in levels] == [
        ["day 0", "day 1", "day 2"]
    ]


def test_that_a_moment_is_named_as_a_day_and_not_as_an_amount(plot) -> None:
    with plot.drawing(title="production"):
        plot.curves([("a", "#123456", np.array([1.0, 0.5, 0.75]))], np.arange(3.0))
        plot.mark_events([Event(1.0, "the outage ends")])
    assert plot.legend.head() == "day 2"
    assert plot.legend._notes == (("1", "day 1  the outage ends"),)
