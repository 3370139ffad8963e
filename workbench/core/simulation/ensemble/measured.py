"""Every measure of the table ``summary`` for many draws at once.

As :class:`workbench.core.simulation.measures.Window`, which does the same for one run.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network import Network
from workbench.core.simulation.kernel.engine import Draws
from workbench.core.simulation.measures import MEASURE_UNITS, MEASURES, UNIT

FloatArray = npt.NDArray[np.float64]

TIME = "time_to_survive"
"""Months from the beginning of the window until demand is first not served; infinite: never."""
MEASURED = (*MEASURES, TIME)

_SERVED = ("demand", "delivered", "shortage", "shortage_months")
_TOTALS = (*_SERVED, "production", "imports", "exports", "minimum_stock")
_TINY = 1e-9
_NOISE = 1e-12


def measures_of(network: Network, found: Draws) -> dict[str, FloatArray]:
    """Return every one of :data:`MEASURED`, draw x material; NaN where it is not defined.

    Args:
        network: the one of the draws, with every plant.
        found: their totals, and what each source supplied.
    """
    total = found.totals
    delivered = total["delivered"]
    sufficiency = np.full_like(delivered, np.nan)
    np.divide(total["production"], delivered, out=sufficiency, where=np.abs(delivered) > _TINY)
    cover = np.where(np.isinf(total["minimum_cover"]), np.nan, total["minimum_cover"])
    measures = {
        **{name: total[name] for name in _TOTALS},
        "import_dependence": 1.0 - sufficiency,
        "self_sufficiency": sufficiency,
        **_Shares(network).measures(found.by_source),
        "minimum_cover": cover,
    }
    scale = total["demand"] + total["production"] + total["imports"] + network.stock
    cleaned = {name: _clean(name, measures[name], scale) for name in MEASURES}
    return {**cleaned, TIME: total["first_shortage"]}


def _clean(name: str, values: FloatArray, scale: FloatArray) -> FloatArray:
    """Return 0 for what is only the rounding of a calculation."""
    size = scale if MEASURE_UNITS[name] == UNIT else 1.0
    return np.where(np.abs(values) <= _NOISE * size, 0.0, values)


class _Shares:
    """Sums of sources by material and country, and what is made of their shares."""

    def __init__(self, network: Network) -> None:
        country = np.array(network.country, dtype=object).astype(str)
        codes, code = np.unique(country, return_inverse=True)
        pairs = network.material * len(codes) + code
        self._order = np.argsort(pairs, kind="stable")
        known, self._begin = np.unique(pairs[self._order], return_index=True)
        self._count = len(network.materials)
        self._material = known // len(codes)
        self._abroad = codes[known % len(codes)] != network.home

    def measures(self, supply: FloatArray) -> dict[str, FloatArray]:
        """Return the measures made of shares, draw x material, from draw x source."""
        blank = np.full((len(supply), self._count), np.nan)
        if not len(self._begin):
            names = ("import_share_of_supply", "hhi_imports", "hhi_supply")
            return dict.fromkeys((*names, "hhi_foreign", "top_partner_share"), blank)
        amounts = np.add.reduceat(supply[:, self._order], self._begin, axis=1)
        bought = np.where(self._abroad, amounts, 0.0)
        total, imports = self._sums(amounts), self._sums(bought)
        foreign = _over(bought, total[:, self._material])
        of_imports = _over(bought, imports[:, self._material])
        largest = np.zeros_like(blank)
        np.maximum.at(largest.T, self._material, of_imports.T)
        # Who has no foreign source at all imports nothing, whether or not home supplies anything.
        only_home = np.ones(self._count, dtype=bool)
        only_home[self._material[self._abroad]] = False
        only_home &= np.isin(np.arange(self._count), self._material)
        some = (total > 0) | only_home
        return {
            "import_share_of_supply": np.where(some, self._sums(foreign), np.nan),
            "hhi_imports": np.where(imports > 0, self._sums(of_imports**2), np.nan),
            "hhi_supply": np.where(
                total > 0, self._sums(_over(amounts, total[:, self._material]) ** 2), np.nan
            ),
            "hhi_foreign": np.where(some, self._sums(foreign**2), np.nan),
            "top_partner_share": np.where(imports > 0, largest, np.nan),
        }

    def _sums(self, values: FloatArray) -> FloatArray:
        """Return sums by material of draw x (material, country)."""
        first = np.flatnonzero(np.diff(self._material, prepend=-1))
        found = np.zeros((len(values), self._count))
        found[:, self._material[first]] = np.add.reduceat(values, first, axis=1)
        return found


def _over(values: FloatArray, total: FloatArray) -> FloatArray:
    return np.divide(values, total, out=np.zeros_like(values), where=total > 0)
