"""What there is to choose from, and what each choice could do: plain arrays.

Axes: project ``p``, material ``m``, scenario ``k``, month ``t``. Amounts are units of the material
per month, money is in the currency of the project.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Instance:
    """Projects, and the world without any of them in every scenario."""

    projects: tuple[str, ...]
    materials: tuple[str, ...]
    scenarios: tuple[str, ...]
    probability: FloatArray
    """k; adds up to one."""
    cost: FloatArray
    """p: public money."""
    makes: IntArray
    """p: place of the material it makes."""
    output: FloatArray
    """p x t: qualified output if it is chosen."""
    gap: FloatArray
    """k x m x t: shortage without any project."""
    imports: FloatArray
    """k x m x t: imports without any project, which home production may displace."""
    demand: FloatArray
    """k x m x t: demand."""
    weight: FloatArray
    """m: value of a unit, to add materials up; 0 leaves a material out."""
    inputs: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    """p x m: units used per unit made; empty without inputs."""
    spare: FloatArray = field(default_factory=lambda: np.zeros((0, 0, 0)))
    """k x m x t: how much more of an input could be had; infinite where not limited; empty where
    no input is."""
    kinds: tuple[str, ...] = ()
    """Kinds of support."""
    cost_of_kind: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    """p x kind: public money by kind of support."""
    requires: tuple[tuple[int, int], ...] = ()
    """Pairs: the first project can only be chosen with the second."""
    excludes: tuple[tuple[int, int], ...] = ()
    """Pairs that cannot be chosen together."""

    @property
    def months(self) -> int:
        """Number of months."""
        return int(self.output.shape[1])

    def uses(self, project: int) -> FloatArray:
        """Return what a project uses of every material per unit made."""
        return self.inputs[project] if self.inputs.size else np.zeros(len(self.materials))

    def room(self, scenario: int, material: int, month: int) -> float:
        """Return how much more of an input could be had; infinite where not limited."""
        return float(self.spare[scenario, material, month]) if self.spare.size else np.inf

    def is_limited(self, project: int) -> bool:
        """Whether some input of a project may run short, so that it may make less than it could."""
        needed = np.flatnonzero(self.uses(project) > 0)
        return bool(self.spare.size) and bool(np.isfinite(self.spare[:, needed]).any())


@dataclass(frozen=True)
class Limits:
    """What may be spent. Infinite where not limited."""

    budget: float = np.inf
    by_kind: tuple[tuple[str, float], ...] = ()
    """Money by kind of support."""


@dataclass(frozen=True)
class Choice:
    """A set of projects and what it reaches."""

    chosen: tuple[str, ...]
    objective: float
    """Value of what was minimised."""
    spent: float
    gap: float
    """Relative optimality gap: 0 when proven best; more when stopped early."""
    is_proven: bool
    status: str


def allowed(instance: Instance, limits: Limits, picked: npt.NDArray[np.bool_]) -> bool:
    """Return whether a set keeps to the budgets, requirements and exclusions."""
    if float(instance.cost[picked].sum()) > limits.budget * (1 + 1e-12):
        return False
    for kind, most in limits.by_kind:
        if kind not in instance.kinds:
            continue
        spent = instance.cost_of_kind[picked, instance.kinds.index(kind)].sum()
        if float(spent) > most * (1 + 1e-12):
            return False
    if any(picked[one] and not picked[other] for one, other in instance.requires):
        return False
    return not any(picked[one] and picked[other] for one, other in instance.excludes)
