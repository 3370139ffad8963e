"""Workbooks as statistics offices write them, with what goes wrong in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from workbench.core.project import from_records

KOREA = from_records({"settings": [{"key": "home", "value": "KOR"}]})
GRAPHITE = [
    ["중국", 1200, 1500, 1700],
    ["일본", 800, 600, "a lot"],
    ["모잠비크", 10, None, 30],
    ["아틀란티스", 1, 2, 3],
    ["합계", 2011, 2102, 1733],
]


def customs(path: Path, rows: list[list[Any]] | None = None) -> Path:
    """Write imports of one material: title, unit, merged header, years across, a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "수입"
    sheet.append(["인조흑연 수입실적 (HS 380110)"])
    sheet.append(["단위: 톤"])
    sheet.append([])
    sheet.append(["국가", "수입중량", None, None])
    sheet.append([None, "2022년", "2023년", "2024년"])
    sheet.merge_cells("B4:D4")
    sheet.merge_cells("A4:A5")
    for row in rows or GRAPHITE:
        sheet.append(row)
    book.save(path)
    return path


def listed(path: Path, *rows: str) -> Path:
    """Write a text file with one row for each figure."""
    head = "Year,Flow,Reporter,Partner,HS code,Net weight (kg),Trade value (USD)"
    path.write_text("\n".join([head, *rows]) + "\n", "utf-8")
    return path


LIST = (
    "2023,import,KOR,China,380110,1000,5000",
    "2023,import,KOR,Japan,380110,2000,9000",
    "2023,import,KOR,Freedonia,380110,3000,100",
    "2023,import,KOR,Freedonia,380120,4000,200",
)
