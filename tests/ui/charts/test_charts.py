"""Every chart, drawn on the sample and on data that lack something."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.core.formats import read_files
from workbench.core.project import Project, from_records
from workbench.core.simulation.run import run
from workbench.paths import sample_workbook
from workbench.ui.charts import View, all_charts, series_of
from workbench.ui.widgets.plot import Plot

MATERIAL = "artificial graphite"


@pytest.fixture(scope="module")
def sample() -> Project:
    imported = read_files([sample_workbook()], Project())
    assert imported.project is not None
    return imported.project


@pytest.fixture
def view(sample: Project) -> View:
    return View(
        project=sample,
        material=MATERIAL,
        scenario="china-licence",
        basis="quantity",
        grain="half",
        series=series_of(sample, MATERIAL, "quantity", "half"),
        result=run(sample, "china-licence"),
    )


def _drawn(qtbot, key: str, view: View) -> Plot:
    plot = Plot(key)
    qtbot.addWidget(plot)
    plot.resize(900, 500)
    all_charts()[key].draw(plot, view)
    return plot


@pytest.mark.parametrize("key", ["shares", "shift", "balance"])
def test_that_a_chart_says_what_it_shows_with_a_unit(qtbot, view: View, key: str) -> None:
    plot = _drawn(qtbot, key, view)
    assert plot.message == ""
    assert "인조흑연" in plot.title.text()
    assert plot.sentence.text().endswith(".")
    assert plot.unit


def test_that_shares_of_every_period_add_up_to_one(qtbot, view: View) -> None:
    shown = _drawn(qtbot, "shares", view).data()
    totals = shown.drop(columns=shown.columns[0]).sum(axis=1)
    assert np.allclose(totals, 1.0)


def test_that_the_shift_chart_shows_the_shares_of_the_result(qtbot, view: View) -> None:
    shown = _drawn(qtbot, "shift", view).data()
    rows = view.result.shift.query("material == @MATERIAL").set_index("country")
    values = shown.set_index(shown.columns[0]).loc["China"]
    assert values.iloc[0] == pytest.approx(rows.at["CHN", "base_share"])
    assert values.iloc[1] == pytest.approx(rows.at["CHN", "scenario_share"])


def test_that_supply_stock_and_shortage_fill_demand_every_month(qtbot, view: View) -> None:
    shown = _drawn(qtbot, "balance", view).data()
    balance = view.result.balance.query("material == @MATERIAL")
    parts = shown.drop(columns=[shown.columns[0], "demand", "stock"])
    short = balance["shortage"].to_numpy() > 0
    assert short.any()
    assert np.allclose(parts.sum(axis=1)[short], balance["demand"].to_numpy()[short])
    assert shown["shortage"].sum() == pytest.approx(balance["shortage"].sum())


@pytest.mark.parametrize("key", ["shares", "shift", "balance"])
def test_that_a_project_without_figures_gets_a_message_and_no_empty_chart(qtbot, key: str) -> None:
    project = from_records({"materials": [{"material": "tar"}]})
    view = View(project, "tar", "", "value", "half", series_of(project, "tar", "value", "half"))
    assert _drawn(qtbot, key, view).message


def test_that_the_base_alone_asks_for_a_scenario(qtbot, sample: Project) -> None:
    view = View(sample, MATERIAL, "", "value", "half", None, run(sample))
    assert "scenario" in _drawn(qtbot, "shift", view).message


def test_that_names_from_data_are_never_markup(qtbot) -> None:
    evil = "<img src='x.png'><b>name</b>"
    row = {
        "period": "2021",
        "flow": "import",
        "reporter": "KOR",
        "partner": "CHN",
        "material": "m",
        "quantity": 1,
    }
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "m", "name": evil}],
            "countries": [{"country": "CHN", "name": evil}],
            "trade": [row],
        }
    )
    view = View(project, "m", "", "quantity", "year", series_of(project, "m", "quantity", "year"))
    assert evil in _drawn(qtbot, "shares", view).title.text()
