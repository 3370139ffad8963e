from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_figures import facts, paid, years

from workbench.core.figures import Amounts, Figures
from workbench.core.indicators.cepii_geodep import INDICATOR

SOLD = Amounts(("CHN", "USA"), np.array([90.0, 10.0]), "2021")


def _year(period: str, china: float) -> Figures:
    told = replace(facts(), exporters=SOLD)
    rest = dict.fromkeys(("USA", "JPN", "IND"), (100 - china) / 3)
    return paid({"CHN": china, **rest}, period=period, facts=told)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [((80, 20, 80), 1.0), ((20, 20, 80), 0.0), ((80, 80), 1.0), ((20, 20), 0.0)],
)
def test_that_it_must_hold_in_two_of_three_years(
    shares: tuple[float, ...], expected: float
) -> None:
    periods = [_year(str(2021 - back), share) for back, share in enumerate(shares)]
    assert INDICATOR.compute(years(*periods)).value == expected


def test_that_two_years_that_disagree_leave_it_open() -> None:
    assert INDICATOR.compute(years(_year("2021", 80), _year("2020", 20))).status == "missing"
