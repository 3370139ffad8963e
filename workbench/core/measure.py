"""Indicators of a project as a table, and the shift of shares between two periods."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.core.figures import Basis, Figures, from_balance
from workbench.core.history import figures
from workbench.core.indicators import all_indicators
from workbench.core.progress import Progress
from workbench.core.project import Project

SHIFT = (
    "material",
    "country",
    "base_share",
    "scenario_share",
    "change",
    "base_share_of_imports",
    "scenario_share_of_imports",
    "change_of_imports",
    "basis",
)
"""Columns of a shift between periods: those of a simulated one, and the basis."""

COLUMNS = ("material", "period", "basis", "indicator", "value", "unit", "status", "note")


def measure(
    project: Project,
    *,
    bases: Sequence[Basis] = ("value", "quantity"),
    material: str = "",
    period: str = "",
    keys: Sequence[str] = (),
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return indicators by material, period and basis: the columns :data:`COLUMNS`.

    ``value`` is NaN unless ``status`` is ``ok``; ``note`` says why, or what was left out.

    Raises:
        KeyError: if a key names no indicator.
        ValueError: if ``period`` is no period.
        Cancelled: if ``progress`` says so.
    """
    known = all_indicators()
    for key in keys:
        if key not in known:
            raise KeyError(f"no indicator is called {key}; known are {', '.join(known)}")
    chosen = {key: known[key] for key in (keys or known)}
    rows = []
    for basis in bases:
        found = figures(project, basis=basis, material=material, period=period, progress=progress)
        for figure in found:
            for key, indicator in chosen.items():
                outcome = indicator.compute(figure)
                row = (figure.material, figure.period, basis, key, outcome.value, indicator.unit)
                rows.append((*row, outcome.status, outcome.note))
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"value": float})


def shift_between(
    project: Project, material: str, *, before: str, after: str, basis: Basis
) -> pd.DataFrame:
    """Return shares by country in two periods, and their change: the columns :data:`SHIFT`.

    The earlier period stands under ``base``, the later one under ``scenario``. Shares are of
    supply (imports + home production not exported; NaN by value, as production has none, and
    where a balance cannot be drawn up), and beside them of imports, in which home has no part. A
    partner that is not reported while others are has share 0; one whose amount is not reported
    has NaN, and so has everybody where nothing is reported. Home stands first.

    Raises:
        ValueError: if a period is no period.
    """
    one, two = (
        next(figures(project, basis=basis, material=material, period=period))
        for period in (before, after)
    )
    names = sorted({*one.partners, *two.partners})
    home = project.home
    imports = [_parts(_amounts(figure, names)) for figure in (one, two)]
    supply = [_parts(_supply(figure, names, home)) for figure in (one, two)]
    frame = pd.DataFrame({"material": material, "country": [home, *names]})
    for columns, sides in ((SHIFT[2:5], supply), (SHIFT[5:8], imports)):
        earlier, later = (side.reindex([home, *names]).to_numpy(dtype=float) for side in sides)
        for name, values in zip(columns, (earlier, later, later - earlier), strict=True):
            frame[name] = values
    frame["basis"] = basis
    size = frame["change"].abs().fillna(frame["change_of_imports"].abs())
    order = size.where(frame["country"] != home, np.inf)
    return frame.iloc[np.argsort(-order.fillna(-1.0).to_numpy(), kind="stable")].reset_index(
        drop=True
    )


def _amounts(figure: Figures, names: list[str]) -> pd.Series:
    """Return imports by partner: zero where others are reported, NaN where an amount is not."""
    amounts = pd.Series(figure.imports, index=list(figure.partners), dtype=float)
    absent = [name for name in names if name not in amounts.index]
    nothing = 0.0 if len(figure.known) else np.nan
    return pd.concat([amounts, pd.Series(nothing, index=absent, dtype=float)])


def _supply(figure: Figures, names: list[str], home: str) -> pd.Series:
    """Return imports by partner and what home made and did not export; all NaN if not known."""
    made = from_balance(figure, lambda production, _, exports: max(production - exports, 0.0))
    amounts = _amounts(figure, names)
    if not figure.imports.size and made.value > 0:
        amounts[:] = 0.0  # home made all of it
    amounts[home] = made.value
    return amounts if np.isfinite(made.value) else amounts * np.nan


def _parts(amounts: pd.Series) -> pd.Series:
    total = amounts.sum()
    return amounts / total if total > 0 else amounts * np.nan
