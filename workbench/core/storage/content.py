"""A project as flat parts of one canonical form: what a file holds, and its hash.

A table becomes its index (the provenance of the rows) and, for every column that holds any value,
either ``numbers`` or ``texts`` (the distinct texts, sorted) with ``codes`` (the place of each
row's text among them). A column without any value has no part, so that adding a column to the
schema changes neither the file nor the hash of a project that does not use it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import frames, schema
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.core.schema import Table

Kind = Literal["index", "numbers", "codes", "texts"]
Values = npt.NDArray[Any] | list[str]

DTYPES: dict[str, np.dtype[Any]] = {
    "index": np.dtype("<i8"),
    "numbers": np.dtype("<f8"),
    "codes": np.dtype("<i4"),
}
LONGEST_TEXT = 1_000_000
"""Characters of one text."""
_TEXTS_AT_ONCE = 8_192


class Damaged(Exception):
    """What was read is not what was written; the text says what does not fit."""


class TooNew(Exception):
    """The file holds what only a newer version of the program knows; the text says what."""


class PartName(NamedTuple):
    """Which part of which column; the index of a table has the empty column name."""

    table: str
    column: str
    kind: Kind


Content = Mapping[PartName, Values]


def contents(project: Project) -> Content:
    """Return the parts of ``project`` in their canonical form.

    Raises:
        DataRefused: naming every column with a value that no file can hold: an infinite number,
            a text that is no Unicode or is longer than ``LONGEST_TEXT``.
    """
    parts: dict[PartName, Values] = {}
    problems: list[Problem] = []
    for table in schema.TABLES:
        frame = project[table.name]
        if frame.empty:
            continue
        parts[PartName(table.name, "", "index")] = frame.index.to_numpy(DTYPES["index"])
        for column in table.columns:
            series = frame[column.name]
            if column.is_number:
                numbers = series.to_numpy(DTYPES["numbers"])
                if not np.isnan(numbers).all():
                    parts[PartName(table.name, column.name, "numbers")] = _one_nan(numbers)
                problems += _unfit_numbers(table.name, column.name, numbers)
                continue
            codes, texts = _coded(series)
            if texts != [""]:
                parts[PartName(table.name, column.name, "codes")] = codes
                parts[PartName(table.name, column.name, "texts")] = texts
            problems += _unfit_texts(table.name, column.name, codes, texts)
    if problems:
        raise DataRefused(problems)
    return MappingProxyType(parts)


def digest(content: Content) -> str:
    """Return the SHA-256 of all parts, whatever their order and however they are cut or packed."""
    total = hashlib.sha256()
    for name in sorted(content):
        values = content[name]
        total.update(json.dumps([*name, len(values)]).encode("ascii"))
        if isinstance(values, list):
            for start in range(0, len(values), _TEXTS_AT_ONCE):
                some = values[start : start + _TEXTS_AT_ONCE]
                text = json.dumps(some, ensure_ascii=False, separators=(",", ":"))
                total.update(text[1:-1].encode() + b",")
        else:
            total.update(np.ascontiguousarray(values).data)
    return total.hexdigest()


def rows(content: Content) -> dict[str, int]:
    """Return the number of rows of every table that has any."""
    return {name.table: len(content[name]) for name in sorted(content) if name.kind == "index"}


def size(content: Content) -> int:
    """Return the bytes of all parts before packing; texts are counted at their most."""
    return sum(
        sum(map(len, values)) * 4 + len(values) * 8 if isinstance(values, list) else values.nbytes
        for values in content.values()
    )


def project_of(content: Content) -> Project:
    """Return the project whose parts these are; every value is checked.

    Raises:
        TooNew: if a table or column is not in the schema.
        Damaged: if parts are missing, lengths differ, or a value cannot have been written by us.
    """
    by_table: dict[str, dict[tuple[str, str], Values]] = {}
    for name, values in content.items():
        _require_known(name)
        by_table.setdefault(name.table, {})[name.column, name.kind] = values
    tables = {table.name: frames.empty(table) for table in schema.TABLES}
    for table_name, parts in by_table.items():
        tables[table_name] = _frame(schema.BY_NAME[table_name], parts)
    return Project(MappingProxyType(tables))


def _require_known(name: PartName) -> None:
    table = schema.BY_NAME.get(name.table)
    if table is None:
        raise TooNew(f"a table {name.table[:80]!r}")
    if name.column not in ("", *table.names):
        raise TooNew(f"a column {name.column[:80]!r} in the table {name.table}")
    if not name.column:
        kinds: tuple[str, ...] = ("index",)
    else:
        kinds = ("numbers",) if table.column(name.column).is_number else ("codes", "texts")
    if name.kind not in kinds:
        raise Damaged(f"{name.table}.{name.column} is stored as {name.kind}")


def _frame(table: Table, parts: Mapping[tuple[str, str], Values]) -> pd.DataFrame:
    index = parts.get(("", "index"))
    if index is None or not len(index):
        raise Damaged(f"the table {table.name} has lost its rows")
    labels = pd.Index(index, dtype=np.int64)
    if not labels.is_unique:
        raise Damaged(f"rows of the table {table.name} are doubled")
    columns: dict[str, object] = {}
    for column in table.columns:
        numbers, codes, texts = (
            parts.get((column.name, kind)) for kind in ("numbers", "codes", "texts")
        )
        if column.is_number:
            columns[column.name] = _numbers(table, column.name, numbers, len(labels))
        else:
            columns[column.name] = _texts(table, column.name, (codes, texts), len(labels))
    return pd.DataFrame(columns, index=labels)


def _numbers(table: Table, column: str, values: Values | None, count: int) -> Values:
    if values is None:
        return np.full(count, np.nan)
    if isinstance(values, list) or len(values) != count or np.isinf(values).any():
        raise Damaged(f"{table.name}.{column} does not hold {count} numbers")
    return values.astype(np.float64, copy=False)


def _texts(
    table: Table, column: str, stored: tuple[Values | None, Values | None], count: int
) -> object:
    codes, texts = stored
    if codes is None and texts is None:
        codes, texts = np.zeros(count, dtype=np.int32), [""]
    if not isinstance(texts, list) or codes is None or isinstance(codes, list):
        raise Damaged(f"half of {table.name}.{column} is missing")
    whole = len(codes) == count and texts and codes.min() == 0 and codes.max() == len(texts) - 1
    if not whole or not (np.bincount(codes) > 0).all():
        raise Damaged(f"{table.name}.{column} does not hold {count} texts")
    if any(first >= second for first, second in pairwise(texts)):
        raise Damaged(f"the texts of {table.name}.{column} are out of order")
    if max(map(len, texts)) > LONGEST_TEXT:
        raise Damaged(f"{table.name}.{column} holds a text of more than {LONGEST_TEXT} characters")
    if table.large:
        return pd.Categorical.from_codes(codes, categories=pd.Index(texts, dtype="str"))
    return pd.array(texts, dtype="str").take(codes)


def _one_nan(numbers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Give every missing number the same bits; the hash is made over bits."""
    missing = np.isnan(numbers)
    return np.where(missing, np.nan, numbers) if missing.any() else numbers


def _coded(series: pd.Series) -> tuple[npt.NDArray[np.int32], list[str]]:
    """Return the code of every row and the distinct texts, sorted by code point."""
    if isinstance(series.dtype, pd.CategoricalDtype):
        codes, labels = series.cat.codes.to_numpy(), [str(text) for text in series.cat.categories]
    else:
        codes, found = pd.factorize(series)
        labels = [str(text) for text in found]
    codes = codes.astype(DTYPES["codes"])
    labels.append("")  # what the code -1 stands for
    used = np.bincount(np.where(codes < 0, len(labels) - 1, codes), minlength=len(labels)) > 0
    texts = sorted({text for text, taken in zip(labels, used, strict=True) if taken})
    place = {text: number for number, text in enumerate(texts)}
    rank = np.array([place.get(text, 0) for text in labels], dtype=DTYPES["codes"])
    return rank[codes], texts


def _unfit_numbers(table: str, column: str, numbers: npt.NDArray[np.float64]) -> Iterator[Problem]:
    infinite = np.flatnonzero(np.isinf(numbers))
    if infinite.size:
        row = int(infinite[0])
        yield _unfit(table, column, row, str(numbers[row]), "a finite number")


def _unfit_texts(
    table: str, column: str, codes: npt.NDArray[np.int32], texts: list[str]
) -> Iterator[Problem]:
    longest = max(map(len, texts))
    if longest <= LONGEST_TEXT and "".join(texts).isascii():
        return
    for code, text in enumerate(texts):
        if len(text) > LONGEST_TEXT or not _is_unicode(text):
            row = int(np.flatnonzero(codes == code)[0])
            shown = text[:40].encode("ascii", "backslashreplace").decode()
            expected = f"Unicode text of at most {LONGEST_TEXT} characters"
            yield _unfit(table, column, row, shown, expected)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unfit(table: str, column: str, row: int, value: str, expected: str) -> Problem:
    return Problem(
        "this value cannot be written to a project file, so nothing was saved",
        table=table,
        column=column,
        row=row + 1,
        value=value,
        expected=expected,
        remedy="Correct the cell and save again",
    )
