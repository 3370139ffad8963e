"""What home imported from one country, and of what, by material and period of one season."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.counting import Wanted, places
from workbench.core.figures import WORLD, Basis, Figures, from_balance, named
from workbench.core.history import figures_of, period_name
from workbench.core.periods import Grain
from workbench.core.progress import Progress
from workbench.core.record.claim import Denominator

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Amounts:
    """Amounts from the country, and of what they are a part: ``part[k, t]`` and ``whole[k, t]``.

    ``k`` counts materials and ``t`` the same period of following years, both NaN where not known;
    ``why`` then says why.
    """

    periods: tuple[str, ...]
    part: Floats
    whole: Floats
    why: dict[tuple[int, int], str]
    partly: dict[tuple[int, int], str]


def amounts(
    trade: pd.DataFrame,
    made: pd.DataFrame,
    materials: tuple[str, ...],
    country: frozenset[str],
    period: str,
    basis: Basis,
) -> dict[Denominator, Amounts]:
    """Return the amounts of ``period`` and of the same one of all earlier years with figures.

    Args:
        trade: rows of :func:`workbench.core.reported.home_trade`.
        made: rows of :func:`workbench.core.reported.home_production`.
        materials: which ones.
        country: codes that count as the country.
        period: the last one.
        basis: of the amounts; supply is known by quantity only.
    """
    wanted, first, length = _season(trade, made, materials, period)
    names = tuple(period_name(int(month), length) for month in first)
    shape = (len(materials), len(first))
    readers: dict[Denominator, Callable[[Figures], float | str]]
    readers = {"imports": _all_imports, "supply": _all_supply}
    found = {
        name: Amounts(names, np.full(shape, np.nan), np.full(shape, np.nan), {}, {})
        for name in readers
    }
    rows = figures_of(wanted, trade, made, basis, Progress())
    for slot, figure in enumerate(rows):
        place = divmod(slot, len(first))
        part = _part(figure, country, length)
        for name, whole in readers.items():
            of = part if isinstance(part, str) else whole(figure)
            if isinstance(of, str) or isinstance(part, str):
                found[name].why[place] = str(of)
                continue
            found[name].part[place], found[name].whole[place] = part, of
            gaps = _gaps(figure)
            if gaps:
                found[name].partly[place] = f"no {basis} reported for {named(gaps)}"
    return found


def _season(
    trade: pd.DataFrame, made: pd.DataFrame, materials: tuple[str, ...], period: str
) -> tuple[Wanted, Ints, int]:
    """Return the period and the same one of earlier years, of every material."""
    last, length = periods.span(period)
    started = [last, *(int(rows["first"].min()) for rows in (trade, made) if len(rows))]
    years = (last - min(started)) // 12
    first = np.arange(last - 12 * years, last + 1, 12, dtype=np.int64)
    wanted = Wanted(
        materials,
        np.repeat(np.arange(len(materials)), len(first)),
        np.tile(first, len(materials)),
        np.full(len(materials) * len(first), length),
    )
    return wanted, first, length


def _part(figure: Figures, country: frozenset[str], length: int) -> float | str:
    """Return the imports from the country, or why they are not known."""
    if not figure.imports.size:
        return "no imports reported"
    known = figure.by_partner
    if not known:
        return figure.note_of_partners or f"no {figure.basis} of imports reported"
    if figure.about_imports.months.bit_count() < length:
        return f"only {figure.about_imports.months.bit_count()} of {length} months reported"
    if dict(zip(figure.partners, figure.imports.tolist(), strict=True)).get(WORLD, 0.0) > 0:
        return figure.note_of_partners
    gaps = [partner for partner in _gaps(figure) if partner in country]
    if gaps:
        return f"no {figure.basis} reported for {named(gaps)}"
    return float(sum(amount for partner, amount in known.items() if partner in country))


def _gaps(figure: Figures) -> list[str]:
    if np.isfinite(figure.imports).all():
        return []
    pairs = zip(figure.partners, figure.imports.tolist(), strict=True)
    return [partner for partner, amount in pairs if np.isnan(amount)]


def _all_imports(figure: Figures) -> float | str:
    return float(sum(figure.by_partner.values()))


def _all_supply(figure: Figures) -> float | str:
    own = from_balance(figure, lambda made, _bought, sold: max(made - sold, 0.0))
    return own.note if own.status != "ok" else float(sum(figure.by_partner.values())) + own.value


def latest(imports: pd.DataFrame, materials: tuple[str, ...], grain: Grain) -> str:
    """Return the latest period reported in full by at least half of those that ever were.

    Args:
        imports: rows of imports.
        materials: which ones.
        grain: length of the period.

    Returns:
        The period; empty when none is reported in full.
    """
    length = periods.span(periods.containing(0, grain))[1]
    place = places(imports, materials)
    fits = (place >= 0) & (imports["months"] <= length).to_numpy()
    first, months = (imports[name].to_numpy()[fits] for name in ("first", "months"))
    if not len(first):
        return ""
    low = int(first.min()) // length * length
    high = max(-(-int((first + months).max()) // length) * length, low + length)
    covered = np.zeros((len(materials), high - low), dtype=np.bool_)
    for size in np.unique(months):
        same = months == size
        for month in range(size):
            covered[place[fits][same], first[same] - low + month] = True
    whole = covered.reshape(len(materials), -1, length).all(axis=2).sum(axis=0)
    if not whole.any():
        return ""
    slot = int(np.flatnonzero(2 * whole >= whole.max())[-1])
    return period_name(low + slot * length, length)
