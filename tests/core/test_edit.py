from __future__ import annotations

import json

import pytest

from workbench.core import edit
from workbench.core.problem import errors
from workbench.core.project import Project, changed, from_records
from workbench.core.simulation.scenario import read_shock
from workbench.core.validate import check
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


def test_that_a_shock_takes_spreads_of_its_size_and_parameters_and_gives_them_up(
    project: Project,
) -> None:
    label = _first(project, "shocks")
    target = {"country": "CHN", "material": "pitch"}
    after = edit.set_shock(project, label, {"phase_in_months": 3.0, **target})
    before = after["shocks"].at[label, "parameters"]
    after = edit.set_spread(after, label, "size", "uniform(0.3,0.9)")
    after = edit.set_spread(after, label, "phase_in_months", "discrete(1:3,2:1)")
    after = edit.set_spread(after, label, "licence_months", "pert(0,1,2)")
    row = after["shocks"].loc[label]
    assert row["spread"] == "uniform(0.3,0.9)"
    assert json.loads(row["parameters"])["spreads"] == {
        "phase_in_months": "discrete(1:3,2:1)",
        "licence_months": "pert(0,1,2)",
    }
    shock, _ = read_shock(after["shocks"].loc[label])
    assert shock is not None
    assert set(shock.spreads) == {"size", "phase_in_months", "licence_months"}
    for name in ("size", "phase_in_months", "licence_months"):
        after = edit.set_spread(after, label, name, "")
    assert after["shocks"].at[label, "spread"] == ""
    assert after["shocks"].at[label, "parameters"] == before


def test_that_a_spread_that_cannot_be_read_is_not_stored(project: Project) -> None:
    label = _first(project, "shocks")
    for name in ("size", "phase_in_months"):
        with pytest.raises(Unfit, match="must not fall"):
            edit.set_spread(project, label, name, "uniform(0.9,0.3)")


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


@pytest.fixture
def linked() -> Project:
    """A project in which everything refers to the material pitch or the supplier A."""
    return from_records(
        {
            "settings": [{"key": "home", "value": "XKR"}],
            "countries": [{"country": "XKR", "name": "Own"}],
            "materials": [{"material": "pitch"}, {"material": "tar"}],
            "suppliers": [
                {"supplier": "A", "country": "CHN", "material": "pitch"},
                {"supplier": "B", "country": "CHN", "material": "tar"},
            ],
            "capacity": [{"supplier": "A", "period": "2021", "capacity": 1}],
            "recipes": [
                {"output": "pitch", "input": "tar", "quantity": 1},
                {"output": "pitch", "input": "tar", "supplier": "A", "quantity": 2},
            ],
            "demand": [{"period": "2021", "material": "pitch", "quantity": 1}],
            "projects": [
                {"project": "P", "material": "pitch", "supplier": "A"},
                {"project": "Q", "requires": "P;R", "excludes": "P"},
            ],
            "rules": [{"rule": "r", "from": "2021", "exempt_materials": "tar;pitch"}],
            "scenarios": [
                {"scenario": "s"},
                {"scenario": "t", "parent": "s"},
                {"scenario": "u", "parent": "t"},
            ],
            "shocks": [
                {"scenario": "s", "order": 1, "kind": "x", "supplier": "A", "start": "2021"},
                {"scenario": "t", "order": 1, "kind": "x", "material": "tar", "start": "2021"},
            ],
            "notes": [
                {"table": "capacity", "key": "A;2021", "date": "2021", "text": "old"},
                {"table": "projects", "key": "P", "date": "2021", "text": "mine"},
            ],
            "origins": [
                {"origin": 1, "table": "demand", "key": "*;pitch", "source": "a paper"},
            ],
        }
    )


def _label(project: Project, table: str, name: str) -> int:
    frame = project[table]
    return int(frame.index[frame.iloc[:, 0] == name][0])


def test_that_renaming_reaches_lists_notes_and_sources(linked: Project) -> None:
    after = edit.set_cell(linked, "projects", _label(linked, "projects", "P"), "project", "Plant")
    assert after["projects"]["requires"].tolist() == ["", "Plant;R"]
    assert after["projects"]["excludes"].tolist() == ["", "Plant"]
    assert after["notes"]["key"].tolist() == ["A;2021", "Plant"]
    after = edit.set_cell(after, "suppliers", _label(after, "suppliers", "A"), "supplier", "AA")
    assert after["notes"]["key"].tolist() == ["AA;2021", "Plant"]
    after = edit.set_cell(after, "materials", _label(after, "materials", "pitch"), "material", "x")
    assert after["rules"]["exempt_materials"].tolist() == ["tar;x"]
    assert after["origins"]["key"].tolist() == ["*;x"]
    after = edit.set_cell(after, "countries", _label(after, "countries", "XKR"), "country", "XKO")
    assert after.home == "XKO"
    assert errors(check(after)) == ()


def test_that_a_supplier_takes_along_what_is_about_it_alone(linked: Project) -> None:
    after, went = edit.delete_with_references(
        linked, "suppliers", [_label(linked, "suppliers", "A")]
    )
    assert went == {"capacity": 1, "recipes": 1, "shocks": 1, "notes": 1, "projects.supplier": 1}
    assert after["recipes"]["quantity"].tolist() == [1.0]  # the general recipe, not a second one
    assert after["shocks"]["scenario"].tolist() == ["t"]
    assert after["projects"]["supplier"].tolist() == ["", ""]
    assert errors(check(after)) == ()


@pytest.mark.parametrize(
    ("table", "name"),
    [("materials", "pitch"), ("materials", "tar"), ("projects", "P"), ("scenarios", "s")],
)
def test_that_nothing_refers_to_what_was_deleted(linked: Project, table: str, name: str) -> None:
    after, went = edit.delete_with_references(linked, table, [_label(linked, table, name)])
    assert went
    assert errors(check(after)) == ()
    assert name not in after["rules"]["exempt_materials"].iloc[0].split(";")
    assert table not in went
    for other, count in went.items():
        if "." not in other:
            assert len(linked[other]) - len(after[other]) == count


def test_that_children_of_several_deleted_scenarios_find_an_ancestor(linked: Project) -> None:
    labels = [_label(linked, "scenarios", name) for name in ("s", "t")]
    after, went = edit.delete_with_references(linked, "scenarios", labels)
    assert after["scenarios"][["scenario", "parent"]].to_numpy().tolist() == [["u", ""]]
    assert went == {"shocks": 2, "scenarios.parent": 1}
