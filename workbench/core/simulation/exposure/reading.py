"""From the tables of a project to the network whose sources fail one by one.

Time counts in weeks; a year has 12 months and 52 weeks. The first month of the simulation stands
for all time.

========================= ======================================================================
of the models             from the tables
========================= ======================================================================
sources (nodes)           every named supplier, and every country beyond its named suppliers
capacity                  suppliers.capacity or the table capacity; where unknown the usual volume
                          or the largest one customs figures show
recipe of home sources    recipes, their own rows first
recipe of foreign ones    only rows of recipes that name them
demand                    the table demand; without it apparent consumption of what is traded or
                          produced. What is only made by suppliers for others has none.
stock                     materials.stock, else what home suppliers hold, else the stock aimed at;
                          and beside it what foreign suppliers hold
profit                    materials.margin; the price where no margin is given
time to recover           suppliers.recovery_time
========================= ======================================================================
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.network import Network, build
from workbench.core.problem import Problem
from workbench.core.project import Project
from workbench.core.simulation.exposure.stress import Web

FloatArray = npt.NDArray[np.float64]

WEEKS = 52 / 12
"""Weeks of a month."""


@dataclass(frozen=True)
class Reading:
    """The network of the models, with what the tables say beyond it."""

    network: Network
    web: Web
    recovery: FloatArray
    """Weeks that each source takes to recover; NaN where unknown."""
    unvalued: frozenset[int]
    """Materials in demand whose loss has no known price."""
    problems: tuple[Problem, ...]


def read(project: Project) -> Reading:
    """Return the network to be stressed, and what was assumed or left out on the way.

    Raises:
        DataRefused: if no home is set, nothing says when to begin, or recipes form a loop.
    """
    network, problems = build(project)
    demand = _demand(project, network)
    profit, unvalued, found = _profit(project, network, demand)
    web = Web(
        material=network.material,
        capacity=_capacity(network) / WEEKS,
        use=_use(project, network),
        stock=_stock(project, network),
        demand=demand,
        profit=profit,
    )
    known = [problem for problem in problems if problem.severity == "error"]
    return Reading(network, web, network.recovery * WEEKS, unvalued, (*known, *found))


def _capacity(network: Network) -> FloatArray:
    unknown = np.maximum(network.volume, np.where(network.is_home, 0.0, network.shown))
    given = network.capacity[:, 0]
    return np.where(np.isnan(given), unknown, given)


def _use(project: Project, network: Network) -> FloatArray:
    """Return input x source; of foreign sources only what rows that name them say."""
    use = network.use.copy()
    rows = project["recipes"]
    rows = rows[rows["supplier"] != ""]
    place = {name: s for s, name in enumerate(network.sources) if not network.is_home[s]}
    amounts = rows["quantity"] / rows["yield"].fillna(1.0)
    listed = zip(rows["supplier"], rows["output"], rows["input"], amounts, strict=True)
    for supplier, output, used, amount in listed:
        s, i = place.get(str(supplier), -1), network.index(str(used))
        if s >= 0 and i >= 0 and network.materials[network.material[s]] == output:
            use[i, s] = amount
    return use


def _demand(project: Project, network: Network) -> FloatArray:
    """Return outside demand a week; none of what has neither demand nor figures of its own."""
    told = set(project["demand"].dropna(subset=["quantity"])["material"])
    for table in ("trade", "production"):
        told |= {str(name) for name in project[table]["material"].unique()}
    counted = np.array([name in told for name in network.materials], dtype=bool)
    return np.where(counted, network.demand[:, 0], 0.0) / WEEKS


def _stock(project: Project, network: Network) -> FloatArray:
    given = project["materials"].set_index("material")["stock"]
    rows = project["suppliers"]
    home = rows["country"].isin(network.codes)
    at_home = rows[home].groupby("material")["stock"].sum(min_count=1)
    abroad = rows[~home].groupby("material")["stock"].sum()
    found = []
    for m, name in enumerate(network.materials):
        own = given[name]
        if np.isnan(own):
            own = at_home.get(name, np.nan)
        if np.isnan(own):
            own = network.stock[m]
        found.append(own + abroad.get(name, 0.0))
    return np.array(found, dtype=np.float64)


def _profit(
    project: Project, network: Network, demand: FloatArray
) -> tuple[FloatArray, frozenset[int], list[Problem]]:
    """Return the loss per unit not delivered, where it is unknown, and findings."""
    rows = project["materials"].set_index("material").loc[list(network.materials)]
    margin, price = rows["margin"], rows["price"]
    problems = []
    for name in rows.index[(demand > 0) & margin.isna()]:
        stands = not np.isnan(price[name])
        text = (
            f"no margin of {name} is given; its price stands in for the loss per unit"
            if stands
            else f"neither margin nor price of {name} is given: what its shortage costs is unknown"
        )
        problems.append(
            Problem(
                text,
                severity="info" if stands else "warning",
                table="materials",
                column="margin",
                value=str(name),
                remedy="Add the profit lost per unit not delivered",
            )
        )
    profit = margin.fillna(price)
    unknown = frozenset(np.flatnonzero(profit.isna().to_numpy() & (demand > 0)).tolist())
    return _filled(profit), unknown, problems


def _filled(profit: pd.Series) -> FloatArray:
    """Return profits; a tiny one where unknown, so that such demand is served if it costs nothing.

    What is lost of it is told beside the figure, which then has no value.
    """
    known = profit[profit > 0]
    least = 1e-3 * float(known.min()) if len(known) else 1.0
    return profit.fillna(least).to_numpy(dtype=np.float64)
