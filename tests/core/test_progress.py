"""Parts of long work report as steps of the whole."""

from __future__ import annotations

import pytest

from workbench.core.progress import Cancelled, Progress, Stretch


class Noted(Progress):
    def __init__(self) -> None:
        self.steps: list[tuple[float, float, str]] = []

    def step(self, done: float, total: float, text: str = "") -> None:
        self.steps.append((done, total, text))


def test_that_a_stretch_of_a_stretch_lies_within_it():
    noted = Noted()
    inner = Stretch(Stretch(noted, 1, 4), 1, 2)
    inner.step(1, 2, "half of the second half of the second quarter")
    inner.step(0, 0)
    assert noted.steps == [
        (1.75, 4, "half of the second half of the second quarter"),
        (1.5, 4, ""),
    ]


def test_that_a_stretch_passes_a_cancel_on():
    class Stop(Progress):
        def step(self, *_report):
            raise Cancelled

    with pytest.raises(Cancelled):
        Stretch(Stop(), 0, 2).step(0, 1)
