"""Colour and pattern of every country or scenario of one chart, no two alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor

from workbench.ui.look import COMBINATIONS, country_style, theme

SCENARIOS = ("", "#D55E00", "#0B9A72", "#7A5BD6", "#A08850", "#C567A8")
"""Colours of the pinned scenarios, which a colour-blind reader can tell; the chosen one, which
stands first, has the accent of the theme."""
_LETTERS = 24


def scenario_style(place: int) -> tuple[QColor, int]:
    """Return colour and pattern of the chosen scenario (0) or of the pinned one at a place."""
    colour = SCENARIOS[place % len(SCENARIOS)] or theme().accent
    return QColor(colour), place // len(SCENARIOS)


def scenario_labels(names: Sequence[str]) -> list[str]:
    """Return names of scenarios that fit into a legend, where each stands several times.

    Names that would be alike once they are cut stay as they are.
    """
    cut = [n if len(n) <= _LETTERS else f"{n[: _LETTERS - 1].rstrip()}…" for n in names]
    return [
        whole if cut.count(short) > 1 else short for whole, short in zip(names, cut, strict=True)
    ]


def styles(codes: Sequence[str], home: str) -> dict[str, tuple[QColor, int]]:
    """Return colour and pattern by country, the largest first; the empty code is the rest.

    A country keeps what it has in every chart unless a larger one of this chart has the same; it
    then moves on to the next combination that is free.
    """
    found: dict[str, tuple[QColor, int]] = {}
    taken: set[tuple[str, int]] = set()
    for code in codes:
        for move in range(COMBINATIONS):
            colour, pattern = country_style(code, home, move)
            if (colour.name(), pattern) not in taken:
                break
        else:
            colour, pattern = country_style(code, home)
        taken.add((colour.name(), pattern))
        found[code] = colour, pattern
    return found
