"""Recipes, tiers and outside demand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from workbench.core import periods
from workbench.core.network.needs import outside_demand, read_recipes, tiers, tiers_or_refuse
from workbench.core.problem import DataRefused
from workbench.core.project import Project, from_records

MATERIALS = ("tar", "pitch", "anode")


def recipes(*rows: tuple[Any, ...]) -> Project:
    names = ("output", "input", "quantity", "yield", "supplier")
    return from_records({"recipes": [dict(zip(names, row, strict=False)) for row in rows]})


def test_that_the_need_of_input_is_divided_by_the_yield_and_an_own_recipe_goes_first() -> None:
    project = recipes(
        ("anode", "pitch", 3, None, "new"), ("anode", "pitch", 1, 0.5), ("anode", "tar", 4)
    )
    found, problems = read_recipes(project, MATERIALS)
    assert found.column("old", 2).tolist() == [4, 2, 0]
    assert found.column("new", 2).tolist() == [4, 3, 0]
    assert problems == []


def test_that_users_stand_in_earlier_tiers() -> None:
    found, _ = read_recipes(
        recipes(("anode", "pitch", 1), ("pitch", "tar", 1), ("anode", "tar", 1)), MATERIALS
    )
    assert tiers(found) == ((2,), (1,), (0,))


def test_that_a_loop_is_refused_by_name() -> None:
    found, _ = read_recipes(
        recipes(("pitch", "tar", 1), ("tar", "anode", 1), ("anode", "pitch", 1)), MATERIALS
    )
    with pytest.raises(DataRefused, match="tar -> pitch -> anode -> tar"):
        tiers_or_refuse(found, MATERIALS)


def test_that_a_yield_of_nothing_is_refused() -> None:
    with pytest.raises(DataRefused, match="makes no anode from any pitch"):
        read_recipes(recipes(("anode", "pitch", 1, 0)), MATERIALS)


def test_that_an_input_without_figures_is_left_out_with_a_finding() -> None:
    found, problems = read_recipes(recipes(("anode", "binder", 1)), MATERIALS)
    assert found.general.sum() == 0
    assert problems[0].value == "binder"


def test_that_demand_is_spread_evenly_and_the_newest_earlier_amount_is_kept_on() -> None:
    rows = [("2021H2", 60.0), ("2022-02", 5.0)]
    table = [{"period": p, "material": "tar", "quantity": q} for p, q in rows]
    found, problems = outside_demand(
        from_records({"demand": table}),
        MATERIALS,
        np.array([1.0, 2.0, 3.0]),
        periods.span("2022")[0],
        4,
    )
    assert found.tolist() == [[10, 5, 5, 5], [2] * 4, [3] * 4]
    assert "not given for 3 months" in problems[0].message
