"""DataFrames in the one form of the schema: column order, types, what missing looks like.

Numbers are float64 with NaN for missing; text is ``str`` with the empty text for missing. In
tables marked ``large`` text columns are categoricals with sorted categories.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
import pandas as pd

from workbench.core import provenance
from workbench.core.schema import Column, Table
from workbench.core.values import Cell, convert


@cache
def empty(table: Table) -> pd.DataFrame:
    """Return the table without rows; one frame for all, since nobody changes frames in place."""
    columns = {column.name: _series(table, column, []) for column in table.columns}
    return pd.DataFrame(columns, index=pd.Index([], dtype=np.int64))


def conform(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Return ``frame`` with exactly the columns and types of ``table``; missing ones are empty.

    The index is kept if it is an integer index, else numbered as typed by hand.
    """
    index = frame.index
    if not pd.api.types.is_integer_dtype(index) or not index.is_unique:
        index = pd.Index(provenance.pack(provenance.BY_HAND, np.arange(1, len(frame) + 1)))
    elif len(index) and int(index.max()) < (1 << 15):  # a plain 0..n-1 index
        index = pd.Index(provenance.pack(provenance.BY_HAND, index.to_numpy() + 1))
    if not len(frame):
        return empty(table)
    columns: dict[str, object] = {}
    for column in table.columns:
        values = frame[column.name] if column.name in frame else [None] * len(frame)
        columns[column.name] = _series(table, column, values).array
    return pd.DataFrame(columns, index=index.astype(np.int64))


def from_records(table: Table, records: Iterable[Mapping[str, Cell]]) -> pd.DataFrame:
    """Return a frame of rows given as mappings, each cell converted by the schema.

    Raises:
        KeyError: if a record names a column the table does not have.
        Unfit: if a cell does not hold what its column needs.
    """
    rows = list(records)
    for row in rows:
        for name in row:
            table.column(name)
    data = {
        column.name: [convert(column, row.get(column.name)) for row in rows]
        for column in table.columns
    }
    return conform(table, pd.DataFrame(data))


def keys(table: Table, frame: pd.DataFrame) -> pd.Series:
    """Return the key of every row as one text, its parts joined by ``;``."""
    parts = [_key_text(table.column(name), frame[name]) for name in table.key]
    joined = parts[0]
    for part in parts[1:]:
        joined = joined + ";" + part
    return joined


def _key_text(column: Column, values: pd.Series) -> pd.Series:
    if column.is_number:  # a person writes 1, not 1.0
        return values.map(lambda value: "" if pd.isna(value) else f"{value:.15g}").astype("str")
    return values.astype(str)


def _series(table: Table, column: Column, values: object) -> pd.Series:
    series = pd.Series(values)
    if column.is_number:
        return pd.to_numeric(series, errors="coerce").astype(np.float64)
    if table.large:
        if isinstance(series.dtype, pd.CategoricalDtype):
            return _sorted_categories(series)
        codes, labels = pd.factorize(series.fillna("").astype(str), sort=True)
        return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(labels, dtype="str")))
    objects = series.to_numpy(dtype=object)
    missing = pd.isna(objects)
    if missing.any():
        objects = np.where(missing, "", objects)
    return pd.Series([str(value) for value in objects], dtype="str")


def _sorted_categories(series: pd.Series) -> pd.Series:
    """Drop unused categories and sort the rest, without touching the rows one by one."""
    values = series.array
    used = np.zeros(len(values.categories) + 1, dtype=np.bool_)
    used[values.codes] = True  # the last one stands for missing, the code of which is -1
    if used[-1]:
        filled = pd.Series(values.astype(str)).where(~values.isna(), "")
        codes, names = pd.factorize(filled, sort=True)
        return pd.Series(pd.Categorical.from_codes(codes, categories=pd.Index(names, dtype="str")))
    kept = np.flatnonzero(used[:-1])
    labels = pd.Index(values.categories[kept].astype("str"))
    if labels.is_monotonic_increasing and labels.is_unique and len(kept) == len(values.categories):
        return pd.Series(values)
    order = labels.argsort()
    rank = np.empty(len(values.categories), dtype=np.int64)
    rank[kept[order]] = np.arange(len(order))
    return pd.Series(pd.Categorical.from_codes(rank[values.codes], categories=labels[order]))
