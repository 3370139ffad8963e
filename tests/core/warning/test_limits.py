"""Thresholds are data with sources, and settings of a project move them."""

from __future__ import annotations

import pytest

from workbench.core.problem import DataRefused
from workbench.core.validate import check_settings
from workbench.core.warning.limits import limits_of, reference
from workbench.core.warning.rules import all_rules


def test_that_every_threshold_says_unit_meaning_and_source(make):
    for key, limit in limits_of(make()).entries.items():
        assert all((limit.unit, limit.meaning, limit.source)), key
        assert limit.low <= limit.value <= limit.high


def test_that_every_rule_has_points_and_every_entry_a_rule():
    assert set(reference()["rules"]) == set(all_rules())


def test_that_a_setting_takes_the_place_of_the_default(make):
    row = {"key": "warning.silence.threshold", "value": "5"}
    limits = limits_of(make(settings=[row]))
    assert limits["silence.threshold"] == 5
    assert limits.entries["silence.threshold"].source == "setting of this project"
    kinds = {"key": "warning.backtest.kinds", "value": "war; law"}
    assert limits_of(make(settings=[kinds])).kinds == {"war", "law"}


def test_that_wrong_settings_are_refused_all_at_once(make):
    rows = [
        {"key": "warning.silence.threshold", "value": "often"},
        {"key": "warning.share_level.threshold", "value": "50"},
        {"key": "warning.moon.phase", "value": "1"},
    ]
    with pytest.raises(DataRefused) as refused:
        limits_of(make(settings=rows))
    assert len(refused.value.problems) == 3
    assert "0 to 1" in refused.value.problems[1].expected


def test_that_the_check_of_settings_knows_the_prefix(make):
    row = {"key": "warning.silence.threshold", "value": "5"}
    assert check_settings(make(settings=[row])) == []
