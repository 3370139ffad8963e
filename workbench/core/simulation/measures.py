"""Figures of a run over its window: shares of supply by country, and one number per measure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from workbench.core.simulation.market import Trajectory
from workbench.core.simulation.result import SHIFT, SUMMARY

_TINY = 1e-9
_NOISE = 1e-12

MEASURES: Mapping[str, str] = {
    "demand": "outside demand and use by home producers",
    "delivered": "demand that was served",
    "shortage": "demand that was not served",
    "shortage_months": "months in which demand was not served",
    "production": "made at home",
    "imports": "arrived from abroad",
    "exports": "sold abroad",
    "import_dependence": "1 - self-sufficiency: net imports and stock drawn, in home's use",
    "self_sufficiency": "production / (production + imports - exports + stock drawn)",
    "import_share_of_supply": "imports / (imports + home production not exported)",
    "hhi_imports": "sum of squared shares of imports by country",
    "hhi_supply": "sum of squared shares of supply by country, home included",
    "hhi_foreign": "sum of squared shares of supply by country, foreign countries only",
    "top_partner_share": "largest share of imports",
    "minimum_stock": "lowest stock",
    "minimum_cover": "lowest stock in months of need",
}
"""Measures of the table ``summary`` and what they mean, over the months of the window."""

UNIT = "unit of the material"

MEASURE_UNITS: Mapping[str, str] = {
    "demand": UNIT,
    "delivered": UNIT,
    "shortage": UNIT,
    "shortage_months": "months",
    "production": UNIT,
    "imports": UNIT,
    "exports": UNIT,
    "import_dependence": "share",
    "self_sufficiency": "share",
    "import_share_of_supply": "0-1",
    "hhi_imports": "0-1",
    "hhi_supply": "0-1",
    "hhi_foreign": "0-1",
    "top_partner_share": "0-1",
    "minimum_stock": UNIT,
    "minimum_cover": "months",
}
"""Unit of every measure. Sums are of the whole window; a "share" may leave the range 0 to 1."""


class Window:
    """What happened between two months of a run (the second one excluded)."""

    def __init__(self, run: Trajectory, start: int, end: int) -> None:
        self.run, self.months = run, slice(start, end)
        network = run.network
        self.home = network.home
        self.by_country: list[dict[str, float]] = [{} for _ in network.materials]
        amounts = run.supply[:, self.months].sum(axis=1).tolist()
        for m, country, amount in zip(network.material, network.country, amounts, strict=True):
            supply = self.by_country[m]
            supply[country] = supply.get(country, 0.0) + amount

    def shares(self, material: int) -> tuple[dict[str, float], dict[str, float]]:
        """Return shares of supply and shares of imports by country; NaN where there is none."""
        supply = self.by_country[material]
        imports = {c: amount for c, amount in supply.items() if c != self.home}
        return _parts(supply), _parts(imports)

    def measures(self, material: int) -> dict[str, float]:
        """Return every measure of :data:`MEASURES`; NaN where it is not defined."""
        run, months = self.run, self.months
        total = {
            name: float(getattr(run, name)[material, months].sum())
            for name in ("demand", "delivered", "shortage", "production", "imports", "exports")
        }
        short = run.shortage[material, months] > _TINY * run.demand[material, months]
        # Apparent consumption with the change of stocks (USGS) is exactly what was delivered;
        # without it a stock that is used up would look like independence.
        sufficiency = _ratio(total["production"], total["delivered"])
        supply, imports = self.shares(material)
        foreign = [share for country, share in supply.items() if country != self.home]
        stock, need = run.stock[material, months], run.need[material, months]
        cover = stock[need > 0] / need[need > 0]
        found = {
            **total,
            "shortage_months": float(short.sum()),
            "import_dependence": 1.0 - sufficiency,
            "self_sufficiency": sufficiency,
            "import_share_of_supply": sum(foreign) if supply else np.nan,
            "hhi_imports": _squares(imports.values()),
            "hhi_supply": _squares(supply.values()),
            "hhi_foreign": _squares(foreign) if foreign or not supply else 0.0,
            "top_partner_share": max(imports.values(), default=np.nan),
            "minimum_stock": float(stock.min()),
            "minimum_cover": float(cover.min()) if cover.size else np.nan,
        }
        scale = total["demand"] + total["production"] + total["imports"] + float(stock.max())
        return {name: _clean(found[name], name, scale) for name in MEASURES}


def _clean(value: float, name: str, scale: float) -> float:
    """Return 0 for what is only the rounding of a calculation; ``scale`` is of amounts."""
    size = scale if MEASURE_UNITS[name] == UNIT else 1.0
    return 0.0 if abs(value) <= _NOISE * size else value


def _parts(amounts: dict[str, float]) -> dict[str, float]:
    total = sum(amounts.values())
    if total <= 0:
        return dict.fromkeys(amounts, float("nan"))
    return {country: amount / total for country, amount in amounts.items()}


def _squares(shares: Iterable[float]) -> float:
    values = list(shares)
    return sum(share * share for share in values) if values else float("nan")


def _ratio(amount: float, of: float) -> float:
    return amount / of if abs(of) > _TINY else float("nan")


def shift_table(base: Window, scenario: Window) -> pd.DataFrame:
    """Return the table ``shift``: shares by country in both runs and what changed.

    A country that supplies nothing at all in either run is left out.
    """
    rows = []
    for m, material in enumerate(base.run.network.materials):
        one, two = base.shares(m), scenario.shares(m)
        amounts = [side.by_country[m] for side in (base, scenario)]
        names = {c for side in amounts for c, amount in side.items() if amount > 0}
        for country in sorted(names, key=lambda c: (c != base.home, c)):
            pair = [_share(side[0], country) for side in (one, two)]
            of_imports = [
                float("nan") if country == base.home else _share(side[1], country)
                for side in (one, two)
            ]
            change = [after - before for before, after in (pair, of_imports)]
            change = [0.0 if abs(value) <= _NOISE else value for value in change]
            rows.append((material, country, *pair, change[0], *of_imports, change[1]))
    frame = pd.DataFrame(rows, columns=list(SHIFT))
    return frame.astype(dict.fromkeys(SHIFT[2:], np.float64))


def _share(shares: dict[str, float], country: str) -> float:
    """Return a share; a country without supply has none of a supply that others give."""
    if country in shares:
        return shares[country]
    known = any(not np.isnan(share) for share in shares.values())
    return 0.0 if known else float("nan")


def summary_table(base: Window, scenario: Window) -> pd.DataFrame:
    """Return the table ``summary``; quantiles are NaN, as one run has none."""
    blank = (float("nan"),) * 4
    rows = []
    for m, material in enumerate(base.run.network.materials):
        before, after = base.measures(m), scenario.measures(m)
        rows += [(material, name, before[name], after[name], *blank) for name in MEASURES]
    frame = pd.DataFrame(rows, columns=list(SUMMARY))
    return frame.astype(dict.fromkeys(SUMMARY[2:], np.float64))
