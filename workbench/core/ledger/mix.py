"""Shift-share of the dependence on a country for several materials."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.core import countries
from workbench.core.counting import Wanted
from workbench.core.figures import Basis
from workbench.core.history import figures_of
from workbench.core.ledger.effects import shift_share
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.reported import home_production, home_trade

MIX = (
    "material",
    "imports_before",
    "imports_after",
    "weight_before",
    "weight_after",
    "ratio_before",
    "ratio_after",
    "within",
    "between",
    "interaction",
    "within_midpoint",
    "between_midpoint",
)
"""One row a material: its imports, its part of the imports of all (weight), the country's share of
its imports (ratio), and the parts of the change of the share of the country in all of them."""


def mix_between(
    project: Project,
    country: str,
    materials: tuple[str, ...],
    *,
    before: str,
    after: str,
    basis: Basis,
    as_of: str = "",
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return why the share of a country in the imports of several materials changed.

    ``within``: its share in the single materials changed; ``between``: imports moved to materials
    in which its share is another one; ``interaction``: both at once. The sums over the rows add
    up to the change of the share in all of them.

    A material without imports in one period has no ratio there; it takes the one of the other
    period, so that its whole part is ``between``. Materials that cannot be compared are left out.

    Returns:
        A frame with the columns :data:`MIX`, and in words what was left out.

    Raises:
        ValueError: if a period is no period, or quantities of several units would be added up.
    """
    chosen = project["materials"]
    units = sorted(set(chosen.loc[chosen["material"].isin(materials), "unit"]))
    if basis == "quantity" and len(units) > 1:
        raise ValueError(f"quantities in {', '.join(units)} cannot be added up; compare by value")
    amounts, notes = _amounts(project, country, materials, (before, after), basis, as_of)
    kept = np.isfinite(amounts).all(axis=(0, 1))
    return _parts(np.array(materials, dtype=object)[kept], amounts[:, :, kept]), tuple(notes)


def _amounts(
    project: Project,
    country: str,
    materials: tuple[str, ...],
    pair: tuple[str, str],
    basis: Basis,
    as_of: str,
) -> tuple[np.ndarray, list[str]]:
    """Return imports of the country and of all, by period and material, and what is not known."""
    code = countries.members(project, country) | {country}
    trade, made = home_trade(project, as_of=as_of), home_production(project).iloc[:0]
    amounts, notes = np.full((2, 2, len(materials)), np.nan), list[str]()
    for side, period in enumerate(pair):
        wanted = Wanted.one(materials, period)
        for k, figure in enumerate(figures_of(wanted, trade, made, basis, Progress())):
            parts = figure.by_partner
            if not np.isfinite(figure.imports).any() or len(parts) < len(figure.known):
                notes.append(
                    f"{figure.material} in {period}: "
                    + (figure.note_of_partners or "no imports reported")
                )
                continue
            if figure.note:
                notes.append(f"{figure.material} in {period}: {figure.note}")
            amounts[0, side, k] = sum(amount for name, amount in parts.items() if name in code)
            amounts[1, side, k] = sum(parts.values())
    return amounts, notes


def _parts(names: np.ndarray, amounts: np.ndarray) -> pd.DataFrame:
    """Return the parts from imports of the country and of all, each before and after."""
    country, whole = amounts
    totals = whole.sum(axis=1, keepdims=True)
    weights = whole / totals if totals.all() else np.full_like(whole, np.nan)
    ratios = np.divide(country, whole, out=np.full_like(whole, np.nan), where=whole > 0)
    ratios = np.where(np.isnan(ratios), ratios[::-1], ratios)
    frame = pd.DataFrame({"material": names})
    for name, pair in (("imports", whole), ("weight", weights), ("ratio", ratios)):
        frame[f"{name}_before"], frame[f"{name}_after"] = pair
    for name, part in shift_share((weights[0], weights[1]), (ratios[0], ratios[1])).items():
        frame[name] = part
    return frame[list(MIX)]


def mix_total(rows: pd.DataFrame) -> dict[str, float]:
    """Return the share of the country in all materials before and after, and its parts.

    Args:
        rows: of :func:`mix_between`.

    Returns:
        ``before``, ``after``, ``within``, ``between`` and ``interaction``, shares of 1; the last
        three add up to ``after - before``. NaN where nothing can be compared.
    """
    if rows.empty:
        return dict.fromkeys(("before", "after", *_EFFECTS), float("nan"))
    found = {
        side: float((rows[f"weight_{side}"] * rows[f"ratio_{side}"]).sum(skipna=False))
        for side in ("before", "after")
    }
    return found | {name: float(rows[name].sum(skipna=False)) for name in _EFFECTS}


_EFFECTS = ("within", "between", "interaction")
