"""What is looked at, and what becomes of it when the tables change.

Names that were chosen follow their row when it is renamed, give way when it is deleted, and come
back when the deletion is undone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from workbench.core.figures import Basis
from workbench.core.periods import Grain
from workbench.core.project import Project


@dataclass(frozen=True)
class Selection:
    """What the panes look at."""

    material: str = ""
    scenario: str = ""
    basis: Basis = "quantity"
    grain: Grain = "half"
    pinned: tuple[str, ...] = ()
    """Scenarios shown beside the chosen one, in the order in which they were pinned."""


def existing(chosen: Selection, project: Project) -> Selection:
    """Return a selection of which everything exists in a project."""
    materials = [str(name) for name in project["materials"]["material"]]
    scenarios = set(project["scenarios"]["scenario"])
    if chosen.material not in materials:
        chosen = replace(chosen, material=_most_studied(project, materials))
    if chosen.scenario not in scenarios:
        chosen = replace(chosen, scenario="")
    kept = tuple(name for name in chosen.pinned if not name or name in scenarios)
    chosen = replace(chosen, pinned=kept)
    basis = project.setting("basis")
    if basis in ("value", "quantity"):
        chosen = replace(chosen, basis=cast("Basis", basis))
    return chosen


def followed(chosen: Selection, before: Project, after: Project) -> Selection:
    """Return the selection with the names that its rows have after an edit."""
    pinned = [_name_after(name, "scenarios", before, after) for name in chosen.pinned]
    return replace(
        chosen,
        material=_name_after(chosen.material, "materials", before, after),
        scenario=_name_after(chosen.scenario, "scenarios", before, after),
        pinned=tuple(dict.fromkeys(pinned)),
    )


def returned(chosen: Selection, had: Selection, lost: Selection, project: Project) -> Selection:
    """Return the selection once the edit that turned ``had`` into ``lost`` is taken back.

    What was chosen otherwise in the meantime stays, as long as it exists in ``project``.
    """
    if chosen.material == lost.material or not _is_in(project, "materials", chosen.material):
        chosen = replace(chosen, material=had.material)
    if chosen.scenario == lost.scenario or not _is_in(project, "scenarios", chosen.scenario):
        chosen = replace(chosen, scenario=had.scenario)
    gone = set(had.pinned) - set(lost.pinned)
    back = [name for name in had.pinned if name in gone or name in chosen.pinned]
    return replace(chosen, pinned=tuple(dict.fromkeys([*back, *chosen.pinned])))


def _is_in(project: Project, table: str, name: str) -> bool:
    """Whether a name can be chosen; the base, which has none, always can."""
    return not name or bool((project[table][table.removesuffix("s")] == name).any())


def _name_after(name: str, table: str, before: Project, after: Project) -> str:
    """Return what the row of a name is called after an edit; the name itself if it is gone."""
    key = table.removesuffix("s")
    old, new = before[table], after[table]
    if not name or old is new or (new[key] == name).any():
        return name
    labels = old.index[old[key] == name]
    if not len(labels) or labels[0] not in new.index:
        return name
    return str(new.at[labels[0], key])


def _most_studied(project: Project, materials: list[str]) -> str:
    """Return the material to show first: most shocks hit it, then most rows of trade are of it."""
    shocks = project["shocks"]["material"].value_counts()
    traded = project["trade"]["material"].value_counts()
    return max(
        materials,
        key=lambda name: (int(shocks.get(name, 0)), int(traded.get(name, 0))),
        default="",
    )
