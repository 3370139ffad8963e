"""Layouts of others: read by a profile that is recognised or named, else by a careful guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from workbench.core.formats._format import Format
from workbench.core.layout import applying, asking, combining, profiles, roles, saying, titles
from workbench.core.layout.finding import find_tables
from workbench.core.layout.found import FoundTable
from workbench.core.layout.header import headers
from workbench.core.layout.knowledge import Knowledge
from workbench.core.layout.mapping import Mapping
from workbench.core.layout.matching import has_figures
from workbench.core.layout.parts import Extract, Part, UnknownName
from workbench.core.layout.profiles import Profile, SheetProfile
from workbench.core.layout.roles import Guess
from workbench.core.layout.saying import Said
from workbench.core.problem import Problem, Severity
from workbench.core.project import Project, merge
from workbench.core.reading.sheets import Workbook

_MOST_REFUSALS = 8
_REMEDY = (
    "Name a profile (--profile), map the columns in the import assistant, "
    "or copy the figures into our own layout: workbench template OUT.xlsx"
)


def recognises(workbook: Workbook) -> bool:
    """Return whether a profile knows the workbook."""
    return profiles.recognise(workbook) is not None


def read(
    workbook: Workbook, only: str | None, project: Project, known: Knowledge | None = None
) -> Extract:
    """Return the rows of a foreign workbook: by the profile that fits, else by a guess.

    Args:
        workbook: what was read from the file.
        only: name of the only sheet wanted; hidden sheets are read only if they are named.
        project: the project to add to.
        known: what the user said of names, and tables of codes; by default none.
    """
    known = known or Knowledge()
    tables, refused = _tables(workbook, only)
    if refused:
        return refused
    profile = profiles.recognise_tables(tables)
    if profile is not None:
        return _by_profile(_Reading(workbook, project, known), tables, profile, recognised=True)
    return _by_guess(_Reading(workbook, project, known), tables)


def read_with(
    workbook: Workbook,
    only: str | None,
    project: Project,
    name: str,
    known: Knowledge | None = None,
) -> Extract:
    """Return the rows of a foreign workbook by the profile called ``name``.

    Raises:
        KeyError: if there is no such profile.
    """
    profile = profiles.all_profiles()[name]
    tables, refused = _tables(workbook, only)
    reading = _Reading(workbook, project, known or Knowledge())
    return refused or _by_profile(reading, tables, profile, recognised=False)


def mapping_for(
    workbook: Workbook,
    only: str | None,
    project: Project,
    name: str | None = None,
    said: Said | None = None,
) -> Mapping | None:
    """Return the first mapping by which a workbook is read, to be kept as a profile.

    ``None`` if it is refused. ``name`` is that of the profile asked for, if any; what ``said``
    answers is in the mapping.
    """
    tables, refused = _tables(workbook, only)
    if refused:
        return None
    known = profiles.all_profiles()
    profile = known.get(name) if name else profiles.recognise_tables(tables)
    if profile is not None:
        entries = [(entry.mapping, found) for found in tables for entry in profile.fitting(found)]
        said_in = (saying.applied(said or Said(), m, found)[0] for m, found in entries if m)
        return next(said_in, None)
    guesses = (roles.guess(found, project, workbook.name, said) for found in tables)
    return next((guess.mapping for guess in guesses if guess.is_sure), None)


@dataclass
class _Reading:
    """Reads table after table; the next one knows the materials of those before."""

    workbook: Workbook
    project: Project
    known: Knowledge
    source: str = ""
    """The profile, empty for a guess."""
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: dict[tuple[str, str], UnknownName] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    """What the user said of all rows and some table had a use for."""

    def guess(self, found: FoundTable) -> Guess:
        """Return what a table may mean."""
        return roles.guess(found, self.project, self.workbook.name, self.known.said)

    def take(self, mapping: Mapping, found: FoundTable, *, apart: bool = False) -> None:
        """Apply a mapping; ``apart`` keeps its rows from the tables that follow."""
        answers = self.known.remembered.for_source(self.source, self.project)
        tables = self.known.concordance
        name = self.workbook.name
        mapping, used = saying.applied(self.known.said, mapping, found)
        self.used |= {*used}
        extract = applying.apply(mapping, found, self.project, name, answers, tables)
        for one in asking.of_source(extract.unknown, self.source):
            before = self.unknown.get((one.text, one.role))
            cells = one.cells + (before.cells if before else 0)
            self.unknown[one.text, one.role] = replace(one, cells=cells)
        self.parts += extract.parts
        self.problems += extract.problems
        if not apart:
            for part in extract.parts:
                if part.table in ("materials", "settings"):
                    self.project, _ = merge(self.project, {part.table: part.frame})

    def say(
        self,
        message: str,
        severity: Severity = "info",
        *,
        sheet: str = "",
        expected: str = "",
        remedy: str = "",
    ) -> None:
        """Add a finding about the workbook or one of its sheets."""
        self.problems.append(
            Problem(
                message,
                severity=severity,
                file=self.workbook.name,
                sheet=sheet,
                expected=expected,
                remedy=remedy,
            )
        )

    def done(self) -> Extract:
        """Return what was read."""
        unused = [word for word in self.known.said.words() if word not in self.used]
        if unused and self.parts:
            self.say(
                f"not used: {', '.join(unused)}; the file says it itself, or has no place for it",
                "warning",
            )
        unknown = tuple(self.unknown.values())
        asked = asking.findings(unknown, self.workbook.name)
        return Extract(tuple(self.parts), (*self.problems, *asked), unknown=unknown)


def _tables(workbook: Workbook, only: str | None) -> tuple[list[FoundTable], Extract | None]:
    """Return the tables of the sheets wanted, or why there are none."""
    wanted = [
        sheet
        for sheet in workbook.sheets
        if (sheet.visible if only is None else sheet.name.casefold() == only.casefold().strip())
    ]
    tables = [found for sheet in wanted for found in find_tables(sheet)]
    if tables:
        return tables, None
    hidden = [sheet.name for sheet in workbook.sheets if not sheet.visible]
    names = ", ".join(sheet.name for sheet in workbook.sheets) or "none"
    message = f"no table was found; sheets found: {names}"
    if only is not None and not wanted:
        message = f"there is no sheet {only!r}; sheets found: {names}"
    remedy = _REMEDY
    if hidden:
        remedy = f"Hidden sheets are not read unless named (--sheet): {', '.join(hidden)}"
    return [], Extract(problems=(Problem(message, file=workbook.name, remedy=remedy),))


def _by_profile(
    reading: _Reading, tables: Sequence[FoundTable], profile: Profile, *, recognised: bool
) -> Extract:
    reading.source = profile.name
    how = "was recognised and used" if recognised else "was used, as asked for"
    reading.say(f"the profile {profile.name} ({profile.title}) {how}")
    refused: list[Problem] = []
    taken: set[str] = set()
    for found in tables:
        entries = profile.fitting(found)
        told = [e for e in entries if e.mapping is None or has_figures(e.mapping, found)]
        for entry in told or entries[:1]:
            if recognised and (other := _other_figures(reading.workbook, found, entry, profile)):
                refused.append(other)
            elif entry.mapping is not None:
                taken.add(_name(found))
                reading.take(entry.mapping, found, apart=profile.mean is not None)
            else:
                refused.append(_refusal(reading.workbook, found, entry))
    if profile.mean is not None:
        reading.parts, said = combining.mean_of(reading.parts, profile.mean, reading.workbook.name)
        reading.problems += said
    named = {problem.sheet for problem in refused}
    unused = dict.fromkeys(_name(found) for found in tables if _name(found) not in {*taken, *named})
    if unused and (taken or refused):
        reading.say(f"sheets that are not part of this profile: {', '.join(unused)}")
    reading.problems += [p.located(severity="info") for p in refused] if taken else refused
    if not taken and not refused:
        reading.say(
            f"no table of this workbook is one of the profile {profile.name}",
            "error",
            expected="; ".join(", ".join(s.headers[:6]) for s in profile.sheets[:3]),
            remedy=_REMEDY,
        )
    return reading.done()


def _other_figures(
    workbook: Workbook, found: FoundTable, entry: SheetProfile, profile: Profile
) -> Problem | None:
    """Return the refusal of a table whose title is about other figures than the profile is."""
    constants = entry.mapping.constants if entry.mapping is not None else {}
    said = titles.disagreements(constants, found.title)
    if not said:
        return None
    return Problem(
        f"not imported: by the profile {profile.name} {said[0]}",
        file=workbook.name,
        sheet=_name(found),
        remedy=f"If the profile is right say so (--profile {profile.name}), else name another one",
    )


def _refusal(workbook: Workbook, found: FoundTable, entry: SheetProfile) -> Problem:
    return Problem(
        f"not imported: {entry.refuse}",
        file=workbook.name,
        sheet=_name(found),
        remedy=entry.remedy,
    )


def _by_guess(reading: _Reading, tables: Sequence[FoundTable]) -> Extract:
    guesses = [(found, reading.guess(found)) for found in tables]
    sure = [(found, guess) for found, guess in guesses if guess.is_sure]
    for found, guess in sure:
        reading.say(
            f"the table at {found.place} is read as {guess.mapping.table}, "
            f"by a guess of {guess.confidence:.0%}: " + "; ".join(guess.reasons),
            sheet=_name(found),
            remedy="Check it, and keep it with --save-profile NAME if it is right",
        )
        reading.take(guess.mapping, found)
    unsure = [(found, guess) for found, guess in guesses if not guess.is_sure]
    for found, guess in unsure[:_MOST_REFUSALS]:
        reading.say(
            f"the table at {found.place} was not imported: {_why(found, guess)}",
            "warning" if sure else "error",
            sheet=_name(found),
            expected=f"answers to: {' '.join(guess.questions)}" if guess.questions else "",
            remedy=saying.remedy(guess.questions) + ("" if sure else _REMEDY),
        )
    if len(unsure) > _MOST_REFUSALS:
        reading.say(f"{len(unsure) - _MOST_REFUSALS} more tables were not imported", "warning")
    return reading.done()


def _why(found: FoundTable, guess: Guess) -> str:
    names = [header.text for header in headers(found) if header.text]
    shown = ", ".join(repr(name[:40]) for name in names[:8]) + (" ..." if len(names) > 8 else "")
    if not names:
        return "its columns have no names"
    if guess.questions:
        return f"its columns ({shown}) do not say all that a table of the project needs"
    return f"what its columns ({shown}) mean is too uncertain ({guess.confidence:.0%})"


def _name(found: FoundTable) -> str:
    return found.sheet.name


FORMAT = Format(
    "Tables of statistics offices",
    (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt"),
    recognises,
    read,
)
