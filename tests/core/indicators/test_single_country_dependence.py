from __future__ import annotations

import pytest
from made_figures import bought

from workbench.core.indicators.single_country_dependence import (
    INDICATOR,
    single_country_dependence,
)


def test_that_a_published_month_of_artificial_graphite_is_reproduced() -> None:
    """KIPOST 1082: 427,890 of 543,169 kg from China, 78.8 %."""
    kilograms = {"CHN": 427_890.0, "JPN": 80_340.0, "USA": 34_939.0}
    assert single_country_dependence(list(kilograms.values())) == pytest.approx(0.788, abs=5e-4)
    outcome = INDICATOR.compute(bought(kilograms))
    assert outcome.note == "CHN"


def test_that_home_production_does_not_move_it() -> None:
    imports = {"CHN": 7.0, "JPN": 3.0}
    values = [INDICATOR.compute(bought(imports, production=x)).value for x in (0.0, 90.0)]
    assert values == [0.7, 0.7]
