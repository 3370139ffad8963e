"""The levers that shocks pull, and the terms of trade that follow from them.

Axes as in :mod:`workbench.core.network.model`: material ``m``, source ``s``, month ``t``. Amounts
are units of the material per month.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from workbench.core.network.model import FloatArray, IntArray, Network, ranked
from workbench.core.network.needs import tiers

Basis = Literal["imports", "supply"]


@dataclass(frozen=True)
class Substitution:
    """Part of the need of home for one material that is met by another one.

    Home's need is outside demand + planned use by home producers + what it replaces itself;
    exports are not part of it. One unit replaced takes ``ratio`` units of ``by``.
    """

    material: int
    by: int
    share: FloatArray
    """By month, 0 to 1: always so much, or at most so much when ``short_only``."""
    ratio: float
    short_only: bool
    """Whether only what would be missing is replaced."""


@dataclass(frozen=True)
class OriginCap:
    """No more than a share of what is ordered of a material comes from some foreign sources."""

    material: int
    sources: IntArray
    """Places of the foreign sources that are capped together."""
    share: FloatArray
    """By month, 0 to 1; infinite without a cap."""
    basis: Basis
    """Of all imports, or of all imports and what home plans to make and not to export."""


@dataclass
class Levers:
    """What shocks change: copies of the network's inputs, months along the last axis.

    Several shocks act one after the other on what the earlier ones left.
    """

    network: Network
    """Grows when a shock builds a plant; its tiers change with a substitution."""
    allowed: FloatArray
    """s x t: share of the usual volume that may be shipped; infinite without restriction."""
    ceiling: FloatArray
    """s x t: amount that may be shipped; infinite without restriction."""
    capacity: FloatArray
    """s x t: good output; NaN where unknown."""
    input_factor: FloatArray
    """s x t: use of every input per unit made, relative to the recipe; 1 without a shock."""
    idle: FloatArray
    """s x t: how much of a home source's volume stays idle rather than being exported."""
    aid: FloatArray
    """s x t: amount offered beyond the usual terms: without qualification, over the ramp limit and
    the largest volume shown, but within restrictions and known capacity."""
    delay: IntArray
    """s x t: whole months by which goods shipped in month t arrive later; home sources: none."""
    price: FloatArray
    """s x t: without duties; NaN where unknown."""
    duty: FloatArray
    """s x t: factor on the price that buyers see, from duties and from relative changes of unknown
    prices; 1 without."""
    lean: FloatArray
    """s x t: weight on a source's usual share of the orders; 1 without a shock."""
    demand: FloatArray
    """m x t: outside demand at home."""
    exports: FloatArray
    """m x t: exports wanted by others."""
    target: FloatArray
    """m x t: stock aimed at."""
    draw: FloatArray
    """m x t: the most that may be taken out of the stock in a month; infinite without limit."""
    substitutions: list[Substitution] = field(default_factory=list)
    caps: list[OriginCap] = field(default_factory=list)

    @classmethod
    def of(cls, network: Network) -> Levers:
        """Return levers that change nothing."""
        shape = network.capacity.shape
        return cls(
            network=network,
            allowed=np.full(shape, np.inf),
            ceiling=np.full(shape, np.inf),
            capacity=network.capacity.copy(),
            input_factor=np.ones(shape),
            idle=np.zeros(shape),
            aid=np.zeros(shape),
            delay=np.zeros(shape, dtype=np.int64),
            price=_by_month(network.price, network.months),
            duty=np.ones(shape),
            lean=np.ones(shape),
            demand=network.demand.copy(),
            exports=_by_month(network.exports, network.months),
            target=_by_month(network.target, network.months),
            draw=np.full(network.demand.shape, np.inf),
        )

    def plant(self, name: str, material: int) -> int:
        """Return the place of the home source ``name`` of a material, added when it is new."""
        network = self.network
        for place in network.sources_of(material):
            if network.sources[place] == name and network.is_home[place]:
                return int(place)
        self.network = network.with_plant(name, material)
        for lever, value in _NEW_PLANT.items():
            array = getattr(self, lever)
            row = np.full((1, network.months), value, dtype=array.dtype)
            setattr(self, lever, np.vstack([array, row]))
        return len(self.network.sources) - 1

    def substitute(self, new: Substitution) -> None:
        """Add a substitution; whoever is replaced is planned before what replaces it.

        Raises:
            ValueError: with the places of the materials of a loop, if ``by`` is itself made of,
                or replaced by, the material that it is to replace.
        """
        together = [*self.substitutions, new]
        pairs = [(one.material, one.by) for one in together]
        self.network = replace(self.network, order=tiers(self.network.recipes, pairs))
        self.substitutions = together

    def quota(self) -> FloatArray:
        """Return the most that restrictions let each source ship, s x t; infinite without one."""
        limited = np.isfinite(self.allowed)
        share = np.where(limited, self.allowed, 0.0) * self.network.usual[:, None]
        return np.minimum(np.where(limited, share, np.inf), self.ceiling)

    def order_shares(self) -> FloatArray:
        """Return the share of each foreign source in the orders for its material, s x t.

        Share = usual share x lean / sum of these, so scaled that the sum stays what it was; where
        nothing leans it is the usual share itself.
        """
        network = self.network
        usual = _by_month(network.share, network.months)
        if (self.lean == 1.0).all():
            return usual
        count = len(network.materials)
        before = np.bincount(network.material, network.share, count)[network.material, None]
        leaning = usual * self.lean
        total = np.zeros((count, network.months))
        np.add.at(total, network.material, leaning)
        total = total[network.material]
        moved = leaning * np.divide(before, total, out=np.zeros_like(total), where=total > 0)
        untouched = np.ones((count, network.months), dtype=bool)
        np.logical_and.at(untouched, network.material, (self.lean == 1.0) | (usual == 0.0))
        return np.where(untouched[network.material] | (total <= 0), usual, moved)

    def ranks(self) -> IntArray:
        """Return in which order sources are asked to take over, s x t; 0 is asked first.

        Within a material by price x duty; sources of unknown price come last, among themselves by
        duty. Sources of one rank share by the room they have.
        """
        network = self.network
        found = np.repeat(network.price_rank[:, None], network.months, axis=1)
        usual = network.price[:, None]
        same = (self.price == usual) | (np.isnan(self.price) & np.isnan(usual))
        moved = ~(same & (self.duty == 1.0))
        for m in np.unique(network.material[moved.any(axis=1)]):
            places = network.sources_of(int(m))
            terms = np.nan_to_num(np.vstack([self.price[places], self.duty[places]]), nan=-1.0)
            again = np.append([False], (terms[:, 1:] == terms[:, :-1]).all(axis=0))
            for t in np.flatnonzero(moved[places].any(axis=0)):
                if again[t]:
                    found[places, t] = found[places, t - 1]
                else:
                    found[places, t] = ranked(self.price[places, t], self.duty[places, t])
        return found

    def ways(self) -> tuple[IntArray, IntArray, IntArray]:
        """Return months from shipping to arrival, and how far buyers look ahead.

        The first is s x t, for goods shipped in month t. The others are m x t: the longest way of
        all sources of a material or of anything delayed that is still on its way, and the shortest
        way of those with a usual volume (the longest one where there are none).
        """
        network = self.network
        lead = network.lead[:, None] + np.where(network.is_home[:, None], 0, self.delay)
        pending = np.repeat(network.lead[:, None], network.months, axis=1)
        last = network.lead
        for t in range(network.months if self.delay.any() else 0):
            last = np.maximum(lead[:, t], last - 1)
            pending[:, t] = last
        shape = (len(network.materials), network.months)
        longest = np.zeros(shape, dtype=np.int64)
        np.maximum.at(longest, network.material, pending)
        usual = np.flatnonzero(network.volume > 0)
        shortest = longest.copy()
        np.minimum.at(shortest, network.material[usual], lead[usual])
        return lead, longest, shortest


_NEW_PLANT: dict[str, float] = {
    "allowed": np.inf,
    "ceiling": np.inf,
    "capacity": 0.0,
    "input_factor": 1.0,
    "idle": 0.0,
    "aid": 0.0,
    "delay": 0,
    "price": np.nan,
    "duty": 1.0,
    "lean": 1.0,
}
"""What a plant that a shock builds begins with, by lever."""


def _by_month(amounts: npt.NDArray[np.float64], months: int) -> FloatArray:
    return np.repeat(amounts[:, None], months, axis=1)
