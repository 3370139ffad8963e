"""The one door to translations, and numbers as the user's language writes them."""

from __future__ import annotations

import gettext
import math
from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QLocale

MISSING = "\N{EM DASH}"
"""Shown where a value is missing; never a zero."""

_SCALES = ((1e9, " bn"), (1e6, " M"), (1e3, " k"))


@cache
def _catalogue() -> gettext.NullTranslations:
    from workbench.paths import resources

    return gettext.translation("workbench", str(resources() / "translations"), fallback=True)


def tr(text: str, **fields: object) -> str:
    """Return ``text`` in the user's language, its ``{placeholders}`` filled in."""
    translated = _catalogue().gettext(text) if text else ""
    return translated.format(**fields) if fields else translated


def tr_n(singular: str, plural: str, count: int, **fields: object) -> str:
    """Return the form for ``count`` things; ``{count}`` is filled in with separators."""
    form = _catalogue().ngettext(singular, plural, count)
    return form.format(count=number(count, 0), **fields)


def locale() -> QLocale:
    """Return how numbers are written; plain English where the system says nothing."""
    current = QLocale()
    nothing_said = current.language() == QLocale.Language.C
    return QLocale(QLocale.Language.English) if nothing_said else current


def number(value: float, decimals: int | None = None, unit: str = "") -> str:
    """Return a number to read: ``8,431.5 t``; an em dash for a missing one.

    Without ``decimals`` about four significant figures are kept and zeros at the end dropped.
    """
    if not math.isfinite(value):
        return MISSING if math.isnan(value) else ("∞" if value > 0 else "−∞")
    places = sensible_decimals(value) if decimals is None else decimals
    text = locale().toString(float(value), "f", places)
    if decimals is None and places:
        point = locale().decimalPoint()
        text = text.rstrip("0").removesuffix(point)
    if set(text) <= set("-0.,"):
        text = text.removeprefix("-")
    return f"{text.replace('-', '−')} {unit}".rstrip()


def percent(share: float, decimals: int = 1) -> str:
    """Return a share of 1 as ``78.8 %``."""
    text = number(100 * share, decimals)
    return text if not math.isfinite(share) else f"{text} %"


def short_number(value: float, largest: float, step: float) -> str:
    """Return a number for an axis: ``1,200``, ``34 k``, ``3.4 M``.

    Args:
        value: the number.
        largest: the largest one on the same axis, which decides the suffix for all.
        step: the distance of two neighbours, which decides the decimals.
    """
    factor, suffix = next((s for s in _SCALES if largest >= max(s[0], 1e4)), (1.0, ""))
    if value == 0:
        return "0"
    scaled_step = step / factor
    places = 0 if scaled_step <= 0 else max(0, min(6, math.ceil(-math.log10(scaled_step) - 1e-9)))
    if places and abs(round(scaled_step, places) - scaled_step) > scaled_step * 1e-6:
        places += 1
    return number(value / factor, places) + suffix


def sensible_decimals(value: float) -> int:
    """Return how many decimals show about four significant figures of ``value``."""
    size = abs(value)
    if size == 0 or size >= 1000:
        return 0
    return max(0, min(6, 3 - math.floor(math.log10(size))))


def common_decimals(values: Iterable[float]) -> int:
    """Return the decimals for numbers that stand below each other.

    Enough for four significant figures of the largest, no more than are used.
    """
    finite = [float(value) for value in values if math.isfinite(value)]
    if not finite:
        return 0
    most = min(sensible_decimals(max(map(abs, finite))), 3)
    for places in range(most):
        if all(math.isclose(round(v, places), v, rel_tol=1e-9, abs_tol=1e-9) for v in finite):
            return places
    return most
