"""Points become one of four grades; too little data gives none."""

from __future__ import annotations

import numpy as np

from workbench.core.warning.grading import CHECKED, grade_of_rule, grades
from workbench.core.warning.limits import limits_of


def test_that_points_make_the_grade(make):
    points = np.array([7, 4, 3, 2, 1, 0])
    found = grades(points, np.full(6, 6), limits_of(make()))
    assert found.tolist() == ["A", "A", "B", "B", "C", "D"]
    assert list(CHECKED.values()) == ["weekly", "fortnightly", "monthly", "quarterly"]


def test_that_no_data_is_never_an_all_clear(make):
    found = grades(np.array([0, 0, 1]), np.array([0, 2, 0]), limits_of(make()))
    assert found.tolist() == ["", "", "C"]


def test_that_a_rule_alone_has_a_grade(make):
    limits = limits_of(make())
    assert [grade_of_rule(key, limits) for key in ("share_level", "volume_drop")] == ["C", "B"]
