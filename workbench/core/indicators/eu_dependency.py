"""Foreign dependency of the EU: all three core dependency indicators above their thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.core.indicators import Indicator
from workbench.core.indicators._eu_dependency import criteria
from workbench.core.indicators._screens import Rule, rule_indicator


def eu_dependency(
    cdi1: float, cdi2: float, cdi3: float, thresholds: Sequence[float] = (0.4, 0.5, 1.0)
) -> bool:
    """Return whether a product is dependent: every indicator exceeds its threshold.

    Args:
        cdi1: concentration of imports from outside, 0-1.
        cdi2: imports from outside / all imports, 0-1.
        cdi3: imports from outside / exports; infinite without exports.
        thresholds: of the three.

    >>> eu_dependency(0.66, 0.625, 2.0), eu_dependency(0.38, 0.33, 2.5)
    (True, False)

    Source: European Commission, SWD(2021) 352.
    """
    return all(x > least for x, least in zip((cdi1, cdi2, cdi3), thresholds, strict=True))


INDICATOR: Indicator = replace(
    rule_indicator(
        Rule("eu_dependency", criteria),
        title="Foreign dependency (EU)",
        family="EU dependency",
        meaning="1 when imports from outside are concentrated, most imports come from outside, and"
        " they exceed exports; for a single country as home the second always holds",
        formula="CDI 1 > 0.4 and CDI 2 > 0.5 and CDI 3 > 1",
        example="CDI 0.66, 0.625 and 2: 1",
    ),
    needs=frozenset({"inner"}),
    thresholds=("eu_dependency.cdi1", "eu_dependency.cdi2", "eu_dependency.cdi3"),
)
