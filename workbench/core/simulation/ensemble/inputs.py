"""What is uncertain in the scenarios of a project: whether shocks happen, and how strong they are.

Every uncertain number of a project has a dimension of its own, in the order of the table
``scenarios`` and of the shocks; a scenario and its parent, and two scenarios side by side, so see
the same draws (common random numbers).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from workbench.core.draws import quantile
from workbench.core.project import Project
from workbench.core.shocks import Shock
from workbench.core.simulation.scenario import read_shocks
from workbench.core.spreads import Spread, read_spread

FloatArray = npt.NDArray[np.float64]
HAPPENS = "happens"
"""Name of the input that says whether a shock happens."""


@dataclass(frozen=True)
class Uncertain:
    """One uncertain number of one shock."""

    scenario: str
    order: int
    name: str
    """``happens``, ``size`` or a parameter."""
    spread: Spread
    """Its distribution; of ``happens`` 1 with the shock's probability, else 0."""

    @property
    def label(self) -> str:
        """Name to show, such as ``ban 1: size``."""
        return f"{self.scenario} {self.order}: {self.name}"

    def values(self, points: npt.ArrayLike) -> FloatArray:
        """Return its values at points from 0 to 1."""
        return quantile(self.spread, points)


def uncertain_inputs(project: Project) -> tuple[Uncertain, ...]:
    """Return everything that is uncertain in any scenario of a project."""
    found: dict[tuple[str, int, str], Uncertain] = {}
    names = [*project["scenarios"]["scenario"], *project["shocks"]["scenario"]]
    for scenario in dict.fromkeys(names):
        for shock in read_shocks(project, str(scenario))[0]:
            for one in of_shock(shock):
                found.setdefault((one.scenario, one.order, one.name), one)
    return tuple(found.values())


def of_shock(shock: Shock) -> tuple[Uncertain, ...]:
    """Return what is uncertain in one shock; distributions that cannot be read are not used."""
    found = []
    if shock.probability < 1.0:
        chance = Spread("discrete", (1.0, 0.0), (shock.probability, 1.0 - shock.probability))
        found.append(Uncertain(shock.scenario, shock.order, HAPPENS, chance))
    for name, text in shock.spreads.items():
        try:
            spread = read_spread(text)
        except ValueError:  # told before a run
            continue
        found.append(Uncertain(shock.scenario, shock.order, name, spread))
    return tuple(found)


@dataclass(frozen=True)
class Drawn:
    """Values of every uncertain input, draw by draw."""

    inputs: tuple[Uncertain, ...]
    values: FloatArray
    """draw x input"""

    @classmethod
    def at(cls, inputs: Sequence[Uncertain], points: FloatArray) -> Drawn:
        """Return the values at points (draw x input, 0 to 1)."""
        columns = [one.values(points[:, place]) for place, one in enumerate(inputs)]
        values = np.column_stack(columns) if columns else np.zeros((len(points), 0))
        return cls(tuple(inputs), values)

    def __len__(self) -> int:
        return len(self.values)

    def shocks(self, shocks: Iterable[Shock], draw: int) -> list[Shock]:
        """Return the shocks of one draw: those that happen, with the sizes drawn."""
        return with_values(shocks, self.row(draw))

    def row(self, draw: int) -> dict[tuple[str, int, str], float]:
        """Return the values of one draw by scenario, order and name."""
        row = self.values[draw].tolist()
        pairs = zip(self.inputs, row, strict=True)
        return {(one.scenario, one.order, one.name): value for one, value in pairs}


def with_values(
    shocks: Iterable[Shock], values: Mapping[tuple[str, int, str], float]
) -> list[Shock]:
    """Return the shocks with some of their numbers replaced; those that do not happen are left out.

    Args:
        shocks: the shocks as entered.
        values: by scenario, order and name of the number; ``happens`` above 0 means yes.
    """
    return [
        _with_numbers(shock, values)
        for shock in shocks
        if values.get((shock.scenario, shock.order, HAPPENS), 1.0) > 0.0
    ]


def _with_numbers(shock: Shock, values: Mapping[tuple[str, int, str], float]) -> Shock:
    key = shock.scenario, shock.order
    numbers = {name: values[*key, name] for name in shock.spreads if (*key, name) in values}
    if not numbers:
        return shock
    size = numbers.pop("size", shock.size)
    return replace(shock, size=size, parameters={**shock.parameters, **numbers})
