"""What one more unit of a source would avoid: the dual values of its limits, in words as well."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.core.simulation.best.response import Best

WORTH = ("material", "source", "country", "period", "avoided")
"""One more unit shipped (or made at home) in the month ``period`` avoids ``avoided`` units of
shortage, added up over materials and months; rows with nothing to avoid are left out."""

TOTAL = ("material", "source", "country", "months", "avoided")
"""One more unit in every month of the run; ``months`` counts those in which it avoids anything."""


def worth_table(best: Best) -> pd.DataFrame:
    """Return the table :data:`WORTH`.

    A dual value holds for the next small amount; a large one may meet another limit.
    """
    network = best.trajectory.network
    sources, months = np.nonzero(best.worth)
    return pd.DataFrame(
        {
            "material": [network.materials[m] for m in network.material[sources]],
            "source": [network.sources[s] for s in sources],
            "country": [network.country[s] for s in sources],
            "period": [network.month_name(int(t)) for t in months],
            "avoided": best.worth[sources, months],
        },
        columns=list(WORTH),
    )


def total_worth(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table :data:`TOTAL` of a table :data:`WORTH`, the most helpful source first."""
    by = ["material", "source", "country"]
    summed = table.groupby(by, sort=False, as_index=False).agg(
        months=("avoided", "count"), avoided=("avoided", "sum")
    )
    found = summed.sort_values("avoided", ascending=False, kind="stable", ignore_index=True)
    return found[list(TOTAL)]


def worth_sentence(row: pd.Series, unit: str, months: int) -> str:
    """Return one row of :data:`TOTAL` as a sentence; ``months`` of the run, ``unit`` or ``""``.

    Such as: One more t a month of artificial graphite from CHN would avoid 12 t of shortage in 24
    months.
    """
    amount = unit or "unit"
    whole = unit or "units"
    return (
        f"One more {amount} a month of {row['material']} from {row['source']} would avoid"
        f" {row['avoided']:,.4g} {whole} of shortage in {months} months."
    )
