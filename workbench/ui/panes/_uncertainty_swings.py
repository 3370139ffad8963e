"""Asking which uncertain number matters, in the chosen scenario and in those that are pinned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, cast

from workbench.core.problem import DataRefused
from workbench.core.progress import Progress, Stretch
from workbench.core.project import Project
from workbench.ui.charts import View
from workbench.ui.panes import _uncertainty_work as work
from workbench.ui.panes._uncertainty_tornado import TornadoPage
from workbench.ui.session import Session
from workbench.ui.texts import tr

if TYPE_CHECKING:
    import pandas as pd

    from workbench.core.simulation.ensemble.inputs import Uncertain

TORNADO, INDICES = "tornado", "Sobol indices"


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked: a measure of a material, in scenarios that stand beside each other."""

    project: Project
    scenarios: tuple[str, ...]
    """The chosen one first."""
    material: str
    measure: str

    def beside(self, scenario: str) -> tuple[str, ...]:
        """Return the scenarios over whose months one of them is measured as well."""
        return tuple(name for name in self.scenarios if name != scenario)


@dataclass(frozen=True)
class Answer:
    """A table for each scenario in which anything is uncertain, and the inputs they name."""

    tables: dict[str, pd.DataFrame]
    inputs: tuple[Uncertain, ...]


class Asking:
    """Keeps the page of the tornado up to date; the work runs beside the window."""

    def __init__(
        self, session: Session, page: TornadoPage, where: Callable[[], tuple[int, str]]
    ) -> None:
        """``where``: returns the seed, and the address of a cluster or an empty text."""
        self._session, self._page, self._where = session, page, where
        self._asked: Question | None = None
        self._found: Answer | None = None

    @property
    def asked(self) -> Question | None:
        """What the page answers, or is about to."""
        return self._asked

    def forget(self) -> None:
        """Ask again when the page is shown the next time."""
        self._asked = None

    def show(self, view: View) -> None:
        """Bring the tornado up to date."""
        pinned = self._session.selection.pinned
        scenarios = tuple(dict.fromkeys([view.scenario, *pinned]))
        asked = Question(view.project, scenarios, view.material, self._page.chosen)
        if self._asked is not None and _same(self._asked, asked):
            return
        if not any(scenarios) or not view.material:
            self.forget()
            self._page.show_nothing(
                tr("Choose a scenario to see what moves it"),
                tr("The base has no shocks, so nothing is uncertain in it."),
            )
            return
        self._asked = asked
        self._page.plot.show_message(tr("Working it out ..."))
        self._session.tasks.start(
            TORNADO, partial(_swings, asked), partial(self._swung, view), self._refused, "draws"
        )

    def _swung(self, view: View, found: object) -> None:
        self._found = cast("Answer", found)
        if self._asked is not None:
            answer = self._found.tables, self._asked.scenarios, self._found.inputs
            self._page.show_swings(view, *answer)

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, DataRefused):
            raise error
        self._page.show_nothing(error.problems[0].message, error.problems[0].remedy)

    def ask_indices(self, view: View) -> None:
        """Work out Sobol indices of what the tornado shows."""
        if self._asked is None or self._found is None:
            return
        self._session.work(
            INDICES,
            partial(_indices, self._asked, list(self._found.tables), *self._where()),
            partial(self._explained, view, self._asked),
            tr("Sobol indices cannot be computed"),
            lane="draws",
        )

    def _explained(self, view: View, asked: Question, tables: object) -> None:
        if asked is self._asked and self._found is not None:
            found = cast("dict[str, pd.DataFrame]", tables)
            self._page.show_indices(view, found, asked.scenarios, self._found.inputs)


def _same(one: Question, other: Question) -> bool:
    """Whether both ask the same; projects are compared by identity, as an edit makes another."""
    words = [(asked.scenarios, asked.material, asked.measure) for asked in (one, other)]
    return one.project is other.project and words[0] == words[1]


def _swings(asked: Question, progress: Progress) -> Answer:
    """Return the tornado of every scenario.

    Raises:
        DataRefused: if nothing is uncertain in any of them, or the material is not simulated.
    """
    tables: dict[str, pd.DataFrame] = {}
    refused: list[DataRefused] = []
    inputs: tuple[Uncertain, ...] = ()
    for place, name in enumerate(asked.scenarios):
        part = Stretch(progress, place, len(asked.scenarios))
        try:
            tables[name], inputs = work.swings(
                asked.project, name, asked.material, asked.measure, asked.beside(name), part
            )
        except DataRefused as error:
            refused.append(error)
    if not tables:
        raise refused[0]
    return Answer(tables, inputs)


def _indices(
    asked: Question, scenarios: Sequence[str], seed: int, address: str, progress: Progress
) -> dict[str, pd.DataFrame]:
    """Return Sobol indices of every scenario in which anything is uncertain."""
    about = asked.material, asked.measure
    return {
        name: work.indices(
            asked.project,
            name,
            *about,
            asked.beside(name),
            seed,
            address,
            Stretch(progress, place, len(scenarios)),
        )
        for place, name in enumerate(scenarios)
    }
