"""A DataFrame as a table: sorted, filtered, copied and, where allowed, edited."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from workbench.core.schema import Column
from workbench.ui.look import theme
from workbench.ui.texts import MISSING, common_decimals, number, tr
from workbench.ui.widgets.labels import tooltip
from workbench.ui.widgets.typed import editable_number

if TYPE_CHECKING:
    import pandas as pd

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
"""The value itself: a float (NaN when missing) or a text."""
CHOICES_ROLE = Qt.ItemDataRole.UserRole + 2
"""What a cell may hold, as a tuple of texts; empty when anything."""

Index = QModelIndex | QPersistentModelIndex
Edited = Callable[[Any, str, str], None]
# A view asks for these of every cell it paints.
_UNUSED = frozenset(
    int(role)
    for role in (
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.BackgroundRole,
        Qt.ItemDataRole.CheckStateRole,
        Qt.ItemDataRole.SizeHintRole,
    )
)
_GENERAL = frozenset({"unit", "currency", "0-1"})
"""Words for a unit that is another one in every row or project, and a mere range."""
_UNIT_LETTERS = 12  # of a unit that is shown in the header; the tooltip has every one
_SAMPLE = 1000  # rows looked at to choose decimals
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Heading:
    """How one column of a frame is shown."""

    column: str
    title: str
    unit: str = ""
    meaning: str = ""
    is_number: bool = False
    decimals: int | None = None
    editable: bool = False
    choices: tuple[str, ...] = ()
    endless: str = ""
    """Words in place of an infinite number, such as ``for ever``."""

    @property
    def caption(self) -> str:
        """Title, and the unit of figures where it is short and not said yet."""
        words = self.unit.split(" ")
        said = not self.unit or f" {self.title}".endswith(f" {self.unit}")
        plain = len(self.unit) <= _UNIT_LETTERS and not _GENERAL.intersection(words)
        return f"{self.title}, {self.unit}" if self.is_number and plain and not said else self.title

    @property
    def tip(self) -> str:
        """Title, unit and meaning, for the tooltip of the header."""
        first = f"{self.title} [{self.unit}]" if self.unit else self.title
        return f"{first}\n{self.meaning}" if self.meaning else first


def headings(
    columns: Sequence[Column], *, editable: bool = False, currency: str = "currency"
) -> list[Heading]:
    """Return the headings of columns of the schema, with the currency of the project."""
    return [
        Heading(
            column=column.name,
            title=tr(column.name.replace("_", " ")),
            unit=tr(column.unit).replace("currency", currency),
            meaning=tr(column.meaning),
            is_number=column.is_number,
            editable=editable,
            choices=column.choices,
        )
        for column in columns
    ]


class FrameModel(QAbstractTableModel):
    """Shows a frame that is never changed in place; sorting and filtering use whole columns."""

    def __init__(self, parent: QObject | None = None, edited: Edited | None = None) -> None:
        """``edited(row_label, column, text)`` is called with what the user typed."""
        super().__init__(parent)
        self._frame: pd.DataFrame | None = None
        self._headings: list[Heading] = []
        self._decimals: list[int | None] = []
        self._arrays: list[Any] = []
        self._rows: Any = ()  # positions in the frame, in the order shown
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._filter = ""
        self._edited = edited

    @property
    def frame(self) -> pd.DataFrame | None:
        """The frame shown; None before the first one."""
        return self._frame

    @property
    def headings(self) -> Sequence[Heading]:
        """What the columns are."""
        return self._headings

    def set_frame(self, frame: pd.DataFrame, shown: Sequence[Heading] | None = None) -> None:
        """Show another frame; with the same rows the order and the selection stay."""
        heads = list(shown) if shown is not None else _headings_of(frame)
        old = self._frame
        same = (
            old is not None
            and heads == self._headings
            and len(old) == len(frame)
            and bool(old.index.equals(frame.index))
        )
        if not same:
            self.beginResetModel()
        self._frame, self._headings = frame, heads
        self._arrays = [frame[head.column].array for head in heads]
        self._decimals = [
            common_decimals(array[:_SAMPLE])
            if head.is_number and head.decimals is None
            else head.decimals
            for head, array in zip(heads, self._arrays, strict=True)
        ]
        if same:
            if self._filter:
                self._arrange()
            if len(self._rows) and heads:
                last = self.index(len(self._rows) - 1, len(heads) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
        else:
            if self._sorted[0] >= len(heads):
                self._sorted = (-1, Qt.SortOrder.AscendingOrder)
            self._rows = self._order()
            self.endResetModel()

    def empty(self) -> None:
        """Show no rows any more; the columns stay, as do their widths."""
        if self._frame is not None:
            self.set_frame(self._frame.iloc[:0], self._headings)

    def label(self, row: int) -> Any:
        """Return the index label of a row as shown."""
        assert self._frame is not None
        return self._frame.index[int(self._rows[row])]

    def row_of(self, label: object) -> int:
        """Return the row as shown of an index label; -1 when it is not shown."""
        if self._frame is None or label not in self._frame.index:
            return -1
        return self._row_at(self._frame.index.get_loc(label))

    def value(self, row: int, column: int) -> float | str:
        """Return what a cell holds: a float, NaN when missing, or a text."""
        cell = self._arrays[column][int(self._rows[row])]
        head = self._headings[column]
        if head.is_number:
            return head.endless if head.endless and cell == math.inf else float(cell)
        if isinstance(cell, str):
            return cell
        return "" if cell is None or _is_nan(cell) else str(cell)

    def set_filter(self, text: str) -> None:
        """Show only rows in which some text holds ``text``, whatever the case."""
        wanted = text.strip().casefold()
        if wanted != self._filter:
            self._filter = wanted
            self._arrange()

    def total(self) -> int:
        """Return how many rows there are, shown or not."""
        return 0 if self._frame is None else len(self._frame)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or int(role) in _UNUSED:
            return None
        column = index.column()
        head = self._headings[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if head.is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == CHOICES_ROLE:
            return head.choices
        value = self.value(index.row(), column)
        missing = value == "" or _is_nan(value)
        if role == Qt.ItemDataRole.DisplayRole:
            if missing:
                return MISSING if head.is_number else ""
            return value if isinstance(value, str) else number(value, self._decimals[column])
        if role == Qt.ItemDataRole.EditRole:
            if missing:
                return ""
            return value if isinstance(value, str) else editable_number(value)
        if role == Qt.ItemDataRole.ForegroundRole and missing:
            return QColor(theme().muted)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(value, str) and len(value) > 12:
            return tooltip(value)
        return value if role == SORT_ROLE else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or self._edited is None or not index.isValid():
            return False
        if str(value) == self.data(index, role):
            return False
        column = self._headings[index.column()].column
        self._edited(self.label(index.row()), column, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._edited and self._headings[index.column()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._headings):
            return None
        head = self._headings[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return head.caption
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(head.tip)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if head.is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, missing values last; column -1 gives the order of the frame."""
        self._sorted = (column, order)
        self._arrange()

    def _arrange(self) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [int(self._rows[index.row()]) for index in before]
        self._rows = self._order()
        after = []
        for index, place in zip(before, places, strict=True):
            row = self._row_at(place)
            after.append(self.index(row, index.column()) if row >= 0 else QModelIndex())
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _row_at(self, place: Any) -> int:
        """Return the row that shows a position of the frame; -1 when none does."""
        found = (self._rows == place).nonzero()[0]
        return int(found[0]) if len(found) else -1

    def _order(self) -> Any:
        from workbench.ui.widgets.arrange import arranged

        if self._frame is None:
            return ()
        column, order = self._sorted
        by = self._headings[column].column if 0 <= column < len(self._headings) else None
        return arranged(
            self._frame,
            [head.column for head in self._headings],
            self._filter,
            by,
            descending=order == Qt.SortOrder.DescendingOrder,
        )


def _headings_of(frame: pd.DataFrame) -> list[Heading]:
    from pandas.api.types import is_numeric_dtype

    return [
        Heading(str(name), str(name).replace("_", " "), is_number=is_numeric_dtype(frame[name]))
        for name in frame.columns
    ]


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and math.isnan(value)
