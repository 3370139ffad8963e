"""The figures of one material in one period that indicators are computed from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

Basis = Literal["value", "quantity"]
Status = Literal["ok", "missing", "undefined"]


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
class Figures:
    """What home imported, exported and made of one material in one period, on one basis.

    ``imports`` holds one entry a partner, NaN where the amount is not reported; ``exports`` and
    ``production`` are NaN when nothing is known about them. Production is known by quantity only.
    """

    material: str
    period: str
    basis: Basis
    partners: tuple[str, ...] = ()
    imports: npt.NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    exports: float = float("nan")
    production: float = float("nan")
    remarks: tuple[str, ...] = ()

    @property
    def known(self) -> npt.NDArray[np.float64]:
        """Imports by partner where they are reported and above zero."""
        return self.imports[self.imports > 0]

    @property
    def note(self) -> str:
        """What the figures leave out, in words; empty when nothing is."""
        gaps = [p for p, x in zip(self.partners, self.imports, strict=True) if np.isnan(x)]
        words = list(self.remarks)
        if gaps:
            words.append(f"no {self.basis} reported for {', '.join(gaps)}")
        return "; ".join(words)


def from_balance(figures: Figures, formula: Callable[[float, float, float], float]) -> Outcome:
    """Return ``formula(production, imports, exports)``, or why it cannot be computed.

    Missing production is not taken as zero. Where imports are reported and exports are not, customs
    counted none, so exports are taken as zero and the note says so.
    """
    if figures.basis == "value":
        return undefined("production is known by quantity only; choose the basis quantity")
    if not np.isfinite(figures.production):
        return missing("production at home is not reported (enter 0 if there is none)")
    if figures.imports.size and not np.isfinite(figures.imports).any():
        return missing(figures.note)
    remarks = [figures.note] if figures.note else []
    exports = figures.exports
    if not np.isfinite(exports):
        exports = 0.0
        remarks.append("no exports reported, taken as none")
    if figures.imports.size == 0:
        remarks.append("no imports reported, taken as none")
    try:
        value = formula(figures.production, float(figures.known.sum()), exports)
    except ValueError as problem:
        return undefined(str(problem))
    return Outcome(value, note="; ".join(remarks))
