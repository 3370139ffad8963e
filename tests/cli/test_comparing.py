"""The command compare."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from workbench.cli import main


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("compare") / "study.scrw"
    assert CliRunner().invoke(main, ["sample", str(path)]).exit_code == 0
    return str(path)


def test_that_two_scenarios_are_printed_and_in_json_every_cell(sample: str) -> None:
    names = ["--scenario", "china-licence", "--against", "licence-second-phase"]
    shown = CliRunner().invoke(main, ["compare", sample, *names])
    assert shown.exit_code == 0, shown.output
    assert "china-licence and licence-second-phase" in shown.output
    found = CliRunner().invoke(main, ["compare", sample, *names, "--json"])
    told = json.loads(found.stdout)
    assert {"balance", "flows", "shift", "summary", "shocks", "left_out"} <= set(told)
    assert all(row["difference"] != 0 for row in told["balance"])
    assert {row["status"] for row in told["shocks"]} & {"same", "only second"}


def test_that_an_unknown_scenario_is_wrong_usage(sample: str) -> None:
    assert CliRunner().invoke(main, ["compare", sample, "--scenario", "gone"]).exit_code == 2
