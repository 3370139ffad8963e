"""What many draws say together: quantiles, tails, chances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

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

QUANTILES: Mapping[str, float] = {"p5": 0.05, "p50": 0.50, "p95": 0.95}
ALPHA = 0.95
_HAIR = 1e-9


class Sorted:
    """Values of draws in order along the last axis; missing ones (NaN) are left out."""

    def __init__(self, values: FloatArray) -> None:
        self._values = np.sort(values, axis=-1)  # NaN comes last
        self._count = (~np.isnan(values)).sum(axis=-1)

    def quantile(self, level: float) -> FloatArray:
        """Return the least value that is not exceeded with probability ``level``; NaN if none.

        The inverse of the distribution function: every quantile is a value that was drawn.
        """
        return self._at(np.ceil(level * self._count - _HAIR).astype(np.int64) - 1)

    def tail(self, *, low: bool, alpha: float = ALPHA) -> FloatArray:
        """Return the conditional value at risk at the high end, or at the low one.

        The mean of the worst ``1 - alpha`` of all draws, the draw at its edge counted in part. As
        :func:`workbench.core.tail_risk.conditional_value_at_risk` with equal probabilities.
        Source: Rockafellar and Uryasev (2000, 2002).
        """
        count = self._count
        whole = np.maximum(count, 1)
        # In order of badness: how many draws are worse than the edge, and what of it counts.
        edge = np.clip(np.ceil(alpha * count - _HAIR).astype(np.int64) - 1, 0, None)
        worse = count - 1 - edge
        part = (1.0 - alpha) * whole - worse
        place = np.arange(self._values.shape[-1])
        first, last = (0, worse) if low else (edge + 1, count)
        inside = (place >= np.expand_dims(first, -1)) & (place < np.expand_dims(last, -1))
        total = np.where(inside, self._values, 0.0).sum(axis=-1)
        at_edge = np.where(part > _HAIR, self._at(worse if low else edge), 0.0)
        found = (total + part * at_edge) / ((1.0 - alpha) * whole)
        return np.asarray(np.where(count > 0, found, np.nan))

    def _at(self, place: npt.NDArray[np.int64]) -> FloatArray:
        place = np.clip(place, 0, np.maximum(self._count - 1, 0))
        found = np.take_along_axis(self._values, place[..., None], axis=-1)[..., 0]
        return np.asarray(np.where(self._count > 0, found, np.nan))


def quantiles(values: FloatArray, levels: Iterable[float]) -> list[FloatArray]:
    """Return quantiles along the last axis, one array a level; see :meth:`Sorted.quantile`.

    >>> quantiles(np.array([4.0, 1.0, np.nan, 2.0]), [0.5])[0].item()
    2.0
    """
    ordered = Sorted(values)
    return [ordered.quantile(level) for level in levels]


def bands(name: str, values: FloatArray) -> dict[str, FloatArray]:
    """Return ``p5``, ``p50``, ``p95`` and ``cvar95`` of a measure along the last axis.

    Args:
        name: of the measure; says which end is the bad one.
        values: such as material x draw.
    """
    ordered = Sorted(values)
    found = {label: ordered.quantile(level) for label, level in QUANTILES.items()}
    return found | {"cvar95": ordered.tail(low=name in LOW_IS_BAD)}
