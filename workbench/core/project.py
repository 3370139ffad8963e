"""The user's whole document: one immutable value, a handful of tidy tables.

An edit makes a new ``Project`` that shares every untouched table with the old one; keeping the
old value is undo. What changed between two projects is found by identity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import union_categoricals

from workbench.core import frames, schema
from workbench.core.values import Cell

_LARGEST = 1 << 62
"""Numbers of keys up to which they are put together in one integer."""


def _all_empty() -> Mapping[str, pd.DataFrame]:
    return MappingProxyType({table.name: frames.empty(table) for table in schema.TABLES})


@dataclass(frozen=True, eq=False)
class Project:
    """All tables of :mod:`workbench.core.schema`, each present, each in the schema's form.

    Never change a frame in place; make a new project with :meth:`replace`.
    """

    tables: Mapping[str, pd.DataFrame] = field(default_factory=_all_empty)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table.

        Raises:
            KeyError: if the schema has no such table.
        """
        return self.tables[name]

    def replace(self, changed: Mapping[str, pd.DataFrame]) -> Project:
        """Return a project in which the given tables are replaced and all others are shared.

        Raises:
            KeyError: if a name is no table of the schema.
        """
        fresh = {
            name: frames.conform(schema.BY_NAME[name], frame) for name, frame in changed.items()
        }
        return Project(MappingProxyType({**self.tables, **fresh}))

    def setting(self, key: str) -> str:
        """Return a setting as text; the schema's default where the project says nothing.

        Raises:
            KeyError: if neither the project nor the schema knows the key.
        """
        found = self._settings.get(key)
        if found:
            return found
        for setting in schema.SETTINGS:
            if setting.key == key:
                return setting.default
        if found is not None:
            return ""
        raise KeyError(f"no setting is called {key}")

    @cached_property
    def _settings(self) -> dict[str, str]:
        """The rows of the table by key, of several with one key the first; asked for very often."""
        table = self.tables["settings"]
        rows = list(zip(table["key"], table["value"], strict=True))
        return {str(key): str(value) for key, value in reversed(rows)}

    @property
    def home(self) -> str:
        """Country or group whose dependence is studied; empty when not set."""
        return self.setting("home")

    @property
    def is_empty(self) -> bool:
        """Whether no table holds a row."""
        return all(frame.empty for frame in self.tables.values())


def from_records(tables: Mapping[str, Iterable[Mapping[str, Cell]]]) -> Project:
    """Return a project with rows given as mappings: for tests, scripts and small examples.

    Raises:
        KeyError: if a table or column is unknown.
        Unfit: if a cell does not hold what its column needs.
    """
    return Project().replace(
        {name: frames.from_records(schema.BY_NAME[name], rows) for name, rows in tables.items()}
    )


def changed(before: Project, after: Project) -> frozenset[str]:
    """Return the names of the tables that are not the very same object in both."""
    return frozenset(
        name for name, frame in after.tables.items() if frame is not before.tables[name]
    )


def differing(first: Project, second: Project) -> frozenset[str]:
    """Return the names of content tables whose rows differ; order of rows and origin do not count.

    An empty result means the two projects are equal.
    """
    return frozenset(
        name for name in schema.CONTENT if not _same_rows(name, first[name], second[name])
    )


def _same_rows(name: str, first: pd.DataFrame, second: pd.DataFrame) -> bool:
    if first is second:
        return True
    if len(first) != len(second):
        return False
    order = list(schema.BY_NAME[name].names)
    one, two = (_plain(frame).sort_values(order, ignore_index=True) for frame in (first, second))
    return one.equals(two)


def _plain(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with categoricals as text, so that categories do not matter."""
    labels = {
        str(name): frame[name].astype(str)
        for name in frame
        if isinstance(frame[name].dtype, pd.CategoricalDtype)
    }
    return frame.assign(**labels)


def merge(base: Project, incoming: Mapping[str, pd.DataFrame]) -> tuple[Project, dict[str, int]]:
    """Add rows to a project; a row with the key of an older one takes its place.

    Returns the new project and, by table, how many older rows were replaced.
    """
    return merge_in_turn(base, {name: [frame] for name, frame in incoming.items()})


def merge_in_turn(
    base: Project, incoming: Mapping[str, Sequence[pd.DataFrame]]
) -> tuple[Project, dict[str, int]]:
    """Do what ``merge`` does for one frame after the other, all at once.

    Rows of a later frame take the place of those with the same key in an earlier one.
    """
    fresh: dict[str, pd.DataFrame] = {}
    replaced: dict[str, int] = {}
    for name, frames_of in incoming.items():
        table = schema.BY_NAME[name]
        every = [frame for frame in (base[name], *frames_of) if not frame.empty]
        if len(every) > (not base[name].empty):
            fresh[name], replaced[name] = _last_of_each_key(table, every)
    return base.replace(fresh), {name: count for name, count in replaced.items() if count}


def _last_of_each_key(
    table: schema.Table, every: Sequence[pd.DataFrame]
) -> tuple[pd.DataFrame, int]:
    """Return the rows of all frames without those whose key a later frame has, and their count."""
    if len(every) == 1:
        return every[0], 0
    both = _joined(table, every)
    groups = _groups(both, list(table.key))
    turn = np.repeat(np.arange(len(every)), [len(frame) for frame in every])
    last = np.zeros(int(groups.max()) + 1, dtype=np.int64)
    last[groups] = turn  # the frames stand in their order, so the last one stays
    kept = turn == last[groups]
    return both if kept.all() else both[kept], int((~kept).sum())


def _groups(frame: pd.DataFrame, key: list[str]) -> npt.NDArray[np.int64]:
    """Return a number for each row that rows with the same key share."""
    parts = [frame[name].array for name in key]
    if not all(isinstance(part, pd.Categorical) for part in parts):
        groups = frame.groupby(key, sort=False, observed=True, dropna=False).ngroup()
        return np.asarray(groups, dtype=np.int64)
    numbers, most = np.zeros(len(frame), dtype=np.int64), 1
    for part in parts:
        count = len(part.categories) + 1  # missing is one more
        if most * count > _LARGEST:
            numbers = pd.factorize(numbers)[0].astype(np.int64)
            most = len(frame)
        numbers, most = numbers * count + part.codes + 1, most * count
    return pd.factorize(numbers)[0].astype(np.int64)


def _joined(table: schema.Table, every: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of all; categoricals stay categoricals, so that a million rows are quick."""
    columns: dict[str, object] = {}
    for column in table.columns:
        parts = [frame[column.name] for frame in every]
        if all(isinstance(part.dtype, pd.CategoricalDtype) for part in parts):
            columns[column.name] = union_categoricals([part.array for part in parts])
        else:
            columns[column.name] = pd.concat(parts, ignore_index=True).array
    index = every[0].index.append([frame.index for frame in every[1:]])
    return pd.DataFrame(columns, index=index)
