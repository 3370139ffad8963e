"""A sheet as a matrix: names along two sides, and a figure or a blank in every cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt

from workbench.core.formats.input_output.names import Texts, along_column, along_row, forms
from workbench.core.layout import amounts
from workbench.core.lettering import cell_name
from workbench.core.naming.number_style import guess_style
from workbench.core.naming.numbers import parse
from workbench.core.naming.text import plain_dashes
from workbench.core.problem import Problem
from workbench.core.reading.sheets import EMPTY, ERROR, TEXT, Sheet
from workbench.core.simulation.industries import Industry

_LISTED = 20

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Matrix:
    """Figures of a sheet; ``values`` is NaN where a cell is blank or ``unread``."""

    file: str
    sheet: str
    rows: list[Texts]
    columns: list[Texts]
    values: Floats
    row_numbers: Places
    """Number of each row on the sheet, from 1."""
    column_numbers: Places
    head: tuple[int, int]
    """Last header row and last column of names on the sheet, from 1."""
    unread: Mask
    """Which cells hold something that is no amount."""
    source: Sheet
    problems: tuple[Problem, ...] = ()

    def row_head(self, row: int) -> str:
        """Return the name of the cell that names a row."""
        return cell_name(int(self.row_numbers[row]), self.head[1])

    def column_head(self, column: int) -> str:
        """Return the name of the cell that names a column."""
        return cell_name(self.head[0], int(self.column_numbers[column]))

    def cells(self, mask: Mask) -> dict[str, str]:
        """Return the names of the first few cells that a mask marks, with what stands in them."""
        found = {}
        for row, column in np.argwhere(mask)[:_LISTED]:
            place = int(self.row_numbers[row]), int(self.column_numbers[column])
            stands = self.source.cell(*place)
            text = f"{stands:g}" if isinstance(stands, float) else str(stands)
            found[cell_name(*place)] = text[:80]
        return found

    def taken(self, rows: Places, columns: Places) -> Matrix:
        """Return some of the rows and columns, in the order asked for."""
        return Matrix(
            self.file,
            self.sheet,
            [self.rows[row] for row in rows],
            [self.columns[column] for column in columns],
            self.values[np.ix_(rows, columns)],
            self.row_numbers[rows],
            self.column_numbers[columns],
            self.head,
            self.unread[np.ix_(rows, columns)],
            self.source,
            self.problems,
        )

    def problem(self, message: str, **place: str) -> Problem:
        """Return a finding about this sheet."""
        return Problem(message, file=self.file, sheet=self.sheet, **place)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Shape:
    """Where names stand on a sheet: header rows and columns of names, numbers from 1."""

    header: tuple[int, ...]
    index: tuple[int, ...]

    def rows(self, sheet: Sheet) -> Places:
        """Return the numbers of the rows below the header that hold anything.

        One directly below it that only says what the columns of names are is none.
        """
        filled = np.flatnonzero(sheet.filled_rows()) + 1
        rows = filled[filled > self.header[-1]]
        beyond = sheet.columns[self.index[-1] :]
        if len(rows) and not any(raw.kinds[rows[0] - 1] != EMPTY for raw in beyond):
            rows = rows[1:]
        return rows.astype(np.int64)

    def columns(self, sheet: Sheet) -> Places:
        """Return the numbers of the columns beside the names that hold anything."""
        columns = _filled_columns(sheet)
        return columns[columns > self.index[-1]]

    def down(self, sheet: Sheet) -> list[Texts]:
        """Return the names of the rows."""
        return along_column(sheet, self.index, self.rows(sheet).tolist())

    def across(self, sheet: Sheet) -> list[Texts]:
        """Return the names of the columns."""
        return along_row(sheet, self.header, self.columns(sheet).tolist())


def shape_of(sheet: Sheet, known: Collection[Industry] | None = None) -> Shape | None:
    """Return where the names stand, as they make most sense; None where there are none.

    Of flows most rows are a column too; of final demand most rows are ``known`` industries.
    """
    ranked = []
    for order, shape in enumerate(_shapes(sheet)):
        wanted = known
        if wanted is None:
            wanted = {one for name in shape.across(sheet) for one in forms(name)}
        wanted = set(wanted)
        found = [set(forms(name)) & wanted for name in shape.down(sheet)]
        fitting = len(set().union(*found))
        strange = sum(not one for one in found)
        ranked.append((fitting, -strange, -_no_figures(sheet, shape), -order, shape))
    return max(ranked, key=lambda entry: entry[:-1])[-1] if ranked else None


def _shapes(sheet: Sheet) -> Iterator[Shape]:
    """Yield where names may stand: in one or two rows, and in one or two columns.

    Lines above that hold something in the first column only are titles.
    """
    columns, rows = _filled_columns(sheet), np.flatnonzero(sheet.filled_rows()) + 1
    beyond = sheet.columns[int(columns[0]) :] if len(columns) else ()
    wide = (row for row in rows if any(raw.kinds[row - 1] != EMPTY for raw in beyond))
    rows = rows[rows >= next(wide, np.iinfo(np.int64).max)]
    for down, across in product((1, 2), (1, 2)):
        if len(rows) > down and len(columns) > across:
            yield Shape(tuple(rows[:down].tolist()), tuple(columns[:across].tolist()))


def _no_figures(sheet: Sheet, shape: Shape) -> int:
    """Count the cells of the first row and column of the body that hold something else."""
    rows, columns = shape.rows(sheet), shape.columns(sheet)
    if not len(rows) or not len(columns):
        return 0
    edge = [(int(rows[0]), int(column)) for column in columns]
    edge += [(int(row), int(columns[0])) for row in rows]
    return sum(parse(sheet.cell(*place)).status == "unreadable" for place in edge)


def _filled_columns(sheet: Sheet) -> Places:
    filled = [n for n, column in enumerate(sheet.columns, 1) if (column.kinds != EMPTY).any()]
    return np.array(filled, dtype=np.int64)


def matrix_of(sheet: Sheet, shape: Shape, file: str) -> Matrix:
    """Return the figures of a sheet whose names stand in known places.

    Whether texts have a decimal comma is decided by all of them together.
    """
    rows, columns = shape.rows(sheet), shape.columns(sheet)
    style = guess_style(_body_texts(sheet, rows, columns))
    blank, shares = _coded(sheet, _is_blank), _coded(sheet, _is_share)
    values = np.full((len(rows), len(columns)), np.nan)
    wrong = np.zeros(values.shape, dtype=np.bool_)
    for place, column in enumerate(columns):
        figures = amounts.read(sheet, int(column), rows - 1, style.decimal)
        raw = sheet.columns[column - 1]
        kinds, codes = raw.kinds[rows - 1], raw.codes[rows - 1]
        is_text = kinds == TEXT
        # A mark such as n/a says that nobody knows: that is no empty cell.
        marked = np.isnan(figures.values) & (kinds != EMPTY) & ~(is_text & np.isin(codes, blank))
        no_money = figures.unread | (kinds == ERROR) | (is_text & np.isin(codes, shares))
        wrong[:, place] = marked | no_money
        values[:, place] = np.where(wrong[:, place], np.nan, figures.values)
    head = (shape.header[-1], shape.index[-1])
    names = shape.down(sheet), shape.across(sheet)
    found = Matrix(file, sheet.name, *names, values, rows, columns, head, wrong, sheet)
    if not style.mixed:
        return found
    text = f"figures are written in two ways: {style.reason}"
    problem = found.problem(text, remedy="Write all of them with a decimal point")
    return replace(found, problems=(problem,))


def _coded(sheet: Sheet, says: Callable[[str], bool]) -> Places:
    """Return the codes of the texts of a sheet of which something holds."""
    found = [code for code, text in enumerate(sheet.texts) if says(text)]
    return np.array(found, dtype=np.int64)


def _is_blank(text: str) -> bool:
    """Return whether a cell of this text is as good as empty: blanks, or a dash for nothing."""
    return plain_dashes(text.strip()) in ("", "-")


def _is_share(text: str) -> bool:
    return "%" in text or "％" in text


def _body_texts(sheet: Sheet, rows: Places, columns: Places) -> list[str]:
    """Return the distinct texts of the body."""
    codes = [np.unique(sheet.columns[column - 1].codes[rows - 1]) for column in columns]
    found = np.unique(np.concatenate(codes)) if codes else np.empty(0, dtype=np.int64)
    return [sheet.texts[code] for code in found if code]
