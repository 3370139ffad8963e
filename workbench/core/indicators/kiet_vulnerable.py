"""The KIET screen of vulnerable items: dependence on China from 70 % on, with a deficit."""

from __future__ import annotations

from workbench.core.indicators._screens import dependence_screen

INDICATOR = dependence_screen(
    "kiet_vulnerable",
    title="KIET: vulnerable item",
    meaning="dependence on China (70 % and more of imports) together with a bilateral trade "
    "deficit",
    formula="imports from the country / all imports ≥ 0.7 and imports from it > exports to it",
    example="China 60 of 100: 0.6 < 0.7, so 0",
)
