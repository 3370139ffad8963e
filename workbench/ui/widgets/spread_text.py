"""The numbers of a distribution as people type them, and what is wrong with them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.core.spreads import Spread, read_spread
from workbench.ui.texts import tr
from workbench.ui.widgets.typed import editable_number, plain_number

NUMBERS: dict[str, tuple[str, ...]] = {
    "uniform": ("Least", "Largest"),
    "triangular": ("Least", "Likely", "Largest"),
    "pert": ("Least", "Likely", "Largest"),
    "normal": ("Mean", "SD"),
    "lognormal": ("Median", "SD of log"),
    "discrete": ("Values", "Weights"),
}
"""What the numbers of each kind are called."""
MEANINGS = {
    "Least": "no draw lies below it",
    "Likely": "where most draws lie",
    "Largest": "no draw lies above it",
    "Mean": "the draws lie evenly on both sides of it",
    "SD": "standard deviation: 95 % of the draws lie within twice of it",
    "Median": "half of the draws lie below it",
    "SD of log": "standard deviation of the logarithm; 0.2 is about 20 % to either side",
    "Values": "the values that are drawn, separated by semicolons",
    "Weights": "how often each value is drawn, separated by semicolons; empty: equally often",
}


def read(text: str) -> Spread | None:
    """Return the distribution of a cell; none if it cannot be read."""
    try:
        return read_spread(text)
    except ValueError:
        return None


def why_not(text: str) -> str:
    """Return why a cell cannot be read; empty if it can."""
    try:
        read_spread(text)
    except ValueError as why:
        return str(why)
    return ""


def fill(name: str, parts: Sequence[str]) -> list[str]:
    """Return what the fields show of a distribution, readable or not."""
    if name == "discrete":
        pairs = [part.partition(":") for part in parts]
        weights = [weight for _, _, weight in pairs]
        values = "; ".join(_local(value) for value, _, _ in pairs)
        return [values, "; ".join(_local(one or "1") for one in weights) if any(weights) else ""]
    texts = [_local(part) for part in parts]
    if name == "lognormal" and (spread := read(f"lognormal({','.join(parts)})")) is not None:
        texts[0] = editable_number(short(spread.centre))
    return texts


def _local(text: str) -> str:
    """Return a number of a cell as it is typed; anything else as it is."""
    try:
        value = float(text)
    except ValueError:
        return text.strip()
    return editable_number(value) if math.isfinite(value) else text.strip()


def short(value: float, figures: int = 6) -> float:
    """Return a number with so many figures, as fields show it."""
    return float(f"{value:.{figures}g}")


def _plain(text: str) -> str:
    """Return a typed number as a cell holds it; raise ``ValueError`` with the reason."""
    plain = plain_number(text)
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        shown = text.strip()
        raise ValueError(
            tr("{typed} is no number", typed=shown) if shown else tr("a number is missing")
        )
    return plain


def _list(text: str) -> list[str]:
    return [_plain(part) for part in text.split(";")] if text.strip() else []


def wrong(labels: Sequence[str], typed: Sequence[str]) -> str:
    """Return what is wrong with typed numbers, in the words of the fields."""
    try:
        if labels[0] == "Values":
            values, weights = _list(typed[0]), _list(typed[1])
            if not values:
                return tr("a value is missing")
            if weights and len(weights) != len(values):
                return tr("{v} values, but {w} weights", v=len(values), w=len(weights))
            return tr("a weight is negative") if any(float(one) < 0 for one in weights) else ""
        numbers = [float(_plain(text)) for text in typed]
    except ValueError as why:
        return str(why)
    if labels[-1].startswith("SD"):
        if numbers[1] < 0:
            return tr("{what} is negative", what=tr(labels[1]))
        return tr("the median must be above 0") if labels[0] == "Median" and numbers[0] <= 0 else ""
    for place in range(len(numbers) - 1):
        if numbers[place] > numbers[place + 1]:
            first, then = tr(labels[place]), tr(labels[place + 1])
            return tr("{first} is above {then}", first=first.lower(), then=then.lower())
    return ""


def written(name: str, typed: Sequence[str], filled: Sequence[str], before: str) -> str:
    """Return typed numbers as a cell holds them."""
    if name == "discrete":
        values, weights = _list(typed[0]), _list(typed[1])
        pairs = (
            [":".join(pair) for pair in zip(values, weights, strict=True)] if weights else values
        )
        return f"discrete({','.join(pairs)})"
    numbers = [_plain(text) for text in typed]
    if name == "lognormal":
        old = read(before)
        same = old is not None and old.name == name and typed[0] == filled[0]
        log = old.values[0] if same and old is not None else math.log(float(numbers[0]))
        numbers[0] = f"{log:.12g}"
    return f"{name}({','.join(numbers)})"
