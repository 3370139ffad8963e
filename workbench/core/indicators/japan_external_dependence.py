"""Japan's specified critical products: the one criterion of four that figures can answer."""

from __future__ import annotations

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._balance import balance_of, balance_rows, of_supply
from workbench.core.indicators._imports import number

_JUDGED = (
    "criteria 1 (essential or widely relied upon), 3 (acts from outside) and 4 (measures needed)"
    " are judgements and not computable; the Act names no threshold for 2"
)


def external_dependence(imports: float, home: float) -> float:
    """Return imports / (imports + home production that is kept).

    Args:
        imports: all imports, not negative.
        home: home production that is not exported, in the same unit.

    Returns:
        0 (all is made at home) to 1 (all is imported).

    Raises:
        ValueError: if an amount is negative or not finite, or there is no supply.

    >>> external_dependence(5000, 5000)
    0.5
    """
    total = imports + home
    if not (imports >= 0 and home >= 0 and 0 < total < float("inf")):
        raise ValueError("imports and home production must be finite, not negative, not both zero")
    return imports / total


def compute(figures: Figures) -> Outcome:
    """Return criterion 2 as a share; the note says what cannot be computed."""

    outcome = of_supply(
        figures, lambda _, home: external_dependence(1.0 - home, home), told_apart=False
    )
    if outcome.status != "ok":
        return Outcome(outcome.value, outcome.status, f"{outcome.note}; {_JUDGED}")
    partner = figures.largest
    share = f"{figures.shares[partner]:.1%} of imports from {partner}" if partner else ""
    notes = (share, _JUDGED, outcome.note)
    return Outcome(outcome.value, note="; ".join(note for note in notes if note))


def worked(figures: Figures) -> str:
    """Return the formula with this material's numbers in it."""
    made, bought, sold = balance_of(figures)
    kept = number(max(made - sold, 0.0))
    return f"{number(bought)} / ({number(bought)} + {kept})"


INDICATOR = Indicator(
    title="External dependence (Japan, criterion 2 of 4)",
    family="Japan",
    unit="0-1",
    limits="0 when nothing is imported; 1 when all is",
    meaning="what figures can say about a specified critical product of Japan's Economic Security"
    " Promotion Act: dependence on outside. The other three criteria are judgements",
    formula="imports / (imports + home production kept)",
    example="imports 5,000 t, home 8,000 t: 5,000 / 13,000 = 0.385",
    source="Economic Security Promotion Act (2022), four criteria that must all hold",
    compute=compute,
    inputs=balance_rows,
    worked=worked,
)
