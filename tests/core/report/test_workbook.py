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
from workbench.core.report.cells import CHANGE_FORMAT, number_format, stored
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
    assert book.sheetnames == [*tables, "definitions", "sources"]
    for table in schema.TABLES:
        sheet = book[table.name]
        assert tuple(cell.value for cell in sheet[1]) == table.names
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(cell.font.bold and cell.comment for cell in sheet[1])
    assert "unit: unit of the material" in book["trade"]["G1"].comment.text
    defined = [row[:2] for row in book["definitions"].values]
    assert [pair for pair in defined if pair[0] in tables and pair[1]] == [
        (table.name, name) for table in schema.TABLES for name in table.names
    ]


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


def test_that_a_change_has_a_sign_and_no_column_is_too_narrow(tmp_path: Path) -> None:
    money = pd.DataFrame({"change": [0.25, -1e-17], "per_billion": [3_057_990_538.941, 1.0]})
    export_workbook(PROJECT, tmp_path / "out.xlsx", added={"extra": money})
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["extra"]
    assert sheet["A2"].number_format == sheet["A3"].number_format == CHANGE_FORMAT
    assert sheet.column_dimensions["B"].width >= len("3,057,990,538.941000")


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
    assert book.sheetnames[-9:-2] == [
        *("balance", "flows", "shift", "summary", "compare"),
        *("charts", "chart figures"),
    ]
    balance = list(book["balance"].values)
    assert balance[0][:3] == ("run", "period", "material")
    assert [row[0] for row in balance[1:]] == ["base"] * 2 + ["licence"] * 2 + ["second phase"] * 2
    summary = list(book["summary"].values)
    assert summary[0][:5] == ("run", "material", "measure", "base", "scenario")
    assert [row[0] for row in summary[1:]] == ["licence", "second phase"]
    assert [row[3:5] for row in summary[1:]] == [(0, 1), (0, 1)]
    for name in ("balance", "flows", "shift", "summary"):
        headers = [cell.value for cell in book[name][1]]
        assert (headers[0], len(set(headers))) == ("run", len(headers))
    charts = book["charts"]._charts  # two of all scenarios, then three of each run
    assert [len(chart.series) for chart in charts] == [3, 3, 2, 4, 1, 2, 4, 1]
    bars, lines, supply = charts[5:]
    assert [series.val.numRef.f for series in bars.series] == [
        "'chart figures'!$B$28:$B$29",
        "'chart figures'!$C$28:$C$29",
    ]
    rows = list(book["chart figures"].values)
    assert rows[26][1:3] == ("base", "scenario")
    assert rows[27][:3] == ("China", 0.8, 0.6)
    assert (bars.grouping, supply.grouping, lines.x_axis.delete) == ("clustered", "stacked", False)


def test_that_every_chart_has_a_title_and_titled_axes_and_none_covers_another(
    tmp_path: Path,
) -> None:
    book = exported(tmp_path, a_result("licence"), a_result("second phase"))
    taken = []
    for chart in book["charts"]._charts:
        assert all(part.title is not None for part in (chart, chart.x_axis, chart.y_axis))
        assert chart.legend is not None
        left, top = chart.anchor.pos.x, chart.anchor.pos.y
        taken.append((left, top, left + chart.anchor.ext.cx, top + chart.anchor.ext.cy))
    for number, one in enumerate(taken):
        for other in taken[number + 1 :]:
            beside = one[2] <= other[0] or other[2] <= one[0]
            assert beside or one[3] <= other[1] or other[3] <= one[1]


def test_that_scenarios_stand_side_by_side_over_their_own_months(tmp_path: Path) -> None:
    plain = a_result("second phase")
    later = replace(
        plain, window=("2023-07", "2024-12"), summary=plain.summary.assign(base=5.0, scenario=7.0)
    )
    sheet = exported(tmp_path, a_result("licence"), later)["compare"]
    assert list(sheet.values) == [
        (
            *("material", "measure", "meaning", "base", "licence"),
            *("base, 2023-07 to 2024-12", "second phase, 2023-07 to 2024-12"),
        ),
        ("=graphite", "shortage", "demand that was not served", 0, 1, 5, 7),
    ]


def test_that_the_past_is_drawn_without_any_run(tmp_path: Path, graphite: Project) -> None:
    export_workbook(graphite, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    kinds = [type(chart).__name__ for chart in book["charts"]._charts]
    assert kinds == ["BarChart"] * (len(kinds) - 1) + ["ScatterChart"]
    first = list(book["chart figures"].values)[2]
    assert first[0] == "2017"
    assert sum(share for share in first[1:] if share) == pytest.approx(1)
    told = {row[2] for row in book["sources"].values}
    assert set(graphite["origins"]["source"]) - {""} <= told


def test_that_a_table_longer_than_a_sheet_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.core.report.workbook.MOST_ROWS", 3)
    with pytest.raises(DataRefused, match="trade: the table has 4 rows; a sheet of Excel holds 3"):
        export_workbook(PROJECT, tmp_path / "out.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_that_a_result_without_rows_leaves_empty_sheets(tmp_path: Path) -> None:
    full = a_result("nothing")
    names = ("balance", "base_balance", "flows", "base_flows", "shift", "summary")
    empty = replace(full, **{name: getattr(full, name).iloc[:0] for name in names})
    book = exported(tmp_path, empty)
    assert book["shift"].max_row == 1
    assert "charts" not in book.sheetnames


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
