"""The watch table: grade, change, and what is left blank."""

from __future__ import annotations

import math

import numpy as np
import pytest

from workbench.core.indicators.korea_watch_grade import korea_watch_grade
from workbench.core.project import from_records
from workbench.core.screening.screen import screen
from workbench.core.screening.watchlist import COLUMNS, grades, ranked, watched, watchlist
from workbench.core.screens import screens


@pytest.fixture
def project():
    amounts = {
        "tar": {"2021": (60, 40), "2022": (95, 5)},
        "pitch": {"2020": (10, 90), "2022": (76, 24)},
        "coke": {"2022-03": (55, 45)},
    }
    rows = [
        {
            "period": period,
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": material,
            "value": 10.0 * amount,
            "quantity": float(amount),
        }
        for material, years in amounts.items()
        for period, pair in years.items()
        for partner, amount in zip(("CHN", "JPN"), pair, strict=True)
    ]
    names = ("pitch", "coke", "tar", "silent")
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": name, "name": name.title()} for name in names],
            "trade": rows,
        }
    )


def test_that_a_line_tells_the_latest_year_and_the_year_before(project):
    table = watched(project, "quantity").set_index("material")
    assert tuple(table.reset_index()[list(COLUMNS)]) == COLUMNS
    assert table["grade"].to_dict() == {"tar": "A", "pitch": "B", "coke": "D", "silent": ""}
    assert table["period"].to_dict() == {
        "tar": "2022",
        "pitch": "2022",
        "coke": "2022*",
        "silent": "",
    }
    assert table.at["tar", "change"] == pytest.approx(0.35)
    assert math.isnan(table.at["pitch", "change"])  # nothing is reported for 2021
    assert math.isnan(table.at["coke", "change"])
    assert table.at["pitch", "rise"] == pytest.approx(0.76 - 0.9)
    assert table.at["tar", "imports"] == pytest.approx(100.0)
    assert table.at["tar", "import_value"] == pytest.approx(1000.0)
    assert math.isnan(table.at["silent", "top_share"])


def test_that_another_period_can_be_shown(project):
    table = watched(project, "value", period="2021").set_index("material")
    assert table.at["tar", "top_share"] == pytest.approx(0.6)
    assert table.at["pitch", "top_partner"] == ""


def test_that_values_are_not_known_before_they_are_screened(project):
    table = watchlist(project, screen(project, basis="quantity"))
    assert table["import_value"].isna().all()
    assert ranked(table)["grade"].tolist() == ["A", "B", "D", ""]


def test_that_grades_are_those_of_the_indicator():
    screen_of = screens()["korea_watch_grade"]
    shares = np.array([0.0, 0.49999, 0.5, 0.7, 0.7499, 0.75, 0.9, 1.0, math.nan])
    known = [korea_watch_grade(share) for share in shares[:-1]]
    assert grades(shares, screen_of).tolist() == [*known, ""]


def test_that_thresholds_that_do_not_fall_give_no_grade(project):
    wrong = project.replace(
        {
            "settings": from_records(
                {"settings": [{"key": "screen.korea_watch_grade.grade_a", "value": "0.6"}]}
            )["settings"]
        }
    )
    assert grades(np.array([0.95]), screens(wrong)["korea_watch_grade"]).tolist() == [""]
