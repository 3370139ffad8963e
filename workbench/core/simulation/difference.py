"""Two scenarios side by side: every cell of their results, and the shocks in which they differ."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.problem import Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.shocks import Shock
from workbench.core.simulation.result import BALANCE, Result
from workbench.core.simulation.run import run_all
from workbench.core.simulation.scenario import read_shocks

VALUES = ("first", "second", "difference")
SHOCKS = ("status", "kind", "country", "material", "supplier", "column", "first", "second")
"""Columns of the comparison of shocks; ``status`` is same, changed, only first or only second."""
_SHARES = {
    "share of supply": "scenario_share",
    "share of imports": "scenario_share_of_imports",
}
_ROUNDING = 1e-9
_CELLS = ("start", "duration", "size", "probability", "parameters", "spreads")
_TARGETS = ("kind", "country", "material", "supplier")


@dataclass(frozen=True)
class Difference:
    """Two results cell by cell; ``difference`` is second - first, NaN where one is not known."""

    first: Result
    second: Result
    balance: pd.DataFrame
    """period, material, measure and both values."""
    flows: pd.DataFrame
    """period, material, source, country and both values."""
    shift: pd.DataFrame
    """material, country, measure (share of supply or of imports) and both values."""
    summary: pd.DataFrame
    """material, measure and both values."""
    shocks: pd.DataFrame
    """Columns :data:`SHOCKS`: a row for every shock of either, and every cell that differs."""
    problems: tuple[Problem, ...]


def compare(
    project: Project, first: str, second: str = "", progress: Progress | None = None
) -> Difference:
    """Run two scenarios of a project (empty: the base) over the same months, and compare them.

    Raises:
        DataRefused: if one of them does not exist or nothing can be simulated.
    """
    return difference(*run_all(project, [first, second], progress))


def difference(first: Result, second: Result) -> Difference:
    """Return two results cell by cell.

    A source that supplies nothing has no row in ``flows``: it counts as 0 in months and materials
    that were simulated. What only one of the results has at all is NaN in the other.
    """
    month = ["period", "material"]
    return Difference(
        first=first,
        second=second,
        balance=_long(first.balance, second.balance, month, {name: name for name in BALANCE[2:]}),
        flows=_flows(first, second),
        shift=_long(first.shift, second.shift, ["material", "country"], _SHARES),
        summary=_joined(first.summary, second.summary, ["material", "measure"], "scenario"),
        shocks=shocks_table(_shocks(first), _shocks(second)),
        problems=_findings(first, second),
    )


def differing(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table of :class:`Difference` in which both differ.

    What is only the rounding of a calculation, 1e-9 of the figure, does not count.
    """
    if "difference" not in table:
        return table[table["status"] != "same"]
    both = table[["first", "second"]]
    tiny = _ROUNDING * both.abs().max(axis=1)
    same = (table["difference"].abs() <= tiny) | both.isna().all(axis=1)
    return table[~same]


def _flows(first: Result, second: Result) -> pd.DataFrame:
    keys = ["period", "material", "source", "country"]
    flows = _joined(first.flows, second.flows, keys, "quantity")
    month = pd.MultiIndex.from_frame(flows[["period", "material"]])
    for name, result in (("first", first), ("second", second)):
        simulated = pd.MultiIndex.from_frame(result.balance[["period", "material"]])
        flows[name] = flows[name].mask(flows[name].isna() & month.isin(simulated), 0.0)
    flows["difference"] = flows["second"] - flows["first"]
    return flows


def _joined(
    first: pd.DataFrame, second: pd.DataFrame, keys: Sequence[str], value: str
) -> pd.DataFrame:
    """Join one column of two tables; rows in the order of the first, then those of the second."""
    one, two = (frame[[*keys, value]].set_index(list(keys))[value] for frame in (first, second))
    index = one.index.append(two.index[~two.index.isin(one.index)])
    found = pd.DataFrame({"first": one.reindex(index), "second": two.reindex(index)}, index=index)
    found["difference"] = found["second"] - found["first"]
    return found.reset_index()


def _long(
    first: pd.DataFrame, second: pd.DataFrame, keys: Sequence[str], columns: dict[str, str]
) -> pd.DataFrame:
    """Join several columns, one below the other within each row."""
    parts = []
    for place, (name, column) in enumerate(columns.items()):
        part = _joined(first, second, keys, column)
        part.insert(len(keys), "measure", name)
        parts.append(part.assign(row=np.arange(len(part)), place=place))
    whole = pd.concat(parts, ignore_index=True).sort_values(["row", "place"], kind="stable")
    return whole.drop(columns=["row", "place"]).reset_index(drop=True)


def _findings(first: Result, second: Result) -> tuple[Problem, ...]:
    found = list(dict.fromkeys([*first.problems, *second.problems]))
    if first.window != second.window:
        spans = " and ".join(" to ".join(one.window) for one in (first, second))
        text = f"shares and sums are of different months ({spans})"
        remedy = "Compare scenarios that were run together"
        found.append(Problem(text, severity="warning", remedy=remedy))
    return tuple(found)


def _shocks(result: Result) -> list[Shock]:
    return read_shocks(result.project, result.scenario)[0] if result.scenario else []


def shocks_table(first: Sequence[Shock], second: Sequence[Shock]) -> pd.DataFrame:
    """Return which shocks two scenarios share, and in which cells the others differ.

    Shocks are paired that say the same, then those of one kind on the same target in their order.
    """
    left, right = list(first), list(second)
    pairs: list[tuple[Shock | None, Shock | None]] = []
    for alike in (_content, _target):
        for one in list(left):
            other = next((two for two in right if alike(two) == alike(one)), None)
            if other is not None:
                pairs.append((one, other))
                left.remove(one)
                right.remove(other)
    pairs += [(one, None) for one in left] + [(None, two) for two in right]
    rows = [row for pair in pairs for row in _rows(*pair)]
    return pd.DataFrame(rows, columns=list(SHOCKS))


def _rows(one: Shock | None, two: Shock | None) -> list[tuple[str, ...]]:
    if one is None or two is None:
        status = "only first" if one else "only second"
        targets = [_target(shock) for shock in (one, two) if shock]
        return [(status, *targets[0], "", _cell(one), _cell(two))]
    target = _target(one)
    changed = [(name, _text(one, name), _text(two, name)) for name in _CELLS]
    changed = [row for row in changed if row[1] != row[2]]
    if not changed:
        return [("same", *target, "", _cell(one), _cell(two))]
    return [("changed", *target, *row) for row in changed]


def _target(shock: Shock) -> tuple[str, ...]:
    return tuple(str(getattr(shock, name)) for name in _TARGETS)


def _content(shock: Shock) -> tuple[str, ...]:
    return (*_target(shock), *(_text(shock, name) for name in _CELLS))


def _cell(shock: Shock | None) -> str:
    """Return where a shock stands, such as ``china-licence 2``."""
    return f"{shock.scenario} {shock.order}" if shock else ""


def _text(shock: Shock, name: str) -> str:
    """Return a cell as text: months as periods, endless and missing ones as empty text."""
    value = getattr(shock, name)
    if name == "start":
        return periods.month_name(value)
    if isinstance(value, dict):
        return json.dumps(value, sort_keys=True) if value else ""
    return f"{value:g}" if math.isfinite(value) else ""
