"""Concentration of many mixes at once: one row a mix, one column a partner."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FIGURES = (
    "imports",
    "suppliers",
    "hhi",
    "hhi_normalised",
    "effective_suppliers",
    "cr1",
    "cr3",
    "shannon",
)
"""What is known of every mix. ``suppliers`` counts the partners with imports above zero."""
_CELLS = 1 << 16  # as much as stays in the processor's cache
_LEAST = 1e-300  # 0 ln 0 is 0


@dataclass(frozen=True)
class Mixes:
    """Figures of mixes: each of :data:`FIGURES` by name, and the place of the largest partner.

    A figure is NaN, and ``top`` -1, where no partner has imports above zero; ``imports`` alone is
    known also where only the total of all partners is.
    """

    values: dict[str, Floats]
    top: Ints

    def reshaped(self, *shape: int) -> Mixes:
        """Return the same figures as arrays of another shape."""
        values = {name: column.reshape(shape) for name, column in self.values.items()}
        return Mixes(values, self.top.reshape(shape))


def concentrations(amounts: npt.ArrayLike, total: int = -1) -> Mixes:
    """Return how concentrated each row of amounts is.

    The formulas are those of the indicators of the same names in
    :mod:`workbench.core.indicators`.

    Args:
        amounts: mixes x partners, in any unit; what is not above zero counts as not reported.
        total: the column of what is reported only as a total of all partners: it counts as
            imports, and has no share. -1 where there is none.

    Raises:
        ValueError: if the amounts are no table, or one of them is infinite.

    >>> found = concentrations([[70.0, 20.0, 10.0]]).values
    >>> [round(float(found[name][0]), 3) for name in ("hhi", "hhi_normalised", "shannon")]
    [0.54, 0.31, 0.802]
    """
    table = np.asarray(amounts, dtype=np.float64)
    if table.ndim != 2 or np.isinf(table.sum()):
        raise ValueError("amounts must be a finite table of mixes x partners")
    values = {name: np.full(len(table), np.nan) for name in FIGURES}
    top = np.full(len(table), -1, dtype=np.int64)
    step = max(_CELLS // max(table.shape[1], 1), 1)
    space = np.empty((2, min(step, len(table)), table.shape[1]))
    for start in range(0, len(table) if table.shape[1] else 0, step):
        part = slice(start, start + step)
        found = {name: column[part] for name, column in values.items()}
        _measure(found, top[part], table[part], total, space)
    return Mixes(values, top)


def _measure(
    found: dict[str, Floats], top: Ints, amounts: Floats, total: int, space: Floats
) -> None:
    """Fill the figures of some mixes; ``space`` is room for two such tables."""
    if total >= 0 or not amounts.min() >= 0:  # also where one is NaN
        amounts = np.fmax(amounts, 0.0)
    everything = amounts.sum(axis=1)
    np.copyto(found["imports"], everything, where=everything > 0)
    if total >= 0:
        amounts[:, total] = 0.0
        everything = amounts.sum(axis=1)
    places: Ints | slice = slice(None)
    if not (everything > 0).all():
        places = np.flatnonzero(everything > 0)
        amounts, everything = amounts[places], everything[places]
    if not len(amounts):
        return
    shares, logs = space[0, : len(amounts)], space[1, : len(amounts)]
    top[places] = amounts.argmax(axis=1)
    np.divide(amounts, everything[:, None], out=shares)
    np.log(np.maximum(shares, _LEAST, out=logs), out=logs)
    squares, width = np.einsum("ij,ij->i", shares, shares), shares.shape[1]
    full = np.count_nonzero(amounts) == amounts.size
    count = np.full(len(amounts), float(width))
    count = count if full else np.count_nonzero(amounts, axis=1).astype(np.float64)
    found["suppliers"][places] = count
    found["hhi"][places] = squares
    found["hhi_normalised"][places] = _normalised(squares, count)
    found["effective_suppliers"][places] = 1.0 / squares
    found["shannon"][places] = np.abs(np.einsum("ij,ij->i", shares, logs))
    if width > 3:
        shares.partition(width - 3, axis=1)
    largest = shares[:, -3:]
    found["cr3"][places] = largest.sum(axis=1)
    found["cr1"][places] = largest.max(axis=1)


def _normalised(squares: Floats, count: Floats) -> Floats:
    """Return (H - 1/n) / (1 - 1/n); 1 for a single supplier, by convention."""
    least = 1.0 / count
    spare = np.where(count > 1, 1.0 - least, 1.0)
    values: Floats = np.where(count > 1, (squares - least) / spare, 1.0)
    return values
