"""Thresholds of indicators: what holds, where it comes from, what lies on an indicator's scale."""

from __future__ import annotations

import pytest

from workbench.core.edit import add_row
from workbench.core.indicators import all_indicators
from workbench.core.screens import settings
from workbench.core.thresholds import marks_of, thresholds_of


def test_that_a_threshold_of_the_project_takes_the_place_of_the_published_one(graphite) -> None:
    indicator = all_indicators()["motie_absolute"]
    before = {one.key: one for one in thresholds_of(graphite, indicator)}
    key = "screen.motie_absolute.share"
    assert list(before) == [
        "screen.motie_absolute.country",
        key,
        "screen.motie_absolute.imports",
    ]
    assert (before[key].text, before[key].own) == ("0.9", False)
    assert "MOTIE" in before[key].said_by
    changed, _ = add_row(graphite, "settings", {"key": key, "value": "0.95"})
    after = {one.key: one for one in thresholds_of(changed, indicator)}[key]
    assert (after.value, after.own, after.setting.default) == (0.95, True, "0.9")
    assert after.said_by == f"settings, {key}"
    assert after.name == "motie absolute, share"


def test_that_a_country_is_a_text_and_no_number(graphite) -> None:
    country = thresholds_of(graphite, all_indicators()["kiet_concern"])[0]
    assert (country.text, country.country) == ("CHN", "CHN")
    assert country.value != country.value


@pytest.mark.parametrize("key", all_indicators())
def test_that_every_threshold_an_indicator_names_exists(key: str, graphite) -> None:
    indicator = all_indicators()[key]
    known = {one.key for one in settings()}
    for name in (*indicator.thresholds, *indicator.marks):
        wanted = f"screen.{name}"
        assert any(one == wanted or one.startswith(f"{wanted}.") for one in known), name
    assert len(thresholds_of(graphite, indicator)) >= len(indicator.thresholds)
    assert [one.key for one in marks_of(graphite, indicator)] == [
        f"screen.{name}" for name in indicator.marks
    ]
    if indicator.unit in ("0 or 1", "grade"):
        assert indicator.thresholds
        assert indicator.judged is not None
