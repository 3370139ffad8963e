"""Compiled beside the program, which goes on without the kernel where that fails."""

from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.core.progress import Cancelled, Progress
from workbench.core.simulation.kernel import _compiler, child
from workbench.core.simulation.live import Live


class Stop(Progress):
    def step(self, *_: object) -> None:
        raise Cancelled


def test_that_a_child_that_fails_leaves_the_reference_in_charge(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_compiler, "is_kept", lambda: False)
    monkeypatch.setattr(child, "_command", lambda: [sys.executable, "-c", "raise SystemExit(1)"])
    assert not child.prepare()
    monkeypatch.setattr(child, "_command", lambda: ["no such program"])
    assert not child.prepare()
    answers = Live()
    answers.prepare()
    assert not answers.wants_kernel


def test_that_stopping_it_ends_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(*words: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(popen(*words, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(child.subprocess, "Popen", start)
    monkeypatch.setattr(_compiler, "is_kept", lambda: False)
    endless = "import time\nwhile True: time.sleep(1)"
    monkeypatch.setattr(child, "_command", lambda: [sys.executable, "-c", endless])
    with pytest.raises(Cancelled):
        child.prepare(Stop())
    assert started[0].returncode is not None


def test_that_the_child_program_compiles_or_loads() -> None:
    done = subprocess.run(child._command(), capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert _compiler.is_kept()
