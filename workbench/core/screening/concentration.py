"""Concentration of plain columns, for scripts: no project, no rules about which rows count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.screening.mix import FIGURES, concentrations
from workbench.core.screening.reading import STEP

Ints = npt.NDArray[np.int64]
Column = Sequence[Any] | npt.NDArray[Any] | pd.Series | pd.Index
_MOST_CELLS = 1 << 23


def concentration(
    product: Column, year: Column, partner: Column, amount: npt.ArrayLike
) -> pd.DataFrame:
    """Return how concentrated the amounts of every product and year are.

    Rows of the same product, year and partner are added up; their order does not matter.

    Args:
        product: one label a row: texts, numbers, or a categorical (which is quickest).
        year: one label a row.
        partner: one label a row: who supplies.
        amount: one number a row, in any unit; missing ones and those not above zero do not count.

    Returns:
        A row for each product and year with an amount above zero, sorted by both: ``product``,
        ``year``, ``top_partner`` and the figures :data:`workbench.core.screening.mix.FIGURES`.

    Raises:
        ValueError: if the columns are not equally long or a label is missing.

    >>> found = concentration(["coal"] * 3, [2023] * 3, ["CHN", "JPN", "AUS"], [70, 20, 10])
    >>> found[["product", "year", "top_partner"]].values.tolist()
    [['coal', 2023, 'CHN']]
    >>> [round(float(found[name][0]), 2) for name in ("imports", "hhi", "cr1", "cr3")]
    [100.0, 0.54, 0.7, 1.0]
    """
    amounts = np.asarray(amount, dtype=np.float64)
    sides = [_coded(column) for column in (product, year, partner)]
    if {len(codes) for codes, _ in sides} != {len(amounts)}:
        raise ValueError("product, year, partner and amount must be equally long")
    width = max(len(sides[2][1]), 1)
    key = _groups(sides[0], sides[1])
    count = len(sides[0][1]) * len(sides[1][1])
    block = max(_MOST_CELLS // width, 1)
    order = None if count <= block else np.argsort(key, kind="stable")
    ordered = key if order is None else key[order]
    parts = []
    for low in range(0, count, block):
        high = min(low + block, count)
        bounds = (0, len(key)) if order is None else np.searchsorted(ordered, [low, high])
        table = np.zeros((high - low) * width)
        for at in range(int(bounds[0]), int(bounds[1]), STEP):
            here = slice(at, min(at + STEP, int(bounds[1])))
            rows = here if order is None else order[here]
            cell = (ordered[here] - low) * width + sides[2][0][rows]
            values = amounts[rows]
            np.add.at(table, cell, np.where(np.isfinite(values), values, 0.0))
        parts.append(_rows(table.reshape(-1, width), low, sides))
    return pd.concat(parts, ignore_index=True) if parts else _rows(np.zeros((0, width)), 0, sides)


def _coded(column: Column) -> tuple[npt.NDArray[Any], pd.Index]:
    """Return a code a row, and the labels in order."""
    series = pd.Series(column)
    if isinstance(series.dtype, pd.CategoricalDtype):
        codes, labels = series.cat.codes.to_numpy(), series.cat.categories
    else:
        codes, labels = pd.factorize(series, sort=True)
        labels = pd.Index(labels)
    if len(codes) and codes.min() < 0:
        raise ValueError("every row needs a product, a year and a partner")
    return codes, labels


def _groups(
    product: tuple[npt.NDArray[Any], pd.Index], year: tuple[npt.NDArray[Any], pd.Index]
) -> Ints:
    key = product[0].astype(np.int64)
    key *= len(year[1])
    key += year[0]
    return key


def _rows(
    table: npt.NDArray[np.float64], low: int, sides: list[tuple[npt.NDArray[Any], pd.Index]]
) -> pd.DataFrame:
    """Return the figures of the groups from ``low`` on that have any."""
    found = concentrations(table)
    places = np.flatnonzero(found.top >= 0)
    first, second = np.divmod(places + low, max(len(sides[1][1]), 1))
    columns: dict[str, Any] = {
        "product": sides[0][1].take(first),
        "year": sides[1][1].take(second),
        "top_partner": sides[2][1].take(found.top[places]),
    }
    return pd.DataFrame(columns | {name: found.values[name][places] for name in FIGURES})
