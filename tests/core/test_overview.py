from __future__ import annotations

import numpy as np
import pytest

from workbench.core.overview import overview
from workbench.core.project import from_records


def test_that_the_latest_complete_year_is_shown_and_gaps_stay_missing() -> None:
    trade = [
        {
            "period": period,
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": "pitch",
            "value": value,
        }
        for period, partner, value in (
            ("2020", "CHN", 1.0),
            ("2021", "CHN", 1.0),
            ("2021", "JPN", 3.0),
            ("2022-01", "CHN", 9.0),
        )
    ]
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "pitch", "name": "피치"}, {"material": "tar"}],
            "trade": trade,
        }
    )
    table = overview(project, "value").set_index("material")
    assert table.loc["pitch", ["name", "period", "top_partner"]].tolist() == ["피치", "2021", "JPN"]
    assert table.at["pitch", "top_share"] == pytest.approx(0.75)
    assert table.at["pitch", "hhi"] == pytest.approx(0.625)
    assert np.isnan(table.at["tar", "hhi"])
    assert (table.at["tar", "name"], table.at["tar", "period"]) == ("tar", "")


def test_that_an_incomplete_year_is_marked_when_there_is_no_other() -> None:
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "pitch"}],
            "trade": [
                {
                    "period": "2022-01",
                    "flow": "import",
                    "reporter": "KOR",
                    "partner": "CHN",
                    "material": "pitch",
                    "value": 1.0,
                }
            ],
        }
    )
    assert overview(project, "value")["period"].tolist() == ["2022*"]


def test_that_each_material_has_a_latest_year_of_its_own() -> None:
    row = {"flow": "import", "reporter": "KOR", "partner": "CHN", "value": 1.0}
    pairs = (("tar", "2020-03"), ("tar", "2019-01"), ("pitch", "2022-01"))
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "pitch"}, {"material": "tar"}],
            "trade": [{**row, "material": name, "period": period} for name, period in pairs],
        }
    )
    assert overview(project, "value")["period"].tolist() == ["2022*", "2020*"]


def test_that_a_total_of_all_partners_is_no_top_partner() -> None:
    row = {"flow": "import", "reporter": "KOR", "material": "pitch", "value": 2.0}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "pitch"}],
            "trade": [{**row, "period": "2022", "partner": "WLD"}],
        }
    )
    (line,) = overview(project, "value").itertuples()
    assert (line.top_partner, line.imports) == ("", 2.0)
    assert np.isnan(line.top_share)
    assert np.isnan(line.hhi)
