"""One block of figures on the sheet of figures, and the chart that is drawn from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from workbench.core import countries
from workbench.core.project import Project

Kind = Literal["columns", "stacked", "lines", "scatter"]

MOST_SERIES = 8
"""Colours that can be told apart; what is beyond is added up."""


@dataclass(frozen=True)
class Block:
    """A title, a header and rows: a label, then a number for each series, NaN where missing.

    Of a ``scatter`` each row is a series of one point: across, up.
    """

    kind: Kind
    title: str
    across: str
    """Title of the axis of the labels, or of the first number of a scatter."""
    up: str
    """Title, with the unit, of the axis of the numbers."""
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[float, ...]], ...]
    share: bool = False
    """Whether the numbers are parts of one, to be shown in percent."""


def material_name(project: Project, material: str) -> str:
    """Return the name to show for a material; its short name where there is no other."""
    return _of_material(project, material, "name") or material


def material_unit(project: Project, material: str) -> str:
    """Return the unit of a material, or words that stand for it."""
    return _of_material(project, material, "unit") or "unit of the material"


def _of_material(project: Project, material: str, column: str) -> str:
    table = project["materials"]
    found = table.loc[table["material"] == material, column]
    return str(found.iloc[0]) if len(found) else ""


def country_name(project: Project, code: str) -> str:
    """Return the name to show for a country."""
    return countries.display_name(project, code)


def largest(amounts: pd.DataFrame, others: str) -> pd.DataFrame:
    """Return the largest columns, by their sum, and the sum of all others as the last one."""
    order = amounts.sum().sort_values(ascending=False, kind="stable").index
    if len(order) <= MOST_SERIES:
        return amounts[order]
    kept = amounts[order[: MOST_SERIES - 1]]
    return kept.assign(**{others: amounts[order[MOST_SERIES - 1 :]].sum(axis=1, min_count=1)})


def rows_of(frame: pd.DataFrame) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Return the rows of a frame of numbers, labelled by its index."""
    numbers = frame.to_numpy(dtype=float).tolist()
    return tuple((str(name), tuple(row)) for name, row in zip(frame.index, numbers, strict=True))
