"""A staircase whose points can be picked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from workbench.ui.widgets.step_plot import StepPlot


@pytest.fixture
def plot(qtbot, qapp):
    made = StepPlot("Money against risk")
    qtbot.addWidget(made)
    made.resize(600, 360)
    made.show()
    with made.drawing(title="Money against risk", unit="USD"):
        made.steps(("shortage", "#0B62A4", [15.0, 8.0, 2.0]), [0.0, 4.2, 12.9], "million USD", 20.0)
    qapp.processEvents()
    return made


def spot(plot, x, y):
    box = plot.view.getPlotItem().getViewBox()
    return plot.view.mapFromScene(box.mapViewToScene(QPointF(x, y)))


@pytest.mark.parametrize(("x", "place"), [(0.1, 0), (4.0, 1), (13.2, 2)])
def test_that_a_click_picks_the_point_next_to_it(plot, qtbot, x, place):
    with qtbot.waitSignal(plot.picked) as told:
        qtbot.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=spot(plot, x, 5.0))
    assert told.args == [place]


def test_that_a_click_far_from_every_point_picks_none(plot, qtbot):
    with qtbot.assertNotEmitted(plot.picked):
        qtbot.mouseClick(plot.view.viewport(), Qt.MouseButton.LeftButton, pos=spot(plot, 8.4, 5.0))


def test_that_the_keyboard_reaches_every_point(plot, qtbot):
    picked = []
    plot.picked.connect(picked.append)
    plot.choose(0)
    for _ in range(2):
        qtbot.keyClick(plot, Qt.Key.Key_Right)
        qtbot.keyClick(plot, Qt.Key.Key_Return)
    assert picked == [1, 2]


def test_that_amounts_are_read_with_their_unit(plot):
    plot.choose(1)
    assert plot.data().iloc[:, 0].tolist() == [
        "0 million USD",
        "4.2 million USD",
        "12.9 million USD",
    ]
