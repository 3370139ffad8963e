"""The criticality matrix: risk of each material against its importance, and the thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from workbench.core.facts import figures_with_facts, inputs_of
from workbench.core.indicators import all_indicators
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.screens import screens

Kind = Literal["eu", "imports"]


@dataclass(frozen=True)
class Matrix:
    """Materials as points: columns ``material``, ``name``, ``importance``, ``risk``, ``critical``.

    Attributes:
        kind: ``eu``: supply risk against economic importance; ``imports``: share of the largest
            partner against the value of imports.
        points: one row a material that has both figures.
        least_risk: threshold of the risk.
        least_importance: threshold of the importance; NaN where there is none.
        left_out: materials that lack one of the two.
    """

    kind: Kind
    points: pd.DataFrame
    least_risk: float
    least_importance: float
    left_out: int


def by_imports(project: Project, table: pd.DataFrame) -> Matrix:
    """Return the share of the largest partner against the value of imports.

    Args:
        project: the project.
        table: its :func:`workbench.core.screening.watchlist.watchlist`.
    """
    least = screens(project)["korea_watch_grade"]["grade_d"]
    points = table[["material", "name"]].assign(
        importance=table["import_value"],
        risk=table["top_share"],
        critical=(table["top_share"] >= least - 1e-9).to_numpy(),
    )
    known = np.isfinite(points["risk"]) & (points["importance"] > 0)
    return Matrix("imports", points[known], least, float("nan"), int((~known).sum()))


def by_eu(project: Project, table: pd.DataFrame, progress: Progress | None = None) -> Matrix:
    """Return supply risk against economic importance, as the EU assesses raw materials.

    A material is critical where both, to one decimal, reach their thresholds. Each one is assessed
    in the period that its row of the table shows.

    Raises:
        Cancelled: if ``progress`` says so.
    """
    report = progress or Progress()
    given = project["materials"]["economic_importance"].reindex(table.index)
    chosen = table[np.isfinite(given) & (table["period"] != "")]
    risk: dict[str, float] = {}
    for done, (period, rows) in enumerate(chosen.groupby("period")):
        report.step(done, chosen["period"].nunique(), "supply risk")
        risk |= _risks(project, str(period).rstrip("*"), tuple(rows["material"]))
    screen = screens(project)["eu_critical"]
    points = chosen[["material", "name"]].assign(
        importance=given[chosen.index],
        risk=chosen["material"].map(risk).astype(float),
    )
    points = points[np.isfinite(points["risk"])]
    bounds = screen["supply_risk"], screen["economic_importance"]
    reached = (points["risk"].round(1) >= bounds[0]) & (points["importance"].round(1) >= bounds[1])
    left_out = len(table) - len(points)
    return Matrix("eu", points.assign(critical=reached.to_numpy()), *bounds, left_out)


def _risks(project: Project, period: str, names: tuple[str, ...]) -> dict[str, float]:
    """Return the supply risk of some materials in one period, where it can be computed."""
    used = {name for found in inputs_of(project, names).values() for name in found}
    kept = {*names, *used}
    some = project.replace(
        {
            name: project[name][project[name]["material"].isin(kept)]
            for name in ("materials", "trade")
        }
    )
    indicator = all_indicators()["supply_risk_eu"]
    figures = figures_with_facts(some, basis="quantity", needs=indicator.needs, period=period)
    outcomes = {figure.material: indicator.compute(figure) for figure in figures}
    return {name: outcomes[name].value for name in names if outcomes[name].status == "ok"}
