"""The manual says of the early warning what the program does."""

from __future__ import annotations

import re

import pytest

from workbench.core.formats import read_files
from workbench.core.project import Project
from workbench.core.warning.backtest import backtest
from workbench.core.warning.limits import limits_of
from workbench.core.warning.rules import all_rules
from workbench.core.warning.watch import watch
from workbench.paths import resources, sample_workbook

PAGE = (resources() / "manual" / "5-early-warning.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sample():
    project = read_files([sample_workbook()], Project()).project
    assert project is not None
    return project


def test_that_the_manual_lists_every_rule_with_its_points():
    listed = dict(re.findall(r"^\| `(\w+)` \|.*\| (\d) \|$", PAGE, flags=re.MULTILINE))
    points = limits_of(Project()).points
    assert listed == {key: str(points[key]) for key in all_rules()}


def test_that_the_drop_of_december_2023_is_what_the_example_gives(sample):
    found = watch(sample, as_of="2024-01", rules=["volume_drop"]).alarms
    china = found[found["partner"] == "CHN"]
    assert len(china) == 2
    for row in china.itertuples():
        assert f"{row.value:,.0f}" in PAGE
        assert f"{row.threshold:,.0f}" in PAGE


def test_that_the_answer_on_urea_is_the_one_of_the_example(sample):
    sentence = backtest(sample, material="urea").events["sentence"].iloc[0]
    assert sentence in " ".join(PAGE.split())
