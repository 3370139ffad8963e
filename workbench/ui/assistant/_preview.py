"""The preview of a sheet: roles above the columns, header and rows tinted, bad cells edged."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.core.formats.reviewing import roles_for
from workbench.core.layout.mapping import FIGURES
from workbench.ui.assistant._grid import COLUMN_ROLE, WRONG_ROLE, GridModel, Painted
from workbench.ui.assistant._words import role_colour, role_label, role_meaning, tint
from workbench.ui.look import theme
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import tooltip

_NARROWEST, _WIDEST, _SAMPLE = 72, 220, 60
_BAR = 4


class Preview(QTableView):
    """A sheet of which every column offers its role in a menu, and every cell can be corrected."""

    role_chosen = Signal(int, str)
    """Column of the sheet, from 1, and its new role."""
    flow_chosen = Signal(int, str)
    skip_asked = Signal(object, bool)
    """Rows of the sheet, and whether to skip them or take them again."""
    range_asked = Signal(str, int)
    """``header``, ``first`` or ``last``, and the row."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Preview of the sheet"))
        self.grid = GridModel(self)
        self.setModel(self.grid)
        self.setItemDelegate(_Edged(self))
        self.roles_header = RoleHeader(self)
        self.setHorizontalHeader(self.roles_header)
        self.roles_header.sectionClicked.connect(self._menu_at)
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(22, self.fontMetrics().height() + 6))
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.role_action = self._action(tr("Role of this column ..."), "F4", self._role_of_current)
        self.fix_action = self._action(tr("Correct the cell"), "F2", self._fix)
        self.skip_action = self._action(tr("Skip the rows"), "Del", lambda: self._skip(True))
        self.take_action = self._action(tr("Take the rows again"), "Ins", lambda: self._skip(False))
        self.head_action = self._action(
            tr("The header is this row"), "", lambda: self._range("header")
        )
        self.first_action = self._action(tr("Figures begin here"), "", lambda: self._range("first"))
        self.last_action = self._action(tr("Figures end here"), "", lambda: self._range("last"))

    def _action(self, text: str, key: str, do: object) -> QAction:
        action = QAction(text, self)
        action.setStatusTip(text)
        if key:
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: do())  # type: ignore[operator]
        self.addAction(action)
        return action

    def show_table(self, what: Painted) -> None:
        """Show a table of the review; the same sheet stays where it was scrolled to."""
        before = self.grid.shown
        moved = before is None or before.table.found.place != what.table.found.place
        if self.grid.show_table(what):
            self._fit()
        if moved:
            found = what.table.found
            top = min((*found.header_rows, found.first_row))
            self.jump(top, found.first_column)
        own = what.table.mapping is None
        for action in (self.role_action, self.head_action, self.first_action, self.last_action):
            action.setEnabled(not own)
        self.roles_header.viewport().update()

    def jump(self, row: int, column: int) -> None:
        """Go to a cell of the sheet, row and column from 1; column 0: stay in the column."""
        place = max(column - 1, 0) if column else max(self.currentIndex().column(), 0)
        index = self.grid.index(row - 1, place)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def current_place(self) -> tuple[int, int]:
        """Return row and column of the current cell, from 1; zeros if there is none."""
        here = self.currentIndex()
        return (here.row() + 1, here.column() + 1) if here.isValid() else (0, 0)

    def selected_rows(self) -> list[int]:
        """Return the rows of the sheet with a selected cell, those of the table only."""
        if self.grid.shown is None:
            return []
        found = self.grid.shown.table.found
        rows: set[int] = set()
        for part in self.selectionModel().selection().toList():
            first, last = (
                max(part.top() + 1, found.first_row),
                min(part.bottom() + 1, found.last_row),
            )
            rows.update(range(first, last + 1))
        return sorted(rows)

    def role_menu(self, column: int) -> QMenu | None:
        """Return the menu of roles for a column of the sheet, from 1."""
        shown = self.grid.shown
        if shown is None or shown.table.mapping is None:
            return None
        found = shown.table.found
        if not found.first_column <= column <= found.last_column:
            return None
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = shown.roles.get(column, "ignore")
        for role in roles_for(shown.table.mapping.table):
            if role in (FIGURES[0], "ignore"):
                menu.addSeparator()
            action = menu.addAction(role_label(role))
            action.setToolTip(tooltip(role_meaning(role)))
            action.setCheckable(True)
            action.setChecked(role == now)
            action.triggered.connect(lambda _c=False, r=role: self.role_chosen.emit(column, r))
        if now in FIGURES and shown.table.mapping.table == "trade":
            menu.addSeparator()
            for flow, text in _FLOWS:
                action = menu.addAction(tr(text))
                action.setCheckable(True)
                said = shown.words.get(column, "").split(", ")
                action.setChecked(flow in said if flow else not {"import", "export"} & set(said))
                action.triggered.connect(lambda _c=False, f=flow: self.flow_chosen.emit(column, f))
        return menu

    def _menu_at(self, section: int) -> None:
        menu = self.role_menu(section + 1)
        if menu is not None:
            header = self.roles_header
            place = QPoint(header.sectionViewportPosition(section), header.height())
            menu.popup(header.mapToGlobal(place))

    def _role_of_current(self) -> None:
        column = self.currentIndex().column()
        if column >= 0:
            self._menu_at(column)

    def _fix(self) -> None:
        here = self.currentIndex()
        if here.isValid() and here.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setFocus()
            self.edit(here)

    def _skip(self, skipped: bool) -> None:
        rows = self.selected_rows()
        if rows:
            self.skip_asked.emit(rows, skipped)

    def _range(self, what: str) -> None:
        row, _ = self.current_place()
        if row:
            self.range_asked.emit(what, row)

    def _fit(self) -> None:
        """Give every column the width of its first texts, within limits."""
        metrics = self.fontMetrics()
        rows = min(self.grid.rowCount(), _SAMPLE)
        for column in range(min(self.grid.columnCount(), 400)):
            texts = [str(self.grid.index(row, column).data() or "") for row in range(rows)]
            widths = sorted(metrics.horizontalAdvance(text[:60]) for text in texts)
            usual = widths[int(len(widths) * 0.9)] if widths else 0
            said = metrics.horizontalAdvance(self.grid.said(column))
            self.setColumnWidth(column, min(max(usual + 24, said + 16, _NARROWEST), _WIDEST))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addActions(self.actions())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Enter must not press the dialog's button; while a cell is edited it ends that.
            if self.state() != QAbstractItemView.State.EditingState:
                self._fix()
            return
        super().keyPressEvent(event)


_FLOWS = (("import", "these are imports"), ("export", "these are exports"), ("", "not said here"))


class RoleHeader(QHeaderView):
    """Above each column a band in the colour of its role, the role in words, and the letter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setAccessibleName(tr("Roles of the columns"))

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        size.setHeight(2 * self.fontMetrics().height() + _BAR + 10)
        return size

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not isinstance(model, GridModel) or model.shown is None:
            return
        role = model.headerData(section, Qt.Orientation.Horizontal, COLUMN_ROLE) or ""
        colours = theme()
        painter.save()
        painter.fillRect(rect, colours.colour("base"))
        inner = rect.adjusted(0, 0, -1, -1)
        read = role and role != "ignore"
        if read:
            painter.fillRect(inner, tint(role_colour(role), 0.16))
            painter.fillRect(
                QRect(inner.left(), inner.top(), inner.width(), _BAR), role_colour(role)
            )
        painter.setPen(colours.colour("line"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        area = inner.adjusted(6, _BAR + 2, -6, -2)
        height = self.fontMetrics().height()
        upper = QRect(area.left(), area.top(), area.width(), height)
        lower = QRect(area.left(), area.top() + height + 1, area.width(), height)
        text = model.said(section) if read else (tr("not read") if role else "")
        painter.setPen(colours.colour("text" if read else "disabled"))
        cut = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, int(Qt.AlignmentFlag.AlignLeft), cut)
        painter.setPen(colours.colour("muted"))
        letter = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        painter.drawText(lower, int(Qt.AlignmentFlag.AlignLeft), letter + (" ▾" if role else ""))
        painter.restore()


class _Edged(QStyledItemDelegate):
    """Draws an edge around cells that are wrong or corrected."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        mark = index.data(WRONG_ROLE)
        if not mark:
            return
        painter.save()
        painter.setPen(QPen(theme().colour("error" if mark == "wrong" else "accent"), 2))
        painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()
