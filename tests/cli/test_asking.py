from __future__ import annotations

import click
import pytest

from workbench.cli.asking import day, known, period, simulated
from workbench.core.problem import DataRefused
from workbench.core.project import Project, from_records

CONTEXT, OPTION = click.Context(click.Command("x")), click.Option(["--x"])


def test_that_only_periods_and_days_pass() -> None:
    assert period(CONTEXT, OPTION, "2021H1") == "2021H1"
    assert day(CONTEXT, OPTION, "2021-12-02") == "2021-12-02"
    assert period(CONTEXT, OPTION, "") == day(CONTEXT, OPTION, "") == ""
    for check, wrong in ((period, "2021-12-02"), (day, "2021-02-30")):
        with pytest.raises(click.BadParameter, match="such as"):
            check(CONTEXT, OPTION, wrong)


def test_that_an_unknown_name_is_wrong_usage_and_says_which_are_known() -> None:
    project = from_records({"materials": [{"material": "pitch"}]})
    known(project, "materials", "pitch")
    with pytest.raises(click.UsageError, match="it has pitch"):
        known(project, "materials", "tar")


def test_that_what_cannot_be_simulated_is_refused() -> None:
    with pytest.raises(DataRefused):
        simulated(Project(), "", partial=False)
