"""The inventory model ARIO on a toy economy: three regions, each of materials and batteries.

China's materials lose 90 % of their capacity from day 10 to day 99. The table holds days of the
trajectory that BoARIO 0.7.2 (ARIOPsiModel, order type "alt") gives, confirmed by independent code.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.core.simulation.ario import DAYS, Course, Economy, Habits, respond

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "oracles" / "ario_toy_trajectory_alt.csv"
FILES = [path for path in (HERE / "ario_toy_trajectory_alt.csv", SHARED) if path.is_file()]
INDUSTRIES = [
    f"{region}|{sector}" for region in ("CHN", "JPN", "KOR") for sector in ("battery", "material")
]
PRODUCT = np.array([0, 1, 0, 1, 0, 1])
FLOWS = np.zeros((6, 6))
FLOWS[1, [0, 2, 4]] = 200, 30, 70
FLOWS[3, [2, 4]] = 50, 20
FLOWS[5, 4] = 10
FINAL = np.array([[400, 0, 0], [20, 0, 0], [0, 150, 0], [0, 5, 0], [0, 100, 200], [0, 0, 2.0]])


def course(moving: bool) -> Course:
    lost = np.zeros((6, 365))
    lost[1, 10:100] = 0.9
    habits = Habits(stock_days=30, restoring_days=30, moving=moving)
    return respond(Economy(FLOWS, FINAL, PRODUCT), lost, habits)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_that_the_trajectory_is_reproduced(path: Path) -> None:
    rows = pd.read_csv(path, comment="#")
    day = rows["day"].to_numpy()
    found = course(moving=True)
    usual = (FLOWS.sum(axis=1) + FINAL.sum(axis=1)) / DAYS
    for place, name in enumerate(INDUSTRIES):
        relative = found.production[place, day] / usual[place]
        np.testing.assert_allclose(relative, rows[f"x_rel|{name}"], rtol=0, atol=1e-9)
    for column, series in (
        ("stock_KORbattery_material_days", found.stock_days[4]),
        ("unmet_final_KORbattery", found.unmet[4]),
        ("alpha_JPNmaterial", found.overproduction[3]),
        ("alpha_KORmaterial", found.overproduction[5]),
    ):
        np.testing.assert_allclose(series[day], rows[column], rtol=0, atol=1e-9, err_msg=column)


@pytest.mark.parametrize(
    ("moving", "days", "lost"),
    [
        (True, [0.8177, 0.5489, 0.4682, 0.6640, 1.0], 33.5618),
        (False, [0.7792, 0.4858, 0.3937, 0.6204, 1.0], 38.8274),
    ],
)
def test_that_both_ways_of_ordering_give_the_known_losses(
    moving: bool, days: list[float], lost: float
) -> None:
    found = course(moving)
    batteries = found.production[4] / (300 / DAYS)
    assert batteries[[30, 60, 99, 110, 160]].round(4).tolist() == days
    assert found.unmet[4].sum() == pytest.approx(lost, abs=5e-5)
