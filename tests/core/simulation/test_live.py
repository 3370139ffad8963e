"""Live answers are those of a run, by either engine, however the questions follow each other."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from workbench.core.project import Project, from_records
from workbench.core.shocks import Shock
from workbench.core.simulation import live
from workbench.core.simulation.live import Live, LiveResult
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import run

TABLES = ("balance", "base_balance", "flows", "base_flows", "shift", "summary")
BAN = {"kind": "export_restriction", "country": "CHN", "start": "2022-03", "duration": 5}
PLANT = {"kind": "capacity_change", "supplier": "new", "material": "anode", "start": "2022-04"}


def project(size: float = 1.0, plant: float = 0.0) -> Project:
    trade = [
        {"period": "2021", "flow": "import", "reporter": "KOR", "partner": partner}
        | {"material": material, "quantity": quantity}
        for material in ("anode", "pitch", "urea")
        for partner, quantity in (("CHN", 800.0), ("JPN", 400.0))
    ]
    shocks = [BAN | {"scenario": "s", "order": 1, "material": "pitch", "size": size}]
    if plant:
        shocks.append(PLANT | {"scenario": "s", "order": 2, "size": plant})
    works = {"supplier": "works", "country": "KOR", "material": "anode", "volume": 600}
    tables: dict[str, list[dict[str, Any]]] = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "12"}],
        "materials": [{"material": m, "stock": 60} for m in ("anode", "pitch", "urea")],
        "trade": trade,
        "suppliers": [works],
        "recipes": [{"output": "anode", "input": "pitch", "quantity": 1.5}],
        "scenarios": [{"scenario": "s"}],
        "shocks": shocks,
    }
    return from_records(tables)


def moved(before: Project, **parts: float) -> Project:
    """The same project with other shocks; every other table is the very same."""
    return before.replace({"shocks": project(**parts)["shocks"]})


def assert_same(mine: Result, its: Result) -> None:
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(mine, name), getattr(its, name), rtol=1e-9, obj=name)
    assert (mine.window, mine.problems) == (its.window, its.problems)


@pytest.fixture(params=["reference", "kernel"])
def answers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Live:
    monkeypatch.setattr(live, "LARGE", 0 if request.param == "kernel" else 10**9)
    found = Live()
    if request.param == "kernel":
        found.result(project())
        found.prepare()
        assert not found.wants_kernel
    return found


def test_that_every_move_of_a_slider_is_answered_like_a_run(answers: Live) -> None:
    now = project()
    for parts in ({"size": 0.2}, {"size": 0.9}, {"plant": 900.0}, {"size": 0.0}):
        now = moved(now, **parts)
        assert_same(answers.result(now, "s"), run(now, "s"))
    assert_same(answers.result(now), run(now))


def test_that_other_data_are_not_answered_from_memory(answers: Live) -> None:
    now = project()
    before = answers.result(now, "s")
    rows = now["trade"].assign(quantity=now["trade"]["quantity"] * 2)
    now = now.replace({"trade": rows})
    assert_same(answers.result(now, "s"), run(now, "s"))
    assert before.balance["demand"].sum() != answers.result(now, "s").balance["demand"].sum()


def test_that_one_material_alone_shows_its_rows_of_the_whole(answers: Live) -> None:
    whole = answers.result(project(plant=900.0), "s")
    for material in ("anode", "urea"):
        part = whole.only(material)
        for name in TABLES:
            rows = getattr(whole, name)
            rows = rows[rows["material"] == material].reset_index(drop=True)
            pd.testing.assert_frame_equal(getattr(part, name), rows, obj=name)
            plain = getattr(run(whole.project, "s").only(material), name)
            pd.testing.assert_frame_equal(plain, rows, rtol=1e-9, obj=name)
    assert whole.only("unheard of").balance.empty


def test_that_shocks_of_no_table_can_be_explored(answers: Live) -> None:
    now = project(size=0.5)
    shock = Shock("s", 1, "export_restriction", "CHN", "pitch", "", 2022 * 12 + 2, 5.0, 0.5)
    explored = answers.explore(now, [shock])
    pd.testing.assert_frame_equal(explored.balance, run(now, "s").balance, rtol=1e-9)


def test_that_scenarios_side_by_side_are_measured_over_the_same_months(answers: Live) -> None:
    base, ban = answers.results(project(), ["", "s"])
    assert base.window == ban.window == run(project(), "s").window


def test_that_a_base_of_the_reference_is_not_compared_with_the_kernel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "LARGE", 0)
    answers = Live()
    first = answers.result(project())
    assert answers.wants_kernel
    answers.prepare()
    second: LiveResult = answers.result(first.project, "s")
    assert second.base_run is not first.base_run
    assert second.base_run.network is first.base_run.network  # it is not built again
