from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from workbench.core.simulation.run import run_all


def test_that_supply_stock_and_shortage_fill_demand_in_every_short_month(drawn, view) -> None:
    shown = drawn("balance", view).data()
    balance = view.result.balance.query("material == @view.material")
    parts = shown.drop(columns=[shown.columns[0], "demand", "stock"])
    short = balance["shortage"].to_numpy() > 0
    assert short.any()
    assert np.allclose(parts.sum(axis=1)[short], balance["demand"].to_numpy()[short])


def test_that_the_shortage_drawn_is_the_shortage_of_the_result(drawn, view) -> None:
    plot = drawn("balance", view)
    short = view.result.balance.query("material == @view.material")["shortage"]
    assert plot.data()["shortage"].sum() == pytest.approx(short.sum())
    assert f"{short.sum():,.0f}" in plot.sentence.text()


def test_that_home_is_at_the_bottom_of_the_stack(drawn, view) -> None:
    shown = drawn("balance", view).data()
    assert shown.columns[1] == "South Korea"


def test_that_pinned_scenarios_are_curves_on_common_axes(drawn, view, sample) -> None:
    both = run_all(sample, ["china-licence", ""])
    shown = drawn("balance", replace(view, result=both[0], pinned=(both[1],))).data()
    for one, name in zip(both, (view.scenario_name, "base"), strict=True):
        rows = one.balance.query("material == @view.material")
        for part in ("stock", "shortage"):
            assert np.allclose(shown[f"{part}: {name}"], rows[part])
