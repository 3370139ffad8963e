"""Performance impact and time to survive of a toy network, through tables and the command line.

The table holds own results of the formulation of Simchi-Levi et al. (2015), confirmed by SciPy.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from toy_network import toy

from workbench.cli import main
from workbench.core.storage import project_file

HERE = Path(__file__).parent
RESULTS = pd.read_csv(HERE / "tts_ttr_toy_results.csv", comment="#")


@pytest.mark.parametrize("korea", [30, 60])
def test_that_the_command_reproduces_the_toy_network(tmp_path: Path, korea: float) -> None:
    path = tmp_path / "toy.scrw"
    project_file.save(toy(korea), path)
    command = ["exposure", str(path), "--json", "--together", "AN_CN,COKE=8"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    rows = {row["supplier"]: row for row in json.loads(done.stdout) if row["kind"] != "country"}
    expected = RESULTS[RESULTS["AN_KR_capacity_per_wk"] == korea]
    assert len(expected) == 6
    for one in expected.itertuples():
        row = rows[one.scenario]
        assert row["impact"] == pytest.approx(one.performance_impact, abs=1e-6), one.scenario
        assert row["time_to_recover"] == pytest.approx(one.TTR_weeks, rel=1e-12)
        assert row["risk_exposure_index"] == pytest.approx(one.REI, abs=1e-6), one.scenario
        if math.isinf(one.TTS_weeks):
            assert row["time_to_survive"] is None, one.scenario
        else:
            assert row["time_to_survive"] == pytest.approx(one.TTS_weeks, abs=1e-6)
        assert row["exposed"] is (math.isfinite(one.TTS_weeks))


def test_that_the_hand_solution_comes_out_exactly(tmp_path: Path) -> None:
    # 80 + (20 + 8 x 20) + (10 + 8 x 30) = 510 anodes; 8 x 100 - 150 = 650 wanted for cars, all of
    # the 300 for storage are lost: 5 x 140 + 2 x 300.
    # Weeks: (100 t - 150) + (40 t - 20) = 110 + 50 t.
    path = tmp_path / "toy.scrw"
    project_file.save(toy(), path)
    done = CliRunner().invoke(main, ["exposure", str(path), "--json"])
    row = next(row for row in json.loads(done.stdout) if row["supplier"] == "AN_CN")
    assert row["impact"] == pytest.approx(5 * 140 + 2 * 300, abs=1e-6)
    assert row["time_to_survive"] == pytest.approx(280 / 90, abs=1e-9)
