"""The MOTIE screen of absolute dependence: 90 % and more, of some size."""

from __future__ import annotations

from workbench.core.indicators._screens import dependence_screen

INDICATOR = dependence_screen(
    "motie_absolute",
    title="MOTIE: absolute dependence",
    meaning="90 % and more of imports from one country, with 10 million USD of imports and more",
    formula="largest imports from one partner / all imports ≥ 0.9 and imports ≥ 10,000,000 USD",
    example="China 80 of 100 million USD: 0.8 < 0.9, so 0",
)
