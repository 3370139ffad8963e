"""The screening as a workbook: numbers as numbers, missing ones empty, thresholds beside them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from workbench.core.problem import DataRefused
from workbench.core.project import Project, from_records
from workbench.core.report import screening_sheets
from workbench.core.report.screening_sheets import thresholds, write_workbook
from workbench.core.screening.watchlist import watched


@pytest.fixture
def project() -> Project:
    row = {"period": "2022", "flow": "import", "reporter": "KOR", "material": "=1+1"}
    settings = {"home": "KOR", "screen.kiet_concern.share": "0.4"}
    return from_records(
        {
            "settings": [{"key": key, "value": value} for key, value in settings.items()],
            "materials": [{"material": "=1+1"}, {"material": "tar"}],
            "trade": [row | {"partner": "CHN", "value": 4.0}, row | {"partner": "JPN", "value": 6}],
        }
    )


def test_that_a_rule_that_is_not_decided_is_an_empty_cell_with_a_reason(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(project, watched(project, "value"), path)
    sheet = openpyxl.load_workbook(path)["screening"]
    head, *rows = sheet.iter_rows(values_only=True)
    found = {row["material"]: row for row in (dict(zip(head, one, strict=True)) for one in rows)}
    assert found["=1+1"]["kiet_concern"] == 1
    assert found["=1+1"]["kita_vulnerable"] == 0
    assert found["tar"]["kiet_concern"] is None
    assert "no imports are reported" in found["tar"]["rules_unknown"]


def test_that_own_thresholds_are_told_as_such(project: Project) -> None:
    told = thresholds(project).set_index(["rule", "threshold"])
    assert told.loc[("kiet_concern", "share"), "value"] == "0.4"
    assert told.loc[("kiet_concern", "share"), "source"] == "settings, screen.kiet_concern.share"
    assert told.loc[("kita_single_country", "country"), "value"] == "largest partner"


def test_that_more_materials_than_a_sheet_holds_are_refused(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screening_sheets, "MOST_ROWS", 1)
    with pytest.raises(DataRefused, match="2 materials"):
        write_workbook(project, watched(project, "value"), tmp_path / "out.xlsx")
