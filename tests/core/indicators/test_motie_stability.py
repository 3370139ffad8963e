from __future__ import annotations

import pytest
from made_figures import paid

from workbench.core.indicators.motie_stability import INDICATOR


@pytest.mark.parametrize(("share", "expected"), [(0.5, 1.0), (0.49, 0.0), (1.0, 1.0)])
def test_that_the_share_has_to_reach_its_threshold(share: float, expected: float) -> None:
    rest = 1e8 * (1 - share) / 3
    outcome = INDICATOR.compute(paid({"CHN": 1e8 * share, "JPN": rest, "USA": rest, "IND": rest}))
    assert outcome.value == expected
    assert "0.5" in outcome.note


def test_that_imports_below_a_million_do_not_count() -> None:
    assert INDICATOR.compute(paid({"CHN": 9.9e5})).value == 0.0
