"""A plot: what is drawn, read, updated in place, exported; and what a message says instead."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPalette
from PySide6.QtSvg import QSvgRenderer

from workbench.core.periods import span
from workbench.ui.look import DARK, LIGHT, faded, palette
from workbench.ui.widgets.plot import Event, Plot, Series

MONTHS = np.arange(span("2021-01")[0], span("2022-12")[0] + 1)
RED, BLUE = "#D55E00", "#0072B2"
NAN = math.nan


@pytest.fixture
def plot(qtbot):
    made = Plot("Shares")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


def draw_stack(plot, size=0.5):
    with plot.drawing(title="Shares", sentence="What it shows.", unit="share", percent=True) as p:
        china = np.full(len(MONTHS), size)
        china[3] = NAN
        p.stack([("China", RED, china), ("Japan 日本", BLUE, np.full(len(MONTHS), 0.25))], MONTHS)
        p.mark_events([Event(float(MONTHS[6]), "<b>law</b>")])


def draw_bars(plot):
    with plot.drawing(title="Balance", unit="t per month") as p:
        p.bars([("Home", BLUE, [100.0, 200.0]), ("China", RED, [50.0, -20.0])], MONTHS[[0, 6]], 6)
        p.lines([Series("Demand", "#000000", [150.0, NAN], pattern=1)], MONTHS[[0, 6]])


def draw_groups(plot):
    colours = [QColor(RED), QColor(BLUE)]
    with plot.drawing(title="Shift", unit="share of supply", percent=True) as p:
        p.grouped_bars(
            ["China", "Korea (home)"],
            [
                Series("Base", [faded(c) for c in colours], [0.788, 0.0]),
                Series("Scenario", colours, [0.303077, 0.615385]),
            ],
        )


def legend(plot):
    return [(entry.name, entry.value) for entry in plot.legend.entries()]


def has_colour(image, colour):
    wanted = QColor(colour).rgb()
    return any(
        image.pixel(x, y) == wanted
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def test_that_a_new_plot_says_that_there_is_nothing_and_a_message_what_to_do(qtbot, plot):
    assert plot.message
    plot.show_message("No figures <b>here</b>", "Import a workbook.", "Load the sample")
    assert plot.message == "No figures <b>here</b>"
    with qtbot.waitSignal(plot.acted):
        plot._button.click()
    draw_stack(plot)
    assert plot.message == ""
    assert plot.accessibleName() == "Shares"
    assert plot.unit == "share"


def test_that_the_table_holds_what_is_shown_and_missing_stays_missing(plot):
    draw_stack(plot)
    data = plot.data()
    assert list(data.columns) == ["month", "China", "Japan 日本"]
    assert data["month"].iloc[[0, -1]].tolist() == ["2021-01", "2022-12"]
    assert np.isnan(data["China"].iloc[3])
    assert data["China"].drop(3).eq(0.5).all()
    draw_groups(plot)
    data = plot.data()
    assert data.columns.tolist() == ["category", "Base", "Scenario"]
    assert data["Scenario"].tolist() == [0.303077, 0.615385]
    draw_bars(plot)
    assert plot.data().columns.tolist() == ["month", "Home", "China", "Demand"]


def test_that_the_legend_stands_as_the_areas_do_and_reads_the_last_month(plot):
    draw_stack(plot)
    assert legend(plot) == [("Japan 日本", "25.0 %"), ("China", "50.0 %")]
    assert plot.legend.head() == "2022-12"
    plot.read_at(float(MONTHS[3]) + 0.2)
    assert legend(plot) == [("Japan 日本", "25.0 %"), ("China", "—")]
    assert plot.legend.head() == "2021-04"
    plot.read_at(None)
    assert plot.legend.head() == "2022-12"


def test_that_the_arrow_keys_move_the_read_out(qtbot, plot):
    draw_bars(plot)
    assert plot.legend.head() == "2021H2"
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.legend.head() == "2021H1"
    assert legend(plot) == [("China", "50"), ("Home", "100"), ("Demand", "150")]
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.legend.head() == "2021H2"


def test_that_the_mouse_reads_the_bar_it_is_over_and_the_group(qtbot, plot):
    draw_bars(plot)
    qtbot.wait(1)
    box = plot.view.getPlotItem().getViewBox()
    plot._hover(box.mapViewToScene(QPointF(MONTHS[4] + 0.5, 10)))
    assert plot.legend.head() == "2021H1"
    plot._hover(box.mapViewToScene(QPointF(MONTHS[8] + 0.5, 10)))
    assert plot.legend.head() == "2021H2"
    draw_groups(plot)
    qtbot.wait(1)
    plot._hover(box.mapViewToScene(QPointF(1.1, 0.1)))
    assert legend(plot) == [("Base", "0.0 %"), ("Scenario", "61.5 %")]
    assert plot.legend.head() == "Korea (home)"


def test_that_drawing_again_keeps_the_items_and_takes_away_what_is_gone(plot):
    draw_stack(plot, 0.5)
    items = {key: shown.item for key, shown in plot._shown.items()}
    draw_stack(plot, 0.6)
    assert {key: shown.item for key, shown in plot._shown.items()} == items
    assert legend(plot)[1] == ("China", "60.0 %")
    draw_groups(plot)
    assert not any(item.scene() for item in items.values())
    assert [name for name, _ in legend(plot)] == ["Base", "Scenario"]


def test_that_the_axes_reach_over_all_that_is_drawn(plot):
    draw_bars(plot)
    (left, right), (low, high) = plot.view.viewRange()
    assert (left, right) == (MONTHS[0], MONTHS[11] + 1)
    assert low < -20
    assert high > 200
    draw_stack(plot)
    assert plot.view.viewRange()[1][0] == 0
    assert 0.75 < plot.view.viewRange()[1][1] < 0.85


def test_that_a_zoom_outlives_new_values_until_everything_is_asked_for(qtbot, plot):
    draw_stack(plot)
    box = plot.view.getPlotItem().getViewBox()
    box.setXRange(float(MONTHS[2]), float(MONTHS[8]), padding=0)
    box.sigRangeChangedManually.emit([True, False])
    draw_stack(plot, 0.4)
    assert plot.view.viewRange()[0] == [MONTHS[2], MONTHS[8]]
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    assert plot.view.viewRange()[0] == [MONTHS[0], MONTHS[-1]]


def test_that_colours_are_on_the_image_in_full_size(plot, tmp_path):
    draw_stack(plot)
    plot.read_at(float(MONTHS[2]))
    plot.export_png(tmp_path / "c.png", scale=2)
    image = QImage(str(tmp_path / "c.png"))
    assert image.size() == plot.page.size() * 2
    assert has_colour(image, RED)
    assert has_colour(image, BLUE)
    plot.copy_image()
    assert QGuiApplication.clipboard().image().size() == plot.page.size() * 2


def test_that_a_plot_in_no_window_is_exported_in_the_size_asked_for(qtbot, tmp_path):
    plot = Plot()
    qtbot.addWidget(plot)
    draw_bars(plot)
    plot.export_png(tmp_path / "c.png", scale=1, size=QSize(800, 450))
    image = QImage(str(tmp_path / "c.png"))
    assert image.size() == QSize(800, 450)
    right_half = image.copy(400, 0, 400, 450)
    assert has_colour(right_half, BLUE)  # laid out over the whole width


def test_that_the_drawing_can_be_read_back_and_holds_its_text(plot, tmp_path):
    draw_stack(plot)
    plot.export_svg(tmp_path / "c.svg")
    source = (tmp_path / "c.svg").read_text("utf-8")
    assert "日本" in source  # may be cut where the font changes
    assert "#d55e00" in source
    assert "<image" not in source
    assert "<b>law" not in source
    renderer = QSvgRenderer(str(tmp_path / "c.svg"))
    assert renderer.isValid()
    image = QImage(plot.page.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert has_colour(image, RED)


def test_that_what_cannot_be_written_is_said(plot, tmp_path):
    draw_stack(plot)
    with pytest.raises(FileNotFoundError):
        plot.export_png(tmp_path / "missing" / "c.png")
    with pytest.raises(FileNotFoundError):
        plot.export_svg(tmp_path / "missing" / "c.svg")


def test_that_the_theme_is_followed_at_once(qapp, plot):
    draw_stack(plot)
    before = QPalette(qapp.palette())
    try:
        for colours in (DARK, LIGHT):
            qapp.setPalette(palette(colours))
            qapp.processEvents()
            assert plot.view.backgroundBrush().color() == QColor(colours.base)
            assert plot._left.textPen().color() == QColor(colours.axis)
    finally:
        qapp.setPalette(before)


def test_that_drawing_outside_of_a_drawing_and_uneven_series_are_refused(plot):
    with pytest.raises(RuntimeError):
        plot.stack([("China", RED, [1.0])], [1])
    with (
        pytest.raises(ValueError, match=r"'China' has 2 values at 1 places"),
        plot.drawing(title="x"),
    ):
        plot.lines([("China", RED, [1.0, 2.0])], [1])


def test_that_a_chart_without_any_value_is_drawn_empty(plot):
    with plot.drawing(title="Nothing", unit="t") as p:
        p.lines([("Demand", RED, [NAN, NAN])], MONTHS[:2])
        p.bars([], [])
    assert legend(plot) == [("Demand", "—")]
    assert not plot.grab().isNull()


def test_that_leaving_the_plot_takes_the_read_out_away(qapp, plot):
    draw_stack(plot)
    plot.read_at(float(MONTHS[1]))
    qapp.sendEvent(plot.view.viewport(), QEvent(QEvent.Type.Leave))
    assert plot.legend.head() == "2022-12"


def test_that_a_waterfall_hangs_its_bars_at_their_feet(plot):
    with plot.drawing(title="Steps", unit="t") as p:
        p.floating_bars(
            ["before", "less", "after"],
            [("total", BLUE, [10.0, NAN, 7.0]), ("less", RED, [NAN, -3.0, NAN])],
            [0.0, 10.0, 0.0],
        )
    assert plot.data().iloc[:, 0].tolist() == ["before", "less", "after"]
    falling = plot._shown["floating", "less"].item
    assert (falling._low[1], falling._high[1]) == (10.0, 7.0)
    assert not plot.grab().isNull()


def test_that_a_band_is_read_and_copied_with_both_edges(plot):
    with plot.drawing(title="Tonnes", unit="t"):
        plot.band(Series("5-95 %", "#0B62A4", [4.0, np.nan]), [1.0, np.nan], [24240, 24241])
    plot.read_at(24240)
    assert legend(plot) == [("5-95 %", "1 – 4")]
    data = plot.data()
    assert data.columns.tolist() == ["month", "5-95 %, lower edge", "5-95 %, upper edge"]
    assert data.iloc[0].tolist() == ["2020-01", 1.0, 4.0]
    assert data.iloc[1, 1:].isna().all()


def test_that_whiskers_are_read_and_copied_with_both_ends(plot):
    with plot.drawing(title="Indices"):
        plot.grouped_bars(["a", "b"], [Series("share", "#0072B2", [0.5, 0.2])])
        plot.whiskers(Series("interval", "#000000", [0.6, 0.25]), [0.4, 0.15], 0.1)
    shown = plot.data()
    assert shown["interval, lower edge"].tolist() == [0.4, 0.15]
    assert shown["interval, upper edge"].tolist() == [0.6, 0.25]


def test_that_a_plot_that_is_squeezed_to_nothing_is_painted_all_the_same(qtbot):
    plot = Plot()
    qtbot.addWidget(plot)
    with plot.drawing(title="A", unit="t"):
        plot.stack([Series("CHN", QColor("red"), [3.0, 4.0, 5.0])], [0, 1, 2])
    plot.show()
    for size in ((136, 20), (300, 1), (40, 300)):
        plot.view.setFixedSize(*size)
        assert not plot.view.grab().isNull()


def test_that_in_a_low_place_the_legend_leaves_the_plot_most_of_the_height(plot, qapp):
    plot.resize(330, 280)
    names = [f"China licenses graphite exports, part {n}" for n in range(9)]
    with plot.drawing(title="why imports changed", unit="t"):
        series = [Series(name, QColor("#123456"), np.array([1.0, 2.0])) for name in names]
        plot.grouped_bars(["base", "scenario"], series)
    plot.show()
    qapp.processEvents()
    assert plot.view.height() >= 160
    assert plot.legend.height() >= plot.legend.sizeHint().height()


def test_that_a_sentence_gives_way_to_the_plot_only_while_the_place_is_low(plot, qapp):
    said = "imports of every scenario " * 12
    with plot.drawing(title="why imports changed", sentence=said, unit="t"):
        plot.grouped_bars(["base"], [Series("a", QColor("#123456"), np.array([1.0]))])
    for _ in range(3):
        plot.resize(330, 260)
        qapp.processEvents()
        assert plot.sentence.isHidden()
        assert said.strip() in plot.title.toolTip()
        plot.resize(331, 260)
        qapp.processEvents()
        assert plot.sentence.isHidden()
        plot.resize(900, 500)
        qapp.processEvents()
        assert plot.sentence.isVisible()
        assert not plot.title.toolTip()


def test_that_the_mark_of_an_event_at_the_axis_is_whole(plot, qapp):
    plot.resize(600, 400)
    with plot.drawing(title="production"):
        plot.lines([("made", "#123456", np.array([1.0, 0.5, 1.0]))], np.arange(3.0))
        plot.mark_events([Event(0.0, "capacity is lost"), Event(2.0, "it is back")])
    plot.show()
    qapp.processEvents()
    drawn = []

    picture = QImage(600, 400, QImage.Format.Format_RGB32)
    painter, marks = QPainter(picture), plot._marks
    painter.drawRoundedRect = lambda mark, *_radii: drawn.append(QRectF(mark))
    mapping = marks.sceneTransform()
    marks.draw(painter, mapping)
    edge = mapping.mapRect(marks.getViewBox().viewRect())
    assert len(drawn) == 2
    assert all(edge.left() <= mark.left() and mark.right() <= edge.right() for mark in drawn)
    drawn.clear()
    plot.view.getPlotItem().getViewBox().setXRange(0.5, 1.5, padding=0.0)
    marks.draw(painter, marks.sceneTransform())
    painter.end()
    assert drawn == []  # neither is in the part that is shown
