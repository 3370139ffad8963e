"""The parts of an ensemble on a cluster of ``dask.distributed``: the same bytes as here.

A worker gets the task once and computes parts of it. A part that is lost with its worker is
computed again by another one; as a draw's result depends on the draw alone, nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Cancelled, Progress
from workbench.core.simulation.ensemble.part import Part, Task
from workbench.core.simulation.ensemble.run import Compute

WAIT = 15.0
"""Seconds to wait for a scheduler."""
_LOOK = 0.2
"""Seconds between two looks at whether the user has cancelled."""


@contextmanager
def on_cluster(address: str) -> Iterator[Compute]:
    """Give what computes parts on the cluster whose scheduler is at ``address``.

    Raises:
        DataRefused: if the extra ``cluster`` is not installed, or no scheduler answers.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, slow to load
    except ImportError as missing:
        raise DataRefused([_not_installed()]) from missing
    try:
        client = Client(address, timeout=WAIT)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise DataRefused([_no_scheduler(address, error)]) from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise DataRefused([_no_workers(address)])

        def compute(
            task: Task, pieces: Sequence[tuple[int, int]], progress: Progress
        ) -> Iterator[Part]:
            return _gathered(client, task, pieces, progress)

        yield compute


def _gathered(
    client: Any, task: Task, pieces: Sequence[tuple[int, int]], progress: Progress
) -> Iterator[Part]:
    """Yield the parts in order as they come back; cancel what is left when stopped."""
    from distributed import TimeoutError as Waited  # noqa: PLC0415

    total = pieces[-1][1] if pieces else 0
    progress.step(0, total, "sending the network to the cluster")
    shared = client.scatter(task, broadcast=True, hash=False)
    futures = [client.submit(_part, shared, *piece, pure=False) for piece in pieces]
    try:
        for (first, _), future in zip(pieces, futures, strict=True):
            while True:
                progress.step(first, total, "drawing on the cluster")
                try:
                    part = future.result(timeout=_LOOK)
                except Waited:
                    continue
                break
            yield part
        progress.step(total, total, "drawn")
    except Cancelled:
        client.cancel(futures)
        raise
    finally:
        client.cancel([shared])


def _part(task: Task, first: int, last: int) -> Part:
    """Compute one part on a worker, in one thread: a worker has as many parts as threads."""
    return task.part(first, last)


def _not_installed() -> Problem:
    return Problem(
        "running on a cluster needs packages that are not installed",
        remedy="Install the extra: pip install 'supply-chain-risk-workbench[cluster]'",
    )


def _no_scheduler(address: str, error: Exception) -> Problem:
    return Problem(
        f"no scheduler answers at {address}: {error}",
        value=address,
        expected="an address such as tcp://host:8786",
        remedy="Start one with: dask scheduler",
    )


def _no_workers(address: str) -> Problem:
    return Problem(
        f"the scheduler at {address} has no workers",
        value=address,
        remedy=f"Start one on each machine with: dask worker {address}",
    )
