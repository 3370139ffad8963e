"""Where a table stands on its sheet, as fields: header rows, unit row, first and last of it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from workbench.core.formats.reviewing import place_of
from workbench.core.layout.found import FoundTable
from workbench.core.lettering import cell_name
from workbench.ui.assistant._fields import TextField, rows_of
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import PlainLabel


class RangeFields(QWidget):
    """Header rows and the first and last cell of the figures; other limits make another table."""

    changed = Signal(object)
    """The table with its new limits."""

    def __init__(self) -> None:
        super().__init__()
        self._found: FoundTable | None = None
        self.header = TextField(tr("Rows of the header"), tr("none"))
        self.unit = TextField(tr("Row of units"), tr("none"))
        self.first = TextField(tr("First cell with figures"))
        self.last = TextField(tr("Last cell with figures"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        fields = (
            (tr("header rows"), self.header),
            (tr("unit row"), self.unit),
            (tr("first cell"), self.first),
            (tr("last cell"), self.last),
        )
        for place, (text, field) in enumerate(fields):
            label = PlainLabel(text)
            label.setBuddy(field)
            grid.addWidget(label, place // 2, 2 * (place % 2))
            grid.addWidget(field, place // 2, 2 * (place % 2) + 1)
            field.typed.connect(lambda _text: self._tell())

    def show_table(self, found: FoundTable, *, enabled: bool) -> None:
        """Show where a table stands."""
        self._found = found
        rows = found.header_rows
        text = "" if not rows else str(rows[0]) + (f"-{rows[-1]}" if len(rows) > 1 else "")
        self.header.show_text(text)
        self.unit.show_text(str(found.unit_row or ""))
        self.first.show_text(cell_name(found.first_row, found.first_column))
        self.last.show_text(cell_name(found.last_row, found.last_column))
        self.setEnabled(enabled)

    def _tell(self) -> None:
        assert self._found is not None
        made = moved(
            self._found, self.header.text(), self.unit.text(), self.first.text(), self.last.text()
        )
        if made is None:
            self.show_table(self._found, enabled=True)
        else:
            self.changed.emit(made)


def moved(found: FoundTable, head: str, unit: str, first: str, last: str) -> FoundTable | None:
    """Return the table with other limits, as typed; ``None`` if they are none on its sheet.

    The header may have at most ten rows. A row for units is not one of the header.
    """
    top, left = place_of(first.strip().upper())
    bottom, right = place_of(last.strip().upper())
    rows = rows_of(head) if head.strip() else ()
    units = rows_of(unit) if unit.strip() else ()
    sheet = found.sheet
    fits = 0 < top <= bottom <= sheet.rows and 0 < left <= right <= len(sheet.columns)
    if not fits or (head.strip() and not rows) or any(row >= top for row in (*rows, *units)):
        return None
    rows = tuple(row for row in rows if row not in units)
    return replace(
        found,
        first_row=top,
        last_row=bottom,
        first_column=left,
        last_column=right,
        header_rows=rows,
        unit_row=units[0] if units else None,
    )


def with_row(found: FoundTable, what: str, row: int) -> FoundTable | None:
    """Return the table whose ``header``, ``first`` or ``last`` row is another."""
    if what == "header":
        fits = row < found.last_row
        made = replace(found, header_rows=(row,), first_row=row + 1, unit_row=None)
        return made if fits else None
    if what == "first":
        head = tuple(line for line in found.header_rows if line < row)
        made = replace(found, first_row=row, header_rows=head)
        return made if row <= found.last_row else None
    return replace(found, last_row=row) if row >= found.first_row else None
