"""A market of two sources that can be recomputed by hand, and what shocks make of it."""

from __future__ import annotations

import json
from typing import Any

from workbench.core.network import Levers, build
from workbench.core.problem import Problem
from workbench.core.project import Project, from_records
from workbench.core.simulation.market import Trajectory, market_response
from workbench.core.simulation.scenario import pull, read_shocks

Rows = list[dict[str, Any]]


def imports(material: str, period: str = "2021", **volumes: float) -> Rows:
    """Rows of imports; volumes are for one month, spread from the whole period."""
    months = 12 if len(period) == 4 else 1
    row = {"period": period, "flow": "import", "reporter": "KOR", "material": material}
    return [row | {"partner": p, "quantity": q * months} for p, q in volumes.items()]


def supplier(name: str, country: str, material: str = "anode", **cells: Any) -> dict[str, Any]:
    """A row of the table suppliers; capacity and volume are for one month."""
    amounts = {key: cells.pop(key) * 12 for key in ("capacity", "volume") if key in cells}
    return {"supplier": name, "country": country, "material": material} | amounts | cells


def study(*shocks: dict[str, Any], **tables: Rows) -> Project:
    """Anode from China (80 a month) and Japan (20) in six months from 2022-01.

    Shocks begin in 2022-02 unless they say otherwise; their parameters are a dictionary.
    """
    base: dict[str, Rows] = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "6"}],
        "materials": [{"material": "anode"}],
        "trade": imports("anode", CHN=80, JPN=20),
    }
    rows = [
        {"scenario": "s", "order": i + 1, "start": "2022-02"}
        | row
        | {"parameters": json.dumps(row.get("parameters", {}))}
        for i, row in enumerate(shocks)
    ]
    return from_records(base | tables | {"shocks": rows})


def pulled(*shocks: dict[str, Any], **tables: Rows) -> tuple[Levers, list[Problem]]:
    """Return the levers once the shocks have acted, and all findings about them."""
    project = study(*shocks, **tables)
    read, found = read_shocks(project, "s") if shocks else ([], [])
    levers, more = pull(build(project)[0], read)
    return levers, [*found, *more]


def respond(*shocks: dict[str, Any], **tables: Rows) -> Trajectory:
    """Return the market response to shocks."""
    levers, _ = pulled(*shocks, **tables)
    return market_response(levers.network, levers)


def place(levers: Levers, source: str) -> int:
    """Return the place of the first source of that name."""
    return levers.network.sources.index(source)


def supply(run: Trajectory, source: str) -> list[float]:
    """Return what a source supplied, month by month."""
    return [round(x, 9) for x in run.supply[run.network.sources.index(source)].tolist()]
