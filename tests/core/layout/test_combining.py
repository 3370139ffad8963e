"""The mean of figures on several sheets: complete or missing, never of fewer."""

from __future__ import annotations

import math

import pytest
from made_sheets import table_from

from workbench.core.layout.applying import apply
from workbench.core.layout.combining import mean_of
from workbench.core.layout.mapping import ColumnRole, Mapping
from workbench.core.layout.parts import Part
from workbench.core.layout.profiles import Mean
from workbench.core.project import Project

CODE = ColumnRole("country", "Code")
FIGURE = ColumnRole("governance", "Estimate {year}")
STABILITY = ColumnRole("political_stability", "Estimate {year}")


def part(text: str, *columns: ColumnRole) -> Part:
    mapping = Mapping(table="countries", columns=(CODE, *columns), take="latest")
    (made,) = apply(mapping, table_from(text), Project()).parts
    return made


FIRST = "Code,Estimate 2021,Estimate 2022\nKOR,1,0.5\nCHN,-1,-0.5\nTUV,1,0.25"
SECOND = "Code,Estimate 2021,Estimate 2022\nCHN,-1,-1.5\nKOR,1,#N/A"


def test_that_the_latest_figures_are_averaged_only_where_all_are_there() -> None:
    parts = [part(FIRST, FIGURE), part(SECOND, FIGURE, STABILITY)]
    (made,), said = mean_of(parts, Mean("countries", "governance", 2), "file.xlsx")
    rows = made.frame.set_index("country")
    assert rows.loc["KOR", "governance"] == pytest.approx(0.75)
    assert rows.loc["CHN", "governance"] == pytest.approx(-1.0)
    assert math.isnan(rows.loc["TUV", "governance"])
    assert rows.loc["KOR", "political_stability"] == 1.0
    assert rows.loc["CHN", "political_stability"] == -1.5
    assert [row["name"] for _, row in rows.iterrows()] == ["South Korea", "China", "Tuvalu"]
    assert made.rows.tolist() == [2, 3, 4]
    assert any("1 rows have no governance" in problem.message for problem in said)


def test_that_parts_of_other_tables_are_left_alone() -> None:
    one = part(FIRST, FIGURE)
    assert mean_of([one], Mean("materials", "price", 2), "file.xlsx") == ([one], [])
