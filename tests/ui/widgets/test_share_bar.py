"""A share against a threshold."""

from __future__ import annotations

import math

import pytest

from workbench.ui.widgets.share_bar import ShareBar


@pytest.mark.parametrize(
    ("low", "high", "threshold", "said"),
    [
        (0.65, 0.65, 0.6, "65.0 %; 60 % needed"),
        (0.2, 0.75, 0.6, "20.0 % to 75.0 %; 60 % needed"),
        (math.nan, math.nan, 0.6, "share not known; 60 % needed"),
    ],
)
def test_that_the_bar_says_what_it_shows(qtbot, low, high, threshold, said):
    bar = ShareBar("Share")
    qtbot.addWidget(bar)
    bar.show_share(low, high, threshold, "#1E7B4F")
    assert bar.text() == said
    assert bar.accessibleName() == f"Share: {said}"
    assert not bar.grab().isNull()


def test_that_the_filled_part_is_as_long_as_the_share(qtbot):
    bar = ShareBar("Share")
    qtbot.addWidget(bar)
    bar.resize(201, 40)
    bar.show_share(0.25, 0.25, math.nan, "#FF0000")
    image = bar.grab().toImage()
    red = [image.pixelColor(x, 8).name() == "#ff0000" for x in (10, 45, 55, 150)]
    assert red == [True, True, False, False]
