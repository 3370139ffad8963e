"""Our own layout: what is exported reads back equal, what is wrong is found, every bit of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from books import RIGHT, Sheets, changed, trade, write_book
from hypothesis import HealthCheck, Phase, given, settings
from own_projects import projects

from workbench.core import provenance
from workbench.core.formats import Imported, read_files
from workbench.core.problem import Problem, condensed, errors
from workbench.core.project import Project, differing, from_records
from workbench.core.reading import child, worker
from workbench.core.report.workbook import export_workbook
from workbench.paths import sample_workbook


def imported(folder: Path, sheets: Sheets, base: Project | None = None) -> Imported:
    return read_files([write_book(folder / "in.xlsx", sheets)], base or Project())


def only_error(result: Imported) -> Problem:
    assert result.project is None
    (found,) = errors(result.problems)
    return found


@pytest.fixture
def quick_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse in this process, so that many examples are quick; other tests use the real child."""

    def run(folder: Path, *_: Any) -> None:
        assert child.main([str(folder)]) == 0

    monkeypatch.setattr(child, "_limit_memory", lambda _: None)
    monkeypatch.setattr(worker, "_run", lambda folder, book, *_: run(write_job(folder, book)))


def write_job(folder: Path, book: Path) -> Path:
    (folder / "job.json").write_text(f'{{"file": "{book.name}", "memory": 0}}', "utf-8")
    return folder


@pytest.mark.usefixtures("quick_child")
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a project takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(project=projects())
def test_that_what_is_exported_imports_to_an_equal_project(
    tmp_path_factory: pytest.TempPathFactory, project: Project
) -> None:
    path = tmp_path_factory.mktemp("export") / "out.xlsx"
    export_workbook(project, path)
    result = read_files([path], Project())
    assert errors(result.problems) == ()
    assert result.project is not None
    assert differing(project, result.project) == frozenset()


def test_that_the_sample_survives_export_and_import(tmp_path: Path) -> None:
    sample = read_files([sample_workbook()], Project()).project
    assert sample is not None
    export_workbook(sample, tmp_path / "out.xlsx")
    again = read_files([tmp_path / "out.xlsx"], Project())
    assert again.problems == ()
    assert again.project is not None
    assert differing(sample, again.project) == frozenset()
    sources = [set(project["origins"]["source"]) for project in (sample, again.project)]
    assert sources[0] == sources[1]


def test_that_every_row_knows_its_file_sheet_and_row(tmp_path: Path) -> None:
    rows = [[], [], *RIGHT["trade"][:2], [], *RIGHT["trade"][2:]]
    project = imported(tmp_path, changed(trade=rows)).project
    assert project is not None
    places = [provenance.unpack(label) for label in project["trade"].index]
    assert [place.row for place in places] == [4, 6]
    origins = project["origins"].set_index("origin")
    assert origins.loc[places[0].origin, ["table", "file", "sheet", "row"]].tolist() == [
        "trade",
        "in.xlsx",
        "trade",
        4.0,
    ]
    assert len(origins.loc[places[0].origin, "sha256"]) == 64


def test_that_every_wrong_cell_is_found_at_once_with_its_place_and_a_remedy(tmp_path: Path) -> None:
    sheets = changed(
        trade=trade(
            ["2021", "import", "KOR", "CHN", "pitch", 1, 1],
            ["2021", "import", "KOR", "USA", "graphite", "about 5", 1],
            ["2021", "import", "KOR", "Japan", "graphite", 1, -1],
            ["21-11", "imports", None, "CHN", "graphite", 1, 1],
            ["2021", "IMPORT ", "kor", "CHN", "graphite", 1, 1],
        )
    )
    result = imported(tmp_path, sheets)
    assert result.project is None
    found = {(p.sheet, p.cell): p for p in errors(result.problems)}
    values = {cell: problem.value for (_, cell), problem in found.items()}
    assert values == {
        "E4": "pitch",
        "F5": "about 5",
        "D6": "Japan",
        "G6": "-1",
        "A7": "21-11",
        "B7": "imports",
        "C7": "",
        "A8": "2021;import;KOR;CHN;graphite;",
    }
    assert {sheet for sheet, _ in found} == {"trade"}
    assert all(p.remedy and p.expected and p.file == "in.xlsx" for p in found.values())
    assert found["trade", "F5"].remedy.startswith("Type a number, or leave the cell empty")
    assert found["trade", "D6"].remedy.startswith("Did you mean JPN?")
    assert "row 2" in found["trade", "A8"].message


def test_that_a_missing_sheet_is_one_finding_not_one_for_each_row(tmp_path: Path) -> None:
    found = only_error(imported(tmp_path, changed(materials=None)))
    assert (found.file, found.sheet) == ("in.xlsx", "materials")
    assert "trade (column material) refers to it" in found.message
    assert found.remedy


def test_that_sources_of_a_sheet_that_is_gone_show_that_it_is_missing(tmp_path: Path) -> None:
    origins = [["origin", "table", "key", "source"], [1, "production", "*", "customs office"]]
    assert only_error(imported(tmp_path, changed(origins=origins))).sheet == "production"


def test_that_names_known_to_the_base_need_no_sheet(tmp_path: Path) -> None:
    base = from_records({"materials": [{"material": "graphite"}]})
    assert imported(tmp_path, changed(materials=None), base).project is not None


@pytest.mark.parametrize(
    ("header", "message", "cell"),
    [
        (["material", "unit", "colour"], "unknown column", "C1"),
        (["material", "Unit", " UNIT"], "the header already stands in B1", "C1"),
        (["unit", "note"], "the column material is missing", ""),
    ],
)
def test_that_headers_that_do_not_fit_are_refused(
    tmp_path: Path, header: list[str], message: str, cell: str
) -> None:
    sheets: Sheets = {"materials": [header, ["a", "b", "c"][: len(header)]]}
    found = only_error(imported(tmp_path, sheets))
    assert (found.message, found.sheet, found.cell) == (message, "materials", cell)
    assert found.remedy


def test_that_sheet_names_and_headers_may_differ_in_case_and_blanks(tmp_path: Path) -> None:
    result = imported(tmp_path, {" Materials ": [[" MATERIAL", "Unit "], ["graphite", "t"]]})
    assert result.project is not None
    assert result.rows == {"materials": 1}


def test_that_unknown_sheets_are_mentioned_and_our_own_results_are_not(tmp_path: Path) -> None:
    result = imported(tmp_path, {**RIGHT, "balance": [["x"]], "my notes": [["x"]], "empty": []})
    assert result.project is not None
    assert [(p.severity, p.sheet) for p in result.problems] == [("warning", "my notes")]


def test_that_a_workbook_of_another_layout_is_refused_with_what_was_found(tmp_path: Path) -> None:
    found = only_error(imported(tmp_path, {"Sheet1": [["HS", "kg"]], "Other": [["x"]]}))
    assert "sheets found: Sheet1, Other" in found.message
    assert "workbench template" in found.remedy


def test_that_numeric_codes_are_taken_as_text_and_a_lost_zero_is_suspected(tmp_path: Path) -> None:
    rows = [["material", "hs"], ["graphite", 380110], ["urea", 38011], ["tar", "0380110"]]
    result = imported(tmp_path, changed(materials=rows))
    assert result.project is not None
    assert result.project["materials"]["hs"].tolist() == ["380110", "38011", "0380110"]
    assert [(p.severity, p.cell, p.value) for p in result.problems] == [("warning", "B3", "38011")]


def test_that_an_error_of_a_formula_is_no_missing_figure(tmp_path: Path) -> None:
    rows = trade(["2021", "import", "KOR", "USA", "graphite", "#N/A", 1])
    found = only_error(imported(tmp_path, changed(trade=rows)))
    assert (found.cell, found.value) == ("F4", "#N/A")
    assert "error of a formula" in found.expected


def test_that_missing_is_not_zero(tmp_path: Path) -> None:
    project = imported(tmp_path, RIGHT).project
    assert project is not None
    assert project["trade"]["quantity"].isna().tolist() == [False, True]


def test_that_a_long_list_of_wrong_cells_ends_with_a_count(tmp_path: Path) -> None:
    rows = [["period", "material", "quantity"]]
    rows += [[f"{year:04d}", "graphite", "?"] for year in range(1500)]
    result = imported(tmp_path, changed(demand=rows))
    assert len(result.problems) == 1500
    shown = condensed(result.problems)
    assert len(shown) == 1001
    assert "500 more findings" in shown[-1].message


def test_that_settings_that_cannot_be_used_are_found_in_their_cells(tmp_path: Path) -> None:
    rows = [["key", "value"], ["home", "KOREA"], ["months", "many"]]
    result = imported(tmp_path, changed(settings=rows))
    assert {p.cell: p.value for p in errors(result.problems)} == {"B2": "KOREA", "B3": "many"}
