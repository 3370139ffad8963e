"""An ensemble: one scenario in many draws, and the tables made from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.draws import sobol
from workbench.core.network import build
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.simulation.ensemble.inputs import Drawn, Uncertain, uncertain_inputs
from workbench.core.simulation.ensemble.part import FAN, TIME, Part, Task
from workbench.core.simulation.ensemble.statistics import QUANTILES, bands, quantiles
from workbench.core.simulation.result import SUMMARY, Result
from workbench.core.simulation.run import run
from workbench.core.simulation.scenario import read_shocks

FloatArray = npt.NDArray[np.float64]

PIECE = 256
"""Draws that are computed together; early estimates come after each piece."""
FAN_BYTES = 256_000_000
"""Most memory for the series of fans."""

FAN_TABLE = ("period", "material", "series", "p5", "p50", "p95")
CHANCE = ("period", "material", "chance")
"""``chance``: share of the draws in which demand of the month was not served."""

Compute = Callable[[Task, Sequence[tuple[int, int]], Progress], Iterator[Part]]
"""Computes parts of a task, in the order of their draws."""


@dataclass(frozen=True, eq=False)
class Ensemble:
    """What many draws of a scenario say together."""

    result: Result
    """The scenario as it is entered; its ``summary`` has the quantiles and tails of the draws."""
    inputs: tuple[Uncertain, ...]
    """What was uncertain in it."""
    values: FloatArray
    """Values of the inputs, draw x input."""
    measures: dict[str, FloatArray]
    """Every measure and the time to survive, draw x material."""
    materials: tuple[str, ...]
    chance: pd.DataFrame
    """Columns :data:`CHANCE`."""
    fan: pd.DataFrame
    """Columns :data:`FAN_TABLE`, of the materials that were asked for."""
    asked: int
    seed: int

    @property
    def draws(self) -> int:
        """How many draws there are so far."""
        return len(self.values)

    @property
    def is_complete(self) -> bool:
        """Whether these are all draws that were asked for."""
        return self.draws == self.asked


def ensemble(
    project: Project,
    scenario: str,
    draws: int,
    *,
    seed: int = 0,
    materials: Sequence[str] | None = None,
    compute: Compute | None = None,
    progress: Progress | None = None,
    early: Callable[[Ensemble], None] | None = None,
) -> Ensemble:
    """Run a scenario in many draws of what is uncertain in it.

    Probabilities and spreads of shocks are drawn at scrambled Sobol points, the same for every
    scenario of a project. Same seed, same bytes, wherever and in however many pieces it runs.

    Args:
        project: the project.
        scenario: the scenario.
        draws: how many; a power of two is best.
        seed: of the scrambling.
        materials: those of which fans are drawn; None: as many as memory allows, those with the
            most shortage in the scenario first.
        compute: where the parts are computed; None: here, on all processors.
        progress: told how far it is; may cancel it.
        early: called with what is known so far, at most once for each piece.

    Raises:
        DataRefused: as :func:`workbench.core.simulation.run.run`, or if there are no draws.
        Cancelled: if ``progress`` says so.
    """
    if draws < 1:
        raise DataRefused([_no_draws(draws)])
    report = progress or Progress()
    result = run(project, scenario, report)
    task = task_of(project, result, draws, seed, materials)
    pieces = [(first, min(first + PIECE, draws)) for first in range(0, draws, PIECE)]
    collected = _Collected(result, task, draws, seed)
    for part in (compute or here)(task, pieces, report):
        collected.add(part)
        if early and not collected.is_complete:
            early(collected.ensemble())
    return collected.ensemble()


def task_of(
    project: Project, result: Result, draws: int, seed: int, materials: Sequence[str] | None
) -> Task:
    """Return what the draws of an ensemble share."""
    network, _ = build(project)
    shocks = read_shocks(project, result.scenario)[0] if result.scenario else []
    inputs = uncertain_inputs(project)
    points = sobol(draws, len(inputs), seed)
    mine = {(shock.scenario, shock.order) for shock in shocks}
    used = [i for i, one in enumerate(inputs) if (one.scenario, one.order) in mine]
    drawn = Drawn.at([inputs[i] for i in used], points[:, used])
    start, end = (periods.span(month)[0] - network.first for month in result.window)
    wanted = _worst(result) if materials is None else list(materials)
    places = [network.index(name) for name in wanted if network.index(name) >= 0]
    most = max(1, FAN_BYTES // (draws * network.months * len(FAN) * 4))
    return Task(network, tuple(shocks), drawn, (start, end + 1), tuple(places[:most]))


def _worst(result: Result) -> list[str]:
    short = result.balance.groupby("material", sort=False)["shortage"].sum()
    return [str(name) for name in short.sort_values(ascending=False, kind="stable").index]


def here(task: Task, pieces: Sequence[tuple[int, int]], progress: Progress) -> Iterator[Part]:
    """Compute the parts on this machine, on all its processors."""
    import os  # noqa: PLC0415 - only here

    threads = os.cpu_count() or 1
    total = pieces[-1][1] if pieces else 0
    for first, last in pieces:
        progress.step(first, total, "drawing")
        yield task.part(first, last, threads)
    progress.step(total, total, "drawn")


class _Collected:
    """Puts parts together in their order."""

    def __init__(self, result: Result, task: Task, draws: int, seed: int) -> None:
        self._result, self._task, self._asked, self._seed = result, task, draws, seed
        self._parts: list[Part] = []
        self._done = 0

    def add(self, part: Part) -> None:
        self._parts.append(part)
        self._done += len(part.measures["shortage"])

    @property
    def is_complete(self) -> bool:
        return self._done == self._asked

    def ensemble(self) -> Ensemble:
        """Return what is known so far."""
        parts, network = self._parts, self._task.network
        measures = {
            name: np.concatenate([part.measures[name] for part in parts])
            for name in parts[0].measures
        }
        return Ensemble(
            result=replace_summary(self._result, measures),
            inputs=self._task.drawn.inputs,
            values=self._task.drawn.values[: self._done],
            measures=measures,
            materials=network.materials,
            chance=self._chance(),
            fan=self._fan(),
            asked=self._asked,
            seed=self._seed,
        )

    def _chance(self) -> pd.DataFrame:
        network = self._task.network
        short = sum((part.short for part in self._parts), np.zeros_like(self._parts[0].short))
        return pd.DataFrame(
            {
                "period": self._periods(len(network.materials)),
                "material": np.tile(np.array(network.materials, dtype=object), network.months),
                "chance": (short.T / max(self._done, 1)).ravel(),
            }
        )

    def _fan(self) -> pd.DataFrame:
        network, shown = self._task.network, self._task.shown
        names = np.array([network.materials[m] for m in shown], dtype=object)
        tables = []
        for name in FAN:
            values = np.concatenate([part.fan[name] for part in self._parts]).astype(np.float64)
            columns = {
                label: quantiles(values, level).T.ravel() for label, level in QUANTILES.items()
            }
            labels = {
                "period": self._periods(len(shown)),
                "material": np.tile(names, network.months),
                "series": name,
            }
            tables.append(pd.DataFrame({**labels, **columns}))
        return pd.concat(tables, ignore_index=True)[list(FAN_TABLE)]

    def _periods(self, repeat: int) -> npt.NDArray[np.object_]:
        network = self._task.network
        names = [network.month_name(t) for t in range(network.months)]
        return np.repeat(np.array(names, dtype=object), repeat)


def replace_summary(result: Result, measures: dict[str, FloatArray]) -> Result:
    """Return a result whose table ``summary`` has quantiles and tails; the rest is as it was."""
    summary = result.summary.copy()
    place = {name: m for m, name in enumerate(dict.fromkeys(summary["material"]))}
    column = summary["material"].map(place).to_numpy()
    found = bands({name: measures[name] for name in dict.fromkeys(summary["measure"])})
    for label in SUMMARY[4:]:
        values = [found[name][label][m] for name, m in zip(summary["measure"], column, strict=True)]
        summary[label] = np.array(values, dtype=float)
    return replace(result, summary=summary)


def survival_table(found: Ensemble) -> pd.DataFrame:
    """Return the time to survive of every material in quantiles, months; infinite: for ever."""
    values = found.measures[TIME]
    columns = {label: quantiles(values, level) for label, level in QUANTILES.items()}
    never = np.isinf(values).mean(axis=0)
    return pd.DataFrame({"material": found.materials, **columns, "never_short": never})


def _no_draws(draws: int) -> Problem:
    return Problem("an ensemble needs draws", value=str(draws), expected="a whole number above 0")
