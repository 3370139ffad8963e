"""What the season lets expect of the newest month, from the months before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.warning.robust import CONSISTENT, Floats, counts, deviations, logs, medians

Bools = npt.NDArray[np.bool_]
_YEAR = 12
_LONGEST = 60  # months STL looks at; older seasons say little about the next
_ROUNDS = 3  # of robust weights; more change the third digit only


@dataclass(frozen=True)
class Expectation:
    """By series: the amount expected, its robust spread as a logarithm, and how it was found."""

    amount: Floats
    spread: Floats
    seasonal: Bools
    """Whether the season comes from STL."""


def expect(past: Floats, judged: Bools, *, stl_months: int) -> Expectation:
    """Return what the past lets expect of the month after it.

    With at least ``stl_months`` unbroken months above zero: trend at the end plus season of the
    same month a year ago, from a robust STL of the logarithm (Cleveland, Cleveland, McRae,
    Terpenning 1990; statsmodels). With two or more equal months of earlier years: their median.
    Else the median of the last 12 months. The month to be judged takes no part in any of them.

    Args:
        past: series x months, oldest first, NaN where unknown.
        judged: which series are wanted; others get NaN.
        stl_months: unbroken months that STL needs.

    >>> flat = np.full((1, 14), 8.0)
    >>> float(expect(flat, np.array([True]), stl_months=36).amount[0])
    8.0
    """
    years = _by_year(past)
    usual = np.stack([medians(years[:, :, month]) for month in range(_YEAR)], axis=1)
    repeated = np.stack([counts(years[:, :, month]) for month in range(_YEAR)], axis=1) >= 2
    recent = past[:, -_YEAR:]
    # The month to be judged is the one whose predecessors are the first of each year of 12.
    amount = np.where(repeated[:, 0], usual[:, 0], medians(recent))
    spread = _spread(past, years, np.where(repeated, usual, np.nan))
    long_enough = judged & _unbroken(past, stl_months)
    for row in np.flatnonzero(long_enough):
        amount[row], spread[row] = _by_stl(past[row])
    return Expectation(
        np.where(judged, amount, np.nan), np.where(judged, spread, np.nan), long_enough
    )


def _by_year(past: Floats) -> Floats:
    """Return series x 4 years x 12 months, the last year last; NaN before the past begins."""
    known = past[:, -4 * _YEAR :]
    missing = np.full((len(past), 4 * _YEAR - known.shape[1]), np.nan)
    return np.concatenate((missing, known), axis=1).reshape(len(past), 4, _YEAR)


def _spread(past: Floats, years: Floats, usual: Floats) -> Floats:
    """Return the robust deviation from the usual amount of each month, else from the median."""
    rest = (logs(years) - logs(usual)[:, None, :])[:, -2:].reshape(len(past), 2 * _YEAR)
    level = logs(past[:, -2 * _YEAR :])
    seasonal = deviations(rest, np.zeros(len(past)))
    return np.where(counts(rest) >= _YEAR, seasonal, deviations(level, medians(level)))


def _unbroken(past: Floats, months: int) -> Bools:
    """Return which series have that many last months, all of them above zero."""
    if past.shape[1] < months:
        return np.zeros(len(past), dtype=np.bool_)
    return np.asarray((past[:, -months:] > 0).all(axis=1))


def _by_stl(past: Floats) -> tuple[float, float]:
    from statsmodels.tsa.seasonal import STL  # noqa: PLC0415 - heavy, and rarely needed

    positive = past > 0
    first = len(past) - (len(past) if positive.all() else int(np.argmin(positive[::-1])))
    known = np.log(past[first:][-_LONGEST:])
    found = STL(known, period=_YEAR, robust=True).fit(inner_iter=2, outer_iter=_ROUNDS)
    spread = CONSISTENT * float(np.median(np.abs(found.resid - np.median(found.resid))))
    return float(np.exp(found.trend[-1] + found.seasonal[-_YEAR])), spread
