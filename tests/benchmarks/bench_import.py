"""Import of a customs workbook: read, mapped, validated and in the project.

    python tests/benchmarks/bench_import.py [--full] [--rows 100000 1000000]

Peers, each in a process of its own: calamine's bare iteration over the same sheet, and pandas with
openpyxl (for a million rows only with ``--full``, it takes a minute).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from _measure import Measured, in_process, show

from workbench.core.countries import builtin
from workbench.core.project import from_records
from workbench.core.report.workbook import export_workbook

_OURS = """
from pathlib import Path
from workbench.core.formats import read_files
from workbench.core.project import Project
done = read_files([Path({path!r})], Project())
assert done.project is not None, done.problems[:3]
assert done.rows["trade"] == {rows}
"""
_CALAMINE = """
from python_calamine import CalamineWorkbook
sheet = CalamineWorkbook.from_path({path!r}).get_sheet_by_name("trade")
assert sum(1 for _ in sheet.iter_rows()) == {rows} + 1
"""
_PANDAS = """
import pandas as pd
frame = pd.read_excel({path!r}, sheet_name="trade", engine="openpyxl")
assert len(frame) == {rows}
"""
_LIMIT = "< 2 x and < 1024 MB"


def write_customs(path: Path, rows: int) -> None:
    """Write a workbook with ``rows`` rows of trade: months, partners and materials in turn."""
    partners = builtin()["country"].to_numpy()[:200]
    months = [f"{year}-{month:02d}" for year in range(2005, 2025) for month in range(1, 13)]
    materials = [f"HS {number:04d}" for number in range(rows // (200 * len(months)) + 1)]
    number = np.arange(rows)
    random = np.random.default_rng(1)
    frame = pd.DataFrame(
        {
            "period": np.array(months)[number // 200 % len(months)],
            "flow": "import",
            "reporter": "KOR",
            "partner": partners[number % 200],
            "material": np.array(materials)[number // (200 * len(months))],
            "release": "2024-12-31",
            "quantity": random.uniform(0, 1e4, rows).round(3),
            "value": random.uniform(0, 1e7, rows).round(2),
        }
    )
    base = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": name, "unit": "t"} for name in materials],
        }
    )
    export_workbook(base.replace({"trade": frame}), path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--full", action="store_true", help="pandas + openpyxl for all sizes")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=None, help="keep the workbooks here")
    words = parser.parse_args()
    table: list[tuple[str, Measured, str, Measured, str]] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = words.folder or Path(temporary)
        for rows in words.rows:
            path = folder / f"customs-{rows}.xlsx"
            if not path.exists():
                write_customs(path, rows)
            facts = {"path": str(path), "rows": rows}
            ours = in_process(_OURS.format(**facts), words.runs)
            bare = in_process(_CALAMINE.format(**facts), words.runs)
            work = f"import {rows:,} rows x 8"
            table.append((work, ours, "calamine, bare iteration", bare, _LIMIT))
            if rows <= 100_000 or words.full:
                pandas = in_process(_PANDAS.format(**facts), 1)
                table.append((work, ours, "pandas + openpyxl", pandas, "faster"))
    show(table)


if __name__ == "__main__":
    main()
