"""Workbooks of others, from the file to the project: profile, guess, or a refusal that helps."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import write_book

from workbench.core import provenance
from workbench.core.formats import read_files, save_profile
from workbench.core.problem import DataRefused, Problem, errors
from workbench.core.project import Project, from_records

KOREA = from_records({"settings": [{"key": "home", "value": "KOR"}]})
BACI = [["t", "i", "j", "k", "v", "q"], [2021, 156, 410, 380110, 5.5, 6.5]]
GUESSED = [
    ["Imports of graphite"],
    ["Year", "Country", "HS code", "Net weight (kg)"],
    [2024, "China", "380110", 1000],
    [2024, "Japan", "380110", 500],
]


def infos(problems: tuple[Problem, ...]) -> str:
    return "\n".join(p.message for p in problems if p.severity == "info")


def test_that_a_recognised_profile_is_used_and_named(tmp_path: Path) -> None:
    result = read_files([write_book(tmp_path / "b.xlsx", {"data": BACI})], Project())
    assert result.project is not None
    assert result.rows == {"trade": 1, "materials": 1, "settings": 1}
    assert "the profile baci" in infos(result.problems)
    assert result.project.home == "KOR"


def test_that_a_sure_guess_is_used_and_gives_its_reasons(tmp_path: Path) -> None:
    result = read_files([write_book(tmp_path / "b.xlsx", {"data": GUESSED})], KOREA)
    assert result.project is not None
    assert result.rows["trade"] == 2
    told = infos(result.problems)
    assert "by a guess of" in told
    assert "the title says so" in told


def test_that_an_unsure_guess_is_refused_with_what_is_missing(tmp_path: Path) -> None:
    result = read_files([write_book(tmp_path / "b.xlsx", {"data": GUESSED[1:]})], Project())
    assert result.project is None
    (found,) = errors(result.problems)
    assert (found.sheet, "--profile" in found.remedy) == ("data", True)
    assert "Are these imports or exports?" in found.expected


def test_that_every_row_leads_back_to_its_cell(tmp_path: Path) -> None:
    rows = [["Country", "HS", "2023 imports (t)", "2024 imports (t)"], ["China", "380110", 5, 6]]
    result = read_files([write_book(tmp_path / "b.xlsx", {"data": rows})], KOREA)
    assert result.project is not None
    trade = result.project["trade"]
    places = {
        str(period): provenance.unpack(int(label))
        for label, period in zip(trade.index, trade["period"], strict=True)
    }
    assert {p: (place.row, place.column) for p, place in places.items()} == {
        "2023": (2, 3),
        "2024": (2, 4),
    }
    assert len({place.origin for place in places.values()}) == 1


def test_that_hidden_sheets_are_not_read_unless_they_are_named(tmp_path: Path) -> None:
    import openpyxl

    path = write_book(tmp_path / "b.xlsx", {"front": [["x"]], "back": BACI})
    book = openpyxl.load_workbook(path)
    book["back"].sheet_state = "hidden"
    book.save(path)
    (found,) = errors(read_files([path], Project()).problems)
    assert "back" in found.remedy
    assert read_files([path], Project(), sheet="back").project is not None


def test_that_a_sheet_called_like_a_table_may_still_be_anybodys(tmp_path: Path) -> None:
    sheets = {"Notes": [["Source", "customs"]], "trade": BACI}
    assert read_files([write_book(tmp_path / "b.xlsx", sheets)], Project()).project is not None


def test_that_a_named_profile_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "b.xlsx", {"data": BACI})
    (found,) = errors(read_files([path], Project(), profile="usgs_mcs").problems)
    assert "usgs_mcs" in found.message
    assert read_files([path], Project(), profile="baci").project is not None


def test_that_a_kept_profile_reads_the_next_file_without_guessing(tmp_path: Path) -> None:
    first = write_book(tmp_path / "a.xlsx", {"data": GUESSED})
    kept = save_profile("my-imports", first, KOREA)
    assert kept.is_file()
    later = [row if not isinstance(row[0], int) else [2025, *row[1:]] for row in GUESSED]
    result = read_files([write_book(tmp_path / "b.xlsx", {"data": later})], KOREA)
    assert "the profile my-imports" in infos(result.problems)
    assert result.rows["trade"] == 2


def test_that_nothing_is_kept_of_a_file_that_is_refused(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"data": [["Name", "Age"], ["x", 5]]})
    with pytest.raises(DataRefused):
        save_profile("x", path, Project())


def test_that_a_second_file_finds_the_materials_of_the_first(tmp_path: Path) -> None:
    paths = [write_book(tmp_path / f"{n}.xlsx", {"data": BACI}) for n in "ab"]
    result = read_files(paths, Project())
    assert result.project is not None
    assert result.rows["materials"] == 1
    assert result.replaced == {"trade": 1}


def test_that_a_broken_profile_of_the_user_is_a_finding(tmp_path: Path) -> None:
    from workbench.core.layout.profiles import user_folder

    user_folder().mkdir(parents=True)
    (user_folder() / "bad.json").write_text("{", "utf-8")
    path = write_book(tmp_path / "b.xlsx", {"data": BACI})
    for profile in (None, "baci"):
        result = read_files([path], Project(), profile=profile)
        assert result.project is None
        assert any("bad.json" in str(p) for p in errors(result.problems))


def test_that_a_kept_profile_is_not_used_for_the_other_direction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBENCH_PROFILES", str(tmp_path / "profiles"))

    def book(name: str, title: str) -> Path:
        path = tmp_path / name
        rows = "기간,국가명,품목코드,중량(톤)\n2021-11,중국,380110,5\n2021-11,일본,380110,6\n"
        path.write_text(f"{title}\n{rows}", "utf-8")
        return path

    first = book("a.csv", "수입 현황")
    save_profile("my-imports", first, KOREA)
    assert read_files([book("b.csv", "수입 통계")], KOREA).rows["trade"] == 2
    exports = book("c.csv", "수출 현황")
    refused = read_files([exports], KOREA)
    assert refused.project is None
    assert any("taken as import, but the title says export" in str(p) for p in refused.problems)
    assert read_files([exports], KOREA, profile="my-imports").rows["trade"] == 2
