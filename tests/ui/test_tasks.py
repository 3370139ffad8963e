"""Work beside the window arrives on the main thread, once, or not at all."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from workbench.ui.tasks import Tasks


class Outcome:
    def __init__(self):
        self.values, self.errors, self.threads = [], [], []

    def done(self, value):
        self.values.append(value)
        self.threads.append(threading.current_thread())

    def failed(self, error):
        self.errors.append(error)


def wait_until_idle(qtbot, tasks):
    qtbot.waitUntil(lambda: not tasks.running() and not tasks._kept, timeout=10_000)


def test_that_a_value_arrives_on_the_main_thread(qtbot, tasks):
    outcome, worked_in = Outcome(), []

    def work(_progress):
        worked_in.append(threading.current_thread())
        return 42

    tasks.start("answer", work, outcome.done, outcome.failed)
    assert tasks.running() == ("answer",)
    wait_until_idle(qtbot, tasks)
    assert outcome.values == [42]
    assert outcome.threads == [threading.main_thread()]
    assert worked_in[0] is not threading.main_thread()


def test_that_an_error_arrives_instead_of_a_value(qtbot, tasks):
    outcome = Outcome()

    def work(_progress):
        raise ZeroDivisionError("by hand")

    tasks.start("divide", work, outcome.done, outcome.failed)
    wait_until_idle(qtbot, tasks)
    assert [str(error) for error in outcome.errors] == ["by hand"]
    assert outcome.values == []


def test_that_starting_a_name_again_cancels_the_older_run_for_good(qtbot, tasks):
    outcome, go_on, reached = Outcome(), threading.Event(), []

    def slow(progress):
        go_on.wait(10)
        progress.step(1, 2)
        reached.append("beyond the cancelled step")
        return "old"

    tasks.start("run", slow, outcome.done, outcome.failed)
    for number in range(20):
        tasks.start("run", lambda _p, n=number: n, outcome.done, outcome.failed)
    go_on.set()
    wait_until_idle(qtbot, tasks)
    assert outcome.values == [19]
    assert outcome.errors == []
    assert reached == []


def test_that_a_value_ready_before_the_cancel_is_not_delivered_after_it(qtbot, tasks):
    outcome, finished = Outcome(), threading.Event()

    def work(_progress):
        finished.set()
        return "too late"

    tasks.start("run", work, outcome.done, outcome.failed)
    finished.wait(10)
    with qtbot.waitSignal(tasks.ended):
        tasks.cancel("run")
    wait_until_idle(qtbot, tasks)
    assert outcome.values == outcome.errors == []


def test_that_progress_names_the_run_and_a_cancelled_run_reports_no_more(qtbot, tasks):
    seen, outcome = [], Outcome()
    tasks.progress.connect(lambda *news: seen.append(news))

    def work(progress):
        progress.step(1, 4, "quarter")
        progress.step(4, 4, "all")

    tasks.start("count", work, outcome.done, outcome.failed)
    wait_until_idle(qtbot, tasks)
    assert seen[0] == ("count", 1.0, 4.0, "quarter")
    assert seen[-1] == ("count", 4.0, 4.0, "all")
    seen.clear()
    tasks.start("count", work, outcome.done, outcome.failed)
    tasks.cancel("count")
    wait_until_idle(qtbot, tasks)
    assert seen == []


def test_that_a_shut_down_worker_is_gone_and_delivers_nothing(qtbot):
    outcome, began = Outcome(), threading.Event()
    tasks = Tasks()

    def work(progress):
        began.set()
        while True:
            progress.step(0, 0)

    tasks.start("for ever", work, outcome.done, outcome.failed)
    began.wait(10)
    tasks.shutdown()
    qtbot.wait(1)
    assert outcome.values == outcome.errors == []
    assert not any(t.name.startswith("workbench-task") for t in threading.enumerate())


@pytest.mark.parametrize("raises", [False, True])
def test_that_nothing_given_to_a_task_is_destroyed_in_the_worker(qtbot, tasks, raises):
    """A widget whose last reference the worker drops is destroyed there and ends the program.

    The worker is made to keep what it has until the main thread is through with it.
    """
    destroyed_in, may_let_go = [], threading.Event()
    submit = tasks._pool("").submit

    def submit_slowly(perform):
        def held():
            perform()
            may_let_go.wait(10)

        submit(held)

    class Pane:
        def done(self, _value):
            pass

        def failed(self, _error):
            pass

        def work(self, _progress):
            if raises:
                raise ValueError
            return self

    tasks._pool("").submit = submit_slowly
    pane = Pane()
    weakref.finalize(pane, lambda: destroyed_in.append(threading.current_thread()))
    tasks.start("work", pane.work, pane.done, pane.failed)
    del pane
    wait_until_idle(qtbot, tasks)
    gc.collect()
    destroyed_in_time = list(destroyed_in)
    may_let_go.set()
    tasks.shutdown()
    assert destroyed_in_time == [threading.main_thread()]


def test_that_the_garbage_collector_stays_on_the_main_thread_while_work_goes_on(qtbot, tasks):
    """Widgets in reference cycles must not be collected by the worker either."""
    outcome = Outcome()
    assert gc.isenabled()
    tasks.start("look", lambda _progress: gc.isenabled(), outcome.done, outcome.failed)
    wait_until_idle(qtbot, tasks)
    assert outcome.values == [False]
    assert gc.isenabled()


def test_that_work_of_another_lane_need_not_wait(qtbot, tasks):
    gate, outcome = threading.Event(), Outcome()
    tasks.start("long", lambda _progress: gate.wait(10), outcome.done, outcome.failed)
    tasks.start("save", lambda _progress: "saved", outcome.done, outcome.failed, lane="files")
    qtbot.waitUntil(lambda: outcome.values == ["saved"], timeout=5_000)
    assert tasks.running() == ("long",)
    gate.set()
    wait_until_idle(qtbot, tasks)


def test_that_everything_is_collected_in_quiet_moments_only(tasks, monkeypatch):
    generations, now = [], [100.0]
    monkeypatch.setattr("workbench.ui.tasks.gc.collect", generations.append)
    monkeypatch.setattr("workbench.ui.tasks.time.monotonic", lambda: now[0])
    collector = tasks._collector
    for _ in range(60):  # a slider is moved: work is asked for again and again
        now[0] += 0.5
        collector.hold()
        collector._collect()
    assert set(generations) == {1}
    for _ in range(30):  # one long run
        now[0] += 0.5
        collector._collect()
    collector.release()
    assert generations[60:].count(2) == 2
