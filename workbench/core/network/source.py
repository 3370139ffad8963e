"""One source of a material, and all of them with the exports of the reference months."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Source:
    """One source of one material, in units per month."""

    name: str
    country: str
    material: str
    is_home: bool
    volume: float
    """Usual volume as given or shown."""
    reference: float
    """What it supplied in the reference months: a share of the production the table shows, else
    its volume within its capacity at their start (what opens later displaces imports and adds
    nothing to past consumption)."""
    capacity: FloatArray
    """By month of the simulation; NaN unknown."""
    shown: float = 0.0
    price: float = np.nan
    lead: int = 0
    qualification: float = 0.0
    recovery: float = np.nan
    ran: float = 0.0
    """Volume within its capacity, mean of the reference months."""


@dataclass
class Supply:
    """All sources, and the exports of the reference months."""

    sources: list[Source] = field(default_factory=list)
    exports_to: dict[tuple[str, str], float] = field(default_factory=dict)
    covered: set[str] = field(default_factory=set)
    """Materials with trade or production at home."""
    months: dict[str, str] = field(default_factory=dict)
    """The reference months of every covered material, to be shown."""
    shown: set[str] = field(default_factory=set)
    """Materials whose past production is that of the table production."""
