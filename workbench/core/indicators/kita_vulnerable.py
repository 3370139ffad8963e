"""The KITA screen: three years of dependence on China, of some size, with a deficit."""

from __future__ import annotations

from workbench.core.indicators._screens import dependence_screen

INDICATOR = dependence_screen(
    "kita_vulnerable",
    title="KITA: item vulnerable to China",
    meaning="in each of three years China is the largest partner with 70 % and more and 5 million "
    "USD and more, and home imports more than it exports",
    formula="in every year: the country is the largest partner and its share ≥ 0.7 and imports "
    "from it ≥ 5,000,000 USD and imports > exports",
    example="shares of 80, 75 and 72 %, 6 to 9 million USD, no exports: 1",
)
