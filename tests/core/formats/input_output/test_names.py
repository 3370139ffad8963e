from __future__ import annotations

import pytest

from workbench.core.formats.input_output.names import forms, industries, matched
from workbench.core.simulation.industries import Industry


def test_that_a_sign_counts_only_where_all_names_have_it() -> None:
    sectors = [("iron/steel",), ("coal",)]
    assert industries(sectors) == [Industry("", "iron/steel"), Industry("", "coal")]
    both = [("KOR|iron/steel",), ("KOR|coal",)]
    assert industries(both) == [Industry("KOR", "iron/steel"), Industry("KOR", "coal")]


def test_that_rows_that_are_no_column_do_not_decide_how_names_are_written() -> None:
    rows = [("KOR_A_1",), ("KOR_B",), ("VA",)]
    assert industries(rows, rows[:2]) == [Industry("KOR", "A_1"), Industry("KOR", "B"), None]


@pytest.mark.parametrize("name", [("KOR", "ore"), ("KOR|ore",), ("KOR/ore",), (" KOR _ ore",)])
def test_that_an_industry_is_known_in_every_form(name: tuple[str, ...]) -> None:
    assert matched([name, ("XXX|ore",)], [Industry("KOR", "ore")]) == [Industry("KOR", "ore"), None]


def test_that_half_a_name_is_none() -> None:
    assert forms(("KOR", "")) == []
    assert industries([("KOR", ""), ("KOR", "ore")]) == [None, Industry("KOR", "ore")]
