"""An input-output table with names: which industry is which sector of which region."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from workbench.core.problem import DataRefused, Problem
from workbench.core.simulation.ario import Economy

BETWEEN = "/"
"""Stands between region and sector in the name of an industry."""
EVERY = "*"
"""In place of a region or a sector: all of them."""
_CLOSE = 3


@dataclass(frozen=True)
class Industry:
    """A sector in a region; without a region in a table of one country."""

    region: str
    sector: str

    @property
    def name(self) -> str:
        """``REGION/SECTOR``, or the sector alone."""
        return f"{self.region}{BETWEEN}{self.sector}" if self.region else self.sector


@dataclass(frozen=True, eq=False)
class InputOutput:
    """Who sells what to whom, in money a year, and the names of all of them."""

    industries: tuple[Industry, ...]
    consumers: tuple[str, ...]
    economy: Economy
    """The industries of one sector make the same product."""
    file: str = ""
    """Name of the file it was read from."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the industries, in order."""
        return tuple(industry.name for industry in self.industries)

    @cached_property
    def products(self) -> tuple[str, ...]:
        """The products in the order of their numbers: one a sector."""
        return tuple(dict.fromkeys(industry.sector for industry in self.industries))

    def find(self, text: str) -> list[int]:
        """Return the places of the industries that a text names.

        Args:
            text: ``REGION/SECTOR`` or ``REGION|SECTOR``, in small or capital letters;
                ``REGION/*`` and ``*/SECTOR`` name several.

        Raises:
            DataRefused: if the table has no such industry; with the names that are closest.

        Example: ``table.find("CHN/material")`` is ``[1]``; ``table.find("*/battery")`` are all
        makers of batteries.
        """
        wanted = _plain(text)
        known = [_plain(name) for name in self.names]
        places = [place for place, name in enumerate(known) if name == wanted]
        if not places and EVERY in wanted.split(BETWEEN):
            region, _, sector = wanted.partition(BETWEEN)
            places = [
                place
                for place, one in enumerate(self.industries)
                if region in (EVERY, one.region.casefold())
                and sector in (EVERY, one.sector.casefold())
            ]
        if not places:
            raise DataRefused([self._unknown(text, known)])
        return places

    def _unknown(self, text: str, known: Sequence[str]) -> Problem:
        close = difflib.get_close_matches(_plain(text), known, _CLOSE, 0.5)
        named = [self.names[known.index(name)] for name in close] or list(self.names[:_CLOSE])
        return Problem(
            "the table has no such industry",
            file=self.file,
            value=text,
            expected=f"one of its {len(self.names)} industries, such as {', '.join(named)}",
            remedy="Write REGION/SECTOR as in the table; REGION/* and */SECTOR name several",
        )


def input_output(
    industries: Sequence[Industry],
    consumers: Sequence[str],
    flows: np.ndarray,
    final: np.ndarray,
    file: str = "",
) -> InputOutput:
    """Return a table whose industries of one sector make the same product.

    Args:
        industries: in the order of the rows.
        consumers: in the order of the columns of ``final``.
        flows: selling x buying industry, money a year.
        final: selling industry x consumer, money a year.
        file: name of the file they come from.

    Raises:
        ValueError: if shapes do not fit, or an amount is negative or not known.
    """
    sectors = list(dict.fromkeys(industry.sector for industry in industries))
    number = {sector: place for place, sector in enumerate(sectors)}
    product = np.array([number[one.sector] for one in industries], dtype=np.int64)
    economy = Economy(np.asarray(flows, float), np.asarray(final, float), product)
    return InputOutput(tuple(industries), tuple(consumers), economy, file)


def _plain(text: str) -> str:
    """Return a name as it is compared: small letters, one sign between region and sector."""
    name = text.strip().casefold()
    region, mark, sector = name.partition("|")
    return f"{region.strip()}{BETWEEN}{sector.strip()}" if mark else name
