"""Random draws: scrambled Sobol points, and the quantiles of distributions at them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.core.spreads import Spread

FloatArray = npt.NDArray[np.float64]

MOST_COORDINATES = 21_201
"""So many coordinates a Sobol sequence has (Joe and Kuo 2008)."""
_FEW = 64
_BLOCK = 1 << 20
"""Numbers that are drawn at once; of many coordinates only those that are wanted are kept."""


def sobol(count: int, dimensions: int, seed: int) -> FloatArray:
    """Return scrambled Sobol points, count x dimensions, inside (0, 1).

    The same seed gives the same points; the first ``n`` of more points are those of ``n``. A power
    of two as ``count`` keeps them balanced (Owen 1998).
    """
    from scipy.stats import qmc  # noqa: PLC0415 - slow to load

    if not dimensions or not count:
        return np.zeros((count, dimensions))
    engine = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed))
    exponent = max(int(np.ceil(np.log2(count))), 0)
    return _inside(engine.random_base2(exponent)[:count])


def coordinates(count: int, wanted: Sequence[int], seed: int) -> FloatArray:
    """Return some coordinates of scrambled Sobol points, count x coordinate, inside (0, 1).

    A coordinate depends on its number (from 0) and the seed alone, whereas the points of
    :func:`sobol` all change with the number of dimensions. So whoever keeps a coordinate sees the
    same draws whoever else draws.

    Raises:
        ValueError: if a number is negative or not below :data:`MOST_COORDINATES`.
    """
    found = np.empty((count, len(wanted)))
    widths = [_width(number) for number in wanted]
    for width in set(widths):
        mine = [place for place, its in enumerate(widths) if its == width]
        found[:, mine] = _columns(count, width, [wanted[place] for place in mine], seed)
    return found


def _width(number: int) -> int:
    """Return the dimensions of the sequence that a coordinate is taken from."""
    if not 0 <= number < MOST_COORDINATES:
        raise ValueError(f"there is no coordinate {number}")
    return min(max(_FEW, 1 << number.bit_length()), MOST_COORDINATES)


def _columns(count: int, width: int, numbers: list[int], seed: int) -> FloatArray:
    from scipy.stats import qmc  # noqa: PLC0415 - slow to load

    engine = qmc.Sobol(width, scramble=True, rng=np.random.default_rng((seed, width)))
    whole = 1 << max(count - 1, 0).bit_length()  # no warning that points are not balanced
    rows = min(whole, 1 << (_BLOCK // width).bit_length() - 1)
    found = np.empty((count, len(numbers)))
    for first in range(0, count, rows):
        block = engine.random(rows)[: count - first, numbers]
        found[first : first + rows] = _inside(block)
    return found


def _inside(points: FloatArray) -> FloatArray:
    tiny = np.finfo(float).eps
    return np.asarray(np.clip(points, tiny, 1.0 - tiny), dtype=float)


def quantile(spread: Spread, points: npt.ArrayLike) -> FloatArray:
    """Return the quantiles of a distribution: values at probabilities ``points``, 0-1.

    PERT is the beta distribution of Malcolm et al. (1959) with shape 4; ``lognormal(mu,sigma)`` has
    the mean and the standard deviation of the logarithm.

    >>> quantile(Spread("uniform", (2.0, 6.0)), [0.25]).tolist()
    [3.0]
    """
    at = np.asarray(points, dtype=float)
    match spread.name:
        case "uniform":
            low, high = spread.values
            return np.asarray(low + (high - low) * at)
        case "triangular":
            return _triangular(at, *spread.values)
        case "pert":
            return _pert(at, *spread.values)
        case "discrete":
            edges = np.cumsum(spread.weights)
            place = np.searchsorted(edges, at, side="left")
            return np.asarray(spread.values)[np.minimum(place, len(edges) - 1)]
        case _:
            return _normal(at, *spread.values, is_log=spread.name == "lognormal")


def _triangular(at: FloatArray, low: float, mode: float, high: float) -> FloatArray:
    if high == low:
        return np.full_like(at, low)
    width, split = high - low, (mode - low) / (high - low)
    rising = low + np.sqrt(at * width * (mode - low))
    falling = high - np.sqrt((1.0 - at) * width * (high - mode))
    return np.where(at < split, rising, falling)


def _pert(at: FloatArray, low: float, mode: float, high: float) -> FloatArray:
    from scipy.special import betaincinv  # noqa: PLC0415 - slow to load

    if high == low:
        return np.full_like(at, low)
    width = high - low
    first, second = 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width
    return np.asarray(low + width * betaincinv(first, second, at), dtype=float)


def _normal(at: FloatArray, mean: float, deviation: float, *, is_log: bool) -> FloatArray:
    from scipy.special import ndtri  # noqa: PLC0415 - slow to load

    values = np.asarray(mean + deviation * ndtri(at), dtype=float)
    return np.exp(values) if is_log else values
