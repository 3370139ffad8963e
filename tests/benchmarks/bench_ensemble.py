"""A whole ensemble of 200 materials x 8 sources, beside vectorised NumPy; prints ratios.

``python tests/benchmarks/bench_ensemble.py [--full] [--cluster] [DRAWS]``: 1,000 draws, with
``--full`` 10,000. Ours is the whole call: the project's network, the shocks of every draw, the
kernel, every measure with quantiles and tails, chances by month and fans. The peer gives the same
figures (of the measures, ten that take work in one tier) and is handed network and shocks ready
made. Restrictions hold 14 months; where they hold for good no month can be copied from the base,
and every one is computed. Both use two threads. Seconds of all processors are told as well, as a
machine that others use makes those of the clock uncertain; peak memory is that of a process that
runs ours alone.
``--cluster`` measures workers in processes of their own instead.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from _large import COUNTRIES, HIT
from _measure import in_process
from _vectorised import FloatArray
from _vectorised_whole import MEASURES, whole

from workbench.core.network import Network, build
from workbench.core.project import Project, from_records
from workbench.core.simulation.ensemble.found import Ensemble
from workbench.core.simulation.ensemble.inputs import HAPPENS
from workbench.core.simulation.ensemble.run import ensemble

THREADS, CHUNK, MATERIALS = 2, 100, 200
TARGET_RATIO, TARGET_MB = 3.0, 1024
START, DURATION, FOR_GOOD = "2022-05", 14, 600


def study(months: int, *, duration: int = DURATION, demand: bool = False) -> Project:
    """Return materials that are all imported from eight countries, of which three may cut.

    With ``demand`` the demand for every material is uncertain as well, by one shock.
    """
    random = np.random.default_rng(3)
    names = [f"m{m}" for m in range(MATERIALS)]
    trade, suppliers = [], []
    for name in names:
        row = {"period": "2021", "flow": "import", "reporter": "KOR", "material": name}
        for k, country in enumerate(COUNTRIES):
            cells: dict[str, Any] = {"supplier": f"{country} {name}", "country": country}
            volume = 0.0 if k >= 6 else float(random.uniform(120, 1200))
            room = float(random.uniform(60, 600)) if k >= 6 else volume * random.uniform(1, 1.5)
            cells |= {"material": name, "volume": volume, "price": float(random.integers(1, 4))}
            cells |= {"lead_time": float(random.integers(4))}
            cells |= {"qualification_time": float(random.choice([3, 6]))} if k >= 6 else {}
            known = k >= 6 or random.random() < 0.5
            suppliers.append(cells | ({"capacity": float(room)} if known else {}))
            if volume:
                trade.append(row | {"partner": country, "quantity": volume})
    shocks: list[dict[str, Any]] = [
        {"scenario": "s", "order": k + 1, "kind": "export_restriction", "country": country}
        | {"start": START, "duration": duration, "size": 0.6, "spread": "uniform(0.2,1)"}
        | {"probability": 0.7}
        for k, country in enumerate(COUNTRIES[:HIT])
    ]
    if demand:
        shocks.append(
            {"scenario": "s", "order": 4, "kind": "demand_change", "parameters": '{"hs": "25"}'}
            | {"start": "2022-07", "size": 0.05, "spread": "uniform(-0.1,0.1)"}
        )
    settings = {"home": "KOR", "months": str(months), "first_period": "2022-01"}
    return from_records(
        {
            "settings": [{"key": key, "value": value} for key, value in settings.items()],
            "materials": [{"material": n, "stock": 100.0, "hs": "250410"} for n in names],
            "trade": trade,
            "suppliers": suppliers,
            "scenarios": [{"scenario": "s"}],
            "shocks": shocks,
        }
    )


@dataclass(frozen=True)
class Seconds:
    """Seconds of the clock, and of all processors together."""

    clock: float
    work: float

    @classmethod
    def now(cls) -> Seconds:
        """Return the present time."""
        return cls(time.perf_counter(), time.process_time())

    def since(self) -> Seconds:
        """Return what has passed since this time."""
        return Seconds(time.perf_counter() - self.clock, time.process_time() - self.work)


class PeerDice:
    """What the peer is handed: a network in the order of its grid, and sizes by month."""

    def __init__(self, network: Network, found: Ensemble, duration: int) -> None:
        self.draws = found.draws
        values = {(one.order, one.name): found.values[:, k] for k, one in enumerate(found.inputs)}
        month = np.arange(network.months)
        active = (month >= 4) & (month < 4 + duration)
        self.allowed = np.full((self.draws, HIT, network.months), np.inf)
        for k in range(HIT):
            happens = (values[k + 1, HAPPENS] > 0)[:, None] & active
            left = np.repeat(1.0 - values[k + 1, "size"][:, None], network.months, axis=1)
            self.allowed[:, k] = np.where(happens, left, np.inf)
        first, last = found.plan.window
        months = [network.month_name(t) for t in range(network.months)]
        self.window = months.index(first), months.index(last) + 1
        self.demand = 1.0 + values.get((4, "size"), np.zeros(self.draws))
        place = [COUNTRIES.index(country) for country in network.country]
        order = np.lexsort((place, network.material))
        arrays = ("volume", "share", "shown", "supply_share", "qualification", "price", "lead")
        self.network = SimpleNamespace(
            months=network.months,
            materials=network.materials,
            demand=network.demand,
            target=network.target,
            stock=network.stock,
            capacity=network.capacity[order],
            **{name: getattr(network, name)[order] for name in arrays},
        )


def peer(dice: Any, shown: list[int]) -> tuple[dict[str, FloatArray], Seconds]:
    """Return the measures of the peer, material x draw, and seconds."""
    begin = Seconds.now()
    found = whole(dice, THREADS, CHUNK, shown)
    return found, begin.since()


def ours(project: Project, draws: int) -> tuple[Ensemble, Seconds]:
    """Return the ensemble with all its tables, and seconds."""
    begin = Seconds.now()
    found = ensemble(project, "s", draws)
    for table in (found.result.summary, found.fan, found.chance, found.survival):
        assert len(table)
    return found, begin.since()


def gap(mine: FloatArray, its: FloatArray) -> float:
    """Return the largest difference, relative to the largest figure."""
    known = np.isfinite(mine)
    assert (known == np.isfinite(its)).all()
    return float(np.abs(mine[known] - its[known]).max() / max(1.0, mine[known].max()))


def compare(months: int, draws: int, *, duration: int = DURATION, demand: bool = False) -> None:
    """Print one line."""
    project = study(months, duration=duration, demand=demand)
    ensemble(project, "s", 64)  # compiled or loaded, once
    found, mine = ours(project, draws)
    network = build(project)[0]
    shown = [network.index(name) for name in found.shown]
    theirs, its = peer(PeerDice(network, found, duration), shown)
    apart = max(gap(found.by_draw[name], theirs[name]) for name in MEASURES)
    what = "3 restrictions" + (" for good" if duration >= months else "")
    what += " and 200 demands" if demand else ""
    print(
        f"{draws:7,} x 200 x 8 x {months}, {what}: ensemble {mine.clock:6.2f} s"
        f" ({mine.work:.2f} s of work)  NumPy {its.clock:6.2f} s ({its.work:.2f} s)"
        f"  NumPy / ensemble {its.clock / mine.clock:.1f} (work {its.work / mine.work:.1f};"
        f" to reach {TARGET_RATIO:g})  apart {apart:.0e}",
        flush=True,
    )


def scaling(draws: int) -> None:
    """Print seconds on one worker and on two, and that both give the bytes of this machine."""
    from distributed import LocalCluster

    from workbench.core.simulation.ensemble.cluster import on_cluster

    project, shown = study(60), ["m0"]
    here = ensemble(project, "s", draws, materials=shown)
    seconds = []
    for count in (1, 2):
        with (
            LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=":0") as cluster,
            on_cluster(cluster.scheduler_address) as compute,
        ):
            # Each worker has loaded the kernel before it is timed.
            ensemble(project, "s", 256 * count, materials=shown, compute=compute)
            begin = time.perf_counter()
            found = ensemble(project, "s", draws, materials=shown, compute=compute)
            seconds.append(time.perf_counter() - begin)
            same = all((found.by_draw[k] == v).all() for k, v in here.by_draw.items())
            print(f"{draws:,} draws on {count} worker(s): {seconds[-1]:.2f} s, same bytes: {same}")
    print(f"two workers are {seconds[0] / seconds[1]:.2f} times as fast as one")


def main(words: list[str]) -> None:
    """Print the measures."""
    sizes = [int(word) for word in words if not word.startswith("--")]
    draws = sizes[0] if sizes else 10_000 if "--full" in words else 1_000
    if "--cluster" in words:
        scaling(draws)
        return
    compare(36, draws)
    compare(60, draws)
    compare(60, draws // 5, duration=FOR_GOOD)
    compare(60, draws // 5, demand=True)
    code = (
        "import sys; sys.path.insert(0, 'tests/benchmarks')\n"
        "from bench_ensemble import *\n"
        f"ours(study(60), {draws})"
    )
    alone = in_process(code, runs=1)
    print(f"peak memory {alone.peak_mb} MB (to reach {TARGET_MB}), {alone.seconds:.1f} s in all")


if __name__ == "__main__":
    main(sys.argv[1:])
