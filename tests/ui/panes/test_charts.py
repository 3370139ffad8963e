"""The charts show the chosen material, scenario, basis and grain, and only the one in front."""

from __future__ import annotations

import pytest

from workbench.core import edit
from workbench.ui.charts import all_charts


@pytest.fixture
def charts(window):
    return window.panes["charts"]


def test_that_without_data_every_chart_says_what_to_do(window, charts):
    for plot in charts.plots.values():
        charts.tabs.setCurrentWidget(plot)
        assert "Nothing to show" in plot.message


def test_that_each_chart_names_the_material_and_has_a_unit(opened, settled, charts):
    opened.session.select(scenario="china-licence")
    settled()
    for plot in charts.plots.values():
        charts.tabs.setCurrentWidget(plot)
        assert "artificial graphite" in plot.title.text()
        assert plot.unit
        assert len(plot.data())


def test_that_grain_and_basis_change_the_bars(opened, settled, charts):
    halves = charts.plot.data()
    assert charts.plot.legend.head() == "2024H2"
    opened.session.select(grain="year")
    settled()
    years = charts.plot.data()
    assert len(years) < len(halves)
    assert charts.plot.legend.head() == "2024"
    opened.session.choose_basis("quantity")
    settled()
    assert "by quantity" in charts.plot.unit
    assert not charts.plot.data().equals(years)


def test_that_only_the_chart_in_front_is_drawn_again(qtbot, opened, settled, charts):
    drawn = []
    charts.drawn.connect(drawn.append)
    opened.session.select(scenario="china-licence")
    settled()
    assert set(drawn) == {"shares"}
    charts.tabs.setCurrentWidget(charts.plots["shift"])
    assert drawn[-1] == "shift"


def test_that_an_event_is_marked_as_soon_as_it_is_written(opened, settled, charts):
    before = len(charts.plot.legend._notes)
    cells = {
        "date": "2020-05",
        "kind": "law",
        "material": "artificial graphite",
        "text": "새 사건 出来事",
    }
    project, _ = edit.add_row(opened.session.project, "events", cells)
    opened.session.edit("Add event", project)
    assert len(charts.plot.legend._notes) == before + 1
    assert any("새 사건 出来事" in text for _, text in charts.plot.legend._notes)


def test_that_pictures_of_all_charts_are_written_and_a_bad_folder_is_told(
    qtbot, opened, settled, answers, monkeypatch, tmp_path
):
    from workbench.ui.widgets import dialogs

    answers(ask_folder=tmp_path)
    opened.commands["pictures"].trigger()
    written = sorted(path.name for path in tmp_path.glob("*.png"))
    assert written == sorted(f"{key}.png" for key in all_charts())
    shown = []
    monkeypatch.setattr(dialogs, "show_problems", lambda _p, title, *_rest: shown.append(title))
    answers(ask_folder=tmp_path / "gone")
    opened.commands["pictures"].trigger()
    assert shown == ["The charts were not written"]
