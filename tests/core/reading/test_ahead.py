"""Several workbooks: the next ones are read meanwhile, and nobody sees a difference."""

from __future__ import annotations

import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from workbench.core.problem import DataRefused
from workbench.core.progress import Cancelled, Progress
from workbench.core.reading import ahead
from workbench.core.reading.ahead import read_ahead
from workbench.core.reading.sheets import Workbook

PATHS = [Path(f"{number}.csv") for number in range(5)]
SECONDS = 30  # after which a test fails that would wait for ever


class Told(Progress):
    def __init__(self) -> None:
        self.threads: set[int] = set()
        self.texts: list[str] = []

    def step(self, done: float, total: float, text: str = "") -> None:  # noqa: ARG002
        self.threads.add(threading.get_ident())
        self.texts.append(text)


class Stop(Progress):
    def step(self, done: float, total: float, text: str = "") -> None:  # noqa: ARG002
        raise Cancelled


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)


@pytest.mark.parametrize("processors", [1, 2])
def test_that_books_and_refusals_come_in_the_order_of_the_files(
    processors: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    names = ["a.csv", "missing.csv", "b.csv", "c.csv"]
    for name in names:
        if name != "missing.csv":
            (tmp_path / name).write_text(f"x,y\n{name},1\n", "utf-8")
    told = [Told() for _ in names]
    books = list(read_ahead([tmp_path / name for name in names], told.__getitem__))
    assert [isinstance(book, DataRefused) for book in books] == [False, True, False, False]
    found = [book.sheets[0].cell(2, 1) for book in books if isinstance(book, Workbook)]
    assert found == ["a.csv", "b.csv", "c.csv"]
    assert {thread for one in told for thread in one.threads} <= {threading.get_ident()}
    assert all("a.csv" in text for text in told[0].texts if text)


@pytest.mark.usefixtures("two_processors")
def test_that_two_are_read_at_once_and_never_more(monkeypatch: pytest.MonkeyPatch) -> None:
    both = threading.Barrier(2)
    here = threading.Semaphore(2)

    def read(path: Path, _progress: Progress) -> Workbook:
        assert here.acquire(blocking=False), "a third one is read"
        if path.name in ("0.csv", "1.csv"):
            both.wait(SECONDS)
        here.release()
        return Workbook(path.name, "", ())

    monkeypatch.setattr(ahead, "read_workbook", read)
    books = read_ahead(PATHS, lambda _place: Progress())
    assert [book.name for book in books if isinstance(book, Workbook)] == [p.name for p in PATHS]


@pytest.mark.usefixtures("two_processors")
@pytest.mark.parametrize("progress", [Stop(), Progress()])
def test_that_nothing_is_read_on_when_it_is_cancelled_or_left(
    progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[str] = []
    before = threading.active_count()
    is_left = not isinstance(progress, Stop)

    def read(path: Path, noted: Progress) -> Workbook:
        try:
            while not (is_left and path.name == "0.csv"):  # no other one ever ends by itself
                noted.step(1, 2, path.name)
                time.sleep(0.01)
        finally:
            ended.append(path.name)
        return Workbook(path.name, "", ())

    monkeypatch.setattr(ahead, "read_workbook", read)
    with closing(read_ahead(PATHS, lambda _place: progress)) as books:
        if is_left:
            assert isinstance(next(books), Workbook)
        else:
            with pytest.raises(Cancelled):
                next(books)
    assert {"0.csv", "1.csv"} <= {*ended} <= {"0.csv", "1.csv", "2.csv"}
    assert threading.active_count() == before
