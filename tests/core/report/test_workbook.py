"""The exported workbook: text stays text, numbers stay exact, the old file survives a failure."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from workbench.core import schema
from workbench.core.problem import DataRefused
from workbench.core.progress import Cancelled, Progress
from workbench.core.project import Project, from_records
from workbench.core.report.cells import number_format, stored
from workbench.core.report.workbook import export_workbook
from workbench.core.simulation.result import Result

PROJECT = from_records(
    {
        "materials": [
            {"material": "=graphite", "name": "인조흑연", "hs": "0380110", "unit": "t"},
            {"material": "+82", "name": "@SUM(A1)", "note": "https://example.org"},
        ],
        "trade": [
            {
                "period": "2021",
                "flow": "import",
                "reporter": "KOR",
                "partner": "CHN",
                "material": "=graphite",
                "release": release,
                "quantity": 0.1 + 0.2,
                "value": 5e15,
            }
            for release in ("2021-12-02", "1900-01-01", "2021-12", "")
        ],
    }
)


def exported(tmp_path: Path, *results: Result) -> openpyxl.Workbook:
    export_workbook(PROJECT, tmp_path / "out.xlsx", results)
    return openpyxl.load_workbook(tmp_path / "out.xlsx")


def test_that_every_table_is_a_sheet_with_the_headers_of_the_schema(tmp_path: Path) -> None:
    book = exported(tmp_path)
    tables = [table.name for table in schema.TABLES]
    assert book.sheetnames == [*tables, "definitions"]
    for table in schema.TABLES:
        sheet = book[table.name]
        assert tuple(cell.value for cell in sheet[1]) == table.names
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold and cell.comment for cell in sheet[1])
    assert "unit: unit of the material" in book["trade"]["G1"].comment.text
    assert book["definitions"].max_row == 1 + sum(len(table.columns) for table in schema.TABLES)


def test_that_text_is_never_a_formula_or_a_link(tmp_path: Path) -> None:
    sheet = exported(tmp_path)["materials"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert [sheet[name].quotePrefix for name in ("A2", "A3", "B3", "B2")] == [True] * 3 + [False]
    assert sheet["C2"].value == "0380110"
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)


def test_that_numbers_are_exact_and_only_full_dates_are_dates(tmp_path: Path) -> None:
    sheet = exported(tmp_path)["trade"]
    assert sheet["G2"].value == 0.1 + 0.2
    assert sheet["H2"].value == 5e15
    assert sheet["F2"].is_date
    assert [sheet[f"F{row}"].value for row in (3, 4, 5)] == ["1900-01-01", "2021-12", None]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1.0, 25_000.0], "#,##0"),
        ([0.25, 1.0], "0.0000##"),
        ([1.5, 20.0], "#,##0.00####"),
        ([1e-9, 1.0], "General"),
        ([float("nan")], "General"),
    ],
)
def test_that_the_number_format_hides_no_digits(numbers: list[float], expected: str) -> None:
    assert number_format(pd.Series(numbers)) == expected


def test_that_text_no_workbook_can_hold_does_not_stop_the_export(tmp_path: Path) -> None:
    frame = PROJECT["materials"].assign(note=["bell \a, half a pair \ud800", "x" * 40_000])
    export_workbook(PROJECT.replace({"materials": frame}), tmp_path / "out.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["materials"]
    assert sheet["N2"].value == "bell , half a pair"
    assert len(sheet["N3"].value) == 32_767


def test_that_what_looks_like_an_escape_is_escaped() -> None:
    assert stored("_x0041_") == "_x005F_x0041_"
    assert stored("a_x") == "a_x"


def a_result(scenario: str) -> Result:
    months = ["2023-01", "2023-02"]
    balance = pd.DataFrame({"period": months, "material": "=graphite"})
    for name in ("demand", "delivered", "shortage", "stock", "production", "imports", "exports"):
        balance[name] = [10.0, 9.5]
    flows = pd.DataFrame(
        {"period": months, "material": "=graphite", "source": "CHN", "country": "CHN"}
    ).assign(quantity=[10.0, 9.5])
    shift = pd.DataFrame({"material": "=graphite", "country": ["CHN", "JPN"]}).assign(
        base_share=[0.8, 0.2],
        scenario_share=[0.6, 0.4],
        change=[-0.2, 0.2],
        base_share_of_imports=[0.8, 0.2],
        scenario_share_of_imports=[0.6, 0.4],
        change_of_imports=[-0.2, 0.2],
    )
    summary = pd.DataFrame({"material": ["=graphite"], "measure": "shortage"}).assign(
        base=0.0, scenario=1.0, p5=float("nan"), p50=float("nan"), p95=float("nan"), cvar95=1.0
    )
    frames = {"balance": balance, "base_balance": balance, "flows": flows, "base_flows": flows}
    return Result(PROJECT, scenario, **frames, shift=shift, summary=summary)


def test_that_results_are_stacked_over_scenarios_and_drawn_from_cells(tmp_path: Path) -> None:
    book = exported(tmp_path, a_result("licence"), a_result("second phase"))
    assert book.sheetnames[-6:-1] == ["balance", "flows", "shift", "summary", "charts"]
    balance = list(book["balance"].values)
    assert balance[0][:3] == ("scenario", "period", "material")
    assert [row[0] for row in balance[1:]] == ["base"] * 2 + ["licence"] * 2 + ["second phase"] * 2
    assert len(book["charts"]._charts) == 4
    bars, lines = book["charts"]._charts[2:]
    assert [series.val.numRef.f for series in bars.series] == [
        "'charts'!$B$45:$B$46",
        "'charts'!$C$45:$C$46",
    ]
    rows = list(book["charts"].values)
    assert rows[43][:3] == ("country", "base", "scenario")
    assert rows[44][:3] == ("China", 0.8, 0.6)
    assert bars.y_axis.title is not None
    assert lines.x_axis.delete is False


def test_that_a_result_without_rows_leaves_empty_sheets(tmp_path: Path) -> None:
    full = a_result("nothing")
    names = ("balance", "base_balance", "flows", "base_flows", "shift", "summary")
    empty = replace(full, **{name: getattr(full, name).iloc[:0] for name in names})
    book = exported(tmp_path, empty)
    assert book["shift"].max_row == 1
    assert book["charts"]["A1"].value == "no figures to draw"


class Stop(Progress):
    def step(self, *_: object) -> None:
        raise Cancelled


def test_that_a_cancelled_export_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(Cancelled):
        export_workbook(PROJECT, path, (), Stop())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_file_that_cannot_be_written_is_refused_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(b"old")

    def locked(*_: object) -> None:
        raise PermissionError(13, "the file is in use")

    monkeypatch.setattr("workbench.core.storage.placing.put", locked)
    with pytest.raises(DataRefused, match="Close it in Excel"):
        export_workbook(Project(), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="Check that the folder exists"):
        export_workbook(Project(), tmp_path / "none" / "out.xlsx")
