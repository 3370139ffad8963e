from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.figures import Figures
from workbench.core.indicators.import_dependence import INDICATOR, import_dependence
from workbench.core.indicators.self_sufficiency import self_sufficiency


@pytest.mark.parametrize(
    ("production", "imports", "exports", "expected"),
    [
        (0, 13_000, 0, 1.0),
        (8_000, 5_000, 0, 5_000 / 13_000),
        (16_000, 0, 3_000, -3_000 / 13_000),
        (16_000, 14_000, 0, 14_000 / 30_000),
    ],
)
def test_that_the_localisation_of_korean_anodes_gives_the_published_dependence(
    production: float, imports: float, exports: float, expected: float
) -> None:
    assert import_dependence(production, imports, exports) == pytest.approx(expected, abs=1e-12)


@given(st.floats(0, 1e9), st.floats(0.1, 1e9), st.floats(0, 1))
def test_that_dependence_and_self_sufficiency_add_up_to_one(
    production: float, imports: float, part: float
) -> None:
    exports = part * production
    total = import_dependence(production, imports, exports)
    total += self_sufficiency(production, imports, exports)
    assert total == pytest.approx(1.0, rel=1e-9)


def test_that_nothing_consumed_leaves_dependence_undefined() -> None:
    figures = Figures("m", "2021", "quantity", ("CHN",), np.array([1.0]), 1.0, 0.0)
    assert INDICATOR.compute(figures).status == "undefined"


def test_that_the_basis_value_is_undefined_since_production_has_no_value() -> None:
    figures = Figures("m", "2021", "value", ("CHN",), np.array([1.0]), 0.0, 1.0)
    outcome = INDICATOR.compute(figures)
    assert (outcome.status, "quantity" in outcome.note) == ("undefined", True)
