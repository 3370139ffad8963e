"""Distributions as a cell holds them, such as ``uniform(0.3,0.9)``: read, or a reason why not."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

FORMS: dict[str, str] = {
    "uniform": "uniform(low,high)",
    "triangular": "triangular(low,mode,high)",
    "pert": "pert(low,mode,high)",
    "normal": "normal(mean,sd)",
    "lognormal": "lognormal(mu,sigma)",
    "discrete": "discrete(value:weight,...)",
}
"""Every distribution by name, and how it is written; ``mu`` and ``sigma`` are those of the log."""

_CALL = re.compile(r"([a-z]+)\(([^()]*)\)\Z")


@dataclass(frozen=True)
class Spread:
    """A distribution that was read; ``weights`` add up to 1 and are empty unless discrete."""

    name: str
    values: tuple[float, ...]
    weights: tuple[float, ...] = ()


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
