"""Export of a trade table: ours beside other writers of workbooks, and a million rows in memory.

    python tests/benchmarks/bench_export.py [--full] [--rows 100000 1000000]

Each in a process of its own, so that the start of Python and its imports count, with the same
table. XlsxWriter is the fastest pure-Python writer that has what we need (charts, comments, text
that is never a formula, streaming); pyexcelerate and rustpy-xlsxwriter are faster but have neither
charts nor comments. Only openpyxl is installed with us; of the others those found are measured.
"""

from __future__ import annotations

import argparse
import importlib.util
import tempfile
from pathlib import Path

from _measure import Measured, in_process, show

_TABLE = """
import sys
sys.path.insert(0, "tests/benchmarks")
from bench_save import project
made = project({rows})
names = list(made["trade"])
def rows():
    frame = made["trade"]
    for start in range(0, len(frame), 10_000):
        piece = frame.iloc[start:start + 10_000]
        yield from zip(*(piece[name].tolist() for name in names))
"""
_OURS = """
from pathlib import Path
from workbench.core.report.workbook import export_workbook
export_workbook(made, Path({path!r}))
"""
_PEERS = {
    "openpyxl": """
from openpyxl import Workbook
book = Workbook(write_only=True)
sheet = book.create_sheet("trade")
sheet.append(names)
for row in rows():
    sheet.append([None if cell == "" else cell for cell in row])
book.save({path!r})
""",
    "xlsxwriter": """
import xlsxwriter
book = xlsxwriter.Workbook({path!r}, {{"constant_memory": True}})
sheet = book.add_worksheet("trade")
text, number = book.add_format({{"num_format": "@"}}), book.add_format({{"num_format": "0.00"}})
sheet.write_row(0, 0, names)
for place, row in enumerate(rows(), start=1):
    for column, cell in enumerate(row):
        if column > 5:
            sheet.write_number(place, column, cell, number)
        elif cell:
            sheet.write_string(place, column, cell, text)
book.close()
""",
    "pyexcelerate": """
from pyexcelerate import Workbook
book = Workbook()
book.new_sheet("trade", data=[names, *map(list, rows())])
book.save({path!r})
""",
    "rustpy_xlsxwriter": """
from rustpy_xlsxwriter import write_worksheet
write_worksheet((dict(zip(names, row)) for row in rows()), {path!r}, "trade")
""",
}
_LACKS = {"pyexcelerate": " (no charts)", "rustpy_xlsxwriter": " (no charts)"}
_LIMIT = "<= 1 x and < 1024 MB"


def main() -> None:
    """Print a line for each size and writer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--full", action="store_true", help="every writer for all sizes")
    parser.add_argument("--runs", type=int, default=3)
    words = parser.parse_args()
    found = [name for name in _PEERS if importlib.util.find_spec(name)]
    lines: list[tuple[str, Measured, str, Measured, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in words.rows:
            runs = words.runs if rows <= 100_000 else 1

            def measured(code: str, rows: int = rows, runs: int = runs) -> Measured:
                facts = {"rows": rows, "path": str(Path(folder) / "out.xlsx")}
                return in_process((_TABLE + code).format(**facts), runs)

            bare = measured("")
            ours = measured(_OURS)
            work = f"export {rows:,} rows x 8"
            lines.append((work, ours, "making the table alone", bare, ""))
            peers = found if rows <= 100_000 or words.full else []
            lines += [
                (work, ours, f"{name}{_LACKS.get(name, '')}", measured(_PEERS[name]), _LIMIT)
                for name in peers
            ]
    show(lines)


if __name__ == "__main__":
    main()
