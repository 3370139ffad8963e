"""Blocks of figures as pictures."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from workbench.core.report.block_picture import picture
from workbench.core.report.chart_block import Block

nan = float("nan")
SVG = "{http://www.w3.org/2000/svg}"


def block(kind, rows, series=("a", "b"), **more):
    told = tuple((label, tuple(numbers)) for label, numbers in rows)
    return Block(kind, "<title>", "year", "t", tuple(series), told, **more)


def drawn(made):
    return fromstring(picture(made))  # noqa: S314 - of our own making


def bars(root):
    """The bars of the plot: not the ground and not the key."""
    found = [r for r in root.iter(f"{SVG}rect") if float(r.get("x", 0)) > 0]
    return [r for r in found if float(r.get("x")) < 760]


def test_that_stacked_parts_stand_on_each_other_and_missing_ones_are_left_out():
    root = drawn(block("stacked", [("2023", (0.25, 0.75)), ("2024", (nan, 1.0))], share=True))
    first, second, alone = bars(root)
    assert float(first.get("height")) * 3 == pytest.approx(float(second.get("height")), abs=0.2)
    assert float(second.get("y")) + float(second.get("height")) == pytest.approx(
        float(first.get("y")), abs=0.2
    )
    heights = float(first.get("height")) + float(second.get("height"))
    assert float(alone.get("height")) == pytest.approx(heights, abs=0.2)


def test_that_a_line_has_a_gap_where_a_figure_is_missing():
    root = drawn(block("lines", [(str(i), (x,)) for i, x in enumerate([1, 2, nan, 4])], ("a",)))
    (path,) = root.iter(f"{SVG}path")
    assert path.get("d").count("M") == 2
    assert path.get("d").count("L") == 1


def test_that_columns_below_zero_hang_from_the_axis():
    up, down = bars(drawn(block("columns", [("x", (5.0, -5.0))])))
    assert float(up.get("y")) + float(up.get("height")) == pytest.approx(
        float(down.get("y")), abs=0.2
    )


@pytest.mark.parametrize("kind", ["stacked", "columns", "lines", "scatter"])
def test_that_a_block_without_figures_is_still_a_picture(kind):
    assert drawn(block(kind, [])).tag == f"{SVG}svg"
    assert drawn(block(kind, [("x", (nan, nan))])).tag == f"{SVG}svg"


def test_that_points_are_named():
    root = drawn(block("scatter", [("urea", (0.5, 0.4)), ("lost", (nan, 1.0))]))
    assert len(list(root.iter(f"{SVG}circle"))) == 1
    assert "urea" in [text.text for text in root.iter(f"{SVG}text")]
