"""The words of an appraisal: names of figures, amounts with a unit that reads well."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from workbench.ui.texts import number, percent, tr

if TYPE_CHECKING:
    from workbench.core.appraisal.ranking import MoneyUnit

OBJECTIVES = {
    "shortage": tr("expected shortage"),
    "cvar": tr("shortage in the worst cases"),
    "dependence": tr("dependence on imports"),
}
MEASURES = {
    "avoided_shortage": tr("shortage of its material avoided"),
    "avoided_shortage_value": tr("value of shortage avoided"),
    "avoided_cvar": tr("value avoided in the worst cases"),
    "import_dependence_change": tr("change of import dependence"),
    "home_share": tr("share of home in supply"),
    "export_share": tr("part of its output exported"),
    "output": tr("output"),
}
SHORT = {
    "avoided_shortage_value": tr("value avoided"),
    "avoided_cvar": tr("worst cases"),
    "import_dependence_change": tr("dependence, points"),
}
KINDS = {
    "rnd": tr("R&D"),
    "regulation": tr("regulation"),
    "tax": tr("tax"),
    "finance": tr("finance"),
    "people": tr("people"),
    "infrastructure": tr("infrastructure"),
}
_SHARES = frozenset({"share", "0-1"})
_SCALES = ((1e9, "billion"), (1e6, "million"), (1.0, ""))


def scale_of(value: float, unit: str, currency: str) -> tuple[float, str]:
    """Return what to multiply a figure with to read it well, and its unit then."""
    if unit in _SHARES:
        return 100.0, tr("points") if unit == "share" else "%"
    if unit == "currency":
        size = abs(value) if math.isfinite(value) else 0.0
        amount, word = next((s for s in _SCALES if size >= s[0]), (1.0, ""))
        return 1.0 / amount, f"{tr(word)} {currency}".strip()
    return 1.0, unit


def money(amount: float, currency: str) -> str:
    """Return an amount of money to read: ``8.74 million USD``."""
    if not math.isfinite(amount):
        return tr("any amount") if amount == math.inf else number(amount)
    factor, unit = scale_of(amount, "currency", currency)
    return number(amount * factor, unit=unit)


def money_words(unit: MoneyUnit, currency: str) -> str:
    """Return the unit of money figures are given per: ``million USD``."""
    return f"{tr(unit.name)} {currency}".strip() if unit.amount > 1 else currency or tr("unit")


def objective_value(objective: str, value: float, currency: str) -> str:
    """Return what a choice reaches, to read."""
    return percent(value) if objective == "dependence" else money(value, currency)
