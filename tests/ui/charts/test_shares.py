from __future__ import annotations

import numpy as np

from workbench.core.project import from_records
from workbench.ui.charts import View, series_of


def test_that_shares_of_every_period_add_up_to_one(drawn, view) -> None:
    shown = drawn("shares", view).data()
    totals = shown.drop(columns=shown.columns[0]).sum(axis=1)
    assert np.allclose(totals, 1.0)


def test_that_events_of_the_material_are_marked(drawn, view) -> None:
    marked = drawn("shares", view).legend.entries
    assert marked
    assert len(view.events(int(view.series.first[0]), int(view.series.first[-1]))) > 3


def test_that_names_from_data_are_never_markup(drawn) -> None:
    evil = "<img src='x.png'><b>name</b>"
    row = {"period": "2021", "flow": "import", "reporter": "KOR", "material": "m", "quantity": 1}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "m", "name": evil}],
            "countries": [{"country": "CHN", "name": evil}],
            "trade": [{**row, "partner": "CHN"}],
        }
    )
    series = series_of(project, "m", "quantity", "year")
    plot = drawn("shares", View(project, "m", "", "quantity", "year", series))
    assert evil in plot.title.text()
    assert evil in plot.data().columns
