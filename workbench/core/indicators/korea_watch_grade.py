"""Grade of the Korean Early Warning System, by single-country dependence."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.core.figures import Figures, Outcome, missing
from workbench.core.indicators import Indicator, Input, Judged
from workbench.core.indicators._imports import import_rows
from workbench.core.screens import Screen

GRADES = ("", "D", "C", "B", "A")
"""Grades by their number; none is not watched."""

_LOOKED_AT = {"A": "weekly", "B": "fortnightly", "C": "monthly", "D": "quarterly"}


def korea_watch_grade(share: float, bounds: Sequence[float] = (0.9, 0.75, 0.7, 0.5)) -> str:
    """Return the grade of a single-country dependence: A, B, C, D, or empty for none.

    Args:
        share: imports from the largest partner / all imports, 0-1.
        bounds: least shares for A, B, C and D, falling. That of D is the published one of the
            system (50 %); those between the grades are not published.

    Raises:
        ValueError: if the share is outside 0-1 or the bounds do not fall.

    >>> [korea_watch_grade(share) for share in (0.943, 0.788, 0.5, 0.49)]
    ['A', 'B', 'D', '']
    """
    if not 0.0 <= share <= 1.0 + 1e-9:
        raise ValueError(f"the share must be from 0 to 1, not {share:g}")
    if len(bounds) != 4 or list(bounds) != sorted(bounds, reverse=True):
        raise ValueError("the bounds of A, B, C and D must be four numbers that fall")
    for grade, least in zip("ABCD", bounds, strict=True):
        if share >= least - 1e-9:
            return grade
    return ""


def _bounds(screen: Screen) -> list[float]:
    return [screen[f"grade_{letter}"] for letter in "abcd"]


def compute(figures: Figures) -> Outcome:
    """Return the number of the grade; the note has its letter and the partner."""
    if not figures.shares:
        return missing(figures.note_of_partners or "no imports are reported")
    share = figures.shares[figures.largest]
    bounds = _bounds(figures.facts.screens["korea_watch_grade"])
    if bounds != sorted(bounds, reverse=True):
        return missing("the thresholds screen.korea_watch_grade.* do not fall from A to D")
    grade = korea_watch_grade(share, bounds)
    words = f"grade {grade}, looked at {_LOOKED_AT[grade]}" if grade else "not watched"
    notes = (words, f"{figures.largest} {share:.1%}", figures.note_of_partners)
    return Outcome(float(GRADES.index(grade)), note="; ".join(note for note in notes if note))


def inputs(figures: Figures) -> tuple[Input, ...]:
    """Return imports by partner and the bounds of the grades."""
    screen = figures.facts.screens["korea_watch_grade"]
    bounds = [
        Input(
            f"least share for {letter.upper()}",
            screen[f"grade_{letter}"],
            "0-1",
            screen.said_by(f"grade_{letter}"),
        )
        for letter in "abcd"
    ]
    return (*import_rows(figures), *bounds)


def judged(figures: Figures) -> tuple[Judged, ...]:
    """Return the share of the largest partner against the bound of every grade."""
    if not figures.shares:
        return ()
    share = figures.shares[figures.largest]
    bounds = _bounds(figures.facts.screens["korea_watch_grade"])
    return tuple(Judged(f"share of {figures.largest} in imports", share, one) for one in bounds)


def worked(figures: Figures) -> str:
    """Return the share beside the bounds."""
    bounds = _bounds(figures.facts.screens["korea_watch_grade"])
    told = ", ".join(f"{g} ≥ {least:g}" for g, least in zip("ABCD", bounds, strict=True))
    return f"{figures.largest} {figures.shares[figures.largest]:.4g} ({told})"


INDICATOR = Indicator(
    title="Watch grade (Korea)",
    family="Korean screens",
    unit="grade",
    limits="4 = A, looked at weekly; 3 = B, fortnightly; 2 = C, monthly; 1 = D, quarterly;"
    " 0 = not watched",
    meaning="how closely the Korean Early Warning System would look at it for its single-country"
    " dependence alone; impact, urgency and ways out are judged by its people. The bounds between"
    " the grades are not published: they are settings screen.korea_watch_grade.…",
    formula="grade of (largest imports from one partner / all imports)",
    example="China 78.8 %: at least 75 % and less than 90 %, so B = 3",
    source="Early Warning System of December 2021 (50 %, four grades); bounds of KIET and MOTIE",
    compute=compute,
    inputs=inputs,
    worked=worked,
    thresholds=("korea_watch_grade",),
    judged=judged,
)
