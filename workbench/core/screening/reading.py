"""The table ``trade`` as numbers: which of its rows are imports of home, and what is odd in them.

A row is told by the codes of its labels, so that a condition is looked up once a label and not
once a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.figures import WORLD, Basis
from workbench.core.project import Project
from workbench.core.reported import coded, home_codes, known_by, publication_lag

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[Any]
Flow = Literal["import", "export"]

STEP = 1 << 17
"""Rows that are worked on at once: they fit the processor's cache, and cancelling is quick."""
_MOST_FLAGS = 1 << 27


@dataclass(frozen=True)
class Coded:
    """A column of text: a code a row, and the text of each code."""

    codes: Codes
    labels: tuple[str, ...]

    @classmethod
    def of(cls, column: pd.Series) -> Coded:
        """Return a column as codes; those of a categorical are not copied."""
        if isinstance(column.dtype, pd.CategoricalDtype):
            return cls(column.cat.codes.to_numpy(), tuple(map(str, column.cat.categories)))
        codes, labels = coded(column)
        return cls(codes, tuple(map(str, labels)))

    def among(self, good: Bools) -> Bools | None:
        """Return which rows have a label that is ``good``; None where all labels are."""
        if good.all():
            return None
        places = np.flatnonzero(good)
        if len(places) == 1:
            found: Bools = self.codes == places[0]
            return found
        return good[self.codes]


@dataclass(frozen=True)
class Trade:
    """The rows of trade as codes, and which labels are of home's imports (or exports).

    ``span`` is first month and months of each period.
    """

    material: Coded
    period: Coded
    partner: Coded
    reporter: Coded
    release: Coded
    amount: Floats
    span: Ints
    chosen: Bools | None
    """Rows that are of the flow between home and outside, known by the day; None for all."""
    outside: Bools
    """Labels of partners that are not home."""
    home: str
    is_group: bool
    cut: bool
    """Whether periods are left out because they are too long."""

    @classmethod
    def of(
        cls, project: Project, basis: Basis, length: int, as_of: str, side: Flow = "import"
    ) -> Trade:
        """Return the imports (or exports) of home in periods of at most ``length`` months.

        Raises:
            ValueError: if ``as_of`` is neither a day nor a period.
        """
        table = project["trade"]
        columns = {
            name: Coded.of(table[name])
            for name in ("material", "period", "partner", "reporter", "release", "flow")
        }
        flow = columns.pop("flow")
        labels = columns["period"].labels
        spans = [periods.span(label) for label in labels]
        span = np.array(spans, dtype=np.int64).reshape(-1, 2)
        inside = home_codes(project)
        outside = _each(columns["partner"], lambda code: code not in inside)
        conditions = (
            flow.among(_each(flow, lambda label: label == side)),
            columns["reporter"].among(_each(columns["reporter"], lambda code: code in inside)),
            columns["partner"].among(outside),
            columns["period"].among(span[:, 1] <= length),
            _known(columns["release"], columns["period"], span, as_of, publication_lag(project)),
        )
        amount = table[basis].to_numpy(dtype=np.float64)
        return cls(
            **columns,
            amount=amount,
            span=span,
            chosen=_both(*conditions),
            outside=outside,
            home=project.home,
            is_group=len(inside) > 1,
            cut=bool((span[:, 1] > length).any()),
        )

    def __len__(self) -> int:
        return len(self.amount)

    def slices(self) -> Iterator[slice | Ints]:
        """Yield the chosen rows, some at a time."""
        for start in range(0, len(self), STEP):
            part = slice(start, min(start + STEP, len(self)))
            if self.chosen is None:
                yield part
                continue
            here = self.chosen[part]
            if here.all():
                yield part
            elif here.any():
                yield np.flatnonzero(here) + start

    @cached_property
    def seen(self) -> Bools:
        """Materials x periods (as labels): whether there is a row."""
        return self._flags(self.period)

    @cached_property
    def odd(self) -> Bools:
        """Materials whose rows cannot simply be added up.

        These have rows of several lengths, a total of all partners, several releases of a figure,
        or figures of a group as home beside those of its members.
        """
        odd = self._of_several(self.seen, self.span[:, 1])
        if WORLD in self.partner.labels:
            odd |= self._with(self.partner, self.partner.labels.index(WORLD))
        if len(self.release.labels) > 1:
            odd |= self._released_again()
        labels = self.reporter.labels
        if self.home in labels and self.is_group:
            reporters = self._flags(self.reporter)
            own = reporters[:, labels.index(self.home)]
            # Members that report for longer periods only take the place of the group as well.
            odd |= own & (self.cut | (reporters.sum(axis=1) > 1))
        return odd

    def _flags(self, column: Coded) -> Bools:
        """Return materials x labels of a column: whether there is a row."""
        count = len(column.labels)
        found = np.zeros(len(self.material.labels) * count, dtype=np.bool_)
        for part in self.slices():
            key = self.material.codes[part].astype(np.int64)
            key *= count
            key += column.codes[part]
            found[key] = True
        return found.reshape(len(self.material.labels), count)

    def _with(self, column: Coded, code: int) -> Bools:
        """Return the materials that have a row with one label of a column."""
        found = np.zeros(len(self.material.labels), dtype=np.bool_)
        for part in self.slices():
            here = self.material.codes[part][column.codes[part] == code]
            found[here] = True
        return found

    @staticmethod
    def _of_several(seen: Bools, kind: Ints) -> Bools:
        """Return the materials whose labels are of several kinds."""
        kinds = np.unique(kind)
        if len(kinds) < 2:
            return np.zeros(len(seen), dtype=np.bool_)
        count = sum(seen[:, kind == one].any(axis=1).astype(np.int64) for one in kinds)
        several: Bools = np.asarray(count) > 1
        return several

    def _released_again(self) -> Bools:
        """Return the materials of which some figure has been released more than once."""
        if len(self.material.labels) * len(self.release.labels) > _MOST_FLAGS:
            several = np.ones(len(self.material.labels), dtype=np.bool_)
        else:
            several = self._flags(self.release).sum(axis=1) > 1
        keys = []
        sides = (self.period, self.reporter, self.partner)
        for part in self.slices():
            rows = several[self.material.codes[part]]
            key = self.material.codes[part][rows].astype(np.int64)
            for side in sides:
                key *= max(len(side.labels), 1)
                key += side.codes[part][rows]
            keys.append(key)
        every = np.sort(np.concatenate(keys)) if keys else np.empty(0, dtype=np.int64)
        again = every[1:][np.diff(every) == 0]
        for side in sides:
            again //= max(len(side.labels), 1)
        found = np.zeros(len(self.material.labels), dtype=np.bool_)
        found[again] = True
        return found


def _each(column: Coded, good: Any) -> Bools:
    return np.array([good(label) for label in column.labels], dtype=np.bool_)


def _both(*conditions: Bools | None) -> Bools | None:
    """Return the rows that meet every condition; None where none of them excludes any."""
    found: Bools | None = None
    for condition in conditions:
        if condition is not None:
            found = condition if found is None else found & condition
    return found


def _known(release: Coded, period: Coded, span: Ints, as_of: str, lag: int) -> Bools | None:
    """Return the rows known at the end of a day, by the rule of :func:`known_by`; None for all."""
    if not as_of:
        return None
    pairs = pd.MultiIndex.from_product([release.labels, range(len(span))])
    places = pairs.get_level_values(1).to_numpy(dtype=np.int64)
    every = pd.DataFrame(
        {
            "release": pd.Categorical(pairs.get_level_values(0), categories=release.labels),
            "first": span[places, 0],
            "months": span[places, 1],
        }
    )
    good = np.zeros(len(every), dtype=np.bool_)
    good[known_by(every, as_of, lag).index.to_numpy()] = True
    key = release.codes.astype(np.int64) * len(span) + period.codes
    return good[key]
