"""Points in a plane: thresholds, names, hovering and clicking."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from workbench.ui.widgets.scatter import Axis, Points, Scatter


@pytest.fixture
def scatter(qtbot, look, qapp):
    made = Scatter("matrix")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    points = Points(
        np.array([1e3, 1e6]),
        np.array([0.3, 0.9]),
        ["coke", "pitch"],
        [11, 12],
        np.array([False, True]),
    )
    made.show_points(
        "title",
        "sentence",
        points,
        Axis("imports", logarithmic=True),
        Axis("share", 0.5, percent=True),
    )
    qapp.processEvents()
    qapp.processEvents()
    return made


def spot(scatter, x, y):
    return scatter.view.getPlotItem().getViewBox().mapViewToScene(QPointF(x, y))


def test_that_a_point_says_its_name_and_both_figures(scatter):
    assert scatter.point_at(spot(scatter, 6.0, 0.9)) == 1
    assert scatter.point_at(spot(scatter, 4.5, 0.6)) == -1
    assert scatter.told(1) == "pitch\nimports: 1,000,000\nshare: 90.0 %"


def test_that_a_click_picks_the_point(scatter, qtbot):
    place = scatter.view.mapFromScene(spot(scatter, 3.0, 0.3))
    with qtbot.waitSignal(scatter.picked) as picked:
        qtbot.mouseClick(scatter.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked.args == [11]


def test_that_only_given_thresholds_are_drawn(scatter):
    upright, level = scatter._lines
    assert not upright.isVisible()
    assert level.isVisible()
    assert level.value() == 0.5


def test_that_names_are_written_and_the_chosen_point_is_ringed(scatter):
    assert {text.toPlainText() for text in scatter._names} == {"coke", "pitch"}
    scatter.select_label(12)
    assert scatter._chosen.data["y"].tolist() == [0.9]
    scatter.select_label("nobody")
    assert len(scatter._chosen.data) == 0
