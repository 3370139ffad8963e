"""Reads several workbooks: the next ones while the caller is busy with one, in their order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Event

from workbench.core.problem import DataRefused
from workbench.core.progress import Cancelled, Progress
from workbench.core.reading.sheets import Workbook
from workbench.core.reading.worker import read_workbook

_MOST = 2  # children at once: each may need as much memory as its limits allow
_LOOK_EVERY = 0.05  # seconds


def read_ahead(
    paths: Sequence[Path], progress_of: Callable[[int], Progress]
) -> Generator[Workbook | DataRefused, None, None]:
    """Yield each workbook in turn, or why it cannot be read.

    Where there are several files and processors, the next ones are read meanwhile, each in a
    child process of its own as ever.

    Args:
        paths: the files.
        progress_of: gives the progress of the reading of a file by its place. It is told, and may
            cancel, in the thread of the caller only, and only about the file waited for.

    No child goes on once the generator is closed; see ``contextlib.closing``.

    Raises:
        Cancelled: if a progress stops it.
    """
    at_once = min(_MOST, os.cpu_count() or 1, len(paths))
    if at_once < _MOST:
        for place, path in enumerate(paths):
            yield _read(path, progress_of(place))
        return
    stopped = Event()
    under_way: deque[tuple[Future[Workbook | DataRefused], _Noted]] = deque()
    with ThreadPoolExecutor(at_once) as threads:

        def begin(path: Path) -> None:
            noted = _Noted(stopped)
            under_way.append((threads.submit(_read, path, noted), noted))

        try:
            for path in paths[:at_once]:
                begin(path)
            for place in range(len(paths)):
                future, noted = under_way.popleft()
                _watch(future, noted, progress_of(place))
                if place + at_once < len(paths):
                    begin(paths[place + at_once])
                yield future.result()
        finally:
            stopped.set()
            threads.shutdown(wait=False, cancel_futures=True)


def _read(path: Path, progress: Progress) -> Workbook | DataRefused:
    try:
        return read_workbook(path, progress)
    except DataRefused as refusal:
        return refusal


class _Noted(Progress):
    """Keeps the last step of a thread for another one to tell, and stops the thread for it."""

    def __init__(self, stopped: Event) -> None:
        self._stopped = stopped
        self.last: tuple[float, float, str] = (0.0, 0.0, "")

    def step(self, done: float, total: float, text: str = "") -> None:
        if self._stopped.is_set():
            raise Cancelled
        self.last = (done, total, text)


def _watch(future: Future[Workbook | DataRefused], noted: _Noted, progress: Progress) -> None:
    """Tell the steps of a file until it is read."""
    while not future.done():
        wait([future], timeout=_LOOK_EVERY)
        progress.step(*noted.last)
