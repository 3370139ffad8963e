"""The series of a rule with its threshold, alarms and events."""

from __future__ import annotations

import pytest

from workbench.core.warning.timeline import timeline
from workbench.ui.charts._warnings import draw
from workbench.ui.widgets.plot import Plot


@pytest.fixture
def plot(qtbot):
    made = Plot("warning")
    qtbot.addWidget(made)
    made.resize(900, 500)
    return made


def test_that_series_threshold_and_warnings_are_drawn(sample, view, plot):
    found = timeline(
        sample, home="KOR", material="artificial graphite", partner="CHN", rule="volume_drop"
    )
    draw(plot, view, found, "imports fell")
    assert list(plot.data().columns) == ["month", "imports, newest known", "threshold", "warning"]
    assert "Drop of volume" in plot.title.text()
    assert plot.sentence.text().startswith("imports fell. Warned at the end of")
    assert plot.unit == "USD a month"


def test_that_a_rule_that_could_not_be_judged_says_so(sample, view, plot):
    found = timeline(sample, home="KOR", material="urea", partner="CHN", rule="volume_drop")
    draw(plot, view, found)
    assert plot.message == "No series to show"
    nobody = timeline(sample, home="KOR", material="urea", partner="FRA", rule="volume_drop")
    assert nobody is None
