"""The world without any of the projects, and with some of them, under any scenario.

Without: the plants of the projects are taken out of the supply network; what they sold at home is
imported in proportion to the usual volumes of the foreign sources, as new capacity displaces
imports in that proportion. With: what a chosen plant delivers in the first month is part of the
usual volumes again, in the place of as much import; what it delivers more later is new capacity.
So a plant that runs already and one that is only proposed are set against the same base.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from workbench.core.appraisal.cooperation.model import CooperationModel, cooperation_models
from workbench.core.network import Levers, Network, build
from workbench.core.problem import Problem
from workbench.core.project import Project
from workbench.core.shocks import Shock
from workbench.core.simulation.market import Trajectory, market_response
from workbench.core.simulation.scenario import pull

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class World:
    """A supply network from which the plants of projects can be taken."""

    network: Network
    """As it stands, with the plants that are there now."""
    models: tuple[CooperationModel, ...]
    """Projects that make a material which is simulated."""
    plants: Mapping[str, int]
    """Place of the plant of each project among the sources."""
    problems: tuple[Problem, ...]
    enabling: tuple[CooperationModel, ...] = ()
    """Projects that make nothing which is simulated; others may require them."""

    def levers(
        self,
        delivered: Mapping[str, FloatArray],
        shocks: Sequence[Shock] = (),
        planned: Mapping[str, FloatArray] | None = None,
    ) -> tuple[Levers, list[Problem]]:
        """Return the levers of a scenario when some projects deliver.

        Args:
            delivered: qualified units by month, by project; the others are not there.
            shocks: shocks of the scenario. Those that name the plant of a project that is not
                there are left out.
            planned: what usual volumes reckon with, where it is not what is delivered.
        """
        places = [self.plants[key] for key in delivered]
        amounts = self._amounts(delivered)
        network = self.with_plants(self._amounts(planned) if planned is not None else amounts)
        capacity = network.capacity.copy()
        capacity[places] = amounts[places]
        there = {model.supplier for model in self.models if model.key in delivered}
        absent = {model.supplier for model in self.models} - there
        acting = [shock for shock in shocks if not (shock.supplier and shock.supplier in absent)]
        levers, problems = pull(replace(network, capacity=capacity), acting)
        # What is delivered beyond the first month is new, and serves need first.
        before = levers.network.capacity.copy()
        before[places] = network.volume[places][:, None]
        levers.network = replace(levers.network, capacity=before)
        return levers, problems

    def _amounts(self, delivered: Mapping[str, FloatArray]) -> FloatArray:
        amounts = np.zeros_like(self.network.capacity)
        for key, tonnes in delivered.items():
            place = self.plants[key]
            # Projects of one plant all count its dated capacity: together they make it once.
            amounts[place] = np.maximum(amounts[place], tonnes)
        return amounts

    def with_plants(self, amounts: FloatArray) -> Network:
        """Return the network as it would be if the plants had always made these amounts.

        Args:
            amounts: source x month: what the plants deliver; only the first month matters.
        """
        network = self.network
        plants = np.array(sorted(set(self.plants.values())), dtype=np.int64)
        weights = np.where(network.is_home, 0.0, network.share)
        total = self._by_material(weights)
        part = weights / np.where(total > 0, total, 1.0)[network.material]
        now = np.zeros(len(network.sources))
        now[plants] = amounts[plants, 0]
        made = np.zeros_like(now)
        made[plants] = network.volume[plants]
        imported = self._by_material(np.where(network.is_home, 0.0, network.volume))
        room = self._by_material(made) + imported
        asked = self._by_material(now)
        now *= np.minimum(1.0, room / np.where(asked > 0, asked, 1.0))[network.material]
        more = part * (self._by_material(made) - self._by_material(now))[network.material]
        return _moved(network, plants, now, more)

    def _by_material(self, amounts: FloatArray) -> FloatArray:
        count = len(self.network.materials)
        return np.bincount(self.network.material, amounts, count).astype(np.float64)

    def run(
        self, delivered: Mapping[str, FloatArray], shocks: Sequence[Shock] = ()
    ) -> tuple[Trajectory, list[Problem]]:
        """Return what happens when some projects deliver and a scenario acts."""
        levers, problems = self.levers(delivered, shocks)
        return market_response(levers.network, levers), problems


def world(project: Project) -> World:
    """Return the world without the projects of a study.

    Raises:
        DataRefused: if the supply network cannot be built.
    """
    network, problems = build(project)
    models, enabling, found = [], [], []
    for model in cooperation_models(project):
        why = _why_not(model, network)
        if why:
            enabling.append(model)
            found.append(_left_out(model, why))
        else:
            models.append(model)
    levers = Levers.of(network)
    plants = {
        model.key: levers.plant(model.supplier, network.index(model.material)) for model in models
    }
    return World(
        levers.network,
        tuple(models),
        plants,
        (*problems, *found, *_shared(models), *_unfilled(levers.network, plants)),
        tuple(enabling),
    )


def _why_not(model: CooperationModel, network: Network) -> str:
    if not model.material or network.index(model.material) < 0:
        return f"there are no figures of {model.material or 'its material'} to simulate"
    if not model.supplier:
        return "no supplier says whose capacity it adds"
    if not model.phases:
        return f"no capacity of {model.supplier} is dated"
    return ""


def _left_out(model: CooperationModel, why: str) -> Problem:
    return Problem(
        f"the project {model.key} is left out: {why}",
        table="projects",
        column="project",
        value=model.key,
        remedy="Fill in material and supplier, and the rows of the supplier in the sheet capacity",
    )


def _shared(models: Sequence[CooperationModel]) -> list[Problem]:
    """Tell the plants that several projects have in common."""
    owners: dict[tuple[str, str], list[str]] = {}
    for model in models:
        owners.setdefault((model.supplier, model.material), []).append(model.key)
    return [
        Problem(
            f"the projects {', '.join(keys)} have one plant in common, {supplier}: each is"
            " appraised with all of its capacity, together they make it once",
            severity="warning",
            table="projects",
            column="supplier",
            value=supplier,
            remedy="Give each project a supplier of its own with the capacity that it adds",
        )
        for (supplier, _), keys in owners.items()
        if len(keys) > 1
    ]


def _moved(
    network: Network, plants: npt.NDArray[np.int64], now: FloatArray, more: FloatArray
) -> Network:
    """Return the network when plants make ``now`` and foreign sources ship ``more``."""
    volume = np.maximum(network.volume + more, 0.0)
    usual = np.maximum(network.usual + more, 0.0)
    limit = np.maximum(network.capacity, volume[:, None])  # NaN stays unknown
    capacity = np.where(more[:, None] > 0, limit, network.capacity)
    need = network.first_need[network.material]
    share = np.divide(more, need, out=np.zeros_like(more), where=need > 0)
    supply_share = np.maximum(network.supply_share + share, 0.0)
    shown = np.maximum(network.shown, volume)
    volume[plants] = usual[plants] = shown[plants] = now[plants]
    capacity[plants] = now[plants][:, None]
    ratio = np.divide(now, network.volume, out=np.zeros_like(now), where=network.volume > 0)
    supply_share[plants] *= ratio[plants]
    return replace(
        network,
        volume=volume,
        usual=usual,
        capacity=capacity,
        shown=shown,
        supply_share=supply_share,
    )


def _unfilled(network: Network, plants: Mapping[str, int]) -> list[Problem]:
    """Tell the materials whose plants nobody abroad could stand in for."""
    found = []
    for m in sorted({int(network.material[place]) for place in plants.values()}):
        abroad = (network.material == m) & ~network.is_home
        if not network.share[abroad].sum() > 0:
            text = (
                f"nobody abroad sells {network.materials[m]} to home: without the projects it"
                " would be short from the first month"
            )
            found.append(
                Problem(
                    text,
                    severity="warning",
                    table="trade",
                    column="material",
                    value=network.materials[m],
                )
            )
    return found
