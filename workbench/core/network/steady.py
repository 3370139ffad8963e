"""The steady state a simulation starts in, all amounts units per month.

In month 0 supply equals need: outside demand, use by home producers and usual exports. Home
sources in operation serve it first; the usual volumes of imports are scaled by one factor to fill
the rest, within known capacities, which a finding tells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.network.model import Recipes
from workbench.core.network.monthly import YEAR
from workbench.core.network.source import Source, Supply
from workbench.core.problem import Problem
from workbench.core.project import Project

FloatArray = npt.NDArray[np.float64]
_TINY = 1e-9


def column(sources: list[Source], name: str) -> FloatArray:
    """Return one number of every source."""
    return np.array([getattr(source, name) for source in sources], dtype=np.float64)


@dataclass(frozen=True)
class Flows:
    """Unscaled usual flows, per month."""

    materials: tuple[str, ...]
    material: npt.NDArray[np.int64]
    is_home: npt.NDArray[np.bool_]
    volume: FloatArray
    reference: FloatArray
    """What home sources made in the reference months; of foreign ones the volume."""
    use: FloatArray
    exports_to: dict[tuple[int, str], float]
    exports: FloatArray
    months: dict[str, str]
    """Reference months by name of the material."""
    shown: set[str]
    """Materials whose past production is that of the table production."""

    @classmethod
    def of(
        cls, materials: tuple[str, ...], sources: list[Source], recipes: Recipes, supply: Supply
    ) -> Flows:
        """Return the flows of ``sources``, with what home sources use for them."""
        place = {name: i for i, name in enumerate(materials)}
        use = np.zeros((len(materials), len(sources)))
        for s, source in enumerate(sources):
            if source.is_home:
                use[:, s] = recipes.column(source.name, place[source.material])
        exports_to = {
            (place[name], partner): amount
            for (name, partner), amount in supply.exports_to.items()
            if name in place
        }
        exports = np.zeros(len(materials))
        for (m, _), amount in exports_to.items():
            exports[m] += amount
        return cls(
            materials=materials,
            material=np.array([place[s.material] for s in sources], dtype=np.int64),
            is_home=np.array([s.is_home for s in sources], dtype=bool),
            volume=column(sources, "volume"),
            reference=column(sources, "reference"),
            use=use,
            exports_to=exports_to,
            exports=exports,
            months=supply.months,
            shown=supply.shown,
        )

    @property
    def made(self) -> FloatArray:
        """Volume of home sources, 0 for the others."""
        return np.where(self.is_home, self.volume, 0.0)

    def total(self, amounts: FloatArray) -> FloatArray:
        """Sum an amount of every source by material."""
        return np.bincount(self.material, amounts, len(self.materials)).astype(np.float64)

    def imported(self, volume: FloatArray) -> FloatArray:
        """Sum the given volumes of foreign sources by material."""
        return self.total(np.where(self.is_home, 0.0, volume))

    def shares(self, volume: FloatArray) -> FloatArray:
        """Shares of foreign sources in orders; by unscaled volumes where all scaled to none."""
        basis = np.where((self.imported(volume) > 0)[self.material], volume, self.volume)
        basis = np.where(self.is_home, 0.0, basis)
        return basis / np.where(self.total(basis) > 0, self.total(basis), 1.0)[self.material]


def scaled(
    flows: Flows, need: FloatArray, capacity: FloatArray
) -> tuple[FloatArray, list[Problem]]:
    """Return usual volumes with imports scaled to fill the need, within known capacities."""
    volume = flows.volume.copy()
    rest = need - flows.total(flows.made)
    usual = flows.imported(volume)
    limit = np.where(np.isnan(capacity[:, 0]), np.inf, capacity[:, 0])
    problems = []
    for m, name in enumerate(flows.materials):
        mine = (flows.material == m) & ~flows.is_home
        wanted = max(float(rest[m]), 0.0)
        if usual[m] > 0:
            volume[mine] = _fill(flows.volume[mine], limit[mine], wanted)
            problems += _scaling(name, wanted, float(usual[m]))
        tolerance = _TINY * max(float(need[m]), usual[m])
        if rest[m] < -tolerance:
            problems.append(_told(name, "make", "the surplus is exported", -rest[m]))
        elif wanted - volume[mine].sum() > tolerance:
            lack = float(wanted - volume[mine].sum())
            problems.append(_told(name, "need", "there is a shortage from the start", lack))
    return volume, problems


def _fill(usual: FloatArray, limit: FloatArray, wanted: float) -> FloatArray:
    """Scale ``usual`` to sum to ``wanted``; what goes over a limit is taken by the others."""
    found = np.zeros(len(usual))
    free = usual > 0
    while free.any():
        rest = wanted - found[~free].sum()
        found[free] = usual[free] * (rest / usual[free].sum())
        over = free & (found > limit * (1 + 1e-12))
        if not over.any():
            break
        found[over] = limit[over]
        free &= ~over
    return found


def _scaling(name: str, wanted: float, usual: float) -> list[Problem]:
    factor = wanted / usual
    if abs(factor - 1.0) <= _TINY:
        return []
    text = f"usual imports of {name} are scaled by {factor:.6g} so that supply meets the need"
    text += f" in the first month ({wanted * YEAR:g} against {usual * YEAR:g} a year)"
    return [Problem(text, severity="warning", table="trade", column="quantity", value=name)]


def _told(name: str, verb: str, outcome: str, amount: float) -> Problem:
    what = "can get" if verb == "need" else "needs"
    text = f"home {verb}s {amount * YEAR:g} {name} a year more than it {what}; {outcome}"
    return Problem(text, severity="warning", table="materials", column="material", value=name)


def supply_share(flows: Flows, volume: FloatArray, need: FloatArray) -> FloatArray:
    """Return what share of a need each source has supplied, or supplies after scaling."""
    whole = flows.total(np.where(flows.is_home, flows.reference, flows.volume))[flows.material]
    before = np.divide(flows.volume, whole, out=np.zeros_like(whole), where=whole > 0)
    present = need[flows.material]
    now = np.divide(volume, present, out=np.zeros_like(whole), where=present > 0)
    return np.maximum(before, now)


def stocks(
    project: Project, materials: tuple[str, ...], need: FloatArray
) -> tuple[FloatArray, FloatArray, list[Problem]]:
    """Return opening stock and stock aimed at, in units of the material."""
    rows = project["materials"].set_index("material").loc[list(materials)]
    stock, cover = rows["stock"].to_numpy(), rows["stock_target"].to_numpy()
    target = np.where(np.isnan(cover), np.nan_to_num(stock), cover * need)
    problems = [
        Problem(
            f"no opening stock of {name} is given; it begins with the stock aimed at",
            severity="info",
            table="materials",
            column="stock",
        )
        for name, have, aim in zip(materials, stock, cover, strict=True)
        if np.isnan(have) and not np.isnan(aim)
    ]
    return np.where(np.isnan(stock), target, stock), target, problems
