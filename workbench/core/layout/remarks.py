"""Collects what an import decided and what it could not read, each with its place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from workbench.core.layout.cells import Codes, Mask, shown
from workbench.core.layout.found import FoundTable
from workbench.core.lettering import cell_name
from workbench.core.problem import Problem, Severity
from workbench.core.validate import MOST


@dataclass
class Remarks:
    """Findings about one table of one file."""

    file: str
    table: str
    found: FoundTable
    problems: list[Problem] = field(default_factory=list)
    _refused: list[Codes] = field(default_factory=list)
    _left_out: list[Codes] = field(default_factory=list)

    def refuse(self, rows: Codes) -> None:
        """Note rows of the sheet, from 1, of which something is not taken because it is wrong."""
        if len(rows):
            self._refused.append(rows)

    def leave_out(self, rows: Codes, but: Codes | None = None) -> None:
        """Note rows of the sheet, from 1, that a rule leaves out, ``but`` those that also give."""
        if but is not None and len(but):
            gives = np.zeros(self.found.sheet.rows + 1, dtype=np.bool_)
            gives[but] = True
            rows = rows[~gives[rows]]
        self._left_out.append(rows)

    def refused_rows(self) -> Codes:
        """Return the rows noted by :meth:`refuse`, ascending, each once."""
        return _ascending(self._refused)

    def left_out_rows(self) -> Codes:
        """Return the rows noted by :meth:`leave_out`, ascending, each once."""
        return _ascending(self._left_out)

    def say(
        self,
        message: str,
        severity: Severity = "info",
        *,
        row: int = 0,
        column: int = 0,
        name: str = "",
        value: str = "",
        expected: str = "",
        remedy: str = "",
    ) -> None:
        """Add one finding; ``row`` and ``column`` are those of the sheet, from 1, 0 for none."""
        self.problems.append(
            Problem(
                message,
                severity=severity,
                table=self.table,
                column=name,
                row=row,
                value=value,
                expected=expected,
                remedy=remedy,
                file=self.file,
                sheet=self.found.sheet.name,
                cell=cell_name(row, column) if row and column else "",
            )
        )

    def at_rows(
        self,
        where: Mask,
        rows: Codes,
        columns: int | Codes,
        message: str,
        *,
        name: str,
        expected: list[str] | str,
        remedy: str,
        severity: Severity = "error",
    ) -> None:
        """Add a finding for each marked row, up to a limit, and one that counts the rest.

        Args:
            where: which of the rows.
            rows: rows of the sheet, from 1.
            columns: the column of the sheet, or that of each row; 0 for none.
            message: what is wrong.
            name: column of the table.
            expected: what was expected, or that for each row.
            remedy: what to do.
            severity: how bad it is.
        """
        places = np.flatnonzero(where)
        for place in places[:MOST]:
            row = int(rows[place])
            column = columns if isinstance(columns, int) else int(columns[place])
            self.say(
                message,
                severity,
                row=row,
                column=column,
                name=name,
                value=shown(self.found.sheet.cell(row, column)) if column else "",
                expected=expected if isinstance(expected, str) else expected[place],
                remedy=remedy,
            )
        if len(places) > MOST:
            self.say(f"{message}: {len(places) - MOST} more rows like these", severity, name=name)

    def count(self, what: Counter[str], words: str, severity: Severity = "info") -> None:
        """Add one finding for each text counted: ``12 cells: missing: withheld``."""
        for text, number in what.most_common():
            self.say(f"{counted(number, words)}: {text}", severity)


def _ascending(rows: list[Codes]) -> Codes:
    none = np.zeros(0, dtype=np.int64)
    return np.unique(np.concatenate([none, *rows])).astype(np.int64)


def counted(number: int, words: str) -> str:
    """Return a number with what is counted, in the singular for one.

    >>> counted(1, "rows left out")
    '1 row left out'
    """
    first, _, rest = words.partition(" ")
    noun = first.removesuffix("s") if number == 1 else first
    return f"{number:,} {noun} {rest}".rstrip()
