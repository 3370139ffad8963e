from __future__ import annotations

import numpy as np
import pytest

from workbench.core.figures import Figures
from workbench.core.indicators.self_sufficiency import INDICATOR


def _figures(production: float, imports: float, exports: float = 0.0) -> Figures:
    return Figures("anode", "2021", "quantity", ("CHN",), np.array([imports]), exports, production)


@pytest.mark.parametrize(
    ("production", "imports", "exports", "expected"),
    [(8_000, 5_000, 0, 8 / 13), (4_000, 9_000, 0, 4 / 13), (16_000, 0, 3_000, 16 / 13)],
)
def test_that_self_sufficiency_is_production_in_apparent_consumption(
    production: float, imports: float, exports: float, expected: float
) -> None:
    outcome = INDICATOR.compute(_figures(production, imports, exports))
    assert outcome.value == pytest.approx(expected, abs=1e-12)


def test_that_unreported_production_is_missing_and_not_zero() -> None:
    assert INDICATOR.compute(_figures(float("nan"), 5.0)).status == "missing"


def test_that_unreported_exports_are_taken_as_none_and_said_so() -> None:
    outcome = INDICATOR.compute(_figures(5.0, 5.0, float("nan")))
    assert outcome.value == 0.5
    assert "no exports reported" in outcome.note
