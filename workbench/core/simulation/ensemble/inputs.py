"""What is uncertain in the scenarios of a project: whether shocks happen, and how strong they are.

Common random numbers: an uncertain number is named by whom its shock hits and with what, not by
the scenario it stands in or by how strong it is, and has a dimension of the draws by that name. So
the same restriction sees the same luck in every scenario, and a difference between two scenarios is
that of what was entered. Dimensions are given out in the order of the table ``scenarios`` and of
the shocks, whatever is drawn; what is appended changes nothing of what was there before.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from workbench.core.draws import quantile
from workbench.core.project import Project
from workbench.core.shocks import HS, Shock, all_shocks
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
    least: float = -math.inf
    most: float = math.inf
    """Values beyond these make no sense: the nearer of both is drawn in place of them."""
    dimension: int = 0
    """Which coordinate of the points of a draw says its value; shared with its copies in other
    scenarios, but with no other input of one scenario."""

    @property
    def label(self) -> str:
        """Name to show, such as ``ban 1: size``."""
        return f"{self.scenario} {self.order}: {self.name}"

    def values(self, points: npt.ArrayLike) -> FloatArray:
        """Return its values at points from 0 to 1."""
        return np.clip(quantile(self.spread, points), self.least, self.most)


def uncertain_inputs(project: Project) -> tuple[Uncertain, ...]:
    """Return everything that is uncertain in any scenario of a project."""
    found: dict[tuple[str, int, str], Uncertain] = {}
    dimensions: dict[Hashable, int] = {}
    names = [*project["scenarios"]["scenario"], *project["shocks"]["scenario"]]
    for scenario in dict.fromkeys(names):
        seen: Counter[Hashable] = Counter()
        for shock in read_shocks(project, str(scenario))[0]:
            whom = _whom(shock)
            for one in of_shock(shock):
                what = whom, one.name
                seen[what] += 1  # the same may stand twice in one scenario
                place = dimensions.setdefault((what, seen[what]), len(dimensions))
                key = one.scenario, one.order, one.name
                found.setdefault(key, replace(one, dimension=place))
    return tuple(found.values())


def _whom(shock: Shock) -> Hashable:
    """Return what a shock is called in every scenario: its kind and all that it hits."""
    referring = [one.name for one in all_shocks()[shock.kind].parameters if one.refers]
    if shock.material:  # the prefix is not used then
        referring = [name for name in referring if name != HS.name]
    targets = shock.country, shock.material, shock.supplier
    return shock.kind, targets, tuple((name, shock.text(name, "")) for name in referring)


def of_shock(shock: Shock) -> tuple[Uncertain, ...]:
    """Return what is uncertain in one shock, as it was read."""
    found = []
    if shock.probability < 1.0:
        chance = Spread("discrete", (1.0, 0.0), (shock.probability, 1.0 - shock.probability))
        found.append(Uncertain(shock.scenario, shock.order, HAPPENS, chance))
    numbers = all_shocks()[shock.kind].numbers
    for name, text in shock.spreads.items():
        least, most = numbers[name].allowed
        found.append(Uncertain(shock.scenario, shock.order, name, read_spread(text), least, most))
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
