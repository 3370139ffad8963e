"""Kinds of shock, one file each: what it takes, and what it does to the levers of a simulation.

A file defines ``SHOCK = ShockKind(...)``; its name is the value of the column ``kind``. The form in
the window, the checks before a run and the manual are made from what it declares.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
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
    floor: bool = False
    """Whether nothing below ``low`` makes sense; it is so anyway where that is 0."""
    positive: bool = False
    """Whether a shock whose row gives 0 or less is left out, as nobody knows what is meant."""
    only_with: tuple[str, str] = ("", "")
    """A choice and its text without which this parameter says nothing; empty: always counts."""

    @property
    def is_number(self) -> bool:
        """Whether it is a number, and neither a choice nor a name."""
        return not (self.choices or self.refers)

    @property
    def allowed(self) -> tuple[float, float]:
        """The least and the largest value that make sense; infinite without limit.

        A share lies from 0 to 1, and no quota, wait or release is negative.
        """
        is_share = self.unit == "0-1"
        least = self.low if is_share or self.floor or self.low == 0.0 else -math.inf
        return least, self.high if is_share or self.firm else math.inf

    def nearest(self, value: float) -> float:
        """Return the nearest value that makes sense."""
        least, most = self.allowed
        return min(max(value, least), most)

    def fits(self, value: object) -> bool:
        """Return whether a value of the column ``parameters`` is of its kind, in range or not."""
        if self.choices:
            return value in self.choices
        if self.refers == "hs":
            return isinstance(value, str) and (not value or digits(value).isdecimal())
        if self.refers:
            return isinstance(value, str)
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return is_number and math.isfinite(cast("float", value))


def digits(code: str) -> str:
    """Return an HS code without the marks that only make it easier to read."""
    return code.replace(".", "").replace(" ", "")


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
Waits = Callable[[Shock], int]


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
    waits: Waits | None = None
    """How many months after its start it begins, where that is not at once."""

    @cached_property
    def numbers(self) -> dict[str, Parameter]:
        """The size and every other number that it takes, by name: what may be drawn."""
        own = {one.name: one for one in self.parameters if one.is_number}
        return {"size": self.size} | own

    @cached_property
    def declared(self) -> dict[str, Parameter]:
        """Its parameters by name."""
        return {one.name: one for one in self.parameters}

    def settled(self, shock: Shock) -> Shock:
        """Return a shock as it acts: every number at the nearest one that makes sense.

        Whatever is done with a shock, entered or drawn, is done with this. Choices and numbers
        that are none are left out, so that the default holds.
        """
        parameters = shock.parameters
        for name, value in shock.parameters.items():
            own = self.declared.get(name)
            if own is None or own.refers:
                continue
            if not own.fits(value):
                parameters = {key: one for key, one in parameters.items() if key != name}
            elif own.is_number and own.nearest(cast("float", value)) != value:
                parameters = parameters | {name: own.nearest(cast("float", value))}
        size = self.size.nearest(shock.size) if not math.isnan(shock.size) else shock.size
        if parameters is shock.parameters and (size == shock.size or math.isnan(size)):
            return shock
        return replace(shock, size=size, parameters=parameters)


@cache
def all_shocks() -> dict[str, ShockKind]:
    """Return every kind of shock by its key."""
    return cast("dict[str, ShockKind]", discover(sys.modules[__name__], "SHOCK"))
