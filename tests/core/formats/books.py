"""Workbooks as a user would bring them, right and wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

Sheets = dict[str, list[list[Any]]]

RIGHT: Sheets = {
    "settings": [["key", "value"], ["home", "KOR"]],
    "materials": [["material", "unit", "hs"], ["graphite", "t", "380110"]],
    "trade": [
        ["period", "flow", "reporter", "partner", "material", "quantity", "value"],
        ["2021", "import", "KOR", "CHN", "graphite", 10, 100.5],
        ["2021", "import", "KOR", "JPN", "graphite", None, 50],
    ],
}


def write_book(path: Path, sheets: Sheets) -> Path:
    """Write a plain workbook; ``None`` leaves a cell empty."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def changed(**sheets: list[list[Any]] | None) -> Sheets:
    """Return the right workbook with other sheets; ``None`` leaves a sheet out."""
    return {name: rows for name, rows in {**RIGHT, **sheets}.items() if rows is not None}


def trade(*rows: list[Any]) -> list[list[Any]]:
    """Return a sheet of trade with further rows."""
    return [*RIGHT["trade"], *rows]
