"""The empty workbook to fill in: all sheets, headers that explain themselves, drop-downs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from workbench.core import countries, schema
from workbench.core.project import Project
from workbench.core.report import layout
from workbench.core.report.cells import TextCells
from workbench.core.report.definitions import write_definitions
from workbench.core.report.extra_sheets import HOW_TO, LISTS
from workbench.core.report.placing import write_and_place
from workbench.core.schema import Column, Setting, Table

_LAST = 10_000
"""Last row that drop-downs and checks reach."""

_STEPS = (
    "1. Start with the sheet settings: put the ISO code of the country you study beside home.",
    "2. List what is traded or made on the sheet materials; other sheets use these short names.",
    "3. Put customs figures on the sheet trade: one row for each period, partner and material.",
    "4. Periods are 2021, 2021H1, 2021Q3 or 2021-11; countries are ISO codes, see the sheet lists.",
    "5. Home production goes on production, named firms on suppliers, their plants on capacity.",
    "6. What a product is made of goes on recipes; then shocks pass along the whole chain.",
    "7. Scenarios are named on scenarios; what happens in them stands on shocks, one row each.",
    "8. Leave a cell empty where nothing is known. Empty is not zero. Unused sheets stay empty.",
    "9. Rest the pointer on a header to see what the column means, its unit and what it takes.",
    "10. Say on origins where figures come from. Then save, and import the file in the workbench.",
)


def write_template(path: Path) -> None:
    """Write a workbook with every sheet and header, to be filled in and imported.

    Headers carry their meaning as a comment; cells offer lists for choices and for names from
    other sheets, and refuse numbers out of range.

    Raises:
        DataRefused: if the file cannot be written there.
    """

    def write(draft: Path) -> None:
        book = Workbook(write_only=True)
        _write_steps(book)
        for table in schema.TABLES:
            _write_sheet(book, table)
        _write_lists(book)
        write_definitions(book)
        book.save(draft)

    write_and_place(path, write)


def _write_steps(book: Workbook) -> None:
    sheet = book.create_sheet(HOW_TO)
    sheet.column_dimensions["A"].width = 100
    sheet.append([layout.header(sheet, "How to fill in this workbook")])
    for step in _STEPS:
        sheet.append([step])


def _write_sheet(book: Workbook, table: Table) -> None:
    sheet = book.create_sheet(table.name)
    formats = ["General" if c.is_number else layout.TEXT_FORMAT for c in table.columns]
    widths = [float(max(len(c.name) + 4, 28 if c.kind == "text" else 14)) for c in table.columns]
    layout.prepare(sheet, widths, formats)
    for number, column in enumerate(table.columns, start=1):
        check = _check(column)
        if check is not None:
            letter = get_column_letter(number)
            check.add(f"{letter}2:{letter}{_LAST}")
            sheet.data_validations.append(check)
    if table.name == "settings":
        for row, setting in enumerate(schema.SETTINGS, start=2):
            check = _setting_check(setting)
            if check is not None:
                check.add(f"B{row}")
                sheet.data_validations.append(check)
    sheet.append(layout.headers(sheet, table.columns))
    if table.name == "settings":
        for cells in _settings(sheet):
            sheet.append(cells)


def _settings(sheet: Any) -> Iterator[list[Any]]:
    key, text = TextCells(sheet), TextCells(sheet)
    for setting in schema.SETTINGS:
        yield [key(setting.key), text(setting.default)]


def _setting_check(setting: Setting) -> DataValidation | None:
    column = Column("value", setting.kind, setting.meaning, choices=setting.choices)
    if setting.kind == "country":
        return _names_from(LISTS, column)
    return _check(column) if setting.choices else None


def _check(column: Column) -> DataValidation | None:
    """Return what Excel offers and refuses in a column, if anything."""
    if column.choices:
        listed = '"' + ",".join(column.choices) + '"'
        return _with_words(DataValidation("list", formula1=listed, errorStyle="stop"), column)
    if column.kind == "country":
        return _names_from(LISTS, column)
    if column.refers:
        return _names_from(column.refers, column)
    if column.is_number:
        return _range(column)
    return None


def _names_from(sheet: str, column: Column) -> DataValidation:
    """Offer the first column of a sheet; other names may still be typed, and explained later."""
    listed = f"{quote_sheetname(sheet)}!$A$2:$A${_LAST}"
    return _with_words(DataValidation("list", formula1=listed, errorStyle="warning"), column)


def _range(column: Column) -> DataValidation:
    kind = "whole" if column.kind == "integer" else "decimal"
    low = -1e300 if column.low is None else column.low
    if column.high is None:
        check = DataValidation(kind, operator="greaterThanOrEqual", formula1=f"{low:g}")
    else:
        limits = {"formula1": f"{low:g}", "formula2": f"{column.high:g}"}
        check = DataValidation(kind, operator="between", **limits)
    return _with_words(check, column)


def _with_words(check: DataValidation, column: Column) -> DataValidation:
    check.allow_blank = True
    check.showErrorMessage = True
    check.errorTitle = column.name[:32]
    check.error = f"Expected {column.expected}."[:225]
    return check


def _write_lists(book: Workbook) -> None:
    """Add the countries and groups that drop-downs offer, with their names to look them up."""
    sheet = book.create_sheet(LISTS)
    titles = ("country", "name", "Korean", "Japanese")
    layout.prepare(sheet, [12, 34, 24, 24], [layout.TEXT_FORMAT] * 4)
    sheet.append([layout.header(sheet, title) for title in titles])
    makers = [TextCells(sheet) for _ in titles]
    table = countries.builtin()
    rows = [
        tuple(str(cell) for cell in row)
        for row in table[["country", "name", "name_ko", "name_ja"]].itertuples(index=False)
    ]
    groups = [(name, "group of countries", "", "") for name in sorted(countries.groups(Project()))]
    for row in [*sorted(rows), *groups]:
        sheet.append([make(text) for make, text in zip(makers, row, strict=True)])
