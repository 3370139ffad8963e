"""Alarms with everything a reader needs, and what could not be judged with its reason."""

from __future__ import annotations

import pytest

from workbench.core.problem import DataRefused
from workbench.core.warning.homes import all_homes
from workbench.core.warning.months import months_known
from workbench.core.warning.watch import watch
from workbench.core.warning.wording import ALARMS, MATERIALS, UNJUDGED


def test_that_an_alarm_says_series_rule_value_threshold_dates_and_words(rows, make):
    found = watch(make(rows("CHN", [60.0] * 13), rows("JPN", [40.0] * 13)))
    assert found.as_of == "2019-02-28"  # the newest month, 2019-01, and one month of lag
    row = found.alarms.iloc[0]
    assert tuple(found.alarms) == ALARMS
    assert (row["material"], row["partner"], row["rule"]) == ("urea", "CHN", "share_level")
    assert (row["value"], row["threshold"], row["unit"], row["basis"]) == (0.6, 0.5, "0-1", "value")
    assert (row["period"], row["known"], row["grade"]) == ("2019-01", "2019-02-28", "C")
    assert row["sentence"] == (
        "CHN supplied 60.0% of imports by value in 2019-01; the threshold is 50%"
    )
    assert found.materials.iloc[0][["grade", "status"]].tolist() == ["C", "ok"]


def test_that_a_day_inside_a_month_knows_less_than_its_end(rows, make):
    project = make(rows("CHN", [60.0] * 13), rows("JPN", [40.0] * 13))
    assert watch(project, as_of="2019-02-27").materials["newest"].tolist() == ["2018-12"]
    assert watch(project, as_of="2019-02-28").materials["newest"].tolist() == ["2019-01"]


def test_that_a_release_named_by_its_year_is_that_of_its_last_day(rows, make):
    told = {"first": "2018-11", "release": "2019-12-02"}
    parts = rows("CHN", [60.0] * 13, **told), rows("JPN", [50.0] * 13, **told)
    whole = rows("CHN", [40.0] * 13, first="2018-11", release="2019")
    found = watch(make(*parts, whole), as_of="2019-12-31", rules=["share_level"])
    assert found.alarms[["partner", "value"]].to_numpy().tolist() == [["JPN", 50 / 90]]


def test_that_an_export_control_is_known_from_its_own_day_on(rows, make):
    event = {"date": "2018-10-20", "country": "CHN", "kind": "export control", "material": "urea"}
    project = make(rows("CHN", [50.0] * 9), events=[event])
    found = watch(project, as_of="2018-11-05", rules=["export_control"])
    assert found.alarms["known"].tolist() == ["2018-10-20"]


def test_that_thin_data_has_a_reason_and_no_grade(rows, make):
    yearly = [{**row, "material": "tar", "period": "2018"} for row in rows("CHN", [5.0])]
    few = [{**row, "material": "pitch"} for row in rows("CHN", [50.0, 50.0])]
    calm = rows("CHN", [30.0] * 13) + rows("JPN", [35.0] * 13) + rows("DEU", [35.0] * 13)
    project = make(yearly, few, calm, materials=("urea", "tar", "pitch", "coal"))
    found = watch(project, as_of="2019-02").materials.set_index("material")
    assert tuple(watch(project).materials) == MATERIALS
    assert found["grade"].to_dict() == {"urea": "D", "tar": "", "pitch": "A", "coal": ""} | {
        "pitch": found.loc["pitch", "grade"]
    }
    assert found.loc["tar", "reason"] == (
        "only figures of years are known (2018); monthly ones are needed"
    )
    assert found.loc["coal", "reason"] == "no figures of its imports are known"
    assert found.loc["pitch", "reason"] == "the newest figures known are of 2018-02"
    assert found["status"].to_dict() == {
        "urea": "ok",
        "tar": "too thin",
        "pitch": "too thin",
        "coal": "too thin",
    }


def test_that_a_project_without_figures_gives_status_and_no_grade(make):
    found = watch(make())
    assert found.alarms.empty
    assert found.materials[["grade", "status"]].to_numpy().tolist() == [["", "too thin"]]
    assert set(found.unjudged["status"]) == {"missing"}
    assert tuple(found.unjudged) == UNJUDGED


def sold(rows, to, **cells):
    return [{**row, "flow": "export", "reporter": "CHN", "partner": to, **cells} for row in rows]


def test_that_the_other_sides_figures_stand_in_and_say_so(rows, make):
    amounts = rows("", [100.0] * 24 + [10.0])
    project = make(sold(amounts, "KOR"), sold(amounts, "JPN"))
    for home in ("KOR", "JPN"):
        found = watch(project, home=home).alarms
        assert found["rule"].tolist() == ["volume_drop"]
        assert found["sentence"].iloc[0].endswith(f"(as others report to {home})")
    assert watch(project, mirror=False).alarms.empty
    assert len(watch(project, home="all").alarms) == 2
    assert all_homes(project, mirror=True) == ("JPN", "KOR")


def test_that_homes_own_figures_count_before_the_other_sides(rows, make):
    own = rows("CHN", [100.0] * 25)
    project = make(own, sold(rows("", [100.0] * 24 + [10.0]), "KOR"))
    assert "volume_drop" not in watch(project).alarms["rule"].tolist()


def test_that_a_group_is_the_sum_of_its_members(rows, make):
    german = [{**row, "reporter": "DEU"} for row in rows("CHN", [60.0] * 13)]
    french = [{**row, "reporter": "FRA"} for row in rows("JPN", [40.0] * 13)]
    inside = [{**row, "reporter": "DEU", "partner": "FRA"} for row in rows("", [900.0] * 13)]
    found = watch(make(german, french, inside), home="EU", rules=["share_level"]).alarms
    assert found[["home", "partner", "value"]].to_numpy().tolist() == [["EU", "CHN", 0.6]]


def test_that_the_months_to_choose_from_are_those_in_which_figures_became_known(rows, make):
    assert months_known(make(rows("CHN", [1.0] * 3))) == ("2018-02", "2018-03", "2018-04")
    assert months_known(make()) == ()


def test_that_nobody_is_watched_without_a_home(make):
    bare = make(settings=[]).replace({"settings": make()["settings"].iloc[:0]})
    with pytest.raises(DataRefused, match="no home is set"):
        watch(bare)
    with pytest.raises(KeyError, match="share_level"):
        watch(make(), rules=["moon"])
    with pytest.raises(ValueError, match="2021-13"):
        watch(make(), as_of="2021-13")
