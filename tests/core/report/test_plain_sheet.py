"""A table as a sheet: numbers stay numbers, texts stay texts, missing stays missing."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl import Workbook

from workbench.core.progress import Progress
from workbench.core.report import filling
from workbench.core.report.plain_sheet import add_sheet


def test_that_cells_keep_their_kind_and_nothing_becomes_a_formula(tmp_path: Path) -> None:
    frame = pd.DataFrame({"what": ["=1+1", "x" * 90], "share": [0.25, float("nan")]})
    book, path = Workbook(write_only=True), tmp_path / "a.xlsx"
    rows = add_sheet(book, "found", frame, {"share": "0-1"}, widest=40)
    filling.save(book, {"found": rows}, path, Progress())
    sheet = openpyxl.load_workbook(path)["found"]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert shown == [["what", "share"], ["=1+1", 0.25], ["x" * 90, None]]
    assert sheet["A2"].data_type == "s"
    assert "0-1" in sheet["B1"].comment.text
    assert sheet.column_dimensions["A"].width == 40
    assert sheet.auto_filter.ref == "A1:B3"
