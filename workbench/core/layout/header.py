"""The names of the columns of a found table, from one to three rows, merged cells filled."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.layout.cells import shown
from workbench.core.layout.found import FoundTable


@dataclass(frozen=True)
class Header:
    """The name of one column of the sheet, counted from 1.

    ``texts`` are those of the header rows from top to bottom, ``unit`` that of the row of units.
    """

    column: int
    texts: tuple[str, ...]
    unit: str = ""

    @property
    def text(self) -> str:
        """The whole name: its texts in a row, none twice."""
        return " ".join(dict.fromkeys(text for text in self.texts if text))


def headers(found: FoundTable) -> tuple[Header, ...]:
    """Return the header of every column of a table, from left to right.

    An empty cell of an upper header row takes the text to its left, as merged cells leave it, if
    the column has a name in a lower row.
    """
    numbers = range(found.first_column, found.last_column + 1)
    levels = [[shown(found.sheet.cell(row, c)) for c in numbers] for row in found.header_rows]
    for upper in range(len(levels) - 1):
        below = levels[upper + 1 :]
        last = ""
        for place, text in enumerate(levels[upper]):
            if text:
                last = text
            elif last and any(level[place] for level in below):
                levels[upper][place] = last
    units = [shown(found.sheet.cell(found.unit_row, c)) if found.unit_row else "" for c in numbers]
    return tuple(
        Header(number, tuple(level[place] for level in levels), units[place])
        for place, number in enumerate(numbers)
    )
