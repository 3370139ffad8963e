"""The past of one rule and partner, month by month."""

from __future__ import annotations

import numpy as np

from workbench.core.warning.timeline import timeline


def test_that_every_month_has_its_figure_threshold_and_alarm(rows, make):
    project = make(rows("CHN", [40.0, 60.0]), rows("JPN", [60.0, 40.0]))
    asked = {"home": "KOR", "material": "urea", "rule": "share_level"}
    found = timeline(project, partner="CHN", **asked)
    assert found.value.tolist() == [0.4, 0.6]
    assert found.alarm.tolist() == [False, True]
    assert (found.unit, set(found.threshold)) == ("0-1", {0.5})
    assert timeline(project, partner="FRA", **asked) is None


def test_that_a_rule_on_whole_materials_needs_no_partner(rows, make):
    found = timeline(
        make(rows("CHN", [40.0] * 12)),
        home="KOR",
        material="urea",
        partner="",
        rule="silence",
        last="2019-04",
    )
    assert found.partner == ""
    np.testing.assert_array_equal(found.value[-4:], [0, 1, 2, 3])
