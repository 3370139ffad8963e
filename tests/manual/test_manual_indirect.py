"""The day by hand of indirect losses, and the command line page, are what the program does."""

from __future__ import annotations

import re

import numpy as np
import pytest

from workbench.cli.indirect import indirect
from workbench.core.simulation.ario import DAYS, Habits
from workbench.core.simulation.indirect import Indirect, indirect_losses
from workbench.core.simulation.industries import Industry, input_output
from workbench.core.simulation.outage import Hit, Span
from workbench.paths import resources

PAGE = (resources() / "manual" / "3-simulation.md").read_text(encoding="utf-8")
SECTION = PAGE.split("## Indirect losses between industries and regions")[1]
BY_HAND = SECTION.split("**One day by hand.**")[1]
ORE, METAL = 0, 1


@pytest.fixture(scope="module")
def found() -> Indirect:
    flows, final = np.array([[0.0, 60.0], [0.0, 0.0]]), np.array([[40.0], [200.0]])
    names = [Industry("AUS", "ore"), Industry("KOR", "metal")]
    table = input_output(names, ["all"], flows * DAYS, final * DAYS)
    return indirect_losses(table, [Hit("AUS/ore", 0.9)], Span(30), Habits(stock_days=30))


def test_that_the_day_by_hand_is_what_the_model_gives(found: Indirect) -> None:
    course, parts = found.course, found.parts
    stock = course.stock_days[METAL]
    # The orders for the next day follow from what a day leaves in stock.
    orders = 60 + (1800 - 60 * stock[0]) / 60
    figures = {
        "**10**": course.production[ORE, 0],
        "**200**": course.production[METAL, 0],
        "36 are not served": parts["unmet"][ORE, 0],
        "90, all of it direct": parts["direct"][ORE, 0],
        "1,746": 60 * stock[0],
        "29.1 days": stock[0],
        "= 60.9": orders,
        "0.000617": course.overproduction[ORE, 1] - 1,
        "= 10.0062": course.production[ORE, 1],
        "= 6.039": 60 * (stock[1] - stock[0] + 1),
        "1,692.039": 60 * stock[1],
        "28.201 days": stock[1],
        "23.713 days": stock[6],
        "= 197.612": course.production[METAL, 7],
        "loss of 2.388": parts["indirect"][METAL, 7],
    }
    for said, figure in figures.items():
        assert said in BY_HAND
        digits = re.search(r"[\d,]+(?:\.(\d+))?", said)
        assert digits is not None
        assert round(figure, len(digits[1] or "")) == float(digits[0].replace(",", "")), said
    assert (course.production[METAL, :7] == 200).all()
    assert parts["indirect"][METAL, :7].sum() == 0


def test_that_the_defaults_in_the_manual_are_those_of_the_program() -> None:
    habits = Habits()
    said = dict(
        re.findall(
            r"^\| (in stock|felt.*?|filled.*?|at most|grows in) \| (\d+)", SECTION, re.MULTILINE
        )
    )
    assert {name: float(value) for name, value in said.items()} == {
        "in stock": habits.stock_days,
        "felt below": 100 * habits.felt,
        "filled up in": habits.restoring_days,
        "at most": 100 * habits.most,
        "grows in": habits.overproduction_days,
    }


def test_that_the_page_of_the_command_line_names_every_option() -> None:
    page = (resources() / "manual" / "4-command-line.md").read_text(encoding="utf-8")
    section = page.split("## Indirect losses")[1].split("\n## ")[0]
    options = {name for one in indirect.params for name in one.opts if name.startswith("--")}
    assert options - set(re.findall(r"--[a-z][a-z-]+", section)) == set()
    assert set(re.findall(r"--[a-z][a-z-]+", section)) - options == set()
