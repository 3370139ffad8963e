from __future__ import annotations

import pandas as pd
import pytest

from workbench.core import frames, schema
from workbench.core.problem import Problem, condensed, errors
from workbench.core.project import Project, from_records
from workbench.core.validate import check

ROW = {"period": "2021", "flow": "import", "reporter": "KOR", "material": "pitch", "value": 1}


def _project(*rows: dict[str, object]) -> Project:
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "pitch"}],
            "trade": [{**ROW, **row} for row in rows],  # type: ignore[dict-item]
        }
    )


def _only(project: Project) -> Problem:
    (problem,) = check(project)
    return problem


def test_that_a_sound_project_has_no_findings() -> None:
    assert check(_project({"partner": "CHN"})) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Türkiye", "TUR"), ("대한민국", "KOR"), ("日本", "JPN"), ("south korea", "KOR")],
)
def test_that_an_unknown_country_is_named_with_the_code_that_was_probably_meant(
    typed: str, meant: str
) -> None:
    problem = _only(_project({"partner": typed}))
    assert (problem.column, problem.row, problem.value) == ("partner", 1, typed)
    assert meant in problem.remedy


def test_that_an_unknown_material_is_named() -> None:
    problem = _only(_project({"partner": "CHN", "material": "pich"}))
    assert problem.value == "pich"
    assert "pitch" in problem.remedy


def test_that_the_second_row_with_the_same_key_is_a_finding() -> None:
    problem = _only(_project({"partner": "CHN"}, {"partner": "JPN"}, {"partner": "CHN"}))
    assert problem.row == 3
    assert "same key" in problem.message


def test_that_all_findings_come_at_once() -> None:
    project = _project({"partner": "Narnia"}, {"partner": "CHN", "material": "x"})
    wrong = project["trade"].assign(quantity=[-1.0, float("inf")])
    found = check(project.replace({"trade": wrong}))
    assert {(problem.column, problem.row) for problem in errors(found)} == {
        ("partner", 1),
        ("material", 2),
        ("quantity", 1),
        ("quantity", 2),
    }


def test_that_a_thousand_equal_findings_do_not_bury_the_rest() -> None:
    rows = pd.DataFrame(
        {**dict.fromkeys(schema.BY_NAME["trade"].names, ""), "period": range(3000, 4500)}
    ).astype({"period": str})
    rows = rows.assign(flow="import", reporter="KOR", partner="XYZ", material="pitch")
    project = _project().replace({"trade": frames.conform(schema.BY_NAME["trade"], rows)})
    found = check(project)
    assert len(found) == 1500
    shown = condensed(found)
    assert len(shown) == 1001
    assert "500 more" in shown[-1].message


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("home", "Atlantis"),
        ("months", "two"),
        ("months", "0"),
        ("months", "601"),
        ("months", "1.5"),
        ("ramp_limit", "1.01"),
        ("ramp_limit", "-0.1"),
        ("basis", "weight"),
    ],
)
def test_that_a_setting_that_cannot_be_used_is_a_finding(key: str, value: str) -> None:
    project = from_records({"settings": [{"key": key, "value": value}]})
    assert value in {problem.value for problem in errors(check(project))}


def test_that_a_group_may_be_home() -> None:
    assert check(from_records({"settings": [{"key": "home", "value": "EU"}]})) == []


def test_that_a_project_with_figures_but_without_home_says_so() -> None:
    project = _project({"partner": "CHN"})
    project = project.replace({"settings": Project()["settings"]})
    problem = _only(project)
    assert (problem.severity, "home" in problem.message) == ("warning", True)
