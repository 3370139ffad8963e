"""The mixed-integer programme of a choice, as columns and rows for HiGHS.

First stage: ``y[p]`` chosen or not, within budgets, with what a project requires and excludes.
Second stage, in every scenario and month: chosen plants make ``x[p] <= output[p] y[p]``, as far as
inputs can be had; of each material ``u`` avoids shortage (``u <= gap``) and ``d`` displaces imports
(``d <= imports``), ``u + d + use as input - input had elsewhere <= made``. Nothing is stored.
Minimised is the expected value of shortage, its conditional value at risk (Rockafellar and
Uryasev 2000), or the expected share of imports in demand, by value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from workbench.core.appraisal.choice.instance import Instance, Limits

FloatArray = npt.NDArray[np.float64]
Objective = Literal["shortage", "cvar", "dependence"]
_CHEAPER = 1e-7
"""Weight of money, as a share of the objective without any project: only breaks ties."""


@dataclass
class Programme:
    """Columns (cost, lower, upper, whole or not) and sparse rows (lower, upper) of a programme."""

    cost: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    offset: float = 0.0
    binaries: int = 0
    row_low: list[float] = field(default_factory=list)
    row_high: list[float] = field(default_factory=list)
    start: list[int] = field(default_factory=lambda: [0])
    index: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def column(self, cost: float, low: float, high: float) -> int:
        """Add a column and return its place."""
        self.cost.append(cost)
        self.low.append(low)
        self.high.append(high)
        return len(self.cost) - 1

    def row(self, low: float, high: float, entries: dict[int, float]) -> None:
        """Add a row."""
        self.row_low.append(low)
        self.row_high.append(high)
        self.index += entries
        self.value += entries.values()
        self.start.append(len(self.index))


def build(
    instance: Instance,
    limits: Limits,
    objective: Objective,
    alpha: float = 0.95,
) -> Programme:
    """Return the programme of a choice; its first columns are the projects.

    Args:
        instance: projects and scenarios.
        limits: budgets.
        objective: what is minimised.
        alpha: level of the conditional value at risk, 0-1 (1 excluded).
    """
    found = Programme()
    for small in tie_breaker(instance, objective):
        found.column(float(small), 0.0, 1.0)
    found.binaries = len(instance.projects)
    _first_stage(found, instance, limits)
    losses = [_Stage(found, instance, objective, k).build() for k in range(len(instance.scenarios))]
    if objective == "cvar":
        _tail(found, instance, losses, alpha)
        return found
    for probability, (constant, terms) in zip(instance.probability, losses, strict=True):
        found.offset += float(probability) * constant
        for place, amount in terms.items():
            found.cost[place] += float(probability) * amount
    return found


def tie_breaker(instance: Instance, objective: Objective) -> FloatArray:
    """Return the small cost of each project in the objective that lets the cheaper set win."""
    total = float(instance.cost.sum())
    if not total > 0:
        return np.zeros(len(instance.projects))
    return _CHEAPER * _without(instance, objective) * instance.cost / total


def _without(instance: Instance, objective: Objective) -> float:
    """Return the expected objective without any project."""
    amounts = instance.imports if objective == "dependence" else instance.gap
    weighed = np.einsum("k,kmt,m->", instance.probability, amounts, instance.weight)
    return float(weighed) / (_demand(instance) if objective == "dependence" else 1.0)


def _demand(instance: Instance) -> float:
    """Return the expected value of demand; 1 where there is none."""
    total = np.einsum("k,kmt,m->", instance.probability, instance.demand, instance.weight)
    return float(total) or 1.0


def _first_stage(found: Programme, instance: Instance, limits: Limits) -> None:
    if np.isfinite(limits.budget):
        found.row(-np.inf, limits.budget, dict(enumerate(instance.cost.tolist())))
    for kind, most in limits.by_kind:
        if kind in instance.kinds and np.isfinite(most):
            spent = instance.cost_of_kind[:, instance.kinds.index(kind)]
            found.row(-np.inf, most, dict(enumerate(spent.tolist())))
    for one, other in instance.requires:
        found.row(-np.inf, 0.0, {one: 1.0, other: -1.0})
    for one, other in instance.excludes:
        found.row(-np.inf, 1.0, {one: 1.0, other: 1.0})


class _Stage:
    """The second stage of one scenario."""

    def __init__(
        self, found: Programme, instance: Instance, objective: Objective, scenario: int
    ) -> None:
        self._found, self._instance, self._k = found, instance, scenario
        self._displaces = objective == "dependence"
        self._divisor = _demand(instance) if self._displaces else 1.0
        self._limited = [instance.is_limited(p) for p in range(len(instance.projects))]
        self._terms: dict[int, float] = {}
        self._columns: dict[int, int] = {}
        """Columns of limited plants, and whose they are."""

    def build(self) -> tuple[float, dict[int, float]]:
        """Add columns and rows; return the loss without any project, and what lowers it."""
        instance = self._instance
        amounts = instance.imports if self._displaces else instance.gap
        constant = float(np.einsum("mt,m->", amounts[self._k], instance.weight)) / self._divisor
        for t in range(instance.months):
            self._month(t)
        return constant, self._terms

    def _month(self, t: int) -> None:
        made = self._made(t)
        used = self._used(t, made)
        for m, weight in enumerate(self._instance.weight.tolist()):
            entries: dict[int, float] = {}
            for most, helps in self._wants(m, t):
                if most > 0:
                    place = self._found.column(0.0, 0.0, most)
                    entries[place] = 1.0
                    if helps and weight:
                        self._terms[place] = -weight / self._divisor
            if not entries and m not in used:
                continue
            for place, amount in used.get(m, {}).items():
                entries[place] = entries.get(place, 0.0) + amount
            for place, amount in made.get(m, {}).items():
                entries[place] = entries.get(place, 0.0) - amount
            self._found.row(-np.inf, 0.0, entries)

    def _wants(self, m: int, t: int) -> list[tuple[float, bool]]:
        """Return what could take a material: shortage, and imports where they matter."""
        gap = float(self._instance.gap[self._k, m, t])
        if not self._displaces:
            return [(gap, True)]
        return [(gap, False), (float(self._instance.imports[self._k, m, t]), True)]

    def _made(self, t: int) -> dict[int, dict[int, float]]:
        """Return what plants make of each material: entries by column."""
        made: dict[int, dict[int, float]] = {}
        for p, m in enumerate(self._instance.makes.tolist()):
            most = float(self._instance.output[p, t])
            if most <= 0:
                continue
            if self._limited[p]:
                place = self._found.column(0.0, 0.0, most)
                self._found.row(-np.inf, 0.0, {place: 1.0, p: -most})
                made.setdefault(m, {})[place] = 1.0
                self._columns[place] = p
            else:
                made.setdefault(m, {})[p] = most
        return made

    def _used(self, t: int, made: dict[int, dict[int, float]]) -> dict[int, dict[int, float]]:
        """Return what plants use of inputs that are limited, less what can be had elsewhere."""
        used: dict[int, dict[int, float]] = {}
        plants = {place: p for part in made.values() for place, p in self._plants(part)}
        for m in range(len(self._instance.materials)):
            room = self._instance.room(self._k, m, t)
            rates = {
                place: float(self._instance.uses(p)[m])
                for place, p in plants.items()
                if self._instance.uses(p)[m] > 0
            }
            if not rates or not np.isfinite(room):
                continue
            had = self._found.column(0.0, 0.0, room)
            self._found.row(-np.inf, 0.0, {had: 1.0, **{c: -rate for c, rate in rates.items()}})
            used[m] = {had: -1.0, **rates}
        return used

    def _plants(self, part: dict[int, float]) -> list[tuple[int, int]]:
        return [(place, self._columns[place]) for place in part if place in self._columns]


def _tail(
    found: Programme,
    instance: Instance,
    losses: list[tuple[float, dict[int, float]]],
    alpha: float,
) -> None:
    """Minimise ``v + E[(loss - v)+] / (1 - alpha)``."""
    level = found.column(1.0, -np.inf, np.inf)
    for probability, (constant, terms) in zip(instance.probability, losses, strict=True):
        beyond = found.column(float(probability) / (1.0 - alpha), 0.0, np.inf)
        # At least the loss beyond the level.
        found.row(constant, np.inf, {beyond: 1.0, level: 1.0, **_negated(terms)})


def _negated(terms: dict[int, float]) -> dict[int, float]:
    return {place: -amount for place, amount in terms.items()}
