"""Saving and loading 1,000,000 trade rows, beside plain SQLite rows; run it, it prints ratios.

``python tests/benchmarks/bench_save.py [ROWS]``
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.core import provenance
from workbench.core.project import Project
from workbench.core.storage import packing, project_file

TARGET_SECONDS = 2.0
TARGET_FREEZE_MS = 100.0


def project(rows: int) -> Project:
    """Return a project with a trade table like monthly customs figures, with provenance."""
    random = np.random.default_rng(7)
    months = [f"{2017 + month // 12}-{month % 12 + 1:02d}" for month in range(96)]
    lands = [f"{a}{b}X" for a in "ABCDEFGHIJKLMN" for b in "ABCDEFGHIJKLMN"]
    goods = [f"material {number}" for number in range(300)]

    def texts(labels: list[str], codes: np.ndarray) -> pd.Categorical:
        return pd.Categorical.from_codes(codes, categories=pd.Index(labels, dtype="str"))

    frame = pd.DataFrame(
        {
            "period": texts(months, np.sort(random.integers(0, 96, rows))),
            "flow": texts(["export", "import"], random.integers(0, 2, rows)),
            "reporter": texts(["KOR"], np.zeros(rows, dtype=np.int8)),
            "partner": texts(lands, random.integers(0, len(lands), rows)),
            "material": texts(goods, random.integers(0, 300, rows)),
            "quantity": np.round(random.lognormal(5, 2, rows), 3),
            "value": np.floor(random.lognormal(9, 2, rows)),
        },
        index=provenance.pack(1, np.arange(2, rows + 2)),
    )
    return Project().replace({"trade": frame})


def timed(work: Callable[[], object]) -> float:
    """Return the seconds one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def longest_gap(work: Callable[[], object]) -> float:
    """Return the longest time in ms that the main thread could not run beside ``work``."""
    thread = threading.Thread(target=work)
    thread.start()
    last, longest = time.perf_counter(), 0.0
    while thread.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        last, longest = now, max(longest, now - last)
    return longest * 1e3


def plain_rows(frame: pd.DataFrame, path: Path) -> None:
    """Write the table as rows of text and numbers in place: the usual way, without any check."""
    rows = frame.astype(dict.fromkeys(frame.columns[:6], str)).itertuples(name=None)
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE trade (i, a, b, c, d, e, f, g, h)")
        connection.executemany("INSERT INTO trade VALUES (?,?,?,?,?,?,?,?,?)", rows)
    connection.close()


def main(rows: int) -> None:
    """Print the measures."""
    big = project(rows)
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "big.scrw", Path(folder) / "rows.sqlite"
        save = min(timed(lambda: project_file.save(big, path)) for _ in range(3))
        load = min(timed(lambda: project_file.load(path)) for _ in range(3))
        gap_save = longest_gap(lambda: project_file.save(big, path))
        gap_load = longest_gap(lambda: project_file.load(path))
        peer = timed(lambda: plain_rows(big["trade"], other))
        print(f"rows                     {rows:>12,}")
        print(f"save with verification   {save:12.3f} s   to reach {TARGET_SECONDS} s")
        print(f"load with verification   {load:12.3f} s")
        print(f"plain SQLite rows        {peer:12.3f} s   we / it = {save / peer:.2f}")
        print(f"size                     {path.stat().st_size / 1e6:12.1f} MB  ", end="")
        print(f"plain rows {other.stat().st_size / 1e6:.1f} MB")
        print(f"longest freeze saving    {gap_save:12.1f} ms  to reach {TARGET_FREEZE_MS} ms")
        print(f"longest freeze loading   {gap_load:12.1f} ms  to reach {TARGET_FREEZE_MS} ms")
        print(f"longest blob             {packing.ROWS * 8 / 1024:12.0f} KiB")
        print(f"peak memory              {peak_mb():12.0f} MB")


def peak_mb() -> float:
    """Return the most memory this process has held; NaN on Windows, which does not tell."""
    if sys.platform == "win32":
        return float("nan")
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    sizes = [word for word in sys.argv[1:] if not word.startswith("--")]
    main(int(sizes[0]) if sizes else 1_000_000)
