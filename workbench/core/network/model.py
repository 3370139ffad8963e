"""The supply network as arrays.

Amounts are units of the material per month. Axes: material ``m``, source ``s`` (each source
supplies one material), month ``t`` of the simulation (0 = first month).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.core import periods

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

_MOST_WEIGHTS = 1000


@dataclass(frozen=True)
class Recipes:
    """Units of input per unit of output, losses included.

    ``general`` is input x output; ``own`` holds the whole column of a supplier that deviates.
    """

    general: FloatArray
    own: Mapping[tuple[str, int], FloatArray]

    def column(self, source: str, material: int) -> FloatArray:
        """Return what a home source uses of every material for one unit of ``material``."""
        return self.own.get((source, material), self.general[:, material])


@dataclass(frozen=True)
class Network:
    """Who supplies what to home, and what home wants. Never changed in place.

    A source is a named supplier or, under its country code, what a country delivers beyond its
    named suppliers; what home makes beyond named plants stands under the code of home.
    """

    home: str
    codes: frozenset[str]
    """Country codes that are home."""
    first: int
    """First month, counted as in :mod:`workbench.core.periods`."""
    months: int
    materials: tuple[str, ...]
    hs: tuple[str, ...]
    """HS codes of each material, separated by ``;``."""
    groups: Mapping[str, frozenset[str]]
    """Members of every country group."""

    sources: tuple[str, ...]
    country: tuple[str, ...]
    """Country of each source; home sources all stand under the code of home."""
    material: IntArray
    is_home: BoolArray
    volume: FloatArray
    """Usual volume, so scaled that supply meets need in month 0."""
    usual: FloatArray
    """What a restriction is relative to: the usual volume, before scaling where scaled to none."""
    share: FloatArray
    """Share of each foreign source in the orders for its material."""
    supply_share: FloatArray
    """Share of a present need that a source of unknown capacity can keep supplying."""
    shown: FloatArray
    """Largest monthly volume seen in the reference months and the three years before."""
    capacity: FloatArray
    """s x t; NaN where unknown."""
    price: FloatArray
    lead: IntArray
    """Whole months from shipping to arrival; 0 for home sources."""
    qualification: FloatArray
    """Months until a source without usual volume may deliver; 0 where none is needed."""
    recovery: FloatArray
    """Months that a source takes to recover from an outage; NaN where unknown."""

    recipes: Recipes
    use: FloatArray
    """Input m per unit made by source s."""
    demand: FloatArray
    """Outside demand, m x t."""
    exports_to: Mapping[tuple[int, str], float]
    """Usual exports by material and partner."""
    exports: FloatArray
    """Usual exports of each material."""
    stock: FloatArray
    target: FloatArray
    """Stock aimed at, in units."""
    order: tuple[tuple[int, ...], ...]
    """Tiers of materials, final ones first: a material's users stand in earlier tiers."""
    ramp_limit: float
    """Most that acceptance can grow in a month, share of capacity; infinite without limit."""

    def countries_of(self, code: str) -> frozenset[str]:
        """Return the countries a code stands for: itself, or the members of a group."""
        return self.groups.get(code, frozenset({code}))

    def index(self, material: str) -> int:
        """Return the place of a material; -1 when it is not simulated."""
        return self._places.get(material, -1)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {material: place for place, material in enumerate(self.materials)}

    def with_prefix(self, prefix: str) -> IntArray:
        """Return the places of the materials with an HS code that begins with some digits."""
        if prefix not in self._prefixes:
            hit = [any(code.startswith(prefix) for code in codes) for codes in self._codes]
            self._prefixes[prefix] = np.flatnonzero(np.array(hit, dtype=bool))
        return self._prefixes[prefix]

    @cached_property
    def _codes(self) -> list[list[str]]:
        plain = (text.replace(".", "").replace(" ", "") for text in self.hs)
        return [[code for code in text.split(";") if code] for text in plain]

    @cached_property
    def _prefixes(self) -> dict[str, IntArray]:
        """Known answers: the draws of an ensemble ask for the same again and again."""
        return {}

    def month_name(self, t: int) -> str:
        """Return the period of month ``t``."""
        return periods.month_name(self.first + t)

    def sources_of(self, material: int) -> IntArray:
        """Return the places of all sources of a material."""
        return np.flatnonzero(self.material == material)

    def among(self, countries: Collection[str]) -> BoolArray:
        """Return which sources lie in one of some countries."""
        names, place = self._countries
        return np.asarray(np.array([name in countries for name in names], dtype=bool)[place])

    @cached_property
    def _countries(self) -> tuple[list[str], IntArray]:
        names = sorted(set(self.country))
        place = {name: i for i, name in enumerate(names)}
        return names, np.array([place[name] for name in self.country], dtype=np.int64)

    @cached_property
    def first_need(self) -> FloatArray:
        """Need of each material in month 0: outside demand, use by home producers and exports."""
        made = np.where(self.is_home, self.volume, 0.0)
        return np.asarray(self.demand[:, 0] + self.exports + self.use @ made)

    @cached_property
    def base_capacity(self) -> FloatArray:
        """Capacity in month 0 of each source; its usual volume where unknown."""
        return np.where(np.isnan(self.capacity[:, 0]), self.volume, self.capacity[:, 0])

    @cached_property
    def price_rank(self) -> IntArray:
        """Rank of each source by price within its material; 0 is the cheapest, unknown last."""
        found = np.zeros(len(self.sources), dtype=np.int64)
        for m in range(len(self.materials)):
            places = self.sources_of(m)
            found[places] = ranked(self.price[places], np.ones(len(places)))
        return found

    def weights(self, start: int, duration: float, ramp: float = 0.0) -> FloatArray:
        """Return how far a shock acts in each month, 0 to 1.

        ``start`` is a month as in :mod:`workbench.core.periods`; over ``ramp`` months the weight
        grows linearly to 1, a broken last month counts in part.
        """
        known = self._weights.get((start, duration, ramp))
        if known is not None:
            return known
        month = np.arange(self.months) + self.first - start
        active = np.clip(duration - month, 0.0, 1.0) * (month >= 0)
        found = np.asarray(active * np.clip((month + 1) / max(ramp, 1.0), 0.0, 1.0))
        found.flags.writeable = False
        if len(self._weights) >= _MOST_WEIGHTS:
            self._weights.clear()
        self._weights[start, duration, ramp] = found
        return found

    @cached_property
    def _weights(self) -> dict[tuple[float, float, float], FloatArray]:
        """Known weights: a shock on many materials asks for the same again and again."""
        return {}

    def with_plant(self, name: str, material: int) -> Network:
        """Return a network with one more home source, without volume and capacity as yet."""
        use = self.recipes.column(name, material)[:, None]
        return replace(
            self,
            sources=(*self.sources, name),
            country=(*self.country, self.home),
            material=np.append(self.material, material),
            is_home=np.append(self.is_home, [True]),
            capacity=np.vstack([self.capacity, np.zeros(self.months)]),
            price=np.append(self.price, np.nan),
            lead=np.append(self.lead, 0),
            use=np.hstack([self.use, use]),
            volume=np.append(self.volume, 0.0),
            usual=np.append(self.usual, 0.0),
            share=np.append(self.share, 0.0),
            supply_share=np.append(self.supply_share, 0.0),
            shown=np.append(self.shown, 0.0),
            qualification=np.append(self.qualification, 0.0),
            recovery=np.append(self.recovery, np.nan),
        )


def ranked(price: FloatArray, duty: FloatArray) -> IntArray:
    """Return the rank of sources by price x duty, 0 first, equal ones alike.

    Sources of unknown price (NaN) come last, among themselves by duty.

    >>> ranked(np.array([5.0, np.nan, 2.0, 4.0]), np.array([1.0, 1.0, 2.0, 1.0])).tolist()
    [1, 2, 0, 0]
    """
    unknown = np.isnan(price)
    key = np.stack([unknown.astype(np.float64), np.where(unknown, duty, price * duty)], axis=1)
    return np.unique(key, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
