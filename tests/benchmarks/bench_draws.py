"""Draws of a network of 200 materials x 8 sources, beside vectorised NumPy; prints ratios.

``python tests/benchmarks/bench_draws.py [--full] [DRAWS]``: 1,000 draws, with ``--full`` 10,000.
Both use two threads and are given their inputs; making them from levers is told apart. Peak memory
is that of a process that runs ours alone.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from _large import Dice, one_tier
from _measure import in_process
from _vectorised import Chunk, FloatArray

from workbench.core.simulation.batch import frame_of
from workbench.core.simulation.kernel import engine

THREADS = 2
CHUNK = 100
TOGETHER = 500
"""Draws whose inputs are in memory at a time."""
TARGET_RATIO, TARGET_MB = 3.0, 1024


def ours(dice: Dice) -> tuple[FloatArray, FloatArray, float, float]:
    """Return shortage and lowest stock, draw x material, seconds of work and of packing."""
    frame = frame_of(dice.network)
    work = packing = 0.0
    short, lowest = [], []
    for first in range(0, dice.draws, TOGETHER):
        start = time.perf_counter()
        batch = frame.batch(dice.levers(frame, first, min(first + TOGETHER, dice.draws)))
        middle = time.perf_counter()
        found = engine.run(batch, engine.Wanted(), THREADS).totals
        packing, work = packing + middle - start, work + time.perf_counter() - middle
        short.append(found["shortage"].copy())
        lowest.append(found["minimum_stock"].copy())
    return np.concatenate(short), np.concatenate(lowest), work, packing


def peer(dice: Dice) -> tuple[FloatArray, FloatArray, float]:
    """Return the same of the vectorised version."""
    begin = time.perf_counter()
    ends = [(first, min(first + CHUNK, dice.draws)) for first in range(0, dice.draws, CHUNK)]
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda pair: Chunk(dice, *pair).run(), ends))
    short, lowest = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return short, lowest, time.perf_counter() - begin


def compare(months: int, draws: int) -> None:
    """Print one line."""
    network = one_tier(months=months)
    ours(Dice(network, 64))  # compiled or loaded, once
    dice = Dice(network, draws)
    short, lowest, seconds, packing = ours(dice)
    its_short, its_lowest, its_seconds = peer(dice)
    scale = network.demand.max() * months
    apart = max(np.abs(short - its_short).max(), np.abs(lowest - its_lowest).max()) / scale
    visits = len(network.sources) * months * draws / seconds / 1e6
    print(
        f"{draws:7,} x 200 x 8 x {months}: kernel {seconds:7.2f} s  NumPy {its_seconds:8.2f} s"
        f"  NumPy / kernel {its_seconds / seconds:5.1f} (to reach {TARGET_RATIO:g})"
        f"  (with packing {its_seconds / (seconds + packing):.1f})  apart {apart:.0e}"
        f"  {visits:.0f} million source-months a second"
    )


def main(words: list[str]) -> None:
    """Print the measures."""
    sizes = [int(word) for word in words if not word.startswith("--")]
    draws = sizes[0] if sizes else 10_000 if "--full" in words else 1_000
    for months in (36, 60):
        compare(months, draws)
    code = (
        "import sys; sys.path.insert(0, 'tests/benchmarks')\n"
        "from bench_draws import *\n"
        f"ours(Dice(one_tier(months=60), {draws}))"
    )
    alone = in_process(code, runs=1)
    print(f"peak memory {alone.peak_mb} MB (to reach {TARGET_MB}), {alone.seconds:.1f} s in all")


if __name__ == "__main__":
    main(sys.argv[1:])
