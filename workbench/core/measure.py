"""Indicators of a project as a table, and the shift of shares between two periods."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.core.figures import Basis, Figures
from workbench.core.history import figures
from workbench.core.indicators import all_indicators
from workbench.core.project import Project

COLUMNS = ("material", "period", "basis", "indicator", "value", "unit", "status", "note")


def measure(
    project: Project,
    *,
    bases: Sequence[Basis] = ("value", "quantity"),
    material: str = "",
    period: str = "",
    keys: Sequence[str] = (),
) -> pd.DataFrame:
    """Return indicators by material, period and basis: the columns :data:`COLUMNS`.

    ``value`` is NaN unless ``status`` is ``ok``; ``note`` says why, or what was left out.

    Raises:
        KeyError: if a key names no indicator.
        ValueError: if ``period`` is no period.
    """
    known = all_indicators()
    for key in keys:
        if key not in known:
            raise KeyError(f"no indicator is called {key}; known are {', '.join(known)}")
    chosen = {key: known[key] for key in (keys or known)}
    rows = []
    for basis in bases:
        for figure in figures(project, basis=basis, material=material, period=period):
            for key, indicator in chosen.items():
                outcome = indicator.compute(figure)
                row = (figure.material, figure.period, basis, key, outcome.value, indicator.unit)
                rows.append((*row, outcome.status, outcome.note))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"value": float})


def shift_between(
    project: Project, material: str, *, before: str, after: str, basis: Basis
) -> pd.DataFrame:
    """Return the shares of imports by partner in two periods, and their change.

    Columns: ``material``, ``country``, ``base_share``, ``scenario_share``, ``change``; the earlier
    period stands under ``base_share``. A partner without reported imports has share 0 in a period
    in which others are reported; where nothing is reported at all, shares are NaN.

    Raises:
        ValueError: if a period is no period.
    """
    one, two = (
        _shares(next(figures(project, basis=basis, material=material, period=period)))
        for period in (before, after)
    )
    names = sorted({*one.index, *two.index})
    earlier, later = (
        shares.reindex(names).fillna(0.0 if len(shares) else np.nan) for shares in (one, two)
    )
    frame = pd.DataFrame(
        {
            "material": material,
            "country": names,
            "base_share": earlier.to_numpy(dtype=float),
            "scenario_share": later.to_numpy(dtype=float),
        }
    )
    frame["change"] = frame["scenario_share"] - frame["base_share"]
    return frame.sort_values("change", key=lambda change: -change.abs(), ignore_index=True)


def _shares(figure: Figures) -> pd.Series:
    amounts = pd.Series(figure.imports, index=list(figure.partners), dtype=float).dropna()
    total = amounts.sum()
    return amounts / total if total > 0 else amounts.iloc[:0]
