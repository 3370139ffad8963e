"""Long work of the room Uncertainty: it runs beside the window and knows values only."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from workbench.core.progress import Progress
from workbench.core.project import Project

if TYPE_CHECKING:
    import pandas as pd

    from workbench.core.simulation.ensemble.found import Ensemble
    from workbench.core.simulation.ensemble.inputs import Uncertain
    from workbench.core.simulation.ensemble.run import Compute


class Latest:
    """The newest estimate of draws that go on: the worker puts it, the window looks at it."""

    def __init__(self) -> None:
        self.found: dict[str, Ensemble] = {}

    def put(self, found: Ensemble) -> None:
        """Keep what is known so far of a scenario."""
        self.found = {**self.found, found.plan.scenario: found}


def draw(
    project: Project,
    scenarios: Sequence[str],
    draws: int,
    seed: int,
    material: str,
    address: str,
    latest: Latest,
    progress: Progress,
) -> dict[str, Ensemble]:
    """Return an ensemble of each scenario; early estimates go to ``latest``."""
    from workbench.core.simulation.ensemble.run import ensembles
    from workbench.core.simulation.kernel import child

    if not address:
        child.prepare(progress)
    listed = _material_first(project, material)
    with _place(address) as compute:
        for found in ensembles(
            project,
            scenarios,
            draws,
            seed=seed,
            materials=listed,
            compute=compute,
            progress=progress,
            early=latest.put,
        ):
            latest.put(found)
    return latest.found


def _material_first(project: Project, material: str) -> list[str]:
    names = [str(name) for name in project["materials"]["material"]]
    return sorted(names, key=lambda name: name != material)


def _place(address: str) -> AbstractContextManager[Compute | None]:
    if not address:
        return nullcontext()
    from workbench.core.simulation.ensemble.cluster import on_cluster

    return on_cluster(address)


def swings(
    project: Project,
    scenario: str,
    material: str,
    measure: str,
    beside: Sequence[str],
    progress: Progress,
) -> tuple[pd.DataFrame, tuple[Uncertain, ...]]:
    """Return the tornado of a measure, and the inputs that its labels stand for.

    Like the draws, it is measured over the months of all scenarios that stand beside each other.
    """
    from workbench.core.simulation.ensemble.inputs import uncertain_inputs
    from workbench.core.simulation.ensemble.sensitivity import tornado
    from workbench.core.simulation.kernel import child

    child.prepare(progress)
    table = tornado(project, scenario, material, measure, beside=beside, progress=progress)
    return table, uncertain_inputs(project)


def indices(
    project: Project,
    scenario: str,
    material: str,
    measure: str,
    beside: Sequence[str],
    seed: int,
    address: str,
    progress: Progress,
) -> pd.DataFrame:
    """Return Sobol indices of a measure."""
    from workbench.core.simulation.ensemble.sensitivity import sobol_indices

    with _place(address) as compute:
        return sobol_indices(
            project,
            scenario,
            material,
            measure,
            beside=beside,
            seed=seed,
            compute=compute,
            progress=progress,
        )


def ask_cluster(address: str, _progress: Progress) -> tuple[int, int]:
    """Return workers and threads of a cluster, or say what is wrong with it."""
    from workbench.core.simulation.ensemble.cluster import workers_at

    return workers_at(address)
