"""Median and MAD over the rows of an array in which values may be missing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CONSISTENT = 1.4826
"""MAD times this estimates the standard deviation of a normal distribution."""


def medians(values: Floats) -> Floats:
    """Return the median of each row, NaN left out; NaN for a row without values.

    >>> medians(np.array([[3.0, 1.0, 2.0, np.nan]])).tolist()
    [2.0]
    """
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    ordered = np.sort(values, axis=1)  # NaN goes to the end
    count = np.isfinite(ordered).sum(axis=1)
    rows = np.arange(len(values))
    low = ordered[rows, np.maximum(count - 1, 0) // 2]
    high = ordered[rows, np.minimum(count // 2, values.shape[1] - 1)]
    return np.where(count > 0, (low + high) / 2, np.nan)


def deviations(values: Floats, centre: Floats) -> Floats:
    """Return the robust standard deviation of each row: 1.4826 times the median of |x - centre|.

    The median absolute deviation does not move while less than half of the values are wild
    (Hampel 1974; Leys et al. 2013).

    >>> deviations(np.array([[1.0, 2.0, 3.0, 100.0, np.nan]]), np.array([2.5])).round(4).tolist()
    [1.4826]
    """
    return CONSISTENT * medians(np.abs(values - centre[:, None]))


def counts(values: Floats) -> Ints:
    """Return how many values each row has."""
    found: Ints = np.isfinite(values).sum(axis=1).astype(np.int64)
    return found


def logs(values: Floats) -> Floats:
    """Return the natural logarithm where a value is above zero, else NaN."""
    found = np.full(values.shape, np.nan)
    positive = values > 0
    found[positive] = np.log(values[positive])
    return found


def ratios(above: Floats, below: Floats) -> Floats:
    """Return ``above / below`` where ``below`` is above zero, else NaN."""
    found = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    np.divide(above, below, out=found, where=below > 0)
    return found
