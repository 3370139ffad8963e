"""The conditions of the published rules about dependence, for all materials and periods at once.

They are those of :mod:`workbench.core.indicators`, each an array by slot (see
:class:`workbench.core.screening.entries.Slots`) in the place of one number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.core.figures import WORLD, Basis
from workbench.core.indicators._screens import Criterion
from workbench.core.screening.entries import Entries
from workbench.core.screens import Screen

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

UNREPORTED = "values of the imports are not reported"


@dataclass(frozen=True)
class Condition:
    """A figure of every slot against one threshold; NaN where there is no figure.

    ``name`` and ``why`` (why a slot has no figure) hold ``{}`` for the country.
    """

    name: str
    value: Floats
    threshold: float
    why: Callable[[int], str]
    unit: str = ""
    above: bool = False
    """Whether the threshold must be exceeded; else reaching it is enough."""

    def holds(self) -> Floats:
        """Return 1 where it holds, 0 where it does not, NaN where that is not known."""
        slack = 1e-9 * max(abs(self.threshold), 1.0)
        reached = (
            self.value > self.threshold + slack
            if self.above
            else self.value >= self.threshold - slack
        )
        return np.where(np.isnan(self.value), np.nan, reached)

    def at(self, slot: int, country: str) -> Criterion:
        """Return the condition of one slot, as the indicator has it."""
        value = float(self.value[slot])
        why = self.why(slot).format(country) if np.isnan(value) else ""
        name = self.name.format(country)
        return Criterion(name, value, self.threshold, self.unit, self.above, why)


@dataclass(frozen=True)
class State:
    """The amounts that the conditions are about, by slot."""

    basis: Basis
    shares: Entries
    """Imports on this basis."""
    bought: Entries
    """Imports by value."""
    sold: Entries
    """Exports by value."""
    partners: tuple[str, ...]
    slots: int
    months: int
    """The length of every period."""
    currency: str

    @cached_property
    def _apart(self) -> Bools:
        """Entries above zero of single partners."""
        single: Bools = self.shares.partner != self._code(WORLD)
        return single & (self.shares.amount > 0)

    @cached_property
    def total(self) -> Floats:
        """Imports of single partners, on the basis of the shares."""
        return self._sum(self.shares, self._apart)

    @cached_property
    def largest(self) -> Ints:
        """The partner that supplies most, the first one of equals; -1 for none."""
        slot, amount = self.shares.slot[self._apart], self.shares.amount[self._apart]
        most = np.zeros(self.slots)
        np.maximum.at(most, slot, amount)
        first = np.flatnonzero(amount == most[slot])[::-1]
        found = np.full(self.slots, -1, dtype=np.int64)
        found[slot[first]] = self.shares.partner[self._apart][first]
        return found

    @cached_property
    def paid(self) -> Floats:
        """Value of all imports, NaN where none is reported."""
        above = self.bought.amount > 0
        return np.where(self._some(self.bought, above), self._sum(self.bought, above), np.nan)

    @cached_property
    def earned(self) -> Floats:
        """Value of all exports: 0 without rows, NaN where only their amounts are missing."""
        known = np.isfinite(self.sold.amount)
        silent = self._some(self.sold, ~known) & ~self._some(self.sold, known)
        return np.where(silent, np.nan, self._sum(self.sold, known))

    def country(self, screen: Screen) -> Ints:
        """Return the code of the country that a rule looks at in each slot, -1 for none."""
        if not screen.country:
            return self.largest
        return np.full(self.slots, self._code(screen.country), dtype=np.int64)

    def conditions(self, screen: Screen) -> list[Condition]:
        """Return the conditions that the thresholds of a rule name."""
        country = self.country(screen)
        found = [self._share(screen, country)]
        if screen.get("largest"):
            first = (country == self.largest).astype(np.float64)
            found.append(Condition("{} the largest partner (1 = yes)", first, 1.0, _nothing))
        if screen.get("imports") is not None:
            found.append(self._money("imports", self.paid, screen, "imports", 1.0))
        if screen.get("imports_from_country") is not None:
            part, name = self.months / 12, "imports from {}"
            paid = self._paid_to(country)
            found.append(self._money(name, paid, screen, "imports_from_country", part))
        if screen.get("bilateral_deficit"):
            found.append(self._bilateral(country))
        if screen.get("world_deficit"):
            found.append(
                self._deficit(
                    "deficit with all the world",
                    self.paid - self.earned,
                    lambda _slot: "values of the exports are not reported",
                )
            )
        return found

    def _share(self, screen: Screen, country: Ints) -> Condition:
        amount = self.shares.at(np.arange(self.slots), country)[1]
        share = np.full_like(amount, np.nan)
        np.divide(amount, self.total, out=share, where=self.total > 0)
        words = f"no {self.basis} of imports from {{}} is reported"
        return Condition("share of {} in imports", share, screen["share"], lambda _slot: words)

    def _paid_to(self, country: Ints) -> Floats:
        """Return the value of imports from a country: NaN where that of all is not reported."""
        paid = self.bought.at(np.arange(self.slots), country)[1]
        return np.where(np.isnan(self.paid), np.nan, paid)

    def _money(self, name: str, amount: Floats, screen: Screen, key: str, part: float) -> Condition:
        """Return a condition on money; a threshold in USD fits values in USD only."""
        least, foreign = screen[key] * part, key not in screen.own and self.currency != "USD"
        other = (
            f"the threshold is in USD, values are in {self.currency}; set screen.{screen.key}.{key}"
            if foreign
            else "its value is not reported"
        )
        value = np.full(self.slots, np.nan) if foreign else amount
        return Condition(
            name, value, least, self._unless_unreported(lambda _slot: other), self.currency
        )

    def _bilateral(self, country: Ints) -> Condition:
        """Return the deficit with a country."""
        slot = np.arange(self.slots)
        there, amount = self.sold.at(slot, country)
        world = np.full(self.slots, self._code(WORLD), dtype=np.int64)
        only_total = ~there & self.sold.at(slot, world)[0]
        sold = np.where(only_total, np.nan, amount)

        def why(slot: int) -> str:
            if only_total[slot]:
                return "exports are reported only as a total of all partners"
            return "the value of trade with {} is not reported"

        return self._deficit("deficit with {}", self._paid_to(country) - sold, why)

    def _deficit(self, name: str, amount: Floats, why: Callable[[int], str]) -> Condition:
        reason = self._unless_unreported(why)
        return Condition(name, amount, 0.0, reason, self.currency, above=True)

    def _unless_unreported(self, why: Callable[[int], str]) -> Callable[[int], str]:
        return lambda slot: UNREPORTED if np.isnan(self.paid[slot]) else why(slot)

    def _code(self, partner: str) -> int:
        return self.partners.index(partner) if partner in self.partners else -1

    def _sum(self, given: Entries, which: Bools) -> Floats:
        found = np.bincount(given.slot[which], given.amount[which], minlength=self.slots)
        return found.astype(np.float64)  # without entries they are integers

    def _some(self, given: Entries, which: Bools) -> Bools:
        found: Bools = np.bincount(given.slot[which], minlength=self.slots) > 0
        return found


def _nothing(_slot: int) -> str:
    return ""
