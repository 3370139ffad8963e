"""Indirect losses between industries and regions: the inventory model ARIO, day by day.

An industry is a sector in a region; it makes one product and holds a stock of every product that it
uses. A product is what the industries of one sector make, wherever they stand. Flows are money a
day (annual flows / 365), as an input-output table gives them. One day:

1. *Overproduction* (from the second day on). With z = (what is asked for now - what was made the
   day before) / what is asked for now, capacity changes by (most - now) z / time; where z is 0 it
   falls back by (1 - now) / time. It never falls below what is usual.
2. *Production* = smallest of orders, capacity, and what stocks let through. A stock is felt once it
   is below the share ``felt`` of the days aimed at, and then in proportion.
3. *Rationing*: every order and every consumer gets the same part of what was asked for. What a
   consumer does not get is lost, not postponed.
4. *Stocks* lose what was used and gain what was received.
5. *Orders* for the next day replace what was used, and a part of what the stock lacks; they are
   split over the industries of the product by usual flows, and with ``moving`` also by how much
   capacity is left of each.

Sources: Hallegatte (2008, 2014); Guan et al. (2020) for orders that move; step order, defaults and
tolerances as in BoARIO 0.7.2, of which no code is used. It is a model of its own: it shares neither
the materials nor the balances of the market response.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.core.progress import Progress

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
DAYS = 365.0
"""Days in the year of the annual flows."""


@dataclass(frozen=True)
class Economy:
    """An input-output table: money a year."""

    flows: FloatArray
    """Selling x buying industry."""
    final: FloatArray
    """Selling industry x final consumer."""
    product: IntArray
    """Number of the product of each industry, from 0 on."""

    def __post_init__(self) -> None:
        """Refuse what is no input-output table.

        Raises:
            ValueError: if shapes do not fit, an amount is negative or not known, or an industry
                buys and makes nothing: what it buys would vanish, and with it what others sell.
        """
        count = len(self.product)
        if self.flows.shape != (count, count) or self.final.ndim != 2:
            raise ValueError("flows must be industry x industry, final industry x consumer")
        if len(self.final) != count:
            raise ValueError("flows and final must have the same industries")
        if count and (self.product < 0).any():
            raise ValueError("products are counted from 0 on")
        with np.errstate(over="ignore"):
            known = all((part >= 0).all() and np.isfinite(part).all() for part in self.amounts)
            if not known or not np.isfinite(self.output.sum()):
                raise ValueError("flows must be known, finite and not negative, in sum as well")
        if ((self.output <= 0) & (self.flows.sum(axis=0) > 0)).any():
            raise ValueError("an industry that makes nothing cannot buy")

    @property
    def amounts(self) -> tuple[FloatArray, FloatArray]:
        """All flows, whoever buys."""
        return self.flows, self.final

    @property
    def output(self) -> FloatArray:
        """What each industry makes a year."""
        return np.asarray(self.flows.sum(axis=1) + self.final.sum(axis=1))

    def by_product(self, flows: FloatArray) -> FloatArray:
        """Sum the rows of industries that make the same product."""
        found = np.zeros((int(self.product.max(initial=-1)) + 1, flows.shape[1]))
        order, starts = self._together
        if len(starts):
            made = self.product[order[starts]]
            found[made] = np.add.reduceat(flows[order], starts, axis=0)
        return found

    @cached_property
    def _together(self) -> tuple[IntArray, IntArray]:
        """The industries in the order of their products, and where each product begins."""
        order = np.argsort(self.product, kind="stable")
        ordered = self.product[order]
        return order, np.flatnonzero(np.diff(ordered, prepend=-1))


@dataclass(frozen=True)
class Habits:
    """How industries keep stocks, order and catch up; the defaults are those of BoARIO."""

    stock_days: float = 90.0
    """Days of use that are kept in stock."""
    felt: float = 0.8
    """Share of these days below which a stock slows production; 1: at once, 0: only when empty."""
    restoring_days: float = 60.0
    """Days over which a stock is brought back to what is aimed at."""
    most: float = 1.25
    """Largest overproduction, times usual capacity."""
    overproduction_days: float = 365.0
    """Days that overproduction takes to grow and to fall back."""
    moving: bool = False
    """Whether orders move to industries that have capacity left."""


@dataclass(frozen=True)
class Course:
    """What happened, industry x day; money a day."""

    production: FloatArray
    unmet: FloatArray
    """Final demand of what an industry makes that was lost."""
    overproduction: FloatArray
    """Times usual capacity."""
    stock_days: FloatArray
    """Days of usual use that the shortest stock holds at the day's end; infinite where an industry
    uses nothing."""
    shortest: IntArray
    """Number of the product that stock is of; of no use where an industry uses nothing."""


def respond(
    economy: Economy,
    lost: FloatArray,
    habits: Habits | None = None,
    progress: Progress | None = None,
) -> Course:
    """Return what happens when industries lose capacity; pure.

    Args:
        economy: usual flows; day 0 begins in this steady state.
        lost: industry x day, share of the capacity that is lost, 0-1.
        habits: how stocks are kept and orders placed.
        progress: told the days that are done.

    Raises:
        ValueError: if ``lost`` has another number of industries, or leaves 0-1.
        Cancelled: if ``progress`` stops it.

    A worked day: an industry makes 100 of which 60 are ordered by others and 40 by consumers. It
    loses 90 %: it makes 10, others receive 6, consumers 4; 36 of final demand are lost. A buyer
    that used those 60 from a stock of 30 days has 28.2 days left, and below 24 days (``felt`` 0.8)
    it slows down: with 12 days left it makes 12 / 24 = half.

    Example::

        lost = np.zeros((2, 30)); lost[0, 5:15] = 0.9
        respond(Economy(flows, final, np.array([0, 1])), lost).production
    """
    if lost.ndim != 2 or len(lost) != len(economy.product):
        raise ValueError("lost must be industry x day, with the industries of the economy")
    if not ((lost >= 0) & (lost <= 1)).all():
        raise ValueError("a share of capacity that is lost lies between 0 and 1")
    days = _Days(economy, habits or Habits())
    report, count = progress or Progress(), lost.shape[1]
    rows = []
    for day in range(count):
        report.step(day, count, "day by day")
        rows.append(days.next(lost[:, day]))
    if not rows:
        rows, lost = [days.next(np.zeros(len(lost)))], lost[:, :0]
    made, unmet, over, stock, shortest = (
        np.stack(of_days, axis=-1)[..., : lost.shape[1]] for of_days in zip(*rows, strict=True)
    )
    return Course(made, unmet, over, stock, shortest.astype(np.int64))


class _Days:
    """The state between days."""

    def __init__(self, economy: Economy, habits: Habits) -> None:
        self.economy, self.habits = economy, habits
        self.usual = economy.output / DAYS
        self.final = economy.final.sum(axis=1) / DAYS
        self.flows = economy.flows / DAYS
        used = economy.by_product(self.flows)
        scale = np.where(self.usual > 0, self.usual, 1.0)
        self.per_unit = used / scale
        self.stock = habits.stock_days * used
        self.used = used
        self.split = self.parts(self.flows)
        self.orders = self.flows
        self.over = np.ones(len(self.usual))
        self.missed = np.zeros(len(self.usual))

    def next(self, lost: FloatArray) -> tuple[npt.NDArray[Any], ...]:
        """Go through a day, and return what ``Course`` holds of it."""
        habits = self.habits
        # More made than is asked for now is less than nothing missed: it slowly takes back.
        pull = np.where(self.missed != 0, (habits.most - self.over) * self.missed, 1.0 - self.over)
        self.over = np.maximum(1.0, self.over + pull / habits.overproduction_days)
        demand = self.orders.sum(axis=1) + self.final
        capacity = self.over * (1.0 - lost) * self.usual
        planned = np.minimum(demand, capacity)
        aim = habits.stock_days * self.per_unit * planned
        made = planned * self.let_through(habits.felt * aim)
        part = _share(made, demand)
        unmet = self.final * (1.0 - part)
        used = self.per_unit * made
        received = self.economy.by_product(self.orders * part[:, None])
        if not np.allclose(received, used):
            self.stock = self.stock - used + received
        gap = np.maximum(0.0, aim - self.stock)
        if np.allclose(self.stock, aim):
            gap = np.zeros(gap.shape)
        self.order(gap / habits.restoring_days + used, capacity)
        coming = self.orders.sum(axis=1) + self.final
        self.missed = _share(coming - made, coming)
        return made, unmet, self.over, *self.shortest()

    def shortest(self) -> tuple[FloatArray, IntArray]:
        """Return the days of usual use in the shortest stock of each industry, and its product."""
        if not len(self.stock):
            return np.full(len(self.usual), np.inf), np.zeros(len(self.usual), dtype=np.int64)
        cover = np.full(self.stock.shape, np.inf)
        np.divide(self.stock, self.used, out=cover, where=self.used > 0)
        return cover.min(axis=0), cover.argmin(axis=0)

    def let_through(self, needed: FloatArray) -> FloatArray:
        """Return the share of what is planned that the scarcest stock of each industry allows."""
        share = np.ones(needed.shape)
        np.divide(self.stock, needed, out=share, where=self.stock < needed)
        return np.asarray(share.min(axis=0, initial=1.0))

    def order(self, wanted: FloatArray, capacity: FloatArray) -> None:
        """Split what every industry wants of a product over those who make it."""
        split = self.split
        if self.habits.moving:
            split = self.parts(self.flows * _share(capacity, self.usual)[:, None])
        self.orders = wanted[self.economy.product] * split

    def parts(self, weight: FloatArray) -> FloatArray:
        """Return what part of the orders for a product each of its makers gets."""
        return _share(weight, self.economy.by_product(weight)[self.economy.product])


def _share(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Return part / whole; 0 where there is nothing."""
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)
