from __future__ import annotations

import pytest
from made_figures import bought

from workbench.core.indicators.import_share_of_supply import INDICATOR


def test_that_imports_known_only_as_a_total_are_enough() -> None:
    outcome = INDICATOR.compute(bought({"CHN": 40.0, "WLD": 40.0}, production=20.0))
    assert outcome.value == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("imports", "production", "sold", "expected"),
    [(5_000.0, 8_000.0, 0.0, 5 / 13), (1_000.0, 4_000.0, 9_000.0, 1.0), (0.0, 5.0, 1.0, 0.0)],
)
def test_that_it_never_leaves_the_range_of_a_share(
    imports: float, production: float, sold: float, expected: float
) -> None:
    figures = bought({"CHN": imports}, sold={"USA": sold}, production=production)
    assert INDICATOR.compute(figures).value == pytest.approx(expected, abs=1e-12)
