"""No two countries of one chart look alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.countries import builtin
from workbench.ui.charts._styles import scenario_labels, styles
from workbench.ui.look import country_style

CODES = sorted(builtin()["country"])


def seen(found):
    return [(colour.name(), pattern) for colour, pattern in found.values()]


@given(st.lists(st.sampled_from(CODES), max_size=15, unique=True))
def test_that_no_two_countries_of_a_chart_look_alike(codes):
    found = styles([*codes, ""], "KOR")
    assert len(set(seen(found))) == len(codes) + 1
    assert seen(styles([*codes, ""], "KOR")) == seen(found)


@pytest.mark.parametrize("codes", [["LKA", "HUN"], ["HUN", "LKA"]])
def test_that_of_two_that_clash_the_larger_one_keeps_its_look(codes):
    found = styles(["CHN", *codes, "XXX", ""], "KOR")
    assert found["CHN"] == country_style("CHN")
    assert found[codes[0]] == country_style(codes[0])
    assert found[codes[1]] != country_style(codes[1])
    assert found[""] != found["XXX"] == country_style("XXX")


def test_that_long_names_of_scenarios_are_cut_unless_they_would_be_alike():
    assert scenario_labels(["base", "A name that goes on and on", "B"]) == [
        "base",
        "A name that goes on and…",
        "B",
    ]
    alike = ["A name that goes on and on", "A name that goes on and ends"]
    assert scenario_labels(alike) == alike
