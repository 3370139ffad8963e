"""Share of the largest partner in imports."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.figures import Figures, Outcome, missing
from workbench.core.indicators import Indicator


def top_partner_share(imports: npt.ArrayLike) -> float:
    """Return the largest part of a total, CR1.

    Args:
        imports: amounts by partner, not negative; the unit does not matter.

    Returns:
        0-1.

    Raises:
        ValueError: if an amount is negative or not finite, or all are zero.

    >>> top_partner_share([70, 20, 10])
    0.7
    """
    values = np.asarray(imports, dtype=float)
    if not np.all(np.isfinite(values)) or np.any(values < 0):
        raise ValueError("imports must be finite and not negative")
    total = values.sum()
    if not total > 0:
        raise ValueError("there are no imports to have a share of")
    return float(values.max() / total)


def compute(figures: Figures) -> Outcome:
    """Return the share, and name the partner in the note."""
    known = figures.by_partner
    note = figures.note_of_partners
    if not known:
        return missing(note or "no imports are reported")
    largest = max(known, key=lambda partner: known[partner])
    share = top_partner_share(list(known.values()))
    return Outcome(share, note=f"{largest}; {note}" if note else largest)


INDICATOR = Indicator(
    title="Share of the largest partner",
    unit="0-1",
    meaning="part of all imports that comes from the one country that supplies most (CR1)",
    formula="largest imports from one partner / all imports",
    source="concentration ratio CR1; single-country dependence in Korean practice",
    compute=compute,
)
