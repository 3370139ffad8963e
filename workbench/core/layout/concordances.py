"""Tables between revisions of the HS that the user loaded once, kept beside the profiles."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from workbench.core.naming import hs, remembered
from workbench.core.naming.concordance import Concordance
from workbench.core.problem import DataRefused, Problem
from workbench.core.reading.sheets import Sheet, Workbook
from workbench.core.reading.worker import read_workbook

_HEADER_ROWS = 12
_LEAST = 5
"""Pairs that a sheet must have to be a table of codes."""

_PAIR = 2
_KNOWN = frozenset(hs.REVISIONS.values())

Rows = list[Sequence[hs.Cell]]


def read(path: Path) -> Concordance:
    """Return the tables of codes in a workbook or CSV file, of all its visible sheets.

    The header (``From HS2022 | To HS2017``, ``HS 2012 | HS 2007``) names the revisions, or else the
    name of the sheet or file. Where sheets join the same revisions all their pairs hold, so that a
    code is split if any sheet splits it.

    Raises:
        DataRefused: if the file cannot be read or no sheet is such a table.
    """
    return of_workbook(read_workbook(path))


def of_workbook(workbook: Workbook) -> Concordance:
    """Return the tables of codes in a workbook that was read; see ``read``.

    Raises:
        DataRefused: if no sheet is such a table.
    """
    rows: dict[tuple[str, str], Rows] = {}
    for sheet in workbook.sheets:
        pair, first = _revisions(sheet, workbook.name)
        if sheet.visible and pair:
            found = [_pair(sheet, row) for row in range(first, sheet.rows + 1)]
            backward = (pair[1], pair[0]) in rows
            key = (pair[1], pair[0]) if backward else pair
            rows.setdefault(key, []).extend(row[::-1] if backward else row for row in found)
    tables = Concordance()
    for (old, new), pairs in rows.items():
        table = Concordance.from_rows(pairs, old, new)
        if sum(map(len, table.pairs.get((old, new), {}).values())) >= _LEAST:
            tables = tables.joined(table)
    if not tables.pairs:
        raise DataRefused([_no_table(workbook.name)])
    problems = tuple(problem.located(file=workbook.name) for problem in tables.problems)
    return Concordance(tables.pairs, problems)


def _no_table(name: str) -> Problem:
    return Problem(
        "no sheet of this file is a table between two revisions of the HS",
        file=name,
        expected="two columns of codes under a header such as 'From HS2022', 'To HS2017'",
    )


def _pair(sheet: Sheet, row: int) -> tuple[hs.Cell, hs.Cell]:
    return sheet.cell(row, 1), sheet.cell(row, 2)


def _revisions(sheet: Sheet, file: str) -> tuple[tuple[str, str] | None, int]:
    """Return the two revisions that a sheet joins, and its first row of codes."""
    for row in range(1, min(sheet.rows, _HEADER_ROWS) + 1):
        old, new = (hs.revision(str(cell or "")) for cell in _pair(sheet, row))
        if old and new and old != new:
            return (old, new), row + 1
        if all(hs.clean(cell).text for cell in _pair(sheet, row)):
            break
    else:
        row = 1
    for text in (sheet.name, file):
        words = re.sub(r"(?<=\d)(?=[a-z])|_|-", " ", text, flags=re.IGNORECASE)
        said = list(dict.fromkeys(filter(None, map(hs.revision, _named_in(words)))))
        if len(said) == _PAIR:
            return (said[0], said[1]), row
    return None, 1


def _named_in(words: str) -> list[str]:
    return re.findall(r"HS ?(?:19|20)\d\d|\bH[0-6]\b", words, re.IGNORECASE)


def save(table: Concordance) -> list[Path]:
    """Keep tables under their revisions; they take the place of older ones. Return the files."""
    written = []
    done: set[frozenset[str]] = set()
    for (old, new), pairs in table.pairs.items():
        if frozenset((old, new)) in done:
            continue
        done.add(frozenset((old, new)))
        text = io.StringIO()
        lines = csv.writer(text, lineterminator="\n")
        lines.writerow((old, new))
        lines.writerows((code, other) for code, others in pairs.items() for other in others)
        for stale in (f"{old}-{new}.csv", f"{new}-{old}.csv"):
            (remembered.folder() / stale).unlink(missing_ok=True)
        path = remembered.folder() / f"{old}-{new}.csv"
        remembered.put(path, text.getvalue())
        written.append(path)
    return written


def load() -> Concordance:
    """Return all tables that are kept; one that cannot be read is a finding."""
    tables = Concordance()
    folder = remembered.folder()
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        try:
            tables = tables.joined(_kept(path))
        except (OSError, ValueError, csv.Error) as problem:
            refusal = Problem(
                f"the table of codes cannot be read, so it is not used: {problem}",
                "warning",
                file=str(path),
                remedy="Delete the file and load the table again (--concordance FILE)",
            )
            tables = tables.joined(Concordance({}, (refusal,)))
    return tables


def _kept(path: Path) -> Concordance:
    header, *rows = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    if len(header) != _PAIR or header[0] == header[1] or not set(header) <= _KNOWN:
        raise ValueError("its first line must name two revisions, such as HS2022,HS2017")
    for number, row in enumerate(rows, 2):
        if len(row) != _PAIR or not all(code.isdigit() for code in row):
            raise ValueError(f"line {number} is no pair of codes")
    return Concordance.of_codes(dict.fromkeys((row[0], row[1]) for row in rows), *header)
