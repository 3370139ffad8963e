"""The list of files, sheets and tables, each with how it is read and how many rows are good."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from workbench.core.formats.reviewing import Review
from workbench.ui.look import icon, theme
from workbench.ui.texts import number, percent, tr
from workbench.ui.widgets.labels import tooltip

_NUMBER = Qt.ItemDataRole.UserRole


class TableTree(QTreeWidget):
    """Files with their tables; a tick says whether a table is taken."""

    chosen = Signal(int)
    """Place of a table in the review."""
    taken_changed = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Files and tables"))
        self.setHeaderLabels([tr("File, sheet and table"), tr("Rows")])
        self.setRootIsDecorated(False)
        self.setIndentation(12)
        self.setUniformRowHeights(False)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.ResizeToContents)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items: dict[int, QTreeWidgetItem] = {}
        self._review: Review | None = None
        self.currentItemChanged.connect(self._tell_chosen)
        self.itemChanged.connect(self._tell_taken)

    def show_review(self, review: Review) -> None:
        """Show files and tables of a review; the list is made anew only for other files."""
        with QSignalBlocker(self):
            if self._review is None or len(self._items) != len(review.tables):
                self._build(review)
            self._review = review
            for place in self._items:
                self._fill(place)

    def choose(self, place: int) -> None:
        """Make a table the current one."""
        if place in self._items:
            self.setCurrentItem(self._items[place])

    def current(self) -> int:
        """Return the place of the current table; -1 if there is none."""
        item = self.currentItem()
        told = item.data(0, _NUMBER) if item is not None else None
        return int(told) if told is not None else -1

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_review", None):
            with QSignalBlocker(self):
                for place in self._items:
                    self._fill(place)

    def _build(self, review: Review) -> None:
        self.clear()
        self._items.clear()
        for file in review.files:
            top = QTreeWidgetItem([file.name, ""])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = top.font(0)
            font.setBold(True)
            top.setFont(0, font)
            top.setToolTip(0, tooltip(str(file.path)))
            self.addTopLevelItem(top)
            if file.workbook is None:
                why = QTreeWidgetItem([tr("cannot be read"), ""])
                why.setIcon(0, icon("error", role="error"))
                why.setToolTip(0, tooltip("\n".join(map(str, file.problems))))
                why.setFlags(Qt.ItemFlag.ItemIsEnabled)
                top.addChild(why)
            for place, table in enumerate(review.tables):
                if table.workbook is file.workbook:
                    item = QTreeWidgetItem(top)
                    item.setData(0, _NUMBER, place)
                    self._items[place] = item
            top.setExpanded(True)

    def _fill(self, place: int) -> None:
        assert self._review is not None
        review, item = self._review, self._items[place]
        table = review.tables[place]
        way = {"guess": tr("guess {share}", share=percent(table.confidence, 0))}
        how = way.get(table.how, tr("as you said") if table.how == "hand" else tr(table.how))
        if table.how == "profile":
            how = tr("profile {name}", name=table.profile)
        target = table.table or tr("no table")
        if table.refusal and not table.taken:
            target = tr("left out")
        named = table.workbook.name.rpartition(".")[0] != table.sheet  # a text file has no sheets
        place_ = f"{table.sheet}  {table.found.place}" if named else table.found.place
        item.setText(0, f"{place_}\n{target}, {how}")
        item.setCheckState(0, Qt.CheckState.Checked if table.taken else Qt.CheckState.Unchecked)
        good, bad = review.good(place), review.bad(place)
        words = ""
        if table.taken and not good and table.profile in review.means:
            words = tr("in the mean")
        elif table.taken:
            words = number(good, 0) + ("\n" + tr("{bad} bad", bad=number(bad, 0)) if bad else "")
        item.setText(1, words)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        colours = theme()
        wrong = table.taken and (bad or table.extract.blocking)
        item.setForeground(1, QColor(colours.error if wrong else colours.muted))
        item.setForeground(0, QColor(colours.text if table.taken else colours.muted))
        why = table.refusal or "\n".join(table.reasons[:6])
        item.setToolTip(0, tooltip(why))

    def _tell_chosen(self) -> None:
        if self.current() >= 0:
            self.chosen.emit(self.current())

    def _tell_taken(self, item: QTreeWidgetItem, column: int) -> None:
        told = item.data(0, _NUMBER)
        if column == 0 and told is not None and self._review is not None:
            taken = item.checkState(0) == Qt.CheckState.Checked
            if taken != self._review.tables[int(told)].taken:
                self.taken_changed.emit(int(told), taken)
