"""Measuring work in processes of their own: seconds and peak memory, and rows of a table."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# What Linux says of resources begins with the peak of the process that started this one.
_REPORT = """
import pathlib, resource, sys
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
status = pathlib.Path("/proc/self/status")
if status.exists():
    own = int(next(line for line in status.open() if line.startswith("VmHWM")).split()[1])
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print("PEAK", own // 1024, children // 1024, file=sys.stderr)
"""


@dataclass(frozen=True)
class Measured:
    """Median seconds of several runs, and the peak memory of the process and of its children."""

    seconds: float
    own_mb: int = 0
    child_mb: int = 0

    @property
    def peak_mb(self) -> int:
        return max(self.own_mb, self.child_mb)


def in_process(code: str, runs: int = 3) -> Measured:
    """Run Python code in a fresh process, ``runs`` times; the start of Python counts as well."""
    report = _REPORT if sys.platform != "win32" else ""
    seconds, own, children = [], 0, 0
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", code + report],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        seconds.append(time.perf_counter() - start)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        for line in done.stderr.splitlines():
            if line.startswith("PEAK "):
                own, children = (int(word) for word in line.split()[1:])
    return Measured(statistics.median(seconds), own, children)


def in_place(work: Callable[[], object], runs: int = 5) -> Measured:
    """Run a callable here, ``runs`` times."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return Measured(statistics.median(seconds))


def show(rows: Sequence[tuple[str, Measured, str, Measured, str]]) -> None:
    """Print ``work, ours, peer, its seconds, limit`` as a table with the ratio ours / peer."""
    print(f"{'work':34} {'ours s':>8} {'peer':28} {'peer s':>8} {'ratio':>7} {'MB':>6}  limit")
    for work, ours, peer, theirs, limit in rows:
        ratio = ours.seconds / theirs.seconds
        print(
            f"{work:34} {ours.seconds:8.2f} {peer:28} {theirs.seconds:8.2f} {ratio:7.2f}"
            f" {ours.peak_mb:6d}  {limit}"
        )
