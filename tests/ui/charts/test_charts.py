"""What holds for every chart."""

from __future__ import annotations

import pytest

from workbench.core.project import from_records
from workbench.ui.charts import View, all_charts, series_of

KEYS = list(all_charts())


@pytest.mark.parametrize("key", KEYS)
def test_that_a_chart_says_what_it_shows_with_a_unit(drawn, view, key: str) -> None:
    plot = drawn(key, view)
    assert plot.message == ""
    assert "인조흑연" in plot.title.text()
    assert plot.sentence.text().endswith(".")
    assert plot.unit


@pytest.mark.parametrize("key", KEYS)
def test_that_a_project_without_figures_gets_a_message_and_no_empty_chart(drawn, key: str) -> None:
    project = from_records({"materials": [{"material": "tar"}]})
    view = View(project, "tar", "", "value", "half", series_of(project, "tar", "value", "half"))
    assert drawn(key, view).message


def test_that_yearly_figures_are_shown_by_year_whatever_grain_is_asked() -> None:
    row = {"flow": "import", "reporter": "KOR", "partner": "CHN", "material": "m", "quantity": 1}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "m"}],
            "trade": [{**row, "period": "2021"}],
        }
    )
    assert series_of(project, "m", "quantity", "month").periods == ("2021",)
