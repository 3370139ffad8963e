"""What indicators of the mix of imports share: shares by partner, and how they are shown."""

from __future__ import annotations

from collections.abc import Callable

from workbench.core.figures import Figures, Floats, Outcome, missing
from workbench.core.indicators import Input

_LISTED = 12


def of_shares(figures: Figures, formula: Callable[[Floats], float]) -> Outcome:
    """Return ``formula`` of the shares of imports by partner, or why there are none."""
    parts = figures.parts
    note = figures.note_of_partners
    if not parts.size:
        return missing(note or "no imports are reported")
    return Outcome(formula(parts), note=note)


def naming_the_largest(figures: Figures, outcome: Outcome) -> Outcome:
    """Return an outcome whose note begins with the largest partner."""
    if outcome.status != "ok":
        return outcome
    note = f"{figures.largest}; {outcome.note}" if outcome.note else figures.largest
    return Outcome(outcome.value, note=note)


def number(value: float) -> str:
    """Return a number for a worked formula: six digits, thousands separated."""
    if value == float("inf"):
        return "∞"
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def unit_of(figures: Figures) -> str:
    """Return the unit that amounts of these figures are in."""
    if figures.basis == "value":
        return figures.facts.currency
    return figures.facts.material.unit or "unit of the material"


def import_rows(figures: Figures) -> tuple[Input, ...]:
    """Return imports by partner, largest first, and their total."""
    unit, where = unit_of(figures), f"trade, imports of {figures.period}"
    pairs = zip(figures.partners, figures.imports.tolist(), strict=True)
    ordered = sorted(pairs, key=lambda pair: -pair[1] if pair[1] == pair[1] else 1.0)
    rows = []
    for partner, amount in ordered:
        inside = figures.members.get(partner)
        source = f"{where}, {' + '.join(sorted(inside))}" if inside else where
        rows.append(Input(f"imports from {partner}", amount, unit, source))
    total = sum(figures.by_partner.values()) if figures.by_partner else float("nan")
    return (*rows, Input("imports from all partners", total, unit, where))


def ordered_shares(figures: Figures) -> list[float]:
    """Return the shares of imports, largest first."""
    return sorted(figures.parts.tolist(), reverse=True)


def summed(terms: list[str]) -> str:
    """Return terms with plus signs, the many small ones at the end counted only."""
    if len(terms) <= _LISTED:
        return " + ".join(terms)
    rest = len(terms) - _LISTED
    return f"{' + '.join(terms[:_LISTED])} + {rest} smaller terms"


def squares(figures: Figures) -> str:
    """Return the sum of squared shares with numbers in it."""
    return summed([f"{share:.4g}²" for share in ordered_shares(figures)])
