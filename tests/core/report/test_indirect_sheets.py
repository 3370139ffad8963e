"""Losses as a workbook: figures as numbers, charts that Excel draws, texts as texts."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from workbench.core.problem import DataRefused, Problem
from workbench.core.report import indirect_sheets
from workbench.core.report.indirect_sheets import blocks, sheets, write_workbook
from workbench.core.simulation.indirect import Indirect, indirect_losses
from workbench.core.simulation.industries import Industry, input_output
from workbench.core.simulation.outage import Hit, Span


@pytest.fixture
def found() -> Indirect:
    names = [Industry("=1+1", "ore"), Industry("KOR", "metal")]
    flows = [[0.0, 60.0 * 365], [0.0, 0.0]]
    table = input_output(names, ["all"], flows, [[40.0 * 365], [200.0 * 365]], "t.xlsx")
    return indirect_losses(table, [Hit("=1+1/ore", 0.9)], Span(30, horizon=60))


def test_that_figures_are_numbers_and_names_are_no_formulas(
    found: Indirect, tmp_path: Path
) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(found, path, days=7, noted=[Problem("the row is no column and empty")])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:4] == ["industries", "regions", "course", "assumptions"]
    head, first, *_ = book["industries"].iter_rows(values_only=True)
    row = dict(zip(head, first, strict=True))
    assert row["industry"] == "=1+1/ore"
    assert book["industries"]["A2"].data_type == "s"
    assert row["loss"] == pytest.approx(found.industries["loss"].iloc[0])
    assert book["course"].max_row == 1 + 2 * 9
    told = dict(book["assumptions"].iter_rows(values_only=True))
    assert told["hit 1"] == "=1+1/ore=0.9"
    assert told["horizon"] == "60"
    assert told["finding 1"] == "the row is no column and empty"


def test_that_two_charts_draw_those_who_lose_most(found: Indirect, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook(found, path)
    names = zipfile.ZipFile(path).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 2
    course, losses = blocks(found)
    assert course.series == ("=1+1/ore", "KOR/metal")
    assert course.rows[0] == ("0", pytest.approx((0.1, 1.0)))
    assert [name for name, _ in losses.rows] == list(course.series)


def test_that_a_course_beyond_the_rows_of_a_sheet_is_refused(
    found: Indirect, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indirect_sheets, "MOST_ROWS", 50)
    with pytest.raises(DataRefused, match="by week"):
        write_workbook(found, tmp_path / "out.xlsx")
    write_workbook(found, tmp_path / "out.xlsx", days=7)


def test_that_every_column_of_figures_is_explained(found: Indirect) -> None:
    for name in ("industries", "regions", "course"):
        columns = set(sheets(found)[name].columns) - {"region", "sector"}
        assert columns - set(indirect_sheets.MEANINGS) == set()
