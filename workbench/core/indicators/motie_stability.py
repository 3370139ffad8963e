"""The MOTIE pool from which supply-chain stability items were chosen."""

from __future__ import annotations

from workbench.core.indicators._screens import dependence_screen

INDICATOR = dependence_screen(
    "motie_stability",
    title="MOTIE: supply-chain stability candidate",
    meaning="50 % and more of imports from one country, with 1 million USD of imports and more; "
    "the further choice (industrial impact, substitutes, outlook) is a judgement",
    formula="largest imports from one partner / all imports ≥ 0.5 and imports ≥ 1,000,000 USD",
    example="China 0.6 of 0.9 million USD: imports < 1,000,000 USD, so 0",
)
