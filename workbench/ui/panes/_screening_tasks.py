"""What the room of the screening asks the core for, beside the window and part after part."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from workbench.core.figures import Basis
from workbench.core.periods import Grain
from workbench.core.progress import Progress
from workbench.core.project import Project

if TYPE_CHECKING:
    from workbench.core.screening.criticality import Matrix
    from workbench.core.screening.rules import Rules
    from workbench.core.screening.screen import Part, Screening

_SHOW_EVERY = 0.25  # seconds


class _Relay(Progress):
    """Hands reports to whichever run goes on."""

    to = Progress()

    def step(self, done: float, total: float, text: str = "") -> None:
        self.to.step(done, total, text)


@dataclass
class Run:
    """A screening that goes on: what is known so far, and what is still to come."""

    project: Project
    screening: Screening
    parts: Iterator[Part]
    relay: _Relay
    table: pd.DataFrame
    finished: bool = False
    matrices: dict[str, Matrix] = field(default_factory=dict)
    rules: Rules | None = None


def begin(project: Project, basis: Basis, progress: Progress) -> Run:
    """Return a screening with the names of all materials, and no figures yet."""
    from workbench.core.screening.screen import Screening
    from workbench.core.screening.watchlist import watchlist

    progress.step(0, 0, "reading trade")
    screening, relay = Screening(project, basis=basis), _Relay()
    table = watchlist(project, screening)
    return Run(project, screening, screening.parts(relay), relay, table)


def go_on(run: Run, progress: Progress) -> Run:
    """Return the same screening a little further, or finished."""
    from workbench.core.screening.watchlist import watchlist

    run.relay.to = progress
    until = time.monotonic() + _SHOW_EVERY
    for part in run.parts:
        run.screening.take(part)
        if time.monotonic() > until:
            run.table = watchlist(run.project, run.screening)
            return run
    return _finished(run, progress)


def _finished(run: Run, progress: Progress) -> Run:
    from workbench.core.screening.criticality import by_eu, by_imports
    from workbench.core.screening.rules import rules_met
    from workbench.core.screening.screen import screen
    from workbench.core.screening.watchlist import ranked, watchlist

    by_value = None
    if run.screening.basis != "value":
        by_value = screen(run.project, basis="value", progress=progress)
    table = watchlist(run.project, run.screening, by_value)
    run.rules = rules_met(run.project, run.screening, progress)
    run.table = ranked(table.assign(rules=run.rules.shorts()))
    run.matrices = {
        "eu": by_eu(run.project, run.table, progress),
        "imports": by_imports(run.project, run.table),
    }
    run.finished = True
    return run


def over_time(project: Project, basis: Basis, grain: Grain, progress: Progress) -> Screening:
    """Return the figures of all periods of one length."""
    from workbench.core.screening.screen import screen

    return screen(project, basis=basis, grain=grain, progress=progress)
