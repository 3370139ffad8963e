"""The table ``events`` as arrays: what happened, and from which day on it was known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core import periods
from workbench.core.project import Project

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]
EXPORT_CONTROL = "export control"


@dataclass(frozen=True)
class Happenings:
    """Events in order of time; one place in every array is one event."""

    date: Texts
    month: Ints
    """Month in which it began."""
    known: Ints
    """Day (ordinal) at whose end it was known: the last day that its date allows."""
    country: Texts
    material: Texts
    kind: Texts
    text: Texts

    def __len__(self) -> int:
        return len(self.date)


def happenings(project: Project) -> Happenings:
    """Return the events whose date can be read."""
    table = project["events"].sort_values(["date", "country", "material", "kind"], kind="stable")
    rows = [row for row in table.itertuples(index=False) if _days(str(row.date)) is not None]
    days = [_days(str(row.date)) or (0, 0) for row in rows]

    def texts(name: str) -> Texts:
        return np.array([str(getattr(row, name)) for row in rows], dtype=object)

    return Happenings(
        texts("date"),
        np.array([day[0] for day in days], dtype=np.int64),
        np.array([day[1] for day in days], dtype=np.int64),
        *(texts(name) for name in ("country", "material", "kind", "text")),
    )


def _days(date: str) -> tuple[int, int] | None:
    """Return the month a date begins in and the last day it may mean; None if it is no date."""
    try:
        last = periods.last_day(date)
    except ValueError:
        return None
    first = 12 * last.year + last.month - 1 if len(date) == 10 else periods.span(date)[0]
    return first, last.toordinal()
