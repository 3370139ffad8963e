"""The mean of figures that stand in several tables, such as six indicators on six sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from workbench.core import schema
from workbench.core.layout.parts import Part
from workbench.core.layout.profiles import Mean
from workbench.core.problem import Problem


def mean_of(parts: Sequence[Part], mean: Mean, file: str) -> tuple[list[Part], list[Problem]]:
    """Return the parts with those of ``mean.table`` made one, and what was decided.

    A mean is missing where one of its figures is. What else the parts say is kept from the first
    part that says it; the rows come from the first part that has them.
    """
    mine = [part for part in parts if part.table == mean.table]
    others = [part for part in parts if part.table != mean.table]
    if not mine:
        return others, []
    key = schema.BY_NAME[mean.table].key[0]
    stacked = pd.concat([part.frame for part in mine], ignore_index=True)
    figures = stacked.groupby(key, sort=False)[mean.column]
    complete = figures.transform("count").to_numpy() == mean.of
    averages = np.where(complete, figures.transform("mean").to_numpy(), np.nan)
    first = ~stacked.duplicated(key).to_numpy()
    kept = stacked.assign(**{mean.column: averages})
    for column in schema.BY_NAME[mean.table].columns:
        if column.is_number and column.name != mean.column:
            kept[column.name] = _best(parts_values(mine, column.name), stacked, key, column.name)
    made = replace(
        mine[0],
        frame=kept[first].reset_index(drop=True),
        rows=np.concatenate([part.rows for part in mine])[first],
        columns={key: mine[0].columns[key]} if key in mine[0].columns else {},
        usable=np.ones(int(first.sum()), dtype=np.bool_),
        cells=np.zeros(0, dtype=np.int64),
    )
    said = [f"{mean.column} is the mean of {mean.of} figures, from as many sheets"]
    if missing := int((first & ~complete).sum()):
        said.append(f"{missing} rows have no {mean.column}: not all {mean.of} figures are there")
    return [made, *others], [Problem(text, severity="info", file=file) for text in said]


def parts_values(parts: Sequence[Part], column: str) -> list[bool]:
    """Return for each row of the parts whether its part had the column in the file."""
    return [column in part.columns for part in parts for _ in range(len(part.frame))]


def _best(said: list[bool], stacked: pd.DataFrame, key: str, column: str) -> np.ndarray:
    """Return a column as the parts that read it say, else as it was."""
    told = stacked[column].where(pd.Series(said))
    filled = told.groupby(stacked[key], sort=False).transform("first")
    return filled.fillna(stacked[column]).to_numpy()
