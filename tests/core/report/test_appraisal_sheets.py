"""What cooperation models and origin rules come to, as tables of the exported workbook."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from workbench.core.formats import read_files
from workbench.core.progress import Cancelled, Progress
from workbench.core.project import Project
from workbench.core.report.appraisal_sheets import appraisal_sheets
from workbench.core.report.workbook import export_workbook


def test_that_models_and_rules_are_sheets_that_an_import_passes_over(
    graphite: Project, tmp_path: Path
) -> None:
    added, problems = appraisal_sheets(graphite)
    assert not [one for one in problems if one.severity == "error"]
    assert list(added) == ["appraisal", "ranking", "portfolio", "origin results"]
    assert set(added["appraisal"]["unit"]) == {"t", "USD", "share", "0-1"}
    assert added["portfolio"]["chosen"].tolist() == ["", "graphite anode"]
    path = tmp_path / "out.xlsx"
    export_workbook(graphite, path, added=added)
    again = read_files([path], Project())
    assert not again.problems
    assert len(again.project["rules"]) == len(graphite["rules"])
    sheet = openpyxl.load_workbook(path)["origin results"]
    head, first, *_ = sheet.iter_rows(values_only=True)
    row = dict(zip(head, first, strict=True))
    assert (row["product"], row["verdict"], row["threshold"]) == ("cell", "fail", 0.4)


def test_that_a_verdict_has_a_row_on_the_day_it_changes_and_is_empty_where_not_known(
    graphite: Project,
) -> None:
    table = appraisal_sheets(graphite)[0]["origin results"]
    told = table.drop(columns=["date"]).fillna(-1.0)
    for _key, rows in told.groupby(["product", "rule"]):
        assert (rows.shift().iloc[1:] != rows.iloc[1:]).any(axis=1).all()
    assert table.loc[table["verdict"] == "unknown", "content_low"].isna().all()


def test_that_a_project_without_models_and_rules_has_no_such_sheet() -> None:
    assert appraisal_sheets(Project()) == ({}, [])


def test_that_what_cannot_be_computed_is_told(graphite: Project) -> None:
    added, problems = appraisal_sheets(graphite.replace({"settings": Project()["settings"]}))
    assert added["origin results"].empty
    assert any(problem.severity == "error" for problem in problems)


def test_that_it_can_be_stopped(graphite: Project) -> None:
    class Stops(Progress):
        def step(self, done: float, total: float, text: str = "") -> None:
            del done, total
            if text.startswith("testing"):
                raise Cancelled

    with pytest.raises(Cancelled):
        appraisal_sheets(graphite, Stops())
