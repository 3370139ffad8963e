"""A view of the sample, and a way to draw it."""

from __future__ import annotations

import pytest

from workbench.core.formats import read_files
from workbench.core.project import Project
from workbench.core.simulation.run import run
from workbench.paths import sample_workbook
from workbench.ui.charts import View, all_charts, series_of
from workbench.ui.widgets.plot import Plot

MATERIAL = "artificial graphite"


@pytest.fixture(scope="session")
def sample() -> Project:
    imported = read_files([sample_workbook()], Project())
    assert imported.project is not None
    return imported.project


@pytest.fixture(scope="session")
def view(sample) -> View:
    return View(
        project=sample,
        material=MATERIAL,
        scenario="china-licence",
        basis="quantity",
        grain="half",
        series=series_of(sample, MATERIAL, "quantity", "half"),
        result=run(sample, "china-licence"),
    )


@pytest.fixture
def drawn(qtbot):
    """Draw a view and return the plot."""

    kept: list[Plot] = []

    def draw(key: str, view: View) -> Plot:
        plot = Plot(key)
        kept.append(plot)
        qtbot.addWidget(plot)
        plot.resize(900, 500)
        all_charts()[key].draw(plot, view)
        return plot

    return draw
