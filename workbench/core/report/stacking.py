"""Finished runs stacked over scenarios: one table for each sheet of results."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.core.simulation.measures import MEASURES
from workbench.core.simulation.result import BALANCE, FLOWS, SHIFT, SUMMARY, Result

BASE = "base"
"""What stands in the column ``run`` for the base."""

RUN = "run"
"""Column that says which run a row belongs to; ``summary`` has figures called ``scenario``."""


def stack(runs: Sequence[Result]) -> dict[str, pd.DataFrame]:
    """Return the tables ``balance``, ``flows``, ``shift`` and ``summary`` over all ``runs``.

    Each has a column ``run`` first: the key of the scenario, or ``base``. The base stands in
    ``balance`` and ``flows`` once, before the scenarios; ``shift`` and ``summary`` hold their base
    figure in each row.
    """
    if not runs:
        return {}
    balance = [_named(BASE, runs[0].base_balance, BALANCE)]
    flows = [_named(BASE, runs[0].base_flows, FLOWS)]
    for run in runs:
        if run.scenario:
            balance.append(_named(run.scenario, run.balance, BALANCE))
            flows.append(_named(run.scenario, run.flows, FLOWS))
    shift = [_named(run.scenario or BASE, run.shift, SHIFT) for run in runs]
    summary = [_named(run.scenario or BASE, run.summary, SUMMARY) for run in runs]
    tables = {"balance": balance, "flows": flows, "shift": shift, "summary": summary}
    return {name: pd.concat(frames, ignore_index=True) for name, frames in tables.items()}


def compare(runs: Sequence[Result]) -> pd.DataFrame:
    """Return the summaries of all ``runs`` side by side: a row for each material and measure.

    Beside ``material``, ``measure`` and ``meaning`` there is a column for each scenario, and one
    for the base over the same months. Scenarios whose shocks act in other months are measured
    over other months, so the header names them and each such span has a base of its own.
    """
    labels = ["material", "measure"]
    spans: dict[str, list[Result]] = {}
    for run in runs:
        spans.setdefault(_span(run), []).append(run)
    columns: dict[str, pd.Series] = {}
    for span, inside in spans.items():
        columns[f"{BASE}{span}"] = inside[0].summary.set_index(labels)["base"]
        for run in inside:
            if run.scenario:
                columns[f"{run.scenario}{span}"] = run.summary.set_index(labels)["scenario"]
    table = pd.DataFrame(columns).astype(float).reset_index() if columns else pd.DataFrame()
    if table.empty:
        return pd.DataFrame(columns=[*labels, "meaning", *columns], dtype="str")
    order = {name: place for place, name in enumerate(dict.fromkeys(runs[0].summary["material"]))}
    place = {name: number for number, name in enumerate(MEASURES)}
    rank = [table["material"].map(order), table["measure"].map(place)]
    table = table.iloc[np.lexsort([part.fillna(len(table)).to_numpy() for part in rank[::-1]])]
    table = table.astype(dict.fromkeys(labels, "str")).reset_index(drop=True)
    table.insert(2, "meaning", table["measure"].map(MEASURES).fillna("").astype("str"))
    return table


def _span(run: Result) -> str:
    return f", {run.window[0]} to {run.window[1]}" if all(run.window) else ""


def _named(scenario: str, frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the frame with the name of its run, text as text and every other column as float."""
    plain = {
        name: frame[name].astype(float)
        if pd.api.types.is_numeric_dtype(frame[name].dtype)
        else frame[name].astype(str).astype("str")
        for name in columns
    }
    return pd.DataFrame({RUN: pd.Series(scenario, frame.index, dtype="str"), **plain})
