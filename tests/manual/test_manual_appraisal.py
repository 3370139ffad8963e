"""The manual says of appraisal and origin rules what the program does."""

from __future__ import annotations

import re

import pytest

from workbench.core.appraisal.appraise import appraise, weighed
from workbench.core.appraisal.choice.instance import Limits
from workbench.core.appraisal.origin.product import put_to_test
from workbench.core.appraisal.portfolio import portfolio
from workbench.core.appraisal.ranking import money_table
from workbench.paths import resources

MANUAL = resources() / "manual"
APPRAISAL = (MANUAL / "7-appraisal.md").read_text(encoding="utf-8")
ORIGIN = (MANUAL / "8-origin-rules.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def appraised(graphite):
    return appraise(graphite, weighed(graphite), draws=0)


def test_that_the_table_of_the_example_is_what_the_appraisal_gives(appraised):
    (project,) = appraised.projects
    planned = {name: figure.planned for name, figure in project.figures.items()}
    money = money_table(appraised)
    for words in (
        f"{planned['avoided_shortage']:,.2f} t",
        f"| value of shortage avoided | {planned['avoided_shortage_value'] / 1e6:.2f} million",
        f"| value avoided in the worst cases | {planned['avoided_cvar'] / 1e6:.2f} million",
        f"{100 * planned['import_dependence_change']:.2f} points",
        f"| private per public | {money['private_per_public'][0]:.2f} |",
        f"{planned['avoided_shortage_value'] / money['state_money'][0]:.2f} million USD of avoided",
        f"{100 * project.shares['CHN'][0]:.1f} % without",
        f"{100 * project.shares['CHN'][1]:.1f} % with it",
    ):
        assert words in APPRAISAL.replace("\n", " "), words


def test_that_programme_and_simulation_of_the_example_are_as_told(appraised):
    found = portfolio(appraised, Limits())
    before, after = found.without.expected_shortage, found.with_choice.expected_shortage
    words = (
        f"from {before / 1e6:.2f} to {found.choice.objective / 1e6:.2f} million USD by the"
        f" programme and to {after / 1e6:.2f} simulated"
    )
    assert words in APPRAISAL.replace("\n", " ")


def test_that_the_shares_of_the_cell_are_those_of_the_table(graphite):
    rows = re.findall(r"^\| (20\d\d-\d\d-\d\d) \|(.*)\|(.*)\| (\w+) \|$", ORIGIN, re.MULTILINE)
    assert len(rows) == 4
    for day, share, asked, verdict in rows:
        (found,) = put_to_test(graphite, "cell", day, "IRA 30D critical minerals").findings
        seen = found.verification
        if verdict == "ended":
            assert seen.rule.has_ended
            continue
        low, high = seen.content
        assert share.strip() == f"{100 * low:.1f} to {100 * high:.1f} %"
        assert asked.strip() == f"{100 * seen.rule.threshold:.0f} %"
        assert seen.verdict == verdict


def test_that_the_least_change_of_2025_is_as_told(graphite):
    (found,) = put_to_test(graphite, "cell", "2025-01-01", "IRA 30D critical minerals").findings
    moves = {move.source: move for move in found.change.moves}
    assert f"{100 * moves['CHN'].before:.1f} % of the graphite binds" in ORIGIN
    assert f"With {100 * moves['Nippon Carbon'].after:.1f} % from Nippon Carbon" in ORIGIN
