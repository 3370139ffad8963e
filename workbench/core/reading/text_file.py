"""Reads tables in text files (.csv, .tsv, .txt): one sheet, every cell as it was written.

Numbers stay text here. ``007`` may be a code and ``72,000`` a number; that is for the layer above
to say, which knows what the column means.
"""

from __future__ import annotations

import csv
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path, PurePath
from typing import TextIO

from workbench.core.lettering import cell_name
from workbench.core.problem import Problem
from workbench.core.reading.columns import ColumnBuffer, Texts
from workbench.core.reading.encoding import Encoding, find_encoding
from workbench.core.reading.grid import MOST_CELLS, MOST_COLUMNS, Damaged, Grid, Refused, Tell

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".tab", ".dat", ".asc", ".prn", ".text"})
_SAMPLE_ROWS = 200
_PIECE = 512  # its cells stay in the processor's cache
_LONGEST_FIELD = 1 << 17  # four times what a cell of Excel holds
_SAID = re.compile(r'\s*"?sep=(.)"?\s*\Z')


@dataclass(frozen=True)
class Layout:
    """How the rows of a text file are built.

    ``header`` is the row, from 0, that names the columns; ``width`` is the number of them.
    ``said``: the first line of the file names the separator and is no row.
    """

    separator: str
    header: int
    width: int
    said: bool = False


def read(path: Path, name: str, tell: Tell) -> Iterator[Grid | Problem]:
    """Yield the sheet of a text file, named like the file, and how it was read.

    Raises:
        Refused: if it is no table, or larger than is read.
        Damaged: if a quotation mark is not closed.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    title = PurePath(name).stem
    encoding = find_encoding(path)
    layout = find_layout(path, encoding)
    if not layout.separator and PurePath(name).suffix.lower() not in _ENDINGS:
        raise Refused("this is not a workbook but a text file without columns")
    grid, shape = _grid(path, title, encoding, layout, tell)
    found = SEPARATORS.get(layout.separator, repr(layout.separator))
    fields = f"with fields separated by {found}" if layout.separator else "as one column"
    yield Problem(f"read as text in {encoding.label}, {fields}", severity="info")
    if not encoding.strict:
        yield Problem(
            "some letters cannot be read; each is shown as �",
            severity="warning",
            remedy="Save the file again as UTF-8",
        )
    grid.problems += shape.problems(title)
    yield grid


def find_layout(path: Path, encoding: Encoding) -> Layout:
    """Return how the rows of a text file are built, judged by the first of them.

    The separator is the one that gives the most rows the same number of fields.
    """
    with _opened(path, encoding) as file:
        lines = list(islice(file, 4 * _SAMPLE_ROWS))
    said = _SAID.match(lines[0]) if lines else None
    if said:
        return _layout(lines[1:], said[1], said=True)
    ranked = [(_evenness(_rows(lines, separator)), separator) for separator in SEPARATORS]
    (even, width), best = max(ranked, key=lambda found: found[0])
    return _layout(lines, best if even and width > 1 else "")


def _layout(lines: Sequence[str], separator: str, *, said: bool = False) -> Layout:
    """The header is the first row of the usual width, or of one less if the rest ends empty."""
    rows = _rows(lines, separator)
    usual = _evenness(rows)[1]
    full = [number for number, row in enumerate(rows) if len(row) == usual]
    header = full[0] if full else 0
    if header and len(rows[header - 1]) == usual - 1 and usual > 2:
        header -= not any(rows[number][-1].strip() for number in full)
    return Layout(separator, header, len(rows[header]) if rows else 0, said)


def _rows(lines: Iterable[str], separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with suppress(csv.Error):  # what was read so far is enough to judge by
        rows.extend(islice(_reader(lines, separator), _SAMPLE_ROWS))
    return rows


def _evenness(rows: list[list[str]]) -> tuple[float, int]:
    """Return the share of rows with the usual number of fields above one, and that number."""
    counts = Counter(len(row) for row in rows if row)
    several = {width: count for width, count in counts.items() if width > 1}
    if not several:
        return 0.0, 1
    width = max(several, key=lambda width: (several[width], width))
    return round(several[width] / counts.total(), 1), width


def _opened(path: Path, encoding: Encoding) -> TextIO:
    errors = "strict" if encoding.strict else "replace"
    return path.open(encoding=encoding.codec, errors=errors, newline="")


def _reader(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=separator or "\x1f", strict=False)


class _Shape:
    """Counts the rows that do not have as many fields as the header."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._beyond = 0
        self._longest = 0
        self._over = array("q")
        self._over_text = ""
        self._short = array("q")

    def see(self, row: int, fields: Sequence[str]) -> None:
        """Look at a row (from 0) that is longer or shorter than the header."""
        width = self._layout.width
        if row <= self._layout.header or not fields:
            return
        if len(fields) < width:
            self._short.append(row)
        elif any(map(str.strip, fields[width:])):
            self._over_text = self._over_text or next(filter(str.strip, fields[width:]))
            self._over.append(row)
        else:
            self._beyond += 1
            self._longest = max(self._longest, len(fields) - width)

    def see_all(self, first: int, piece: Sequence[Sequence[str]], lengths: set[int]) -> None:
        """Look at the rows of a piece, the first of which is row ``first``, at once if possible."""
        width = self._layout.width
        if lengths == {width}:
            return
        longer = first > self._layout.header and lengths == {width + 1}
        if longer and not any(fields[width] for fields in piece):
            self._beyond += len(piece)
            self._longest = max(self._longest, 1)
            return
        for number, fields in enumerate(piece, first):
            if len(fields) != width:
                self.see(number, fields)

    def problems(self, sheet: str) -> list[Problem]:
        """Return what is worth telling."""
        header = f"the header in row {self._layout.header + 1}, which has {self._layout.width}"
        found = []
        if self._beyond:
            text = (
                f"{self._beyond} rows have {self._longest} more fields than {header}; "
                "the surplus is empty, and every column stays under its name"
            )
            found.append(Problem(text, severity="info", sheet=sheet))
        if self._over:
            first = self._over[0]
            found.append(
                Problem(
                    f"{len(self._over)} rows have more fields than {header}",
                    severity="warning",
                    sheet=sheet,
                    cell=cell_name(first + 1, self._layout.width + 1),
                    value=self._over_text,
                    remedy="Check there whether a text holds the separator outside of quotes",
                )
            )
        if self._short:
            text = (
                f"{len(self._short)} rows, the first of them row {self._short[0] + 1}, have "
                f"fewer fields than {header}; the missing ones count as empty"
            )
            found.append(Problem(text, severity="info", sheet=sheet))
        return found


def _grid(
    path: Path, title: str, encoding: Encoding, layout: Layout, tell: Tell
) -> tuple[Grid, _Shape]:
    texts = Texts()
    buffers: list[ColumnBuffer] = []
    shape = _Shape(layout)
    done = 0
    size = max(path.stat().st_size, 1)
    with _opened(path, encoding) as file:
        if layout.said:
            next(file)
        rows = _whole_rows(_reader(file, layout.separator))
        while piece := list(islice(rows, _PIECE)):
            lengths = set(map(len, piece))
            shape.see_all(done, piece, lengths)
            _add(buffers, texts, piece, done, even=len(lengths) == 1)
            done += len(piece)
            if done * len(buffers) > MOST_CELLS:
                raise Refused(
                    f"the table has more than {done:,} rows x {len(buffers)} columns; "
                    f"at most {MOST_CELLS:,} cells are read"
                )
            tell(title, file.buffer.tell() / size)
    return Grid(title, texts, buffers, done), shape


def _whole_rows(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    number = 0
    try:
        for number, fields in enumerate(rows, 1):
            if len(fields) > MOST_COLUMNS:
                raise Refused(f"row {number} has {len(fields):,} fields, more than a sheet holds")
            yield fields
    except csv.Error as problem:
        text = f"the quotation mark that opens a text in row {number + 1} is not closed"
        raise Damaged(text) from problem


def _add(
    buffers: list[ColumnBuffer], texts: Texts, piece: list[list[str]], done: int, *, even: bool
) -> None:
    columns = list(zip(*piece, strict=True) if even else zip_longest(*piece, fillvalue=""))
    for _ in range(len(columns) - len(buffers)):
        buffer = ColumnBuffer(texts)
        buffer.add_empty(done)
        buffers.append(buffer)
    if not columns:  # empty lines only
        columns = [("",) * len(piece)]
    for buffer, column in zip(buffers, columns, strict=False):
        buffer.add_texts(column)
    for buffer in buffers[len(columns) :]:
        buffer.add_empty(len(piece))
