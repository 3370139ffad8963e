from __future__ import annotations

import pytest

from workbench.core.checks import check, nothing_to_study
from workbench.core.problem import Problem
from workbench.core.project import Project, from_records
from workbench.core.values import Cell

SHOCK: dict[str, Cell] = {
    "scenario": "s",
    "order": 1,
    "kind": "export_restriction",
    "country": "CHN",
    "start": "2021",
}


def _project(**tables: list[dict[str, Cell]]) -> Project:
    base: dict[str, list[dict[str, Cell]]] = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "first_period", "value": "2021"}],
        "materials": [{"material": name} for name in "abcd"],
        "suppliers": [{"supplier": "A", "country": "CHN", "material": "a", "volume": 12.0}],
        "scenarios": [{"scenario": "s"}],
    }
    return from_records({**base, **tables})


def _only(project: Project) -> Problem:
    (problem,) = check(project)
    return problem


def test_that_a_sound_project_has_no_findings() -> None:
    assert check(_project(shocks=[{**SHOCK, "spread": "pert(0,0.5,1)"}])) == []


@pytest.mark.parametrize(
    ("change", "column", "said", "severity"),
    [
        ({"kind": "export_restriktion"}, "kind", "Did you mean export_restriction?", "error"),
        ({"kind": "meteor"}, "kind", "one of allied_reallocation, capacity_change", "error"),
        ({"country": ""}, "country", "needs a country", "error"),
        ({"size": 1.5}, "size", "between 0 and 1", "warning"),
        ({"parameters": '{"phase": 3}'}, "parameters", "known are form, quota", "warning"),
        ({"spread": "uniform(1,0)"}, "spread", "must not fall", "error"),
        ({"spread": "gauss(1,0)"}, "spread", "no such distribution", "error"),
    ],
)
def test_that_a_shock_that_cannot_be_run_as_written_is_found_at_its_cell(
    change: dict[str, Cell], column: str, said: str, severity: str
) -> None:
    rows = [{**SHOCK}, {**SHOCK, "order": 2, **change}]
    problem = _only(_project(shocks=rows))
    assert (problem.table, problem.column, problem.row) == ("shocks", column, 2)
    assert said in str(problem)
    assert problem.severity == severity


def test_that_only_scenarios_of_a_loop_are_their_own_ancestors() -> None:
    parents = {"s": "t", "t": "u", "u": "t", "v": "v", "w": ""}
    found = check(_project(scenarios=[{"scenario": k, "parent": p} for k, p in parents.items()]))
    assert [(p.column, p.row, p.value) for p in found] == [
        ("parent", 2, "u"),
        ("parent", 3, "t"),
        ("parent", 4, "v"),
    ]


def test_that_materials_made_of_each_other_are_found_with_the_way_round() -> None:
    pairs = [("b", "a"), ("c", "b"), ("a", "c"), ("d", "c"), ("d", "d")]
    rows: list[dict[str, Cell]] = [{"output": o, "input": i, "quantity": 1} for o, i in pairs]
    found = check(_project(recipes=rows))
    assert [(p.column, p.row) for p in found] == [("input", row) for row in (1, 2, 3, 5)]
    assert "a -> b -> c -> a" in found[0].message
    assert "d -> d" in found[3].message
    without = [{**row, "quantity": 0} if row["output"] == row["input"] else row for row in rows]
    assert len(check(_project(recipes=without))) == 3


def test_that_a_yield_of_nothing_is_found() -> None:
    row: dict[str, Cell] = {"output": "a", "input": "b", "quantity": 1, "yield": 0}
    problem = _only(_project(recipes=[row, {**row, "output": "c", "yield": ""}]))
    assert (problem.column, problem.row) == ("yield", 1)


def test_that_a_project_without_figures_has_nothing_to_study() -> None:
    (problem,) = nothing_to_study(Project())
    assert problem.severity == "warning"
    assert nothing_to_study(_project()) == []


def test_that_a_new_plant_is_no_unknown_supplier_and_a_slip_of_the_pen_is_asked_about() -> None:
    plant = {**SHOCK, "kind": "capacity_change", "country": "", "material": "a", "size": 9}
    found = check(_project(shocks=[{**plant, "supplier": "brand new"}]))
    assert [(one.severity, one.column) for one in found] == [("info", "supplier")]
    names: list[dict[str, Cell]] = [
        {"supplier": "POSCO", "country": "CHN", "material": "a", "volume": 12.0}
    ]
    slip = check(_project(shocks=[{**plant, "supplier": "POSKO"}], suppliers=names))
    assert {"Did you mean POSCO?"} == {one.remedy for one in slip if one.severity == "warning"}
    hit = {**SHOCK, "kind": "supplier_outage", "supplier": "POSKO"}
    found = check(_project(shocks=[hit], suppliers=names))
    assert "unknown supplier" in found[0].message
