"""The best response of 200 materials x 8 sources x 36 months, beside SciPy's linprog.

Forty chains of five materials each; the slider moves the exports of one country, which hits every
material. ``python tests/benchmarks/bench_best.py [MATERIALS]``
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import numpy as np

from workbench.core.network import Levers, build
from workbench.core.network.model import Network
from workbench.core.project import from_records
from workbench.core.simulation.best import Planner
from workbench.core.simulation.best.bounds import bounds, shortage_price
from workbench.core.simulation.best.limits import limits
from workbench.core.simulation.best.programme import programme
from workbench.core.simulation.best.solver import parts

CHAIN, SOURCES, MONTHS = 5, 8, 36
LIMIT_MS = 100.0
STEPS = 40


def network(materials: int) -> Network:
    """Return chains of five tiers: one home plant a material, the others are countries."""
    random = np.random.default_rng(7)
    lands = ("CHN", "JPN", "USA", "DEU", "VNM", "IDN", "AUS")
    tables: dict[str, list[dict[str, object]]] = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": str(MONTHS)}],
        "materials": [],
        "trade": [],
        "suppliers": [],
        "recipes": [],
    }
    for number in range(materials):
        name = f"m{number}"
        tables["materials"].append({"material": name, "stock": 50.0})
        for land in lands[: SOURCES - 1]:
            row = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": land}
            volume = float(random.uniform(50, 1500))
            tables["trade"].append(row | {"material": name, "quantity": volume})
            times = {"lead_time": int(random.integers(0, 4)), "volume": volume}
            times["capacity"] = volume * float(random.uniform(1, 1.1))
            supplier = {"supplier": f"{land} {name}", "country": land, "material": name}
            tables["suppliers"].append(supplier | times)
        plant = {"supplier": f"plant {name}", "country": "KOR", "material": name}
        tables["suppliers"].append(plant | {"volume": 600.0, "capacity": 650.0})
        if number % CHAIN:
            recipe = {"output": name, "input": f"m{number - 1}", "quantity": 0.8}
            tables["recipes"].append(recipe)
    return build(from_records(tables))[0]


def cut(base: Network, size: float) -> Levers:
    """Return levers in which China exports less, from month 6 to 17."""
    levers = Levers.of(base)
    chinese = np.array([country == "CHN" for country in base.country])
    levers.allowed[np.ix_(chinese, np.arange(6, 18))] = 1.0 - size
    return levers


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1e3


def linprog(levers: Levers) -> Callable[[], float]:
    """Return the same programme as a call of SciPy's linprog, which returns the optimum."""
    from scipy.optimize import linprog as solve

    made = programme(levers)
    _, rows = parts(made.matrix, made.layout.rows["balance"].stop)
    part = rows[:: levers.network.months]
    price = shortage_price(made, np.ones(len(levers.network.materials)), part)
    whole = bounds(made, levers, limits(levers), price.cost, levers.ranks())
    limit = np.column_stack([whole.lower, whole.upper])
    matrix = made.matrix.tocsr()

    def work() -> float:
        found = solve(whole.cost, A_eq=matrix, b_eq=whole.row_lower, bounds=limit, method="highs")
        return float(found.fun)

    return work


def main(materials: int) -> None:
    """Print the measures."""
    base = network(materials)
    planner = Planner()
    print(f"{materials} materials, {len(base.sources)} sources, {base.months} months")
    cold = timed(lambda: planner.respond(cut(base, 0.3)))
    random = np.random.default_rng(1)
    sizes = np.clip(np.cumsum(random.normal(0, 0.05, STEPS)) + 0.5, 0.0, 1.0)
    one, far = [], []
    for size in sizes:
        levers = cut(base, float(size))
        one.append(timed(lambda levers=levers: planner.respond(levers)))
    for size in random.uniform(0, 1, STEPS):
        levers = cut(base, float(size))
        far.append(timed(lambda levers=levers: planner.respond(levers)))
    peer = linprog(cut(base, 0.3))
    other = min(timed(peer) for _ in range(2))
    print(f"cold, HiGHS started anew        {cold:9.1f} ms")
    for name, times in (("slider, restarted", one), ("any size, restarted", far)):
        median, late = np.median(times), np.quantile(times, 0.95)
        print(f"{name:22} median   {median:9.1f} ms  to reach {LIMIT_MS:g} ms   p95 {late:.1f} ms")
    print(f"SciPy linprog, the same LP      {other:9.1f} ms  {other / np.median(one):.1f} x ours")
    print(f"peak memory                     {peak_mb():9.0f} MB")


def peak_mb() -> float:
    """Return the most memory this process has held; NaN on Windows, which does not tell."""
    if sys.platform == "win32":
        return float("nan")
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    sizes = [word for word in sys.argv[1:] if not word.startswith("--")]
    main(int(sizes[0]) if sizes else 200)
