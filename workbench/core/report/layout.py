"""Our own workbook layout: how the sheet of a table looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from workbench.core.schema import Column

TEXT_FORMAT = "@"
DATE_FORMAT = "yyyy-mm-dd"

_BOLD = Font(name="Calibri", size=11, bold=True)
_SHADE = PatternFill("solid", fgColor="FFE7ECF2")
_LEFT = Alignment(vertical="top")
_RIGHT = Alignment(vertical="top", horizontal="right")


def title(sheet: Any, text: str) -> WriteOnlyCell:
    """Return a cell for the words over a block of figures, which may run over its neighbours."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.font = _BOLD
    return cell


def header(sheet: Any, text: str, note: str = "", over_numbers: bool = False) -> WriteOnlyCell:
    """Return a header cell, with ``note`` as its comment; right-aligned over numbers."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.font = _BOLD
    cell.fill = _SHADE
    cell.alignment = _RIGHT if over_numbers else _LEFT
    if note:
        cell.comment = Comment(note, "Workbench", width=300, height=110)
    return cell


def headers(sheet: Any, columns: Sequence[Column]) -> list[WriteOnlyCell]:
    """Return the header row of a table, each cell explained by its comment where there is one."""
    return [header(sheet, c.name, describe(c) if c.meaning else "", c.is_number) for c in columns]


def describe(column: Column) -> str:
    """Return what a column means and takes, for the comment of its header."""
    lines = [column.meaning, column.expected]
    if column.unit:
        lines.insert(1, f"unit: {column.unit}")
    if column.key:
        lines.append("part of the key")
    if column.required:
        lines.append("must be filled in")
    return "\n".join(lines)


def prepare(sheet: Any, widths: list[float], formats: list[str]) -> None:
    """Set what must be known before the first row: frozen header, widths, column formats."""
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    fit_on_paper(sheet)
    for number, (width, form) in enumerate(zip(widths, formats, strict=True), start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = width
        if form != "General":
            dimension.number_format = form


def add_filter(sheet: Any, columns: int, rows: int) -> None:
    """Offer a filter over a header and the ``rows`` below it."""
    sheet.auto_filter.ref = f"A1:{get_column_letter(columns)}{rows + 1}"


def fit_on_paper(sheet: Any) -> None:
    """Let a sheet print across, as wide as one page; to be called before the first row."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
