"""The claim of a record, the definitions it can be tested under, and what each test finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from workbench.core.figures import Basis
from workbench.core.periods import Grain

Direction = Literal["lowest", "highest"]
Denominator = Literal["imports", "supply"]
Weighting = Literal["material", "mean", "total"]
Release = Literal["then", "now"]
Verdict = Literal["true", "false", "unknown"]

GRAINS: tuple[Grain, ...] = ("year", "half", "quarter", "month")
BASES: tuple[Basis, ...] = get_args(Basis)
DENOMINATORS: tuple[Denominator, ...] = get_args(Denominator)
RELEASES: tuple[Release, ...] = get_args(Release)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True)
class Claim:
    """ "Dependence on ``country`` for the materials is at its lowest (highest) since ..."."""

    country: str
    """Code of a country or of a group, which counts as one."""
    materials: tuple[str, ...]
    about: str
    """What the materials are called together: a list, or the one material."""
    direction: Direction = "lowest"
    period: str = ""
    """When; empty: the latest period, of each length, that is reported in full."""
    since: str = ""
    """Only periods from then on are compared; empty: all."""
    as_of: str = ""
    """The day at which the claim was made; empty: when the figures of its period were out."""


@dataclass(frozen=True)
class Definition:
    """One way to read the claim.

    ``grain``: length of the periods, each compared with the same one of other years.
    ``basis``: amounts by value or by quantity. ``denominator``: share of imports, or of supply
    (imports + home production not exported; by quantity only). ``weighting``: ``mean`` of the
    shares of the materials, or the share in the ``total`` of their amounts; ``material`` for one.
    ``release``: figures as they stood ``then``, or as they stand ``now``.
    """

    grain: Grain
    basis: Basis
    denominator: Denominator
    weighting: Weighting
    release: Release


@dataclass(frozen=True)
class Finding:
    """What the test under one definition found.

    ``value`` is the dependence in ``period``, 0-1, and ``series`` holds every period that was
    compared, in order of time, ``period`` last. ``former`` is the record of the earlier ones and
    ``former_period`` when it was. ``since`` is the latest earlier period that was as low (high)
    or lower (higher); empty when none was, so that it is a record. ``missing`` names what is not
    known and was left out; ``note`` says why there is no answer, or what the answer is subject to.
    """

    definition: Definition
    verdict: Verdict
    period: str = ""
    value: float = float("nan")
    former: float = float("nan")
    former_period: str = ""
    since: str = ""
    series: tuple[tuple[str, float], ...] = ()
    missing: tuple[str, ...] = ()
    note: str = ""
    as_of: str = ""

    @property
    def compared(self) -> int:
        """How many earlier periods were compared."""
        return max(len(self.series) - 1, 0)

    @property
    def first(self) -> str:
        """The earliest period that was compared; empty when none was."""
        return self.series[0][0] if self.compared else ""


def definitions(materials: int) -> tuple[Definition, ...]:
    """Return every definition for so many materials, longest periods first.

    Mean and total are told apart only where there is more than one material.
    """
    weightings: tuple[Weighting, ...] = ("mean", "total") if materials > 1 else ("material",)
    return tuple(
        Definition(grain, basis, denominator, weighting, release)
        for grain in GRAINS
        for basis in BASES
        for denominator in DENOMINATORS
        for weighting in weightings
        for release in RELEASES
    )
