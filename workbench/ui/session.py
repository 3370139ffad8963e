"""The open document and what is looked at: the one thing every pane knows.

Panes tell the session what the user did; the session tells panes which parts changed. It holds no
widget and computes nothing of the field itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from workbench.core.edit import add_row, set_cell
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project, changed
from workbench.core.simulation.left_out import LeftOut, LeftOuts
from workbench.core.simulation.live import Live
from workbench.core.simulation.result import Result
from workbench.ui.selection import Selection, existing, followed, returned
from workbench.ui.tasks import Tasks

if TYPE_CHECKING:
    from workbench.core.simulation.exposure import Exposure  # HiGHS is slow to load

__all__ = ["SIMULATED_FROM", "Selection", "Session"]

MOST_STEPS = 100
"""Undo steps that are kept."""

SIMULATED_FROM = frozenset(
    {
        "settings",
        "materials",
        "countries",
        "trade",
        "production",
        "demand",
        "suppliers",
        "capacity",
        "recipes",
        "scenarios",
        "shocks",
    }
)
"""Tables whose change makes a result stale."""


class Session(QObject):
    """The project, its undo stack, the selection, and the latest result.

    Signals:
        edited: names of the tables that changed (all of them when a document is opened).
        selected: the selection changed.
        simulated: ``result``, those of the pinned scenarios, and what they leave out changed.
        documented: path or title changed.
        told: findings to show, with the words for what they are about.
        untold: findings that were told, and hold no longer: their step was undone.
        asked_for: key of a pane to bring to the front.
        traced: rows to show, as name of the table and index values: where a figure came from.
        asked_how: an indicator of the chosen material to explain, and its period, or an empty text.
    """

    edited = Signal(object)
    selected = Signal()
    simulated = Signal()
    documented = Signal()
    told = Signal(str, object)
    untold = Signal(object)
    asked_for = Signal(str)
    traced = Signal(str, object)
    asked_how = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = Project()
        self.path: Path | None = None
        self.name = ""
        self.selection = Selection()
        self.result: Result | None = None
        self.pinned: tuple[Result, ...] = ()
        self.failure: tuple[Problem, ...] = ()
        self.left_out: Mapping[str, LeftOut] = {}
        """By scenario, what a run of it leaves out."""
        self.exposure: Exposure | None = None
        self.undo = QUndoStack(self)
        self.undo.setUndoLimit(MOST_STEPS)
        self.tasks = Tasks(self)
        self._live, self._left_outs = Live(), LeftOuts()
        self._run_again = False

    # --- the document -----------------------------------------------------------------------

    def open(self, project: Project, path: Path | None, name: str = "") -> None:
        """Show another document; ``name`` is its title while it has no file."""
        self.tasks.cancel("simulate")
        self.path, self.name = path, name
        self.undo.clear()
        self.undo.setClean()
        before, self.project = self.project, project
        self.result, self.pinned, self.failure = None, (), ()
        self.left_out = {}
        self.selection = existing(self.selection, project)
        self.edited.emit(changed(before, project))
        self.documented.emit()
        self.selected.emit()
        self.simulate()

    def saved(self, path: Path, project: Project) -> None:
        """Note that ``project`` is now in the file ``path``; later edits stay unsaved."""
        self.path, self.name = path, ""
        if project is self.project:
            self.undo.setClean()
        self.documented.emit()

    @property
    def title(self) -> str:
        """Name of the document for the window; empty when nothing is open."""
        return self.path.name if self.path else self.name

    # --- edits ------------------------------------------------------------------------------

    def edit(self, text: str, project: Project, merge: str = "") -> None:
        """Swap the project, as one undo step called ``text``.

        Steps that follow each other with the same ``merge`` become one: a slider that is dragged.
        """
        if project is not self.project:
            self.undo.push(_Swap(self, text, self.project, project, merge))

    def tell_of_step(self, about: str, problems: tuple[Problem, ...]) -> None:
        """Tell what the latest edit brought with it; undoing it takes the findings back."""
        command = self.undo.command(self.undo.index() - 1)
        if isinstance(command, _Swap):
            command.told = about, problems
        self.told.emit(about, problems)

    def end_merging(self) -> None:
        """Let the next edit begin a step of its own, even with the same ``merge``."""
        command = self.undo.command(self.undo.index() - 1)
        if isinstance(command, _Swap):
            command.merge = ""

    def swap(
        self, project: Project, had: Selection | None = None, lost: Selection | None = None
    ) -> None:
        """Show another state of the same document. Only the undo stack calls this.

        Of what had to be given up when ``had`` became ``lost``, what exists is chosen again.
        """
        news = changed(self.project, project)
        chosen, before = self.selection, self.project
        self.project = project
        wanted = followed(chosen, before, project)
        if had is not None and lost is not None:
            wanted = returned(wanted, had, followed(lost, before, project), project)
        self.selection = existing(wanted, project)
        self.edited.emit(news)
        if self.selection != chosen:
            self.selected.emit()
        if news & SIMULATED_FROM:
            self.simulate()

    def choose_basis(self, basis: str) -> None:
        """Weigh shares by ``value`` or ``quantity``: a setting of the project, so an undo step."""
        if basis == self.selection.basis:
            return
        rows = self.project["settings"]
        there = rows.index[rows["key"] == "basis"]
        if len(there):
            changed_project = set_cell(self.project, "settings", int(there[0]), "value", basis)
        else:
            changed_project, _ = add_row(self.project, "settings", {"key": "basis", "value": basis})
        self.edit(f"Weigh by {basis}", changed_project)

    # --- the selection ----------------------------------------------------------------------

    def pin(self, scenario: str, *, on: bool) -> None:
        """Show a scenario beside the chosen one from now on, or no longer; empty: the base."""
        others = tuple(name for name in self.selection.pinned if name != scenario)
        self._look_at(replace(self.selection, pinned=(*others, scenario) if on else others))

    def select(self, **parts: str) -> None:
        """Look at another material, scenario or grain."""
        self._look_at(replace(self.selection, **parts))  # type: ignore[arg-type]

    def _look_at(self, chosen: Selection) -> None:
        if chosen == self.selection:
            return
        before = self.selection
        rerun = (chosen.scenario, chosen.pinned) != (before.scenario, before.pinned)
        self.selection = chosen
        self.selected.emit()
        if rerun:
            self.simulate()

    def ask_how(self, key: str, period: str = "") -> None:
        """Show how an indicator of the chosen material is computed; of a period, if one is given.

        The room comes first: it is made when it is entered, and only then hears what is asked.
        """
        self.asked_for.emit("indicators")
        self.asked_how.emit(key, period)

    # --- the simulation ---------------------------------------------------------------------

    def simulate(self) -> None:
        """Bring ``result`` up to date; while a run goes on, the newest state waits for its turn."""
        if self.project["materials"].empty:
            return
        if "simulate" in self.tasks.running():
            self._run_again = True
            return
        project, live, chosen = self.project, self._live, self.selection
        scenarios = [chosen.scenario, *(n for n in chosen.pinned if n != chosen.scenario)]
        left_outs = self._left_outs

        def run(progress: Progress) -> tuple[list[Result], dict[str, LeftOut]]:
            found = live.results(project, scenarios, progress)
            return [*found], left_outs.of(project, found[0].base_run.network)

        self.tasks.start(
            "simulate",
            run,
            self._simulated,
            self._not_simulated,
        )

    def _simulated(self, found: tuple[list[Result], dict[str, LeftOut]]) -> None:
        results, self.left_out = found
        self.result, self.pinned, self.failure = results[0], tuple(results[1:]), ()
        self.simulated.emit()
        self._next_run()
        self._make_fast()

    def _not_simulated(self, error: BaseException) -> None:
        if not isinstance(error, DataRefused):
            raise error
        self.result, self.pinned, self.failure = None, (), error.problems
        self.left_out = {}
        self.simulated.emit()
        self._next_run()

    def _next_run(self) -> None:
        if self._run_again:
            self._run_again = False
            self.simulate()

    def _make_fast(self) -> None:
        """Prepare the compiled simulation beside the window, if the network is large."""
        if self._live.wants_kernel and "fast simulation" not in self.tasks.running():
            live = self._live
            self.work("fast simulation", live.prepare, lambda _: None, "", lane="kernel")

    # --- long work --------------------------------------------------------------------------

    def work(
        self,
        name: str,
        task: Callable[[Any], Any],
        done: Callable[[Any], None],
        about: str,
        lane: str = "",
        refused: Callable[[tuple[Problem, ...]], None] | None = None,
    ) -> None:
        """Run ``task(progress)`` beside the window; refused data is told, not raised.

        ``refused`` is called first: what stands there from before is not of these data.
        """

        def failed(error: BaseException) -> None:
            if not isinstance(error, DataRefused):
                raise error
            if refused is not None:
                refused(error.problems)
            self.told.emit(about, error.problems)

        self.tasks.start(name, task, done, failed, lane)


class _Swap(QUndoCommand):
    """The one undo command there is: put the other project in place."""

    def __init__(
        self, session: Session, text: str, before: Project, after: Project, merge: str
    ) -> None:
        super().__init__(text)
        self._session = session
        self.before, self.after, self.merge = before, after, merge
        self.had = self.lost = session.selection
        self.told: tuple[str, tuple[Problem, ...]] = "", ()

    def id(self) -> int:
        return 1

    def redo(self) -> None:
        self.had = self._session.selection
        self._session.swap(self.after)
        self.lost = self._session.selection
        if self.told[1]:
            self._session.told.emit(*self.told)

    def undo(self) -> None:
        self._session.swap(self.before, self.had, self.lost)
        if self.told[1]:
            self._session.untold.emit(self.told[1])

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Swap) or not self.merge or other.merge != self.merge:
            return False
        self.after, self.lost = other.after, other.lost
        return True
