"""Files under review as they stand: what they give, what is wrong, what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping as Items
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.core import edit
from workbench.core.formats.reviewing.cells import Place, place_of
from workbench.core.formats.reviewing.settling import Outcome
from workbench.core.formats.reviewing.tables import TableReview, reason_of
from workbench.core.layout.knowledge import Knowledge
from workbench.core.layout.parts import UnknownName
from workbench.core.layout.profiles import Mean
from workbench.core.problem import Problem, condensed, errors
from workbench.core.project import Project
from workbench.core.reading.sheets import Workbook


@dataclass(frozen=True, eq=False)
class FileReview:
    """One file. ``workbook`` is ``None`` if it could not be read; ``problems`` say why."""

    path: Path
    name: str
    workbook: Workbook | None = None
    problems: tuple[Problem, ...] = ()
    profile: str = ""
    """Name of the profile that recognises it, empty for a guess and for our own layout."""


@dataclass(frozen=True, eq=False)
class State:
    """Files on their way into a project: each table found, what it gives, and the whole of it.

    ``base`` is the project as it was; ``home`` what the user chose for one that has none.
    ``answers`` are what the user said of unknown names in this review, by the profile whose
    numbers they are (empty for names), to be kept with ``remembered.keep`` once imported.
    """

    base: Project
    files: tuple[FileReview, ...] = ()
    tables: tuple[TableReview, ...] = ()
    known: Knowledge = field(default_factory=Knowledge)
    means: Items[str, Mean] = field(default_factory=dict)
    home: str = ""
    answers: Items[str, Items[str, str]] = field(default_factory=dict)
    outcome: Outcome = field(default_factory=Outcome)
    listed: tuple[tuple[Problem, ...], ...] = ()
    """Findings about each table for a person: none twice, of one kind at most some hundred."""

    @property
    def start(self) -> Project:
        """The project to add to, with the home that the user chose."""
        return _with_home(self.base, self.home)

    @property
    def needs_home(self) -> bool:
        """Whether nothing says whose dependence is studied."""
        project = self.outcome.project or self.start
        return not project.home and any(table.taken for table in self.tables)

    def good(self, number: int) -> int:
        """Return how many rows a table gives to the project."""
        return self.outcome.made.get(number, 0)

    def bad(self, number: int) -> int:
        """Return how many of its rows cannot be taken."""
        table = self.tables[number]
        return table.extract.bad + len(self.outcome.dropped.get(number, ()))

    @property
    def counts(self) -> tuple[int, int]:
        """Good and bad rows of all tables that are taken."""
        taken = [number for number, table in enumerate(self.tables) if table.taken]
        return sum(map(self.good, taken)), sum(map(self.bad, taken))

    def unknown(self) -> list[UnknownName]:
        """Return the names of countries nobody knows, once each, those of most cells first."""
        every: dict[tuple[str, str], UnknownName] = {}
        for table in self.tables:
            for name in table.extract.unknown if table.taken else ():
                before = every.get((name.text, name.source))
                cells = name.cells + (before.cells if before else 0)
                every[name.text, name.source] = replace(name, cells=cells)
        return sorted(every.values(), key=lambda name: -name.cells)

    def wrong_cells(self, number: int) -> dict[Place, str]:
        """Return why cells of a table cannot be taken; column 0 stands for the whole row."""
        found = dict(self.tables[number].wrong_cells)
        for problem in errors(self._of_the_whole(number)):
            place = place_of(problem.cell) if problem.cell else (problem.row, 0)
            if place[0]:
                found.setdefault(place, reason_of(problem))
        return found

    def findings(self, number: int) -> list[Problem]:
        """Return every finding about one table."""
        return [*self.tables[number].extract.problems, *self._of_the_whole(number)]

    def _of_the_whole(self, number: int) -> list[Problem]:
        """Return the findings about a table that only the project as a whole shows."""
        table = self.tables[number]
        mine = table.sheet, table.workbook.name
        return [p for p in self.outcome.problems if table.taken and (p.sheet, p.file) == mine]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All findings about the files, their tables taken, and the project they would make."""
        found = [problem for file in self.files for problem in file.problems]
        found += [p for table in self.tables if table.taken for p in table.extract.problems]
        return tuple(condensed([*found, *self.outcome.problems]))

    @property
    def is_recognised(self) -> bool:
        """Whether nothing is to be asked: layouts known, all rows good, nothing older touched."""
        taken = [table for table in self.tables if table.taken]
        known = all(table.how in ("own layout", "profile") for table in taken)
        read_ = all(file.workbook is not None for file in self.files)
        whole = self.outcome.project is not None and not self.counts[1]
        return bool(taken) and known and read_ and whole and not self.outcome.touches_older

    @property
    def is_own(self) -> bool:
        """Whether all that is recognised is in the layout of the workbench."""
        return self.is_recognised and all(table.how == "own layout" for table in self.tables)


def _with_home(project: Project, home: str) -> Project:
    if not home or project.home == home:
        return project
    rows = project["settings"]
    there = rows.index[rows["key"] == "home"]
    if len(there):
        return edit.set_cell(project, "settings", int(there[0]), "value", home)
    return edit.add_row(project, "settings", {"key": "home", "value": home})[0]
