"""What a newer vintage of the figures would change: added, removed and revised, before it is taken.

A row is found again by its key. Where the key holds the day of release (trade), figures are
compared with the newest release that is not later, so that next month's file is a revision of
this month's and not a heap of new rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import frames, provenance, schema
from workbench.core.project import Project
from workbench.core.schema import Column, Table

_RELEASE = "release"
_LINE = (("column", ""), ("old", ""), ("new", ""), ("relative", float("nan")))
_COVER: Mapping[str, tuple[str, ...]] = {
    "trade": ("period", "flow", "reporter", "material"),
    "production": ("period", "material"),
    "demand": ("period",),
    "capacity": ("supplier",),
    "recipes": ("output",),
    "partners": ("project",),
    "support": ("project",),
    "shocks": ("scenario",),
}
"""What a file is taken to report completely once it has a row of it. A row that is known and
within that, but not in the file, is ``removed``; of other tables a file may hold a part only."""

_Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TableChanges:
    """What a file says differently about one table.

    ``added`` and ``removed`` hold whole rows, with their provenance as index: of the file, and of
    the project. An import only ever adds and replaces: rows that are ``removed`` are absent from
    the file and stay in the project. ``revised`` has a line for each figure that differs: the key,
    ``column``, ``old``, ``new`` and ``relative`` ((new - old) / |old|; NaN for text, where a number
    is missing, and where the old one is zero); its index is that of the row in the file.
    """

    added: pd.DataFrame
    removed: pd.DataFrame
    revised: pd.DataFrame
    unchanged: int

    @property
    def counts(self) -> dict[str, int]:
        """Rows ``added``, ``removed``, ``revised`` and ``unchanged``; a row is revised once."""
        return {
            "added": len(self.added),
            "removed": len(self.removed),
            "revised": int(self.revised.index.nunique()),
            "unchanged": self.unchanged,
        }


def brought(base: Project, imported: Project) -> Project:
    """Return only the rows that an import into ``base`` brought, as a project of their own."""
    known = base["origins"]["origin"]
    last = int(known.max()) if len(known) else provenance.BY_HAND
    fresh = {}
    for name in schema.CONTENT:
        frame = imported[name]
        if frame is not base[name] and len(frame):
            fresh[name] = frame[provenance.origins_of(frame.index) > last]
    return Project().replace(fresh)


def changes(base: Project, incoming: Project) -> dict[str, TableChanges]:
    """Return what the rows of ``incoming`` change, by table; tables it has no rows of are left out.

    Pure, and quick for a million rows. After an import, :func:`brought` tells what to pass here.

    Args:
        base: the project as it is.
        incoming: only what the file brings.
    """
    return {
        name: _table_changes(schema.BY_NAME[name], base[name], incoming[name])
        for name in schema.CONTENT
        if len(incoming[name])
    }


def lines(found: Mapping[str, TableChanges]) -> pd.DataFrame:
    """Return every change as a line.

    Columns: ``table``, ``change``, ``key``, ``column``, ``old``, ``new``, ``relative``.
    ``change`` is ``added``, ``removed`` or ``revised``; only revised lines have a column.
    """
    parts = []
    for name, item in found.items():
        table = schema.BY_NAME[name]
        for change in ("added", "removed", "revised"):
            frame: pd.DataFrame = getattr(item, change)
            told = {
                "table": name,
                "change": change,
                "key": frames.keys(table, frame).to_numpy(dtype=object),
            }
            rest = {column: frame.get(column, default) for column, default in _LINE}
            parts.append(pd.DataFrame({**told, **rest}, index=frame.index))
    filled = [part for part in parts if len(part)]
    if not filled:
        return pd.DataFrame(columns=["table", "change", "key", *(name for name, _ in _LINE)])
    return pd.concat(filled, ignore_index=True)


def _table_changes(table: Table, base: pd.DataFrame, incoming: pd.DataFrame) -> TableChanges:
    keys = [name for name in table.key if name != _RELEASE]
    old, new = _codes(base, incoming, keys)
    releases = _codes(base, incoming, [_RELEASE] if _RELEASE in table.key else [], ordered=True)
    found = _predecessors(old, new, *releases)
    rest = [column for column in table.columns if not column.key]
    known = np.flatnonzero(found >= 0)
    before, after = base.iloc[found[known]], incoming.iloc[known]
    differs = {c.name: _differs(c, before[c.name], after[c.name]) for c in rest}
    touched = np.zeros(len(known), dtype=np.bool_)
    for column in differs.values():
        touched |= column
    gone = _gone(table, base, incoming, (old, new), releases[0])
    return TableChanges(
        added=incoming.iloc[np.flatnonzero(found < 0)],
        removed=base.iloc[gone],
        revised=_revised(table, before, after, differs),
        unchanged=int((~touched).sum()),
    )


def _codes(
    first: pd.DataFrame, second: pd.DataFrame, names: list[str], *, ordered: bool = False
) -> tuple[_Codes, _Codes]:
    """Return one number a row, equal where all the named columns are; in order of a sole column."""
    split = len(first)
    whole = np.zeros(split + len(second), dtype=np.int64)
    top = 1
    for name in names:
        part, size = _column_codes(first[name], second[name], ordered=ordered)
        if top * size > np.iinfo(np.int64).max // 2:
            labels, whole = np.unique(whole, return_inverse=True)
            top = len(labels)
        whole = whole * size + part
        top *= size
    return whole[:split], whole[split:]


def _column_codes(first: pd.Series, second: pd.Series, *, ordered: bool) -> tuple[_Codes, int]:
    if all(isinstance(part.dtype, pd.CategoricalDtype) for part in (first, second)):
        labels = first.cat.categories.union(second.cat.categories, sort=True)
        moved = [
            labels.get_indexer(part.cat.categories)[part.cat.codes.to_numpy()]
            for part in (first, second)
        ]
        return np.concatenate(moved).astype(np.int64), max(len(labels), 1)
    values = np.concatenate([part.to_numpy(dtype=object) for part in (first, second)])
    codes, found = pd.factorize(values, sort=ordered, use_na_sentinel=False)
    return codes.astype(np.int64), max(len(found), 1)


def _predecessors(old: _Codes, new: _Codes, old_day: _Codes, new_day: _Codes) -> _Codes:
    """Return the row that each new one stands for: same key, newest release not later; else -1."""
    if not len(old):
        return np.full(len(new), -1, dtype=np.int64)
    days = int(max(old_day.max(), new_day.max(initial=0))) + 1
    old_labels, old_rank = np.unique(old, return_inverse=True)
    place = np.searchsorted(old_labels, new).clip(max=len(old_labels) - 1)
    has_key = old_labels[place] == new
    line = old_rank * days + old_day
    order = np.argsort(line, kind="stable")
    found = np.searchsorted(line[order], place * days + new_day, side="right") - 1
    candidate = order[found.clip(min=0)]
    return np.where(has_key & (found >= 0) & (old_rank[candidate] == place), candidate, -1)


def _differs(column: Column, before: pd.Series, after: pd.Series) -> npt.NDArray[np.bool_]:
    if column.is_number:
        one, two = before.to_numpy(dtype=float), after.to_numpy(dtype=float)
        return np.asarray((one != two) & ~(np.isnan(one) & np.isnan(two)), dtype=np.bool_)
    return np.asarray(before.to_numpy(dtype=object) != after.to_numpy(dtype=object), np.bool_)


def _gone(
    table: Table,
    base: pd.DataFrame,
    incoming: pd.DataFrame,
    keys: tuple[_Codes, _Codes],
    days: _Codes,
) -> _Codes:
    """Return the rows, of each key the newest, that the file should hold and does not."""
    cover = _COVER.get(table.name)
    if cover is None or base.empty:
        return np.zeros(0, dtype=np.int64)
    covered, said = _codes(base, incoming, list(cover))
    absent = np.flatnonzero(np.isin(covered, said) & ~np.isin(keys[0], keys[1]))
    order = absent[np.lexsort([days[absent], keys[0][absent]])]
    last = np.append(np.diff(keys[0][order]) != 0, np.ones(min(len(order), 1), dtype=np.bool_))
    return np.sort(order[last])


def _revised(
    table: Table,
    before: pd.DataFrame,
    after: pd.DataFrame,
    differs: Mapping[str, npt.NDArray[np.bool_]],
) -> pd.DataFrame:
    parts = []
    for name, where in differs.items():
        if not where.any():
            continue
        rows = np.flatnonzero(where)
        one, two = before[name].iloc[rows], after[name].iloc[rows]
        relative = np.full(len(rows), np.nan)
        if table.column(name).is_number:
            old, new = one.to_numpy(dtype=float), two.to_numpy(dtype=float)
            np.divide(new - old, np.abs(old), out=relative, where=old != 0)
        told = {
            "column": name,
            "old": one.to_numpy(dtype=object),
            "new": two.to_numpy(dtype=object),
            "relative": relative,
        }
        keys = {key: after[key].iloc[rows].array for key in table.key}
        parts.append(pd.DataFrame({**keys, **told}, index=after.index[rows]))
    if not parts:
        return pd.DataFrame(columns=[*table.key, "column", "old", "new", "relative"])
    return pd.concat(parts).sort_index(kind="stable")
