"""Distributions as a cell holds them, such as ``uniform(0.3,0.9)``: read, written and moved."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

FORMS: dict[str, str] = {
    "uniform": "uniform(low,high)",
    "triangular": "triangular(low,mode,high)",
    "pert": "pert(low,mode,high)",
    "normal": "normal(mean,sd)",
    "lognormal": "lognormal(mu,sigma)",
    "discrete": "discrete(value:weight,...)",
}
"""Every distribution by name, and how it is written; ``mu`` and ``sigma`` are those of the log."""

_NORMAL_95 = 1.959964  # standard deviations on either side of the mean that hold 95 %
_FAR = 3.719
"""Standard deviations beyond which one in ten thousand lies on each side."""
_MOST_EXPONENT = 600.0
_CALL = re.compile(r"([a-z]+)\(([^()]*)\)\Z")


@dataclass(frozen=True)
class Spread:
    """A distribution that was read; ``weights`` add up to 1 and are empty unless discrete."""

    name: str
    values: tuple[float, ...]
    weights: tuple[float, ...] = ()

    @property
    def extent(self) -> tuple[float, float]:
        """The least and the largest value drawn; without ends, of all but one in ten thousand.

        >>> read_spread("triangular(0,1,3)").extent
        (0.0, 3.0)
        """
        if self.name == "discrete":
            can = [v for v, weight in zip(self.values, self.weights, strict=True) if weight > 0]
            return min(can), max(can)
        if self.name not in ("normal", "lognormal"):
            return self.values[0], self.values[-1]
        mean, deviation = self.values
        ends = mean - _FAR * deviation, mean + _FAR * deviation
        return ends if self.name == "normal" else (math.exp(ends[0]), math.exp(ends[1]))

    def __str__(self) -> str:
        """Return it as a cell holds it."""
        parts = [f"{value:.12g}" for value in self.values]
        if self.name == "discrete":
            weights = self.weights or (1.0,) * len(parts)
            parts = [f"{part}:{w:.12g}" for part, w in zip(parts, weights, strict=True)]
        return f"{self.name}({','.join(parts)})"

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the largest value; of a distribution without ends those of its middle 95 %.

        >>> read_spread("pert(0.4,0.5,0.8)").reach
        (0.4, 0.8)
        """
        if self.name not in ("normal", "lognormal"):
            return min(self.values), max(self.values)
        centre, aside = self.values[0], _NORMAL_95 * self.values[1]
        ends = centre - aside, centre + aside
        return ends if self.name == "normal" else (math.exp(ends[0]), math.exp(ends[1]))

    @property
    def centre(self) -> float:
        """The likeliest value where it has one number for it, else its mean or median."""
        match self.name:
            case "uniform":
                return sum(self.values) / 2
            case "triangular" | "pert":
                return self.values[1]
            case "discrete":
                weights = self.weights or (1 / len(self.values),) * len(self.values)
                return sum(value * w for value, w in zip(self.values, weights, strict=True))
            case "lognormal":
                return math.exp(self.values[0])
            case _:
                return self.values[0]

    def around(self, value: float, low: float = -math.inf, high: float = math.inf) -> Spread:
        """Return it moved to another centre; its ends stay inside ``low`` and ``high``.

        A lognormal one is scaled, as its values are multiples of its median; the others keep their
        width, as far as there is room.

        Raises:
            ValueError: if a lognormal one would be moved to 0 or below.

        >>> str(read_spread("uniform(0.42,0.78)").around(0.9, 0, 1))
        'uniform(0.72,1)'
        """
        if self.name == "lognormal":
            return replace(self, values=(_log(value), self.values[1]))
        if self.name == "normal":
            return replace(self, values=(value, self.values[1]))
        by = value - self.centre
        moved = (min(max(_rounded(one + by), low), high) for one in self.values)
        return replace(self, values=tuple(moved))

    def density(self, value: float) -> float:
        """Return how likely values about ``value`` are, the likeliest ones 1; none if discrete."""
        low, high = self.reach
        match self.name:
            case "discrete":
                return 0.0
            case "normal" | "lognormal" if not self.values[1]:
                return 0.0
            case "normal":
                return math.exp(-(((value - self.values[0]) / self.values[1]) ** 2) / 2)
            case "lognormal":
                return _lognormal(value, *self.values)
        if not low <= value <= high or low == high:
            return 0.0
        return 1.0 if self.name == "uniform" else _peaked(self.name, value, *self.values)


def spread_of(name: str, least: float, likely: float, largest: float) -> Spread:
    """Return a distribution of a kind that lies between two values; a first guess to be corrected.

    A normal or lognormal one has 95 % of its values between them, about; a discrete one has the
    three values, the likely one with twice the weight.

    Raises:
        ValueError: if a lognormal one is asked for where no value is above 0.
    """
    ends = least, largest
    match name:
        case "uniform":
            return Spread(name, ends)
        case "triangular" | "pert":
            return Spread(name, (least, likely, largest))
        case "normal":
            return Spread(name, (likely, _rounded((largest - least) / 2 / _NORMAL_95, 3)))
        case "lognormal":
            middle = likely if likely > 0 else (least + largest) / 2
            wide = largest / middle if largest > middle > 0 else middle / max(least, middle / 2)
            return Spread(name, (_log(middle), _rounded(math.log(wide) / _NORMAL_95, 3)))
        case _:
            weights = dict.fromkeys((least, likely, largest), 0.0)
            for value, weight in ((least, 1.0), (likely, 2.0), (largest, 1.0)):
                weights[value] += weight
            return Spread("discrete", tuple(weights), tuple(weights.values()))


def about(value: float, step: float, low: float, high: float) -> tuple[float, float, float]:
    """Return least, likely and largest values about a number: a quarter less and more, in steps.

    >>> about(0.56, 0.01, 0, 1)
    (0.42, 0.56, 0.7)
    """
    likely = min(max(value, low), high)
    aside = max(abs(likely) / 4, step) if likely else 10 * step
    least, largest = (
        _rounded(round(end / step) * step) for end in (likely - aside, likely + aside)
    )
    return max(least, low), likely, min(largest, high)


def read_spread(text: str) -> Spread:
    """Return the distribution a cell holds.

    >>> read_spread("discrete(1:3,0:1)")
    Spread(name='discrete', values=(1.0, 0.0), weights=(0.75, 0.25))

    Raises:
        ValueError: saying what is wrong with it.
    """
    match = _CALL.match(re.sub(r"\s+", "", text.lower()))
    if match is None or match[1] not in FORMS:
        raise ValueError(f"no such distribution; known are {', '.join(FORMS.values())}")
    name, inside = match[1], match[2].split(",")
    if name == "discrete":
        return _discrete(inside)
    values = tuple(_number(name, part) for part in inside)
    if len(values) != FORMS[name].count(",") + 1:
        raise ValueError(f"it is written {FORMS[name]}")
    if name in ("normal", "lognormal"):
        if values[1] < 0:
            raise ValueError(f"the second number of {FORMS[name]} must not be negative")
        if name == "lognormal" and abs(values[0]) + 10.0 * values[1] > _MOST_EXPONENT:
            raise ValueError(f"the numbers of {FORMS[name]} are those of the logarithm: too large")
    elif list(values) != sorted(values):
        raise ValueError(f"the numbers of {FORMS[name]} must not fall")
    return Spread(name, values)


def _discrete(parts: list[str]) -> Spread:
    pairs = [part.split(":") for part in parts]
    if any(len(pair) > 2 for pair in pairs):
        raise ValueError(f"it is written {FORMS['discrete']}")
    values = tuple(_number("discrete", pair[0]) for pair in pairs)
    weights = [_number("discrete", pair[1]) if len(pair) > 1 else 1.0 for pair in pairs]
    total = sum(weights)
    if min(weights) < 0 or not 0 < total < math.inf:
        raise ValueError("the weights of discrete must not be negative, nor all of them 0")
    return Spread("discrete", values, tuple(weight / total for weight in weights))


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is no number; it is written {FORMS[name]}")
    return value


def _log(value: float) -> float:
    if value <= 0:
        raise ValueError("a lognormal distribution needs a median above 0")
    return math.log(value)


def _rounded(value: float, figures: int = 12) -> float:
    return float(f"{value:.{figures}g}")


def _lognormal(value: float, mu: float, sigma: float) -> float:
    """Return the density of a lognormal distribution, 1 at its mode ``exp(mu - sigma^2)``."""
    if value <= 0:
        return 0.0
    aside = (math.log(value) - mu + sigma**2) / sigma
    return math.exp(-(aside**2) / 2)


def _peaked(name: str, value: float, low: float, mode: float, high: float) -> float:
    """Return the density of a triangular or PERT distribution, 1 at its mode."""
    if name == "triangular":
        side = mode - low if value < mode else high - mode
        return 1.0 - abs(value - mode) / side if side else 1.0
    width = high - low
    rise, fall = 4 * (mode - low) / width, 4 * (high - mode) / width

    def height(at: float) -> float:
        return float(((at - low) / width) ** rise * ((high - at) / width) ** fall)

    return height(value) / height(mode)
