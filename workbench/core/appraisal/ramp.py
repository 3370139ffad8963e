"""Ramp risk of a plant: how long imports still bind while it grows, and the stock to bridge them.

In every draw of schedule and yield and in every month: imports needed = need at home - what the
plant delivers - what other home plants make. If these imports stopped in that month for so many
months, the stock to bridge them is the sum of what would be missing; the time to survive is how
long the stock at home lasts (Simchi-Levi et al. 2015, time to survive against time to recover).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.appraisal.cooperation.delivery import Delivery, Uncertainty, deliver
from workbench.core.appraisal.cooperation.model import cooperation_model
from workbench.core.appraisal.world import world
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project

FloatArray = npt.NDArray[np.float64]
QUANTILES = {"p5": 0.05, "p50": 0.5, "p95": 0.95}
_TINY = 1e-9

MONTHS = (
    "period",
    "need",
    *(f"delivered_{name}" for name in QUANTILES),
    *(f"imports_needed_{name}" for name in QUANTILES),
    "binding",
    *(f"time_to_survive_{name}" for name in QUANTILES),
    *(f"stock_needed_{name}" for name in QUANTILES),
    "exposed",
)
"""``binding``: chance that imports are needed; ``time_to_survive`` in months, infinite where
nothing would be missing; ``exposed``: chance that it is shorter than the time to recover."""


@dataclass(frozen=True)
class Ramp:
    """The ramp risk of one project."""

    project: str
    material: str
    recover: float
    """Months until imports would be back."""
    stock: float
    """Stock at home, in units."""
    months: pd.DataFrame
    """A row a month: the columns :data:`MONTHS`."""
    binding_months: dict[str, float]
    """Quantiles of the number of months in which imports are needed."""
    delivery: Delivery
    problems: tuple[Problem, ...]


def ramp_risk(
    project: Project,
    key: str,
    *,
    recover: float | None = None,
    share: float = 1.0,
    draws: int = 512,
    seed: int = 0,
    progress: Progress | None = None,
) -> Ramp:
    """Return the ramp risk of a cooperation model.

    Args:
        project: the project.
        key: the cooperation model.
        recover: months until imports would be back; None: the longest recovery time of the foreign
            suppliers of the material.
        share: share of imports that would stop, 0-1.
        draws: draws of schedule and yield.
        seed: same seed, same draws.
        progress: told how far it is; may cancel it.

    Raises:
        DataRefused: if the project is unknown or cannot be simulated, or no time to recover is
            given or known.
    """
    model = cooperation_model(project, key)
    found = world(project)
    if key not in found.plants:
        raise DataRefused([p for p in found.problems if p.table == "projects" and p.value == key])
    network = found.network
    wait = _recovery(project, model.material, found.network.codes) if recover is None else recover
    delivery = deliver(
        model,
        Uncertainty.of(project),
        network.first,
        network.months,
        draws=draws,
        seed=seed,
        progress=progress,
    )
    run, _ = found.run({key: delivery.tonnes})
    m = network.index(model.material)
    place = found.plants[key]
    mine = (run.network.material == m) & run.network.is_home
    mine[place] = False
    others = run.supply[mine].sum(axis=0)
    need = run.demand[m]
    stock = float(network.stock[m])
    missing = share * np.maximum(need - others - delivery.draws, 0.0)
    missing = np.where(missing > _TINY * need, missing, 0.0)
    return Ramp(
        project=key,
        material=model.material,
        recover=wait,
        stock=stock,
        months=_table(network.first, need, delivery.draws, missing, stock, wait),
        binding_months=_quantiles((missing > 0).sum(axis=1).astype(float)),
        delivery=delivery,
        problems=found.problems,
    )


def survival(missing: FloatArray, stock: float) -> FloatArray:
    """Return how many months a stock covers what is missing, from each month on.

    Args:
        missing: draw x month: what would be missing in a month; the last month stands for all
            later ones.
        stock: units in stock.

    Returns:
        draw x month, with the part of the month in which it ends; infinite where it never does.

    >>> survival(np.array([[2.0, 2.0, 4.0]]), 5.0).tolist()
    [[2.25, 1.75, 1.25]]
    """
    draws, months = missing.shape
    found = np.full((draws, months), np.inf)
    for start in range(months):
        left = np.full(draws, stock)
        for t in range(start, months):
            gap = missing[:, t]
            ends = np.isinf(found[:, start]) & (gap > 0) & (left < gap)
            found[ends, start] = t - start + left[ends] / gap[ends]
            left = np.where(ends, 0.0, left - gap)
        last = missing[:, -1]
        lasts = np.isinf(found[:, start]) & (last > 0)
        with np.errstate(over="ignore"):  # next to nothing is missing: it lasts for ever
            found[lasts, start] = months - start + left[lasts] / last[lasts]
    return found


def bridging(missing: FloatArray, months: float) -> FloatArray:
    """Return the stock that bridges so many months from each month on, draw x month.

    The last month stands for all later ones; a part of a month counts in part.
    """
    whole = int(np.ceil(months))
    padded = np.concatenate([missing, np.repeat(missing[:, -1:], whole, axis=1)], axis=1)
    weights = np.clip(months - np.arange(whole), 0.0, 1.0)
    parts = [
        weight * padded[:, t : t + missing.shape[1]] for t, weight in enumerate(weights.tolist())
    ]
    return np.asarray(sum(parts, np.zeros_like(missing)))


def _table(
    first: int,
    need: FloatArray,
    delivered: FloatArray,
    missing: FloatArray,
    stock: float,
    recover: float,
) -> pd.DataFrame:
    lasts = survival(missing, stock)
    columns: dict[str, object] = {
        "period": [periods.month_name(first + t) for t in range(len(need))],
        "need": need,
        "binding": (missing > 0).mean(axis=0),
        "exposed": (lasts < recover - _TINY).mean(axis=0),
    }
    for name, values in (
        ("delivered", delivered),
        ("imports_needed", missing),
        ("time_to_survive", lasts),
        ("stock_needed", bridging(missing, recover)),
    ):
        for label, level in QUANTILES.items():
            columns[f"{name}_{label}"] = np.quantile(values, level, axis=0, method="nearest")
    return pd.DataFrame(columns)[list(MONTHS)]


def _quantiles(values: FloatArray) -> dict[str, float]:
    return {
        name: float(np.quantile(values, level, method="nearest"))
        for name, level in QUANTILES.items()
    }


def _recovery(project: Project, material: str, codes: frozenset[str]) -> float:
    rows = project["suppliers"]
    rows = rows[(rows["material"] == material) & ~rows["country"].isin(codes)]
    longest = float(rows["recovery_time"].max()) if len(rows) else np.nan
    if np.isnan(longest):
        problem = Problem(
            f"no foreign supplier of {material} has a time to recover",
            table="suppliers",
            column="recovery_time",
            expected="months until a supplier delivers again",
            remedy="Fill in recovery_time, or say how many months (--recover)",
        )
        raise DataRefused([problem])
    return longest
