"""Finished runs stacked over scenarios: one table for each sheet of results."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from workbench.core.simulation.result import BALANCE, FLOWS, SHIFT, SUMMARY, Result

BASE = "base"
"""What stands in the column ``scenario`` for the base."""


def stack(runs: Sequence[Result]) -> dict[str, pd.DataFrame]:
    """Return the tables ``balance``, ``flows``, ``shift`` and ``summary`` over all ``runs``.

    Each has a column ``scenario`` first. The base stands in ``balance`` and ``flows`` once, before
    the scenarios; ``shift`` and ``summary`` hold their base figure in each row.
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


def _named(scenario: str, frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the frame with its scenario, text as text and every other column as float."""
    plain = {
        name: frame[name].astype(float)
        if pd.api.types.is_numeric_dtype(frame[name].dtype)
        else frame[name].astype(str).astype("str")
        for name in columns
    }
    return pd.DataFrame({"scenario": pd.Series(scenario, frame.index, dtype="str"), **plain})
