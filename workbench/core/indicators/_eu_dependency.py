"""The three core dependency indicators (CDI) of the EU, and what they are made of."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome, missing, undefined
from workbench.core.indicators import Input
from workbench.core.indicators._imports import number, unit_of
from workbench.core.indicators._screens import Criterion
from workbench.core.screens import Screen
from workbench.core.shares import shares_of


def concentration(amounts: npt.ArrayLike) -> float:
    """Return the sum of squared shares of amounts, 0-1.

    Raises:
        ValueError: if an amount is negative or not finite, or all are zero.

    >>> round(concentration([80, 10, 10]), 2)
    0.66
    """
    return float(np.sum(shares_of(amounts) ** 2))


def outside(figures: Figures) -> float:
    """Return all imports from outside; NaN where none are reported."""
    return float(figures.known.sum()) if figures.known.size else float("nan")


def inside(figures: Figures) -> tuple[float, str]:
    """Return the imports of members from each other, and a remark."""
    amount = figures.facts.inner_imports
    if np.isnan(amount):
        return 0.0, "no trade inside home reported, taken as none"
    single = len(figures.facts.countries.inside) <= 1
    return amount, "home is a single country: 1 whatever it imports" if single else ""


def all_exports(figures: Figures) -> tuple[float, str]:
    """Return the exports of home and of its members to each other, and a remark; NaN if unknown."""
    sold, inner = figures.exports, figures.facts.inner_exports
    remarks = "; ".join(figures.about_exports.remarks)
    if np.isnan(sold) and remarks:
        return float("nan"), remarks
    total = (0.0 if np.isnan(sold) else sold) + (0.0 if np.isnan(inner) else inner)
    return total, "no exports reported, taken as none" if not total > 0 else remarks


def cdi1(figures: Figures) -> Outcome:
    """Return the concentration of imports from outside."""
    if not figures.parts.size:
        return missing(figures.note_of_partners or "no imports are reported")
    return Outcome(float(np.sum(figures.parts**2)), note=figures.note_of_partners)


def cdi2(figures: Figures) -> Outcome:
    """Return the share of imports from outside in all imports."""
    bought = outside(figures)
    if np.isnan(bought):
        return missing(figures.note or "no imports are reported")
    inner, remark = inside(figures)
    note = "; ".join(words for words in (remark, figures.note) if words)
    return Outcome(bought / (bought + inner), note=note)


def cdi3(figures: Figures) -> Outcome:
    """Return imports from outside / all exports; without exports there is no bound."""
    bought = outside(figures)
    if np.isnan(bought):
        return missing(figures.note or "no imports are reported")
    sold, remark = all_exports(figures)
    if np.isnan(sold):
        return missing(f"exports: {remark}")
    if not sold > 0:
        return undefined(f"{remark}; imports / exports has no bound, which counts as above 1")
    note = "; ".join(words for words in (remark, figures.note) if words)
    return Outcome(bought / sold, note=note)


def criteria(figures: Figures, screen: Screen) -> list[Criterion] | Outcome:
    """Return the three conditions; an unbounded ratio exceeds its threshold."""
    found = []
    for key, name, outcome in (
        ("cdi1", "CDI 1", cdi1(figures)),
        ("cdi2", "CDI 2", cdi2(figures)),
        ("cdi3", "CDI 3", cdi3(figures)),
    ):
        value = float("inf") if outcome.status == "undefined" else outcome.value
        said = screen.said_by(key)
        why = outcome.note
        found.append(Criterion(name, value, screen[key], above=True, why=why, said_by=said))
    if all(one.holds is None for one in found):
        return missing(found[0].why)
    return found


def world_exports(figures: Figures, screen: Screen) -> Criterion:
    """Return the condition on the concentration of what all countries export."""
    told, name = figures.facts.exporters, "concentration of world exports"
    said = screen.said_by("world_exports")
    least, abroad = screen["world_exports"], figures.facts.countries.inside
    if not any(country not in abroad for country in told.countries):
        why = "exports of other countries are not among the rows of trade"
        return Criterion(name, float("nan"), least, above=True, why=why, said_by=said)
    return Criterion(name, concentration(told.amounts), least, above=True, said_by=said)


def rows(figures: Figures) -> tuple[Input, ...]:
    """Return imports from outside and inside, and exports."""
    unit, where = unit_of(figures), f"trade of {figures.period}"
    return (
        Input("imports from outside", outside(figures), unit, where),
        Input("imports of members from each other", inside(figures)[0], unit, where),
        Input("exports, those to each other included", all_exports(figures)[0], unit, where),
    )


def worked2(figures: Figures) -> str:
    """Return CDI 2 with this material's numbers in it."""
    bought, inner = number(outside(figures)), number(inside(figures)[0])
    return f"{bought} / ({bought} + {inner})"


def worked3(figures: Figures) -> str:
    """Return CDI 3 with this material's numbers in it."""
    return f"{number(outside(figures))} / {number(all_exports(figures)[0])}"
