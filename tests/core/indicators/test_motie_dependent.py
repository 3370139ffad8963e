from __future__ import annotations

import pytest
from made_figures import bought, paid

from workbench.core.indicators.motie_dependent import INDICATOR


@pytest.mark.parametrize(("share", "expected"), [(0.75, 1.0), (0.74, 0.0), (1.0, 1.0)])
def test_that_the_share_has_to_reach_its_threshold(share: float, expected: float) -> None:
    rest = 1e8 * (1 - share) / 3
    outcome = INDICATOR.compute(paid({"CHN": 1e8 * share, "JPN": rest, "USA": rest, "IND": rest}))
    assert outcome.value == expected
    assert "0.75" in outcome.note


def test_that_imports_must_be_of_a_size_and_their_value_known() -> None:
    assert INDICATOR.compute(paid({"CHN": 9.9e6})).value == 0.0
    assert INDICATOR.compute(paid({"CHN": 1e7})).value == 1.0
    assert INDICATOR.compute(bought({"CHN": 1e7})).status == "missing"
    assert INDICATOR.compute(bought({"CHN": 5.0}, other=paid({"CHN": 2e7}))).value == 1.0
