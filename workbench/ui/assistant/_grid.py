"""The cells of a sheet as a model, painted with what the review found; nothing is copied."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from workbench.core.formats.reviewing import Review, TableReview, columns_of
from workbench.core.layout.cells import shown
from workbench.core.lettering import letters
from workbench.ui.assistant._words import role_colour, role_label, role_meaning, tint
from workbench.ui.look import theme
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import tooltip

WRONG_ROLE = Qt.ItemDataRole.UserRole + 11
"""Whether a cell cannot be read, or was corrected: ``wrong``, ``fixed`` or nothing."""
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 12
"""Of a column: its role in the table."""

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_EDITABLE = _PLAIN | Qt.ItemFlag.ItemIsEditable
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass
class Painted:
    """What is painted: all places are those of the sheet, from 1."""

    table: TableReview
    wrong: dict[tuple[int, int], str]
    roles: dict[int, str]
    words: dict[int, str]
    """What else holds for the figures of a column, such as ``import, 2024``."""
    head: frozenset[int]
    left_out: frozenset[int]
    refused: frozenset[int] = field(default_factory=frozenset)


def painted(review: Review, number: int) -> Painted:
    """Return what is to be painted on the sheet of one table."""
    table = review.tables[number]
    found = table.found
    told = columns_of(table.mapping, found) if table.mapping is not None else {}
    roles = {column: assigned.name for column, assigned in told.items()}
    words = {c: ", ".join(a.held.values()) for c, a in told.items() if a.held}
    if table.mapping is None:
        roles = {n: name for part in table.extract.parts for name, n in part.columns.items()}
        roles = {number_: name for name, number_ in _columns_of_own(table).items()} or roles
    head = frozenset({*found.header_rows, *([found.unit_row] if found.unit_row else [])})
    wrong = review.wrong_cells(number)
    refused = frozenset(row for row, column in wrong if column == 0)
    left_out = frozenset(table.extract.left_out.tolist())
    return Painted(table, wrong, roles, words, head, left_out, refused)


def _columns_of_own(table: TableReview) -> dict[str, int]:
    return {name: n for part in table.extract.parts for name, n in part.columns.items() if n}


class GridModel(QAbstractTableModel):
    """Cells of one sheet."""

    typed = Signal(int, int, str)
    """Row and column of the sheet, from 1, and what the user typed there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: Painted | None = None
        self._bold = QFont()
        self._bold.setBold(True)
        self._struck = QFont()
        self._struck.setStrikeOut(True)

    @property
    def shown(self) -> Painted | None:
        """What is painted; ``None`` before the first table."""
        return self._shown

    def show_table(self, what: Painted) -> bool:
        """Show another table, or another state of the same; return whether the sheet is another."""
        same = self._shown is not None and self._shown.table.found.sheet is what.table.found.sheet
        if not same:
            self.beginResetModel()
        self._shown = what
        if not same:
            self.endResetModel()
        elif self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        return not same

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() or self._shown is None:
            return 0
        return self._shown.table.found.sheet.rows

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() or self._shown is None:
            return 0
        return len(self._shown.table.found.sheet.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITABLE if self._inside(index.row() + 1, index.column() + 1) else _PLAIN

    def _inside(self, row: int, column: int) -> bool:
        assert self._shown is not None
        found = self._shown.table.found
        across = found.first_column <= column <= found.last_column
        return across and found.first_row <= row <= found.last_row

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._shown is None or not index.isValid():
            return None
        row, column = index.row() + 1, index.column() + 1
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return shown(self._shown.table.content(row, column))
        if role == Qt.ItemDataRole.BackgroundRole:
            return self._background(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return None if self._is_read(row, column) else theme().colour("disabled")
        if role == Qt.ItemDataRole.FontRole:
            return self._font(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(self._tip(row, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = isinstance(self._shown.table.content(row, column), float)
            return _RIGHT if number else _LEFT
        if role == WRONG_ROLE:
            return self._mark(row, column)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value) == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self.typed.emit(index.row() + 1, index.column() + 1, str(value))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if self._shown is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return str(section + 1)
            if role == Qt.ItemDataRole.ForegroundRole:
                wrong = section + 1 in self._shown.refused
                return theme().colour("error" if wrong else "muted")
            return None
        column_role = self._shown.roles.get(section + 1, "")
        if role == Qt.ItemDataRole.DisplayRole:
            return letters(section + 1)
        if role == COLUMN_ROLE:
            found = self._shown.table.found
            inside = found.first_column <= section + 1 <= found.last_column
            return column_role or ("ignore" if inside else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            what = f"{role_label(column_role or 'ignore')}: {role_meaning(column_role or 'ignore')}"
            words = self._shown.words.get(section + 1, "")
            return tooltip(what + (f"\n{words}" if words else ""))
        return None

    def said(self, section: int) -> str:
        """Return what stands in the band above a column."""
        assert self._shown is not None
        role = self._shown.roles.get(section + 1, "")
        words = self._shown.words.get(section + 1, "")
        return (
            f"{role_label(role)}: {words}" if role and words else role_label(role) if role else ""
        )

    def _is_read(self, row: int, column: int) -> bool:
        assert self._shown is not None
        if row in self._shown.head:
            return True
        inside = self._inside(row, column) and column in self._shown.roles
        return inside and row not in self._shown.left_out and row not in self._shown.table.skipped

    def _background(self, row: int, column: int) -> Any:
        assert self._shown is not None
        role = self._shown.roles.get(column, "")
        found = self._shown.table.found
        across = found.first_column <= column <= found.last_column
        if row in self._shown.head and across:
            colour = role_colour(role) if role else theme().colour("muted")
            return tint(colour, 0.24 if role else 0.12)
        if not self._inside(row, column) or not role:
            return None
        if row in self._shown.left_out or row in self._shown.table.skipped:
            return theme().colour("window")
        if (row, column) in self._shown.wrong or row in self._shown.refused:
            return tint(theme().colour("error"), 0.14)
        return tint(role_colour(role), 0.06)

    def _font(self, row: int, column: int) -> QFont | None:
        assert self._shown is not None
        found = self._shown.table.found
        if row in self._shown.table.skipped:
            return self._struck
        across = found.first_column <= column <= found.last_column
        return self._bold if row in found.header_rows and across else None

    def _mark(self, row: int, column: int) -> str:
        assert self._shown is not None
        if row in self._shown.table.skipped:
            return ""
        if (row, column) in self._shown.wrong:
            return "wrong"
        return "fixed" if (row, column) in self._shown.table.fixes else ""

    def _tip(self, row: int, column: int) -> str:
        assert self._shown is not None
        table = self._shown.table
        lines = []
        if (row, column) in self._shown.wrong or row in self._shown.refused:
            lines.append(
                self._shown.wrong.get((row, column)) or self._shown.wrong.get((row, 0), "")
            )
        if (row, column) in table.fixes:
            was = shown(table.found.sheet.cell(row, column))
            lines.append(tr("corrected; the file says {was}", was=repr(was)))
        if row in table.skipped:
            lines.append(tr("this row is left out by hand"))
        elif row in self._shown.left_out:
            lines.append(tr("this row is left out by a rule, as totals are"))
        text = shown(table.content(row, column))
        if not lines and len(text) > 12:
            lines.append(text)
        return "\n".join(line for line in lines if line)
