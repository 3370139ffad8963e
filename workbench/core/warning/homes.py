"""Whose imports are watched, and which rows of trade tell about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import countries
from workbench.core.figures import WORLD
from workbench.core.project import Project

Ints = npt.NDArray[np.int64]
MEMBERS, GROUP, MIRROR = 0, 1, 2
"""Kinds of rows: reported by home or its members; by the group as one; by the other side."""


@dataclass(frozen=True)
class Seen:
    """Rows of trade as one home sees them: positions of rows, other country, kind."""

    home: str
    row: Ints
    partner: npt.NDArray[np.object_]
    kind: Ints


def all_homes(project: Project, *, mirror: bool) -> tuple[str, ...]:
    """Return every country whose imports are told of: by itself or, with ``mirror``, by others."""
    trade = project["trade"]
    imports = (trade["flow"] == "import").to_numpy()
    found = set(trade["reporter"][imports].astype(str).unique())
    if mirror:
        found |= set(trade["partner"][~imports].astype(str).unique())
    return tuple(sorted(found - {WORLD, ""}))


def seen_by(project: Project, homes: Sequence[str], *, mirror: bool) -> list[Seen]:
    """Return for each home the rows that tell of its imports.

    Those are the imports it reports, from countries that are not part of it, and with ``mirror``
    the exports that others report to it. Which of them count is decided at each day anew.
    """
    trade = project["trade"]
    flow = (trade["flow"] == "import").to_numpy()
    reporter, partner = trade["reporter"], trade["partner"]
    reporters = reporter.astype(str).to_numpy(dtype=object)
    partners = partner.astype(str).to_numpy(dtype=object)
    found = []
    for home in homes:
        inside = countries.members(project, home) | {home}
        by_home = reporter.isin(inside).to_numpy()
        to_home = partner.isin(inside).to_numpy()
        own = np.flatnonzero(flow & by_home & ~to_home)
        other = np.flatnonzero(~flow & to_home & ~by_home & mirror)
        is_group = inside != {home}
        kind = np.where(is_group & (reporters[own] == home), GROUP, MEMBERS)
        found.append(
            Seen(
                home,
                np.append(own, other),
                np.append(partners[own], reporters[other]),
                np.append(kind, np.full(len(other), MIRROR)),
            )
        )
    return found


def ordinal(labels: pd.Series) -> tuple[Ints, list[str]]:
    """Return texts as numbers in order of the text, and what they stand for."""
    codes, names = pd.factorize(labels, sort=True)
    return codes.astype(np.int64), [str(name) for name in names]
