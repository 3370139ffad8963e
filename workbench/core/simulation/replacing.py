"""Substitution in one month: a part of the need for one material is met by another one.

Who is replaced is planned before what replaces it, and served after it. Demand that is moved counts
with the material that serves it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Substitution

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


class Replacing:
    """What is replaced by what in the month that is planned; all by material."""

    def __init__(self, levers: Levers) -> None:
        self.list = tuple(levers.substitutions)
        count = len(levers.network.materials)
        self.of: dict[int, list[int]] = {}
        for i, one in enumerate(self.list):
            self.of.setdefault(one.material, []).append(i)
        self.order = [m for tier in levers.network.order for m in tier if m in self.of]
        self.part = np.zeros(len(self.list))
        """Share of the need of home that each substitution meets."""
        self.moved = np.zeros(count)
        """Share of the need of home that all of them meet."""
        self.wanted = np.zeros(count)
        """Need that was moved here from other materials, in units of this one."""

    def begin(self) -> None:
        """Forget the month before."""
        self.part[:], self.moved[:], self.wanted[:] = 0.0, 0.0, 0.0

    def always(self, materials: IntArray, need: FloatArray, t: int) -> None:
        """Move the need of home (by material) that is replaced whatever happens."""
        for i, one in self._listed(materials, short_only=False):
            self._move(i, one, float(one.share[t]), float(need[one.material]))

    def when_short(self, materials: IntArray, need: FloatArray, lack: FloatArray, t: int) -> None:
        """Move what would be missing; ``lack`` is by material."""
        left = lack.copy()
        for i, one in self._listed(materials, short_only=True):
            m = one.material
            if left[m] > 0 and need[m] > 0:
                part = min(float(one.share[t]), float(left[m] / need[m]))
                left[m] -= self._move(i, one, part, float(need[m]))

    def _listed(self, materials: IntArray, *, short_only: bool) -> list[tuple[int, Substitution]]:
        places = [i for m in materials.tolist() for i in self.of.get(m, ())]
        return [(i, self.list[i]) for i in places if self.list[i].short_only == short_only]

    def _move(self, i: int, one: Substitution, part: float, need: float) -> float:
        part = max(0.0, min(part, 1.0 - float(self.moved[one.material])))
        self.part[i] = part
        self.moved[one.material] += part
        self.wanted[one.by] += one.ratio * part * need
        return part * need

    def fulfil(self, materials: IntArray, filled: FloatArray, fulfilled: FloatArray) -> None:
        """Set in place what share of the need is met, by the material or what replaces it."""
        fulfilled[materials] = (1.0 - self.moved[materials]) * filled[materials]
        for m in materials.tolist():
            for i in self.of.get(m, ()):
                fulfilled[m] += self.part[i] * fulfilled[self.list[i].by]

    def taken(self, served: FloatArray, filled: FloatArray, fulfilled: FloatArray) -> FloatArray:
        """Return what is taken of every material.

        ``served`` is what outside demand and producers got of each material or of what replaces
        it, in units of the former.
        """
        taken = served.copy()
        for m in self.order:
            if self.moved[m] <= 0:
                continue
            for i in self.of[m] if fulfilled[m] > 0 else ():
                one = self.list[i]
                part = one.ratio * self.part[i] * fulfilled[one.by] / fulfilled[m]
                taken[one.by] += taken[m] * part
            own = (1.0 - self.moved[m]) * filled[m]
            taken[m] *= own / fulfilled[m] if fulfilled[m] > 0 else 0.0
        return taken
