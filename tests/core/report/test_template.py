"""The empty workbook: everything is there, it guides the hand, and it imports without an error."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from workbench.core import schema
from workbench.core.formats import read_files
from workbench.core.problem import errors
from workbench.core.project import Project
from workbench.core.report.extra_sheets import EXTRA_SHEETS
from workbench.core.report.template import write_template


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(path)
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def checks(book: openpyxl.Workbook, table: str) -> dict[str, object]:
    """Return the data validations of a sheet by the first cell they hold for."""
    found = book[table].data_validations.dataValidation
    return {str(check.sqref).split(":")[0]: check for check in found}


def test_that_a_fresh_template_imports_without_errors(path: Path) -> None:
    result = read_files([path], Project())
    assert errors(result.problems) == ()
    assert result.project is not None
    assert result.project["settings"]["key"].tolist() == [s.key for s in schema.SETTINGS]
    assert result.project.setting("currency") == "USD"


def test_that_it_has_every_sheet_after_the_steps(book: openpyxl.Workbook) -> None:
    tables = [table.name for table in schema.TABLES]
    assert book.sheetnames == ["how to", *tables, "lists", "definitions"]
    assert set(book.sheetnames) - set(tables) <= EXTRA_SHEETS
    assert book["how to"].max_row == 11


def test_that_cells_offer_choices_and_names_and_check_ranges(book: openpyxl.Workbook) -> None:
    trade = checks(book, "trade")
    assert (trade["B2"].type, trade["B2"].formula1) == ("list", '"import,export"')
    assert trade["C2"].formula1.startswith("'lists'!$A$2:")
    assert trade["E2"].formula1.startswith("'materials'!$A$2:")
    assert (trade["G2"].type, trade["G2"].operator) == ("decimal", "greaterThanOrEqual")
    readiness = checks(book, "partners")["E2"]
    assert (readiness.type, readiness.formula1, readiness.formula2) == ("whole", "1", "9")
    assert checks(book, "settings")["B7"].formula1 == '"value,quantity"'
    assert {"KOR", "EU"} <= {cell.value for cell in book["lists"]["A"]}


def test_that_text_columns_keep_leading_zeros(book: openpyxl.Workbook) -> None:
    for table in schema.TABLES:
        for cell, column in zip(book[table.name][1], table.columns, strict=True):
            form = book[table.name].column_dimensions[cell.column_letter].number_format
            assert (form == "@") is not column.is_number, f"{table.name}.{column.name}"
            assert column.meaning in cell.comment.text


def test_that_what_excel_shows_is_within_its_limits(book: openpyxl.Workbook) -> None:
    for table in schema.TABLES:
        for check in checks(book, table.name).values():
            assert len(check.error) <= 225
            assert len(check.errorTitle) <= 32
            assert len(check.formula1) <= 255
