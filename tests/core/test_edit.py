from __future__ import annotations

import json

import pytest

from workbench.core import edit
from workbench.core.project import Project, changed, from_records
from workbench.core.values import Unfit


@pytest.fixture
def project() -> Project:
    return from_records(
        {
            "materials": [{"material": "pitch", "unit": "t"}, {"material": "tar"}],
            "suppliers": [{"supplier": "A", "country": "CHN", "material": "pitch"}],
            "trade": [
                {
                    "period": "2021",
                    "flow": "import",
                    "reporter": "KOR",
                    "partner": "CHN",
                    "material": "pitch",
                    "value": 1.0,
                }
            ],
            "scenarios": [{"scenario": "s"}, {"scenario": "child", "parent": "s"}],
            "shocks": [
                {"scenario": "s", "order": 1, "kind": "export_restriction", "start": "2021-01"}
            ],
        }
    )


def _first(project: Project, table: str) -> int:
    return int(project[table].index[0])


def test_that_one_cell_changes_and_nothing_else(project: Project) -> None:
    after = edit.set_cell(project, "suppliers", _first(project, "suppliers"), "capacity", "8000")
    assert after["suppliers"]["capacity"].tolist() == [8000.0]
    assert changed(project, after) == {"suppliers"}


def test_that_renaming_a_material_renames_it_wherever_it_is_named(project: Project) -> None:
    after = edit.set_cell(project, "materials", _first(project, "materials"), "material", "Pech")
    assert after["suppliers"]["material"].tolist() == ["Pech"]
    assert after["trade"]["material"].tolist() == ["Pech"]
    assert list(after["materials"]["material"]) == ["Pech", "tar"]


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [("suppliers", "capacity", "lots"), ("materials", "material", "tar")],
)
def test_that_what_does_not_fit_is_refused(
    project: Project, table: str, column: str, cell: str
) -> None:
    with pytest.raises(Unfit):
        edit.set_cell(project, table, _first(project, table), column, cell)


def test_that_a_row_typed_by_hand_keeps_the_others_where_they_came_from(project: Project) -> None:
    after, label = edit.add_row(
        project,
        "trade",
        {
            "period": "2022",
            "flow": "import",
            "reporter": "KOR",
            "partner": "JPN",
            "material": "pitch",
        },
    )
    assert list(after["trade"].index) == [*project["trade"].index, label]
    assert list(after["trade"]["partner"]) == ["CHN", "JPN"]
    assert edit.delete_rows(after, "trade", [label])["trade"].equals(project["trade"])


def test_that_a_row_with_a_key_that_is_there_already_is_refused(project: Project) -> None:
    with pytest.raises(Unfit, match="pitch"):
        edit.add_row(project, "materials", {"material": "pitch"})


def test_that_a_shock_takes_columns_and_parameters(project: Project) -> None:
    label = _first(project, "shocks")
    after = edit.set_shock(project, label, {"size": 0.5, "phase_in_months": 3.0})
    after = edit.set_shock(after, label, {"change": "set"})
    assert after["shocks"].at[label, "size"] == 0.5
    assert json.loads(after["shocks"].at[label, "parameters"]) == {
        "change": "set",
        "phase_in_months": 3.0,
    }


def test_that_a_new_shock_stands_at_the_end_of_its_scenario(project: Project) -> None:
    after, label = edit.add_shock(project, "s", {"kind": "demand_change", "start": "2021-01"})
    assert after["shocks"].at[label, "order"] == 2.0
    after, label = edit.add_shock(after, "child", {"kind": "demand_change", "start": "2021-01"})
    assert after["shocks"].at[label, "order"] == 1.0


def test_that_children_of_a_deleted_scenario_get_its_parent(project: Project) -> None:
    after = edit.delete_scenario(project, "s")
    assert after["scenarios"]["scenario"].tolist() == ["child"]
    assert after["scenarios"]["parent"].tolist() == [""]
    assert after["shocks"].empty
