"""A table found on a sheet: where its header and its rows are, and why."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.lettering import cell_name
from workbench.core.reading.sheets import Sheet


@dataclass(frozen=True, eq=False)
class FoundTable:
    """A table on a sheet. Rows and columns are those of the sheet, counted from 1.

    ``first_row`` to ``last_row`` are the rows with figures; the header stands above them, what is
    in ``title`` above the header. Without any ``header_rows`` the columns have no names.
    """

    sheet: Sheet
    first_row: int
    last_row: int
    first_column: int
    last_column: int
    header_rows: tuple[int, ...] = ()
    unit_row: int | None = None
    title: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """The range of the table with its header, such as ``A5:H120``."""
        top = min((*self.header_rows, self.first_row))
        last = cell_name(self.last_row, self.last_column)
        return f"{cell_name(top, self.first_column)}:{last}"


def reasons_for(table: FoundTable) -> tuple[str, ...]:
    """Return in words why a table has the limits that it has."""
    said = []
    if table.header_rows:
        rows = ", ".join(str(row) for row in table.header_rows)
        said.append(f"the header stands in row {rows}: words above figures")
    else:
        said.append("no header: the first row holds figures already")
    if table.unit_row:
        said.append(f"row {table.unit_row} holds units")
    said.append(f"figures in rows {table.first_row} to {table.last_row}")
    if table.title:
        said.append("what stands above the header is a title")
    return tuple(said)


def same_columns(first: FoundTable, second: FoundTable) -> bool:
    """Return whether the second table, below the first, stands in its columns."""
    return (
        abs(first.first_column - second.first_column) <= 1
        and second.last_column <= first.last_column + 1
    )
