"""Tail risk of a loss with known probabilities."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def value_at_risk(losses: npt.ArrayLike, probability: npt.ArrayLike, alpha: float) -> float:
    """Return the least loss that is not exceeded with probability ``alpha``.

    >>> value_at_risk([0, 100, 300, 1000], [0.90, 0.06, 0.03, 0.01], 0.95)
    100.0
    """
    loss, weight = _sorted(losses, probability)
    place = int(np.searchsorted(np.cumsum(weight), alpha - 1e-12, side="left"))
    return float(loss[min(place, len(loss) - 1)])


def conditional_value_at_risk(
    losses: npt.ArrayLike, probability: npt.ArrayLike, alpha: float
) -> float:
    """Return the least over v of v + E[(loss - v)+] / (1 - alpha), in the unit of the loss.

    The mean of the worst ``1 - alpha`` of the distribution, an atom at its edge counted in part; so
    neither E[L | L >= VaR] nor E[L | L > VaR] where the distribution is discrete.

    Args:
        losses: possible losses.
        probability: of each; scaled to add up to one.
        alpha: level, 0 to 1 (1 excluded).

    Raises:
        ValueError: if the level is outside its range, or no probability is above zero.

    >>> round(conditional_value_at_risk([0, 100, 300, 1000], [0.90, 0.06, 0.03, 0.01], 0.95), 9)
    400.0

    Source: Rockafellar and Uryasev (2000, 2002).
    """
    if not 0.0 <= alpha < 1.0:
        raise ValueError(f"the level must lie from 0 to below 1, not at {alpha:g}")
    loss, weight = _sorted(losses, probability)
    level = value_at_risk(loss, weight, alpha)
    return level + float(weight @ np.maximum(loss - level, 0.0)) / (1.0 - alpha)


def _sorted(losses: npt.ArrayLike, probability: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    loss = np.atleast_1d(np.asarray(losses, dtype=float))
    weight = np.broadcast_to(np.asarray(probability, dtype=float), loss.shape)
    if not weight.sum() > 0 or np.any(weight < 0):
        raise ValueError("probabilities must not be negative, nor all of them 0")
    order = np.argsort(loss, kind="stable")
    return loss[order], weight[order] / weight.sum()
