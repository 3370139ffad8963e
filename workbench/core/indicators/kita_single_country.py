"""The KITA screen of dependence on any one country from 80 % on."""

from __future__ import annotations

from workbench.core.indicators._screens import dependence_screen

INDICATOR = dependence_screen(
    "kita_single_country",
    title="KITA: 80 % from one country",
    meaning="80 % and more of imports from one country",
    formula="largest imports from one partner / all imports ≥ 0.8",
    example="China 79 of 100: 0.79 < 0.8, so 0",
)
