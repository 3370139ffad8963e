from __future__ import annotations

import numpy as np
import pytest
from small_economy import small

from workbench.core.problem import DataRefused
from workbench.core.simulation.industries import Industry, input_output


@pytest.mark.parametrize("text", ["AUS/ore", "aus|ORE", " aus | ore ", "AUS/*", "*/ore"])
def test_that_an_industry_is_found_as_people_write_it(text: str) -> None:
    assert small().find(text) == [0]


def test_that_a_star_names_several() -> None:
    assert small().find("*/*") == [0, 1]


@pytest.mark.parametrize("text", ["AUS/oar", "AUS", "*/coal", ""])
def test_that_an_unknown_name_is_refused_with_those_that_are_close(text: str) -> None:
    with pytest.raises(DataRefused) as refusal:
        small().find(text)
    (problem,) = refusal.value.problems
    assert (problem.value, problem.file) == (text, "small.xlsx")
    assert "AUS/ore" in problem.expected


def test_that_industries_of_one_sector_make_the_same_product() -> None:
    names = [Industry("AUS", "ore"), Industry("KOR", "metal"), Industry("KOR", "ore")]
    table = input_output(names, ["all"], np.ones((3, 3)), np.ones((3, 1)))
    assert table.products == ("ore", "metal")
    assert table.economy.product.tolist() == [0, 1, 0]
