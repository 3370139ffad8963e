"""Kinds of shock, one file each: what it takes, and what it does to the levers of a simulation.

A file defines ``SHOCK = ShockKind(...)``; its name is the value of the column ``kind``. The form in
the window, the checks before a run and the manual are made from what it declares.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

import numpy as np
import numpy.typing as npt

from workbench.core.problem import Problem, Severity
from workbench.core.registry import discover

if TYPE_CHECKING:
    from workbench.core.network import Levers, Network

IntArray = npt.NDArray[np.int64]
Target = Literal["country", "material", "supplier"]


@dataclass(frozen=True)
class Parameter:
    """One number (or choice) a shock takes; enough to make a labelled input from it."""

    name: str
    """``size``, or a key of the JSON object in the column ``parameters``."""
    label: str
    meaning: str
    unit: str = ""
    default: float = 0.0
    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    choices: tuple[str, ...] = ()
    """For a choice: the allowed texts, the first one is the default; the numbers do not apply."""
    lowest: str = ""
    """Words that a form shows in place of the lowest number, such as ``to the end``."""
    refers: Literal["", "materials", "hs"] = ""
    """For a text: the table whose keys are allowed, or ``hs`` for the beginning of an HS code."""
    firm: bool = False
    """Whether nothing above ``high`` makes sense, and not only a slider ends there."""
    only_with: tuple[str, str] = ("", "")
    """A choice and its text without which this parameter says nothing; empty: always counts."""

    def nearest(self, value: float) -> float:
        """Return the nearest value that makes sense: no negative quota, wait or release.

        Where negative numbers mean something, the kind itself judges them.
        """
        least = self.low if self.low == 0.0 else -math.inf
        return min(max(value, least), self.high if self.firm else math.inf)


HS = Parameter(
    name="hs",
    label="HS prefix",
    meaning="all materials whose HS code begins with these digits, where no material is named",
    refers="hs",
)
"""Parameter of every kind that takes a material; the shock then hits each material it stands for,
and amounts are those of each of them."""
RAMP = Parameter(
    name="ramp_months",
    label="Ramp",
    meaning="months over which the change grows to its full size",
    unit="months",
    high=60.0,
    step=1.0,
)
SPREADS = "spreads"
"""Key of the column ``parameters`` under which distributions of parameters stand, such as
``{"spreads": {"delay_months": "uniform(0,6)"}}``; that of the size has a column of its own."""


@dataclass(frozen=True)
class Shock:
    """One row of the table ``shocks``, read."""

    scenario: str
    order: int
    kind: str
    country: str
    material: str
    supplier: str
    start: int
    """First month, counted as in :mod:`workbench.core.periods`."""
    duration: float
    """Months; infinite when it lasts to the end."""
    size: float
    """NaN when the row says nothing; the kind's default then holds."""
    parameters: dict[str, object] = field(default_factory=dict)
    probability: float = 1.0
    """Chance that it happens at all, for ensembles; a single run takes every shock."""
    spreads: dict[str, str] = field(default_factory=dict)
    """Distribution of the size and of parameters, by name, for ensembles."""

    def drawn(self, **values: float) -> Shock:
        """Return the shock with another size or other parameters, such as drawn ones."""
        own = dict(values)
        size = own.pop("size", self.size)
        return replace(self, size=size, parameters=self.parameters | own)

    def on(self, material: str) -> Shock:
        """Return the same shock on one material; in a fraction of the time ``replace`` takes,
        as an ensemble asks for it by the million."""
        found = object.__new__(Shock)
        found.__dict__.update(self.__dict__, material=material)
        return found

    def number(self, name: str, default: float = 0.0) -> float:
        """Return ``size`` or a parameter as a number; ``default`` where the row says nothing."""
        value = self.size if name == "size" else self.parameters.get(name, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or math.isnan(value):
            return default
        return float(value)

    def text(self, name: str, default: str) -> str:
        """Return a parameter that is a choice; ``default`` where the row says nothing."""
        value = self.parameters.get(name, default)
        return value if isinstance(value, str) else default

    def finding(
        self,
        message: str,
        severity: Severity = "warning",
        column: str = "",
        value: str = "",
        remedy: str = "",
    ) -> Problem:
        """Return a finding about this row of the table ``shocks``."""
        return Problem(
            f"scenario {self.scenario}, shock {self.order} ({self.kind}): {message}",
            severity=severity,
            table="shocks",
            column=column,
            value=value,
            remedy=remedy,
        )


Apply = Callable[["Levers", "Network", Shock], list[Problem]]
ApplyTo = Callable[["Levers", "Network", Shock, IntArray], list[Problem]]
Lasts = Callable[["Network", Shock], float]


@dataclass(frozen=True)
class ShockKind:
    """What a kind of shock is called, takes and does."""

    title: str
    meaning: str
    size: Parameter
    required: tuple[Target, ...]
    """Targets that must be filled in."""
    optional: tuple[Target, ...]
    """Targets that narrow it down further when filled in."""
    apply: Apply
    """Changes the levers in place; returns findings, such as a target that does not exist."""
    apply_to: ApplyTo | None = None
    """The same for materials at some places at once, where that is faster than one by one."""
    parameters: tuple[Parameter, ...] = ()
    instead: tuple[str, ...] = ()
    """Parameters that say how strong it is in place of the size, where they are given."""
    any_of: tuple[Target, ...] = ()
    """Targets of which at least one must be filled in."""
    lasts: Lasts | None = None
    """How many months it acts, where that is not its duration; infinite: to the end."""


@cache
def all_shocks() -> dict[str, ShockKind]:
    """Return every kind of shock by its key."""
    return cast("dict[str, ShockKind]", discover(sys.modules[__name__], "SHOCK"))
