from __future__ import annotations

import pytest

from workbench.core.project import from_records
from workbench.core.screens import screens, settings
from workbench.core.validate import check_settings


def test_that_published_thresholds_hold_where_the_project_says_nothing() -> None:
    found = screens()
    assert (found["kiet_concern"]["share"], found["kiet_vulnerable"]["share"]) == (0.5, 0.7)
    assert found["kita_vulnerable"]["imports_from_country"] == 5e6
    assert (found["motie_dependent"]["share"], found["motie_absolute"]["share"]) == (0.75, 0.9)
    assert found["kiet_concern"].country == "CHN"
    assert all(screen.source for screen in found.values())


def test_that_the_project_sets_a_threshold_and_it_is_said() -> None:
    project = from_records({"settings": [{"key": "screen.kiet_concern.share", "value": "0.6"}]})
    found = screens(project)["kiet_concern"]
    assert found["share"] == 0.6
    assert found.said_by("share") == "settings, screen.kiet_concern.share"
    assert "KIET" in found.said_by("bilateral_deficit")


@pytest.mark.parametrize("wrong", ["60", "-1", "much"])
def test_that_a_threshold_outside_its_range_is_not_used_and_found(wrong: str) -> None:
    rows = [
        {"key": "home", "value": "KOR"},
        {"key": "screen.kiet_concern.share", "value": wrong},
    ]
    project = from_records({"settings": rows})
    assert screens(project)["kiet_concern"]["share"] == 0.5
    (problem,) = check_settings(project)
    assert "screen.kiet_concern.share" in problem.message


def test_that_an_unknown_threshold_is_told() -> None:
    rows = [{"key": "home", "value": "KOR"}, {"key": "screen.kiet_concern.shape", "value": "1"}]
    (problem,) = check_settings(from_records({"settings": rows}))
    assert "unknown setting" in problem.message


def test_that_every_threshold_is_a_setting_with_meaning_and_source() -> None:
    assert len({setting.key for setting in settings()}) == len(settings())
    assert all(setting.meaning.count("; ") for setting in settings())
