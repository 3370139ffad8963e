"""Ensembles on real clusters: schedulers and workers in processes of their own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from distributed import LocalCluster
from uncertain_studies import two_shocks

from workbench.core.problem import DataRefused
from workbench.core.progress import Cancelled, Progress
from workbench.core.simulation.ensemble import cluster as clusters
from workbench.core.simulation.ensemble import run as runs
from workbench.core.simulation.ensemble.cluster import on_cluster, workers_at
from workbench.core.simulation.ensemble.found import Ensemble
from workbench.core.simulation.ensemble.run import ensemble

DRAWS = 60


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as made:
        yield made


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "PIECE", 4)


def bytes_of(found: Ensemble) -> dict[str, bytes]:
    parts: dict[str, Any] = {**found.by_draw, **{f"fan {k}": v for k, v in found.series.items()}}
    parts |= {"short": found.short, "values": found.values}
    return {name: np.ascontiguousarray(values).tobytes() for name, values in parts.items()}


def test_that_workers_in_processes_give_the_same_bytes(cluster: LocalCluster) -> None:
    here = ensemble(two_shocks(), "s", DRAWS, seed=4)
    address = cluster.scheduler_address
    assert workers_at(address) == (2, 2)
    with on_cluster(address) as compute:
        there = ensemble(two_shocks(), "s", DRAWS, seed=4, compute=compute)
        again = ensemble(two_shocks(), "s", DRAWS, seed=4, compute=compute)
    assert bytes_of(there) == bytes_of(here) == bytes_of(again)
    pids = {worker.pid for worker in cluster.workers.values()}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_that_a_worker_that_is_killed_changes_nothing(cluster: LocalCluster) -> None:
    here = ensemble(two_shocks(), "s", DRAWS, seed=4)
    killed: list[int] = []

    def kill(_: Ensemble) -> None:
        if not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)

    with on_cluster(cluster.scheduler_address) as compute:
        there = ensemble(two_shocks(), "s", DRAWS, seed=4, compute=compute, early=kill)
    assert killed
    assert bytes_of(there) == bytes_of(here)


def test_that_it_can_be_cancelled(cluster: LocalCluster) -> None:
    seen: list[Ensemble] = []

    class Stop(Progress):
        def step(self, *_: object) -> None:
            if seen:
                raise Cancelled

    with on_cluster(cluster.scheduler_address) as compute, pytest.raises(Cancelled):
        ensemble(two_shocks(), "s", DRAWS, compute=compute, progress=Stop(), early=seen.append)
    with on_cluster(cluster.scheduler_address) as compute:
        assert ensemble(two_shocks(), "s", 4, compute=compute).is_complete


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense", "no such host:1", ""])
def test_that_an_address_where_nobody_answers_is_named(address: str) -> None:
    with pytest.raises(DataRefused, match="no scheduler answers"), on_cluster(address, 0.5):
        pass


def test_that_a_cluster_without_workers_is_told() -> None:
    with LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as empty:
        with (
            pytest.raises(DataRefused, match="has no workers"),
            on_cluster(empty.scheduler_address),
        ):
            pass
        with pytest.raises(DataRefused, match="has no workers"):
            workers_at(empty.scheduler_address)


def test_that_workers_of_another_version_are_refused(
    cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clusters, "__version__", "0.0")
    with (
        pytest.raises(DataRefused, match="does not have this version"),
        on_cluster(cluster.scheduler_address),
    ):
        pass


def test_that_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(DataRefused, match="not installed") as refused, on_cluster("tcp://a:1"):
        pass
    assert "[cluster]" in refused.value.problems[0].remedy
