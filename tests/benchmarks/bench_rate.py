"""How much of the machine the kernel uses: its share of the arithmetic rate and of the bandwidth.

``python tests/benchmarks/bench_rate.py``: floating-point operations of the kernel are counted, not
estimated: it runs once uncompiled over numbers that count what is done with them (additions,
multiplications, divisions, comparisons, smaller and larger of two). Peaks are those a plain
compiled loop reaches on the same threads: additions and multiplications on numbers in the first
cache, one at a time and as vectors, and copying of an array too large for any cache.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from _large import Dice, one_tier
from numba import njit

from workbench.core.simulation.batch import frame_of
from workbench.core.simulation.kernel import engine
from workbench.core.simulation.records import TOTALS

THREADS, MONTHS = 2, 60
FEW, SOME = 8, 128
"""Materials that are counted, and draws that are timed."""


class Counted(float):
    """A number that counts what is done with any of its kind."""

    done = 0


def _counting(name: str) -> Callable[..., Any]:
    plain = getattr(float, name)

    def operation(*numbers: Any) -> Any:
        Counted.done += 1
        found = plain(*(float(one) for one in numbers))
        return Counted(found) if isinstance(found, float) else found

    return operation


for _name in ("add", "sub", "mul", "truediv"):
    setattr(Counted, f"__{_name}__", _counting(f"__{_name}__"))
    setattr(Counted, f"__r{_name}__", _counting(f"__r{_name}__"))
for _name in ("lt", "le", "gt", "ge"):
    setattr(Counted, f"__{_name}__", _counting(f"__{_name}__"))


def count() -> dict[str, float]:
    """Return operations a source and month, as the kernel runs and where every month is run.

    To be called where nothing is compiled.
    """
    kernel = engine.compiled()
    engine.compiled = lambda: lambda memory, *rest: kernel(_by_name(memory), *rest)  # type: ignore[assignment]
    found = {}
    for label, path in (("as it runs", True), ("every month", False)):
        network = one_tier(materials=FEW, months=MONTHS)
        frame = frame_of(network)
        batch = frame.batch(list(Dice(network, 4).levers(frame, 0, 4)))
        base = engine.base_of(frame, engine.Wanted())
        used = base.path if path else engine._no_path()
        memory = frame.layout.memory(batch.rows, batch.width, by_source=False)
        out = engine._output(batch, engine.Wanted())
        Counted.done = 0
        window = (0, MONTHS)
        every = _of_numbers(out), np.inf, window, 0, batch.draws, False
        kernel(_of_numbers(memory), _of_numbers(used), batch.patches, *every)
        found[label] = Counted.done / (batch.draws * len(network.sources) * MONTHS)
    return found


def _by_name(part: Any) -> Any:
    """Return the same memory, fields of records as attributes, as compiled code has them."""
    if isinstance(part, tuple):
        return type(part)(*(_by_name(one) for one in part))
    return part.view(np.recarray) if part.dtype.names else part


def _of_numbers(part: Any) -> Any:
    """Return the same arrays, every floating-point number of which counts."""
    if isinstance(part, tuple):
        return type(part)(*(_of_numbers(one) for one in part))
    if part.dtype.names:
        fields = [
            (n, "O" if part.dtype[n].kind == "f" else part.dtype[n]) for n in part.dtype.names
        ]
        found = np.empty(part.shape, dtype=fields)
        for name in part.dtype.names:
            found[name] = _of_numbers(part[name])
        return found.view(np.recarray)
    if part.dtype.kind != "f":
        return part
    return np.frompyfunc(Counted, 1, 1)(part) if part.size else part.astype(object)


def timed(work: Callable[[], object], times: int = 5) -> float:
    """Return the least seconds that all threads take to do it at once."""
    seconds = []
    with ThreadPoolExecutor(THREADS) as pool:
        for _ in range(times):
            begin = time.perf_counter()
            list(pool.map(lambda _: work(), range(THREADS)))
            seconds.append(time.perf_counter() - begin)
    return min(seconds)


@njit(nogil=True)
def one_at_a_time(values: Any, rounds: int) -> float:
    """Four chains of additions and multiplications that no vector can take."""
    a, b, c, d = 0.0, 0.0, 0.0, 0.0
    for _ in range(rounds):
        for i in range(0, len(values), 4):
            a = (a + values[i]) * 0.5
            b = (b + values[i + 1]) * 0.5
            c = (c + values[i + 2]) * 0.5
            d = (d + values[i + 3]) * 0.5
    return float(a + b + c + d)


@njit(nogil=True)
def as_vectors(values: Any, rounds: int) -> float:
    """Additions and multiplications of each number for itself."""
    for _ in range(rounds):
        for i in range(len(values)):
            values[i] = ((values[i] + 1.0) * 0.5 + 0.25) * 0.75
    return float(values[0])


def _rounds(loop: Callable[..., object]) -> None:
    loop(np.ones(2048), 50_000)


def peaks() -> tuple[float, float, float]:
    """Return operations a second one at a time and as vectors, and bytes copied a second."""
    rates = []
    for loop, operations in ((one_at_a_time, 2), (as_vectors, 4)):
        loop(np.ones(2048), 1)
        seconds = timed(partial(_rounds, loop))
        rates.append(THREADS * 2048 * 50_000 * operations / seconds)
    big = [np.ones(40_000_000) for _ in range(2)]
    seconds = timed(lambda: np.copyto(big[1], big[0])) / THREADS
    return rates[0], rates[1], 2 * big[0].nbytes / seconds


def kernel_seconds() -> tuple[float, float]:
    """Return seconds of a draw, as the kernel runs and where every month is run."""
    network = one_tier(months=MONTHS)
    frame = frame_of(network)
    batch = frame.batch(list(Dice(network, SOME).levers(frame, 0, SOME)))
    base = engine.base_of(frame, engine.Wanted())
    full = engine.Base(base.draws, engine._no_path())
    found = []
    for used in (base, full):
        seconds = []
        for _ in range(5):
            begin = time.perf_counter()
            engine.run(batch, engine.Wanted(), THREADS, base=used)
            seconds.append(time.perf_counter() - begin)
        found.append(min(seconds) / SOME)
    return found[0], found[1]


def main() -> None:
    """Print the measures."""
    if "--count" in sys.argv:
        print(json.dumps(count()))
        return
    told = subprocess.run(
        [sys.executable, __file__, "--count"],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    operations = json.loads(told.stdout)
    single, vectors, copied = peaks()
    print(
        f"peaks of {THREADS} threads: {single / 1e9:.1f} 10^9 operations a second one at"
        f" a time, {vectors / 1e9:.1f} as vectors, {copied / 1e9:.1f} GB a second copied"
    )
    places = 200 * 8 * MONTHS
    results = 200 * len(TOTALS) * 8
    for (label, each), seconds in zip(operations.items(), kernel_seconds(), strict=True):
        rate = each * places / seconds
        print(
            f"kernel, {label}: {each:.1f} operations a source and month, {seconds * 1e6:.0f} us a"
            f" draw: {rate / 1e9:.1f} 10^9 operations a second ="
            f" {rate / single:.0%} of the rate one at a time, {rate / vectors:.0%} as vectors;"
            f" results are {results / seconds / copied:.2%} of the bandwidth"
        )


if __name__ == "__main__":
    main()
