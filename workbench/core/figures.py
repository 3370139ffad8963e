"""The figures of one material in one period that indicators are computed from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeVar, cast

import numpy as np
import numpy.typing as npt

from workbench.core.screens import Screen, screens

Basis = Literal["value", "quantity"]
Status = Literal["ok", "missing", "undefined"]
Floats = npt.NDArray[np.float64]
T = TypeVar("T")

WORLD = "WLD"
"""Partner of a row that is the total of all partners."""


@dataclass(frozen=True)
class Outcome:
    """A value, or the reason why there is none. ``value`` is NaN unless ``status`` is ``ok``."""

    value: float
    status: Status = "ok"
    note: str = ""


def missing(note: str) -> Outcome:
    """Return the outcome of a figure that lacks data."""
    return Outcome(float("nan"), "missing", note)


def undefined(note: str) -> Outcome:
    """Return the outcome of a figure that these data leave undefined, such as 0/0."""
    return Outcome(float("nan"), "undefined", note)


@dataclass(frozen=True)
class Account:
    """How well one of the three figures of a period is known."""

    months: int = 0
    """Months of the period that are reported, bit 0 for the first; 0 where that is not known."""
    remarks: tuple[str, ...] = ()
    """What was added up, left out or is not reported, in words."""


@dataclass(frozen=True)
class CountryFacts:
    """What is known about countries, by code; a country without a fact is absent.

    ``inside`` are the codes that are home. ``governance`` is the mean of the six World Governance
    Indicators, ``stability`` the one of political stability, both about -2.5 to 2.5 and high for
    good. ``own`` are the countries about which the project says something itself.
    """

    home: str = ""
    inside: frozenset[str] = frozenset()
    governance: Mapping[str, float] = field(default_factory=dict)
    stability: Mapping[str, float] = field(default_factory=dict)
    trade_parameter: Mapping[str, float] = field(default_factory=dict)
    own: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MaterialFacts:
    """What the table ``materials`` says about one material; NaN where it says nothing."""

    unit: str = ""
    stage: str = ""
    substitution_index: float = float("nan")
    recycling_rate: float = float("nan")
    economic_importance: float = float("nan")


@dataclass(frozen=True)
class Amounts:
    """Amounts by country, above zero, and what they leave out. Empty where none is reported."""

    countries: tuple[str, ...] = ()
    amounts: Floats = field(default_factory=lambda: np.empty(0))
    period: str = ""
    note: str = ""


@dataclass(frozen=True)
class Facts:
    """What indicators need besides home's own figures of one period.

    ``world`` is the production of all countries in the year that holds the period, ``exporters``
    what every country exported. ``inner_imports`` and ``inner_exports`` are the trade among the
    members of a group as home: 0 for a single country, NaN where not reported. ``inputs`` are the
    figures of what the material is made from.
    """

    countries: CountryFacts = CountryFacts()
    material: MaterialFacts = MaterialFacts()
    world: Amounts = Amounts()
    exporters: Amounts = Amounts()
    inner_imports: float = 0.0
    inner_exports: float = 0.0
    inputs: tuple[Figures, ...] = ()
    currency: str = "USD"
    screens: Mapping[str, Screen] = field(default_factory=screens)


@dataclass(frozen=True)
class Figures:
    """What home imported, exported and made of one material in one period, on one basis.

    ``imports`` holds one entry a partner, NaN where the amount is not reported (``longer`` names
    those whose imports are reported for longer periods only); ``exports`` and ``production`` are
    NaN when nothing is known about them. Production is known by quantity only. ``sold`` holds
    exports by buyer (``buyers``).

    ``other`` are the same figures on the other basis, ``earlier`` those of the same part of the
    years before, the last one first, and ``members`` says of whom a merged partner consists. The
    first two are None and empty where no indicator asked for them.
    """

    material: str
    period: str
    basis: Basis
    partners: tuple[str, ...] = ()
    imports: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    exports: float = float("nan")
    production: float = float("nan")
    longer: tuple[str, ...] = ()
    about_imports: Account = Account()
    about_exports: Account = Account()
    about_production: Account = Account()
    buyers: tuple[str, ...] = ()
    sold: Floats = field(default_factory=lambda: np.empty(0))
    other: Figures | None = None
    earlier: tuple[Figures, ...] = ()
    members: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    facts: Facts = Facts()
    _memo: dict[str, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, key: str, make: Callable[[Figures], T]) -> T:
        """Return ``make(self)``, computed once for several indicators that need it.

        Args:
            key: names what is computed; the same for the same function only.
            make: a pure function.
        """
        if key not in self._memo:
            self._memo[key] = make(self)
        return cast("T", self._memo[key])

    def on(self, basis: Basis) -> Figures | None:
        """Return the figures on a basis; None where they are not at hand.

        Those of the other basis know these ones in turn: value and quantity meet on either side.
        """
        if basis == self.basis or self.other is None:
            return self if basis == self.basis else None
        return self.once("other basis", lambda one: replace(cast("Figures", one.other), other=one))

    @cached_property
    def known(self) -> npt.NDArray[np.float64]:
        """Imports by partner where they are reported and above zero."""
        return self.imports[self.imports > 0]

    @cached_property
    def by_partner(self) -> dict[str, float]:
        """Imports above zero of single partners: without the total of partners not told apart."""
        pairs = zip(self.partners, self.imports.tolist(), strict=True)
        return {partner: amount for partner, amount in pairs if partner != WORLD and amount > 0}

    @cached_property
    def shares(self) -> dict[str, float]:
        """Share of every partner in the imports that are told apart; empty where none are."""
        total = sum(self.by_partner.values())
        return {partner: amount / total for partner, amount in self.by_partner.items()}

    @cached_property
    def parts(self) -> Floats:
        """The shares alone, as an array."""
        amounts = np.array(list(self.by_partner.values()), dtype=float)
        return amounts / amounts.sum() if amounts.size else amounts

    @cached_property
    def largest(self) -> str:
        """The partner that supplies most; empty where none is told apart."""
        known = self.by_partner
        return max(known, key=lambda partner: known[partner]) if known else ""

    @cached_property
    def note(self) -> str:
        """What the imports leave out, in words; empty when nothing is."""
        pairs = zip(self.partners, self.imports.tolist(), strict=True)
        gaps = [p for p, x in pairs if np.isnan(x) and p not in self.longer]
        words = list(self.about_imports.remarks)
        if gaps:
            words.append(f"no {self.basis} reported for {named(gaps)}")
        return _said("imports", words)

    @cached_property
    def note_of_partners(self) -> str:
        """As :attr:`note`, for shares by partner: a total of all partners has no part in them."""
        pairs = dict(zip(self.partners, self.imports.tolist(), strict=True))
        total = pairs.get(WORLD, 0.0)
        if not total > 0:
            return self.note
        part = total / float(self.known.sum())
        words = f"imports: {part:.0%} reported only as a total of all partners ({WORLD})"
        return f"{words}; {self.note}" if self.note else words


def named(names: Sequence[str]) -> str:
    """Return the first few of some names in words."""
    return ", ".join(names[:8]) + (f" and {len(names) - 8} others" if len(names) > 8 else "")


def _said(about: str, words: Sequence[str]) -> str:
    return f"{about}: {'; '.join(words)}" if words else ""


def from_balance(figures: Figures, formula: Callable[[float, float, float], float]) -> Outcome:
    """Return ``formula(production, imports, exports)``, or why it cannot be computed.

    Missing production is not taken as zero, and figures that cover different months are not set
    against each other. Where imports are reported and exports are not, customs counted none, so
    exports are taken as zero and the note says so.
    """
    why = _why_not(figures)
    if why is not None:
        return why
    exports = figures.exports
    remarks = [
        figures.note,
        _said("exports", figures.about_exports.remarks),
        _said("production", figures.about_production.remarks),
    ]
    if not np.isfinite(exports):
        exports = 0.0
        remarks.append("no exports reported, taken as none")
    if figures.imports.size == 0:
        remarks.append("no imports reported, taken as none")
    try:
        value = formula(figures.production, float(figures.known.sum()), exports)
    except ValueError as problem:
        return undefined(str(problem))
    return Outcome(value, note="; ".join(text for text in remarks if text))


def _why_not(figures: Figures) -> Outcome | None:
    """Return why a balance cannot be drawn up; None where it can."""
    if figures.basis == "value":
        return undefined("production is known by quantity only; choose the basis quantity")
    if not np.isfinite(figures.production):
        said = _said("production", figures.about_production.remarks)
        return missing(said or "production at home is not reported (enter 0 if there is none)")
    if figures.imports.size and not np.isfinite(figures.imports).any():
        return missing(figures.note)
    if not np.isfinite(figures.exports) and figures.about_exports.remarks:
        return missing(_said("exports", figures.about_exports.remarks))
    bought, made = figures.about_imports.months, figures.about_production.months
    if bought and made and bought != made:
        one, two = bought.bit_count(), made.bit_count()
        months = f"imports cover {one} months of {figures.period}, production covers {two}"
        other = ", other ones" if one == two else ""
        return missing(f"{months}{other}: they cannot be set against each other")
    return None
