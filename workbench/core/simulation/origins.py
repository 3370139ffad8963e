"""Origin caps in one month: no more than a share of what is ordered comes from some sources.

The group is first held to its share of what is *ordered*, so that the others are asked for the
rest. What they cannot deliver must not raise the share of the group either: at last the group is
cut until the share holds of what is *shipped*. So a cap may leave a shortage. Example: orders of
100, a cap of 60 %, the others can deliver 20: the group is held to 60, then to 0.6 / 0.4 x 20 = 30.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network, OriginCap

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
_TINY = 1e-12
_SWEEPS = 100


class Origins:
    """The caps of a run; amounts by source or by material, units per month."""

    def __init__(self, network: Network, levers: Levers) -> None:
        self.network = network
        self.caps = tuple(levers.caps)
        self.rivals = {id(cap): _others(network, cap) for cap in self.caps}

    def of(self, materials: IntArray, t: int) -> list[OriginCap]:
        """Return the caps on some materials that are in force in a month."""
        return [cap for cap in self.caps if cap.share[t] < 1 and cap.material in materials]

    @staticmethod
    def most(cap: OriginCap, orders: FloatArray, at_home: FloatArray, t: int) -> float:
        """Return the most that the group may have of the orders for imports."""
        basis = orders[cap.material] + (at_home[cap.material] if cap.basis == "supply" else 0.0)
        return float(cap.share[t] * max(0.0, basis))

    def cut(
        self, cap: OriginCap, accepted: FloatArray, orders: FloatArray, at_home: FloatArray, t: int
    ) -> None:
        """Hold what the group accepts, in place, to its share of the orders."""
        _hold(accepted, cap.sources, self.most(cap, orders, at_home, t))

    def settle(
        self, accepted: FloatArray, at_home: FloatArray, materials: IntArray, t: int
    ) -> None:
        """Hold every group, in place, to its share of what is shipped.

        Cutting one group raises the share of another one, hence the sweeps; they only ever lower
        amounts and end when no cap is broken.
        """
        caps = self.of(materials, t)
        for _ in range(_SWEEPS if caps else 0):
            broken = False
            for cap in caps:
                others = float(accepted[self.rivals[id(cap)]].sum())
                if cap.basis == "supply":
                    others += max(0.0, float(at_home[cap.material]))
                share = float(cap.share[t])
                broken |= _hold(accepted, cap.sources, share / (1.0 - share) * others)
            if not broken:
                return


def _others(network: Network, cap: OriginCap) -> IntArray:
    mine = network.sources_of(cap.material)
    return np.setdiff1d(mine[~network.is_home[mine]], cap.sources)


def _hold(accepted: FloatArray, group: IntArray, most: float) -> bool:
    """Scale what a group accepts down to ``most``; tell whether it was more."""
    total = float(accepted[group].sum())
    if total <= most * (1.0 + _TINY):
        return False
    accepted[group] *= most / total
    return True
