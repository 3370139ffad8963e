"""The parts of an ensemble on a cluster of ``dask.distributed``: the same bytes as here.

A worker gets the task once and computes parts of it. A part that is lost with its worker is
computed again by another one; as a draw's result depends on the draw alone, nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any

from workbench import __version__
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.simulation.ensemble.part import Part, Task
from workbench.core.simulation.ensemble.run import Compute

WAIT = 10.0
"""Seconds to wait for a scheduler."""
_DRAWING = "drawing on the cluster"
_LOOK = 0.2
"""Seconds between two looks at whether the user has cancelled."""


@contextmanager
def on_cluster(address: str, wait: float = WAIT) -> Iterator[Compute]:
    """Give what computes parts on the cluster whose scheduler is at ``address``.

    Args:
        address: such as ``tcp://host:8786``.
        wait: seconds to wait for the scheduler.

    Raises:
        DataRefused: if the extra ``cluster`` is not installed, no scheduler answers or it has no
            workers; from what is given, if the cluster is lost on the way.
    """
    with _client(address, wait) as client:
        _check(client, address)

        def compute(
            task: Task, pieces: Sequence[tuple[int, int]], progress: Progress
        ) -> Iterator[Part]:
            return _gathered(client, address, task, pieces, progress)

        yield compute


def workers_at(address: str, wait: float = WAIT) -> tuple[int, int]:
    """Return how many workers a cluster has, and how many parts they compute at a time.

    Raises:
        DataRefused: as :func:`on_cluster`.
    """
    with _client(address, wait) as client:
        _check(client, address)
        threads = client.nthreads()
    return len(threads), sum(threads.values())


@contextmanager
def _client(address: str, wait: float) -> Iterator[Any]:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, slow to load
    except ImportError as missing:
        raise DataRefused([_not_installed()]) from missing
    # Made in two steps to have it in hand when it cannot connect: one that is left to the garbage
    # collector closes itself there, and waits for ever if that is while another one starts.
    client: Any = Client.__new__(Client)
    try:
        client.__init__(address, timeout=wait, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:  # a timeout is an OSError
        with suppress(Exception):
            client.close(timeout=1)
        raise DataRefused([_no_scheduler(address)]) from error
    with client:
        yield client


def _gathered(
    client: Any, address: str, task: Task, pieces: Sequence[tuple[int, int]], progress: Progress
) -> Iterator[Part]:
    """Yield the parts in order as they come back; cancel what is left when stopped."""
    total = pieces[-1][1] if pieces else 0
    progress.step(0, total, "sending the network to the cluster")
    # Made there rather than scattered: what is lost with a worker is then made again.
    shared = client.submit(_same, task, pure=False)
    futures = [client.submit(_part, shared, *piece, pure=False) for piece in pieces]
    try:
        for (first, last), future in zip(pieces, futures, strict=True):
            yield _waited(future, first, total, progress, address)
            future.release()
            progress.step(last, total, _DRAWING)
    finally:
        client.cancel([shared, *futures])


def _waited(future: Any, done: int, total: int, progress: Progress, address: str) -> Part:
    """Return a part once it is there, looking now and then whether it is still wanted."""
    while True:
        progress.step(done, total, _DRAWING)
        try:
            part: Part = future.result(timeout=_LOOK)
        except TimeoutError:
            continue
        except (OSError, RuntimeError, CancelledError, _killed()) as error:
            raise DataRefused([_lost(address, error)]) from error
        return part


def _killed() -> type[Exception]:
    from distributed.scheduler import KilledWorker  # noqa: PLC0415 - as above

    return KilledWorker


def _check(client: Any, address: str) -> None:
    """Refuse a cluster without workers, and one whose workers are not of this version."""
    found = client.run(_version, on_error="return")
    if not found:
        raise DataRefused([_no_workers(address)])
    wrong = {name: one for name, one in found.items() if one != __version__}
    if wrong:
        raise DataRefused([_other_version(name, one) for name, one in wrong.items()])


def _version() -> str:
    from workbench import __version__ as its  # noqa: PLC0415 - that of the worker

    return its


def _same(task: Task) -> Task:
    return task


def _part(task: Task, first: int, last: int) -> Part:
    """Compute one part on a worker, in one thread: a worker has as many parts as threads."""
    return task.part(first, last)


def _not_installed() -> Problem:
    return Problem(
        "running on a cluster needs packages that are not installed",
        remedy="Install the extra: pip install 'supply-chain-risk-workbench[cluster]'",
    )


def _no_scheduler(address: str) -> Problem:
    return Problem(
        f"no scheduler answers at {address}",
        value=address,
        expected="an address such as tcp://host:8786",
        remedy="Check the address and the network, or start one with: dask scheduler",
    )


def _no_workers(address: str) -> Problem:
    return Problem(
        f"the scheduler at {address} has no workers",
        value=address,
        remedy=f"Start one on each machine with: dask worker {address}",
    )


def _other_version(worker: str, found: object) -> Problem:
    what = f"has version {found}" if isinstance(found, str) else f"cannot load it: {found}"
    return Problem(
        f"the worker {worker} does not have this version of the program; it {what}",
        value=worker,
        expected=f"version {__version__}",
        remedy="Install the same version on every machine of the cluster",
    )


def _lost(address: str, error: Exception) -> Problem:
    return Problem(
        f"the cluster at {address} was lost on the way: {error}",
        value=address,
        remedy="Run again, on the cluster once it is back, or on this machine",
    )
