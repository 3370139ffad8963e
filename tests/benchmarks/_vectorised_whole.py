"""The peer of an ensemble: vectorised NumPy that gives the same figures as ours, chunk by chunk.

As :mod:`_vectorised`, and besides: every measure of the table ``summary``, supply by source, series
by month, quantiles and tails. What needs no work in one tier (home production, exports) is 0.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from _large import COUNTRIES
from _vectorised import Chunk, FloatArray

SERIES = ("shortage", "stock", "imports")
MEASURES = (
    *("demand", "delivered", "shortage", "shortage_months", "imports", "minimum_stock"),
    *("minimum_cover", "time_to_survive", "hhi_imports", "top_partner_share"),
)


class WholeChunk(Chunk):
    """Some draws, with all that an ensemble says of them."""

    def __init__(self, dice: Any, first: int, last: int) -> None:
        super().__init__(dice, first, last)
        self.window = dice.window
        self.month = -1
        shape = self.stock.shape
        self.sums = {name: np.zeros(shape) for name in MEASURES}
        for name in ("minimum_stock", "minimum_cover", "time_to_survive"):
            self.sums[name][:] = np.inf
        self.series = {name: np.empty((self.months, *shape)) for name in SERIES}
        self.by_source = np.zeros((*shape, len(COUNTRIES)))
        start, end = self.window
        early = self.lead - start  # what was on its way arrives in the months before the lead
        self.by_source += self.volume * np.clip(early, 0, end - start)

    def fill_holes(self, *words: Any) -> FloatArray:
        """Plan, and note what each source will have delivered in the window."""
        taken = super().fill_holes(*words)
        self.month = words[-1]
        arrives = self.month + self.lead
        start, end = self.window
        inside = (arrives >= start) & (arrives < end)
        if inside.all():
            self.by_source += taken
        elif inside.any():
            self.by_source += taken * inside
        return taken

    def carry_out(self, need: FloatArray) -> None:
        """Carry the month out, and write it down."""
        arrived, before = self.due[:, :, 0].copy(), self.total.copy()
        super().carry_out(need)
        short = self.total - before
        for name, values in zip(SERIES, (short, self.stock, arrived), strict=True):
            self.series[name][self.month] = values
        start, end = self.window
        if not start <= self.month < end:
            return
        sums = self.sums
        missing = short > 1e-9 * need
        sums["demand"] += need
        sums["shortage"] += short
        sums["delivered"] += need - short
        sums["imports"] += arrived
        sums["shortage_months"] += missing
        first = np.where(missing, float(self.month - start), np.inf)
        np.minimum(sums["time_to_survive"], first, out=sums["time_to_survive"])
        np.minimum(sums["minimum_stock"], self.stock, out=sums["minimum_stock"])
        np.minimum(sums["minimum_cover"], self.stock / need, out=sums["minimum_cover"])

    def whole(self) -> tuple[dict[str, FloatArray], FloatArray, dict[str, FloatArray]]:
        """Return measures (material x draw), draws short by month, and series."""
        self.run()
        total = self.by_source.sum(axis=2, keepdims=True)
        shares = self.by_source / total
        self.sums["hhi_imports"] = (shares**2).sum(axis=2)
        self.sums["top_partner_share"] = shares.max(axis=2)
        short = (self.series["shortage"] > 1e-9 * self.base).sum(axis=2)
        return self.sums, short, self.series


def whole(dice: Any, threads: int, chunk: int, shown: list[int]) -> dict[str, FloatArray]:
    """Return the measures of all draws; their quantiles, tails, chances and fans are made too."""
    ends = [(first, min(first + chunk, dice.draws)) for first in range(0, dice.draws, chunk)]
    count, months = len(dice.network.materials), dice.network.months
    measures = {name: np.empty((count, dice.draws)) for name in MEASURES}
    series = {name: np.empty((len(shown), months, dice.draws)) for name in SERIES}

    def work(pair: tuple[int, int]) -> FloatArray:
        sums, short, by_month = WholeChunk(dice, *pair).whole()
        for name in MEASURES:
            measures[name][:, slice(*pair)] = sums[name]
        for name in SERIES:
            series[name][:, :, slice(*pair)] = by_month[name][:, shown].transpose(1, 0, 2)
        return short

    with ThreadPoolExecutor(threads) as pool:
        chance = np.sum(list(pool.map(work, ends)), axis=0) / dice.draws
    assert chance.shape == (months, count)
    tail = int(0.05 * dice.draws)
    for values in (*measures.values(), *series.values()):
        ordered = np.sort(values, axis=-1)
        places = [int(level * (dice.draws - 1)) for level in (0.05, 0.25, 0.5, 0.75, 0.95)]
        _ = ordered[..., places], ordered[..., -tail:].mean(axis=-1)
    return measures
