"""Runs of the world with and without projects: as planned first, then draw by draw.

Arrays of results have the axes run (0 as planned, then the draws), scenario, material.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from workbench.core.appraisal.world import World
from workbench.core.draws import quantile, sobol
from workbench.core.network import Network
from workbench.core.problem import Problem
from workbench.core.progress import Progress, Stretch
from workbench.core.project import Project
from workbench.core.shocks import Shock
from workbench.core.simulation.batch import batch_of
from workbench.core.simulation.kernel.engine import Wanted, run
from workbench.core.simulation.scenario import read_shocks
from workbench.core.spreads import read_spread
from workbench.core.tail_risk import conditional_value_at_risk

FloatArray = npt.NDArray[np.float64]
Shocks = tuple[Shock, ...]


@dataclass(frozen=True)
class Weighed:
    """A scenario and its probability; the empty name is the base."""

    scenario: str
    probability: float


def draw_shocks(
    project: Project, scenarios: Sequence[Weighed], draws: int, seed: int
) -> tuple[list[list[Shocks]], list[Problem]]:
    """Return the shocks of each scenario: as entered, then with sizes drawn from their spreads.

    A shock without a spread keeps its size; the probability of single shocks is not drawn, as that
    of the scenario stands for it.
    """
    found: list[list[Shocks]] = []
    problems: list[Problem] = []
    for number, each in enumerate(scenarios):
        shocks, told = read_shocks(project, each.scenario) if each.scenario else ([], [])
        problems += told
        loose = [(s, s.spreads["size"]) for s in shocks if "size" in s.spreads]
        points = sobol(draws, len(loose), seed + 1000 + number)
        sizes = {
            id(s): quantile(read_spread(text), points[:, i]) for i, (s, text) in enumerate(loose)
        }
        drawn = [
            tuple(
                replace(shock, size=float(sizes[id(shock)][d])) if id(shock) in sizes else shock
                for shock in shocks
            )
            for d in range(draws)
        ]
        found.append([tuple(shocks), *drawn])
    return found, problems


def weights_of(project: Project, materials: Sequence[str]) -> tuple[FloatArray, list[Problem]]:
    """Return what a unit of each material not delivered costs: its margin, else its price."""
    table = project["materials"].set_index("material").loc[list(materials)]
    weights = table["margin"].fillna(table["price"]).to_numpy(dtype=float)
    blank = [name for name, weight in zip(materials, weights, strict=True) if np.isnan(weight)]
    if not blank:
        return weights, []
    problem = Problem(
        f"neither margin nor price is given for {', '.join(blank)}: their shortage is left out"
        " where materials are added up",
        severity="warning",
        table="materials",
        column="price",
        remedy="Give a price or a margin in the sheet materials",
    )
    return np.nan_to_num(weights), [problem]


@dataclass(frozen=True)
class Outcomes:
    """Sums over all months of every run."""

    network: Network
    totals: Mapping[str, FloatArray]
    """run x scenario x material"""
    supply: FloatArray
    """run x scenario x source"""
    losses: FloatArray
    """run x scenario: value of shortage"""

    def total(self, name: str) -> FloatArray:
        """Return one of the sums, run x scenario x material."""
        return self.totals[name]

    def dependence(self, scenario: int, material: int) -> FloatArray:
        """Return import dependence by run: 1 - production / delivered."""
        made = self.totals["production"][:, scenario, material]
        used = self.totals["delivered"][:, scenario, material]
        return 1.0 - np.divide(made, used, out=np.full_like(made, np.nan), where=used > 0)

    def home_share(self, scenario: int, material: int) -> FloatArray:
        """Return the share of home in supply by run."""
        mine = self.network.material == material
        whole = self.supply[:, scenario, mine].sum(axis=1)
        home = self.supply[:, scenario, mine & self.network.is_home].sum(axis=1)
        part = np.full(len(whole), np.nan)
        np.divide(home, whole, out=part, where=whole > 0)
        return part

    def shares(self, scenario: int, material: int) -> dict[str, float]:
        """Return the share of each country in supply, as planned."""
        places = np.flatnonzero(self.network.material == material)
        amounts: dict[str, float] = {}
        for place in places:
            country = self.network.country[place]
            amount = float(self.supply[0, scenario, place])
            amounts[country] = amounts.get(country, 0.0) + amount
        total = sum(amounts.values())
        return {name: part / total for name, part in amounts.items() if part > 0}


@dataclass
class Runs:
    """Runs the world under every scenario and draw."""

    world: World
    probability: Sequence[float]
    shocks: Sequence[Sequence[Shocks]]
    """By scenario: as planned, then draw by draw."""
    weights: FloatArray
    alpha: float
    problems: list[Problem] = field(default_factory=list)

    def run(
        self,
        planned: Mapping[str, FloatArray],
        drawn: Mapping[str, FloatArray],
        progress: Progress | None = None,
    ) -> Outcomes:
        """Return what happens when projects deliver as planned, and as drawn.

        Args:
            planned: qualified units by month, by project.
            drawn: the same, draw x month.
            progress: told how far it is; may cancel it.

        Raises:
            Cancelled: if ``progress`` says so.
        """
        whole, count = progress or Progress(), len(self.shocks)
        parts = [self._scenario(planned, drawn, k, Stretch(whole, k, count)) for k in range(count)]
        totals = {name: np.stack([part[0][name] for part in parts], axis=1) for name in parts[0][0]}
        longest = max(part[1].shape[1] for part in parts)
        supply = np.stack(
            [np.pad(part[1], ((0, 0), (0, longest - part[1].shape[1]))) for part in parts], axis=1
        )
        network = max((part[2] for part in parts), key=lambda each: len(each.sources))
        return Outcomes(network, totals, supply, totals["shortage"] @ self.weights)

    def _scenario(
        self,
        planned: Mapping[str, FloatArray],
        drawn: Mapping[str, FloatArray],
        scenario: int,
        progress: Progress,
    ) -> tuple[dict[str, FloatArray], FloatArray, Network]:
        levers = []
        count = len(self.shocks[scenario])
        for number, shocks in enumerate(self.shocks[scenario]):
            progress.step(number, 2 * count, "setting up")
            amounts = {k: v[number - 1] for k, v in drawn.items()} if number else planned
            one, told = self.world.levers(amounts, shocks, planned)
            levers.append(one)
            if not number:
                self.problems += [p for p in told if p not in self.problems]
        batch = batch_of(self._bare(planned), levers)
        progress.step(1, 2, "simulating")
        found = run(batch, Wanted(by_source=True), progress=Stretch(progress, 1, 2))
        return dict(found.totals), found.by_source, batch.network

    def _bare(self, planned: Mapping[str, FloatArray]) -> Network:
        """Return the network that the levers of all draws share."""
        return self.world.levers(planned)[0].network

    def expected(self, amounts: FloatArray) -> FloatArray:
        """Return the expectation over the scenarios of run x scenario, by run."""
        return np.asarray(amounts @ np.asarray(self.probability))

    def tail(self, losses: FloatArray) -> FloatArray:
        """Return the conditional value at risk over the scenarios of run x scenario, by run."""
        return np.array(
            [conditional_value_at_risk(row, self.probability, self.alpha) for row in losses]
        )
