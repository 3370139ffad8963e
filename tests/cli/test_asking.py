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


def test_that_what_refuses_a_scenario_is_told_before_what_was_only_assumed() -> None:
    row = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "CHN"}
    tables = {
        "settings": [{"key": "home", "value": "KOR"}],
        "materials": [{"material": "anode"}],
        "trade": [row | {"material": "anode", "quantity": 12.0}],
        "suppliers": [{"supplier": "s", "country": "CHN", "material": "anode"}],
        "shocks": [
            {"scenario": "x", "order": 1, "start": "2022", "kind": "supplier_outage"}
            | {"supplier": "s", "size": 1.0}
        ],
    }
    with pytest.raises(DataRefused) as refused:
        simulated(from_records(tables), "x", partial=False)
    severities = [problem.severity for problem in refused.value.problems]
    assert severities[0] == "error"
    assert "info" in severities
