"""The four grades of a material, from the rules that warn."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.warning.limits import Limits

Ints = npt.NDArray[np.int64]
GRADES = ("A", "B", "C", "D")
CHECKED = {"A": "weekly", "B": "fortnightly", "C": "monthly", "D": "quarterly"}
"""How often a material of a grade is looked at in Korea's early warning system."""
UNGRADED = ""
"""No rule warns, but too few could be judged: that is no all-clear."""


def grades(points: Ints, judged: Ints, limits: Limits) -> npt.NDArray[np.object_]:
    """Return the grade of each material.

    Args:
        points: sum of the points of the rules that warn, each rule once.
        judged: how many rules on figures could be judged.
        limits: where the grades begin, and how many rules D needs.

    Returns:
        ``A`` to ``D``, or the empty text where there is none.
    """
    calm = np.where(judged >= limits["grading.least_judged"], "D", UNGRADED)
    steps = [points >= limits[f"grading.{grade}"] for grade in "ABC"]
    return np.select(steps, ["A", "B", "C"], calm).astype(object)


def grade_of_rule(rule: str, limits: Limits) -> str:
    """Return the grade that a rule gives when it warns alone."""
    points = np.array([limits.points.get(rule, 1)])
    return str(grades(points, np.array([0]), limits)[0])
