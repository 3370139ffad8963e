from __future__ import annotations

import pytest
from made_figures import bought

from workbench.core.indicators.net_import_reliance import INDICATOR, net_import_reliance


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [((8_000, 5_000, 0), 5 / 13), ((16_000, 0, 3_000), -3 / 13), ((5, 5, 0, 10), 0.75)],
)
def test_that_stock_drawn_counts_as_imported(amounts: tuple[float, ...], expected: float) -> None:
    assert net_import_reliance(*amounts) == pytest.approx(expected, abs=1e-12)


def test_that_a_net_exporter_is_below_zero_and_not_clipped() -> None:
    figures = bought({"CHN": 1.0}, sold={"USA": 4.0}, production=10.0)
    assert INDICATOR.compute(figures).value == pytest.approx(-3 / 7)
