"""What home needs: recipes, the tiers they make, and the outside demand of every month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.network.model import Recipes
from workbench.core.network.monthly import spread
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project

FloatArray = npt.NDArray[np.float64]


def read_recipes(project: Project, materials: Sequence[str]) -> tuple[Recipes, list[Problem]]:
    """Return the recipes among ``materials`` and findings about rows that are left out.

    A row that names a supplier takes the place of the general row of the same output and input;
    quantity 0 there means that this supplier does without.

    Raises:
        DataRefused: if a yield is 0 or materials are made of each other.
    """
    place = {name: i for i, name in enumerate(materials)}
    rows = project["recipes"]
    unknown = sorted({str(name) for name in rows["input"] if name not in place})
    problems = [
        Problem(
            f"no figures tell who supplies {name}; it is left out of the simulation, as if there"
            " were always enough",
            severity="warning",
            table="recipes",
            column="input",
            value=name,
            remedy="Add trade, production or suppliers of it",
        )
        for name in unknown
    ]
    rows = rows[rows["input"].isin(place) & rows["output"].isin(place)]
    if (rows["yield"] == 0).any():
        bad = rows[rows["yield"] == 0].iloc[0]
        text = f"a yield of 0 makes no {bad['output']} from any {bad['input']}"
        raise DataRefused([Problem(text, table="recipes", column="yield", expected="above 0")])
    amount = rows["quantity"] / rows["yield"].fillna(1.0)
    general = np.zeros((len(place), len(place)))
    own: dict[tuple[str, int], FloatArray] = {}
    listed = zip(rows["supplier"], rows["output"], rows["input"], amount, strict=True)
    for supplier, output, used, value in sorted(listed, key=lambda row: str(row[0]) != ""):
        if supplier:
            key = str(supplier), place[output]
            own.setdefault(key, general[:, place[output]].copy())[place[used]] = value
        else:
            general[place[used], place[output]] = value
    return Recipes(general, own), problems


def tiers(
    recipes: Recipes, replaced: Iterable[tuple[int, int]] = ()
) -> tuple[tuple[int, ...], ...]:
    """Return the materials in tiers: whoever uses a material stands in an earlier tier.

    ``replaced`` holds pairs of a material and what replaces a part of it, which counts like a use.

    Raises:
        ValueError: with the places of the materials of a loop, in ``args[0]``.
    """
    uses = recipes.general > 0
    for (_, output), column in recipes.own.items():
        uses[:, output] |= column > 0
    for material, by in replaced:
        uses[by, material] = True
    found: list[tuple[int, ...]] = []
    left = set(range(len(uses)))
    while left:
        rest = sorted(left)
        tier = tuple(i for i in rest if not uses[i, rest].any())
        if not tier:
            raise ValueError(_loop(uses, rest[0], left))
        found.append(tier)
        left -= set(tier)
    return tuple(found)


def _loop(uses: npt.NDArray[np.bool_], start: int, left: set[int]) -> list[int]:
    """Follow input -> output among ``left``, where everybody has a user, until one comes again."""
    path = [start]
    while path.count(path[-1]) == 1:
        path.append(next(int(i) for i in np.flatnonzero(uses[path[-1]]) if i in left))
    return path[path.index(path[-1]) :]


def tiers_or_refuse(recipes: Recipes, materials: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return the tiers.

    Raises:
        DataRefused: naming the loop, if materials are made of each other.
    """
    try:
        return tiers(recipes)
    except ValueError as loop:
        text = " -> ".join(materials[i] for i in loop.args[0])
        problem = Problem(
            f"these materials are made of each other: {text}",
            table="recipes",
            column="output",
            value=text,
            expected="a chain without loops",
            remedy="Delete one of these recipes",
        )
        raise DataRefused([problem]) from loop


def outside_demand(
    project: Project, materials: Sequence[str], apparent: FloatArray, first: int, months: int
) -> tuple[FloatArray, list[Problem]]:
    """Return the outside demand, material x month, in units per month.

    ``apparent`` is the apparent consumption less the use by home producers, per month; it stands
    in where the table ``demand`` has no row for the material at all.
    """
    rows = project["demand"].dropna(subset=["quantity"])
    found = np.repeat(apparent[:, None], months, axis=1)
    if rows.empty:
        return found, []
    spans = [periods.span(str(name)) for name in rows["period"].unique()]
    begin = min([start for start, _ in spans] + [first])
    end = max([start + length for start, length in spans] + [first + months])
    labels, amounts, mixed = spread(rows, ["material"], begin, end)
    problems = []
    for series, name in enumerate(labels["material"]):
        if name not in materials:
            continue
        given = amounts[series]
        if mixed[series]:
            text = f"demand of {name} is given for a period and for parts of it; the parts count"
            problems.append(Problem(text, severity="warning", table="demand", column="period"))
        window = slice(first - begin, first - begin + months)
        if np.isnan(given[window]).any():
            problems.append(_extended(str(name), int(np.isnan(given[window]).sum())))
        filled = pd.Series(given).ffill().bfill().to_numpy()
        found[list(materials).index(str(name))] = filled[window]
    return found, problems


def _extended(name: str, count: int) -> Problem:
    return Problem(
        f"demand of {name} is not given for {count} months of the simulation; there the amount of"
        " the newest period before (or the first one after) is used",
        severity="info",
        table="demand",
        column="period",
        remedy="Add rows for these months to the table demand",
    )
