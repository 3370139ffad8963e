"""Every benchmark, one after the other: ``python tests/benchmarks [--full] [NAME...]``.

Each runs in a process of its own, so that none pays for the memory or the imports of another, and
prints its own peer and limit. A name such as ``start`` picks ``bench_start.py``.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Run the benchmarks that are asked for; return 0 if all of them ran."""
    options = [word for word in arguments if word.startswith("--")]
    wanted = [word for word in arguments if not word.startswith("--")]
    known = {path.stem.removeprefix("bench_"): path for path in sorted(FOLDER.glob("bench_*.py"))}
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; known are {', '.join(known)}", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores")
    failed = []
    for name in wanted or known:
        print(f"\n== {name}", flush=True)
        began = time.perf_counter()
        done = subprocess.run([sys.executable, str(known[name]), *options], check=False)
        print(f"   ({time.perf_counter() - began:.0f} s)", flush=True)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"\nthese benchmarks did not run to their end: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
