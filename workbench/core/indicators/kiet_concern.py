"""The KIET screen of items of concern: dependence on China from 50 % on, with a deficit."""

from __future__ import annotations

from workbench.core.indicators._screens import dependence_screen

INDICATOR = dependence_screen(
    "kiet_concern",
    title="KIET: item of concern",
    meaning="dependence on China (50 % and more of imports) together with a bilateral trade "
    "deficit",
    formula="imports from the country / all imports ≥ 0.5 and imports from it > exports to it",
    example="China 60 of 100, exports to China 10: 0.6 ≥ 0.5 and 50 > 0, so 1",
)
