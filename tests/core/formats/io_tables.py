"""A small input-output table and ways to write it; two regions, each of ore and metal."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

INDUSTRIES = (("AUS", "ore"), ("AUS", "metal"), ("KOR", "ore"), ("KOR", "metal"))
FLOWS = ((0, 20, 0, 30), (0, 0, 0, 0), (0, 0, 0, 10), (0, 0, 0, 0))
CONSUMERS = ("AUS|FD", "KOR|FD")
FINAL = ((15, 0), (40, 25), (0, 5), (0, 90))


def in_one_cell(sign: str = "|") -> list[str]:
    return [f"{region}{sign}{sector}" for region, sector in INDUSTRIES]


def square(names=None) -> list[list[object]]:
    names = names or in_one_cell()
    return [["", *names], *([name, *row] for name, row in zip(names, FLOWS, strict=True))]


def demand(names=None) -> list[list[object]]:
    names = names or in_one_cell()
    return [["", *CONSUMERS], *([name, *row] for name, row in zip(names, FINAL, strict=True))]


def write(path: Path, **sheets: list[list[object]]) -> Path:
    """Write sheets of rows; an empty text is an empty cell."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value not in ("", None):
                    sheet.cell(number, column, value)
    book.save(path)
    return path
