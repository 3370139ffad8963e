"""Foreign dependency of the EU, enhanced: also a single point of failure in world trade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.core.figures import Figures, Outcome
from workbench.core.indicators import Indicator
from workbench.core.indicators._eu_dependency import criteria, world_exports
from workbench.core.indicators._screens import Criterion, Rule, rule_indicator
from workbench.core.screens import Screen


def eu_dependency_enhanced(
    cdi1: float,
    cdi2: float,
    cdi3: float,
    world_exports: float,
    thresholds: Sequence[float] = (0.4, 0.5, 1.0, 0.4),
) -> bool:
    """Return whether a product is dependent and world exports of it are concentrated as well.

    Args:
        cdi1: concentration of imports from outside, 0-1.
        cdi2: imports from outside / all imports, 0-1.
        cdi3: imports from outside / exports; infinite without exports.
        world_exports: concentration of the exports of all countries, 0-1.
        thresholds: of the four.

    >>> eu_dependency_enhanced(0.66, 0.625, 2.0, 0.3)
    False

    Source: Arjona, Connell, Herghelegiu (2023); the threshold of world exports is that of CEPII
    GeoDep.
    """
    values = (cdi1, cdi2, cdi3, world_exports)
    return all(x > least for x, least in zip(values, thresholds, strict=True))


def _criteria(figures: Figures, screen: Screen) -> list[Criterion] | Outcome:
    found = criteria(figures, screen)
    return found if isinstance(found, Outcome) else [*found, world_exports(figures, screen)]


INDICATOR: Indicator = replace(
    rule_indicator(
        Rule("eu_dependency", _criteria),
        title="Foreign dependency (EU, enhanced)",
        family="EU dependency",
        meaning="1 when the three indicators of dependency hold and the exports of all countries of"
        " the year are concentrated too: a single point of failure. Needs rows of trade of other"
        " reporters",
        formula="CDI 1 > 0.4 and CDI 2 > 0.5 and CDI 3 > 1 and HHI of world exports > 0.4",
        example="CDI 0.66, 0.625 and 2, world exports 0.3: 0",
        source="Arjona, Connell, Herghelegiu (2023); SWD(2021) 352; threshold of world exports:"
        " CEPII GeoDep",
    ),
    needs=frozenset({"inner", "exporters"}),
)
