"""What many draws say together: quantiles, tails, chances."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from workbench.core.tail_risk import conditional_value_at_risk

FloatArray = npt.NDArray[np.float64]

LOW_IS_BAD = frozenset(
    {
        "delivered",
        "production",
        "exports",
        "self_sufficiency",
        "minimum_stock",
        "minimum_cover",
        "time_to_survive",
    }
)
"""Measures whose tail risk lies at their low end; of all others it lies at the high end."""

QUANTILES = {"p5": 0.05, "p50": 0.50, "p95": 0.95}
ALPHA = 0.95


def quantiles(values: FloatArray, level: float) -> FloatArray:
    """Return a quantile over the first axis: the least value that is not exceeded with ``level``.

    The inverse of the distribution function, so that every quantile is a value that was drawn.
    Missing values are left out; NaN where all are missing.
    """
    known = np.where(np.isnan(values), np.inf, values)
    ordered = np.sort(known, axis=0)
    count = (~np.isnan(values)).sum(axis=0)
    place = np.clip(np.ceil(level * count - 1e-9).astype(np.int64) - 1, 0, None)
    found = np.take_along_axis(ordered, place[None], axis=0)[0]
    return np.asarray(np.where(count > 0, found, np.nan))


def tail(values: FloatArray, name: str, alpha: float = ALPHA) -> FloatArray:
    """Return the conditional value at risk over the first axis, at the bad end of a measure.

    Missing values are left out. Source: Rockafellar and Uryasev (2000), see
    :func:`workbench.core.tail_risk.conditional_value_at_risk`.
    """
    sign = -1.0 if name in LOW_IS_BAD else 1.0
    flat = values.reshape(len(values), -1)
    found = np.full(flat.shape[1], np.nan)
    for column in range(flat.shape[1]):
        known = flat[:, column][~np.isnan(flat[:, column])]
        if known.size and np.isfinite(known).all():
            found[column] = sign * conditional_value_at_risk(sign * known, 1.0, alpha)
        elif known.size:
            found[column] = np.inf if (known == np.inf).all() else np.nan
    return found.reshape(values.shape[1:])


def bands(values: Mapping[str, FloatArray]) -> dict[str, dict[str, FloatArray]]:
    """Return quantiles and tail of measures: by measure, then ``p5``, ``p50``, ``p95``, ``cvar95``.

    Args:
        values: draw x material by measure.
    """
    return {
        name: {
            **{label: quantiles(array, level) for label, level in QUANTILES.items()},
            "cvar95": tail(array, name),
        }
        for name, array in values.items()
    }


def of_shares(supply: FloatArray, group: npt.NDArray[np.int64], count: int) -> FloatArray:
    """Return supply by country, draw x country, from supply by source."""
    found = np.zeros((len(supply), count))
    np.add.at(found.T, group, supply.T)
    return found


def concentration(amounts: FloatArray) -> FloatArray:
    """Return the sum of squared shares of each row; NaN where nothing is supplied."""
    total = amounts.sum(axis=1, keepdims=True)
    known = total[:, 0] > 0
    shares = np.divide(amounts, total, out=np.full_like(amounts, np.nan), where=total > 0)
    return np.where(known, (shares**2).sum(axis=1), np.nan)
