"""An export control warns from its day on, and for some months."""

from __future__ import annotations

import pytest

CONTROL = {"date": "2018-10-20", "country": "CHN", "kind": "export control", "text": "licences"}


@pytest.mark.parametrize(
    ("as_of", "warns"),
    [("2018-10-19", False), ("2018-10-20", True), ("2019-03", True), ("2019-04", False)],
)
def test_that_it_stands_for_six_months_from_its_day_on(rows, make, judged, as_of, warns):
    project = make(rows("CHN", [50.0] * 18), events=[{**CONTROL, "material": "urea"}])
    found, _ = judged(project, "export_control", as_of=as_of)
    assert found == ([("CHN", 1.0, 1.0)] if warns else [])


def test_that_a_month_is_known_at_its_end(rows, make, judged):
    event = {**CONTROL, "date": "2018-10", "material": "urea"}
    project = make(rows("CHN", [50.0] * 18), events=[event])
    assert judged(project, "export_control", as_of="2018-10-30")[0] == []
    assert judged(project, "export_control", as_of="2018-10-31")[0] != []


def test_that_one_without_a_material_is_about_what_the_country_supplies(rows, make, judged):
    event = {**CONTROL, "material": ""}
    project = make(rows("CHN", [50.0] * 12), rows("JPN", [50.0] * 12), events=[event])
    assert [row[0] for row in judged(project, "export_control", as_of="2018-12")[0]] == ["CHN"]
    other = make(rows("JPN", [50.0] * 12), events=[event])
    assert judged(other, "export_control", as_of="2018-12")[0] == []


def test_that_it_warns_without_any_monthly_figures(make, judged):
    project = make(events=[{**CONTROL, "material": "urea"}])
    assert judged(project, "export_control", as_of="2018-11")[0] == [("CHN", 1.0, 1.0)]
