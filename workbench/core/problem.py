"""What is wrong, and where: a value that is returned and shown, never logged away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True)
class Problem:
    """One finding about the user's data.

    ``severity`` ``error`` means the data cannot be used as it stands; ``warning`` that it is used
    but a figure may mislead; ``info`` that the program made a choice worth knowing.
    Places that do not apply are empty. ``row`` is the 1-based row of the sheet (the header is
    row 1) or, without a sheet, the 1-based row of the table; 0 when no row applies.
    """

    message: str
    severity: Severity = "error"
    table: str = ""
    column: str = ""
    row: int = 0
    value: str = ""
    expected: str = ""
    remedy: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def place(self) -> str:
        """Where it is, as precisely as known: ``file [sheet!B7]`` or ``table.column row 7``."""
        if self.cell or self.sheet:
            inner = f"{self.sheet}!{self.cell}" if self.cell else self.sheet
            return f"{self.file} [{inner}]" if self.file else f"[{inner}]"
        inner = ".".join(part for part in (self.table, self.column) if part)
        if self.row:
            inner = f"{inner} row {self.row}".strip()
        return f"{self.file} [{inner}]" if self.file and inner else self.file or inner

    def __str__(self) -> str:
        """One line: place, message, what was found, what was expected, what to do."""
        text = f"{self.place}: {self.message}" if self.place else self.message
        if self.value:
            text += f"; found {self.value!r}"
        if self.expected:
            text += f"; expected {self.expected}"
        if self.remedy:
            text += f". {self.remedy}"
        return text

    def located(self, **place: str | int) -> Problem:
        """Return the same finding with its place filled in."""
        return replace(self, **place)  # type: ignore[arg-type]


class DataRefused(Exception):
    """The data cannot be used; ``problems`` says why, all findings at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems[:5]))


def condensed(problems: Iterable[Problem], most: int = 1000) -> list[Problem]:
    """Return findings for a person: of one kind in one column at most ``most``, the rest counted.

    The finding that counts the rest stands after those that are listed.
    """
    shown: list[Problem] = []
    counts: dict[tuple[str, ...], int] = {}
    rest: dict[tuple[str, ...], int] = {}
    for problem in problems:
        place = (problem.file, problem.sheet, problem.table, problem.column)
        kind: tuple[str, ...] = (problem.severity, *place, problem.expected)
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] == most + 1:
            rest[kind] = len(shown)
            shown.append(replace(problem, row=0, cell="", value="", remedy=""))
        elif counts[kind] <= most:
            shown.append(problem)
    for same, number in rest.items():
        text = f"{counts[same] - most} more findings like these"
        shown[number] = replace(shown[number], message=text)
    return shown


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those findings that stop the work."""
    return tuple(problem for problem in problems if problem.severity == "error")
