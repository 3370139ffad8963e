from __future__ import annotations

import pytest
from made_figures import bought

from workbench.core.indicators.korea_watch_grade import GRADES, INDICATOR, korea_watch_grade


@pytest.mark.parametrize(
    ("share", "grade"),
    [(1.0, "A"), (0.9, "A"), (0.89, "B"), (0.75, "B"), (0.74, "C"), (0.69, "D"), (0.49, "")],
)
def test_that_the_grade_follows_the_share_and_bounds_are_reached(share: float, grade: str) -> None:
    assert korea_watch_grade(share) == grade
    outcome = INDICATOR.compute(bought({"CHN": share, **_rest(share)}))
    assert outcome.value == GRADES.index(grade)
    assert (f"grade {grade}" if grade else "not watched") in outcome.note


def _rest(share: float) -> dict[str, float]:
    return dict.fromkeys(("JPN", "USA", "IND"), (1 - share) / 3) if share < 1 else {}


def test_that_bounds_that_do_not_fall_are_refused() -> None:
    with pytest.raises(ValueError, match="fall"):
        korea_watch_grade(0.8, (0.5, 0.7, 0.75, 0.9))
    with pytest.raises(ValueError, match="from 0 to 1"):
        korea_watch_grade(78.8)
