"""Keeps the main columns of a table in sight: texts give way before figures leave the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyleOptionViewItem

from workbench.ui.widgets.figure_cells import CutTextDelegate
from workbench.ui.widgets.table_view import TableView

_LEAST, _MARGIN = 64, 8  # pixels: of a text that gives way, and around a figure
_SIDES = 16  # pixels around the text of a cell
_RIGHT, _MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle


class Fitting(QObject):
    """Gives columns of a view their widths, again whenever the view has another width.

    Every column has the width of its texts where that is possible. Where the first columns are
    wider than the view together, those that may give way become narrower, the widest ones first;
    what is cut off is told by the tooltips of cells and header. Texts and titles that would look
    the same once they are cut lose their middle instead of their end. A column that the user drags
    stays as it is, and the others as well, until other columns are shown.
    """

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self._yielding: frozenset[str] = frozenset()
        self._main, self._narrowest = 0, _LEAST
        self._shown: tuple[str, ...] = ()
        self._by_hand = self._fitting = False
        self._cutting = _Cutting(view)
        view.viewport().installEventFilter(self)
        view.horizontalHeader().sectionResized.connect(self._resized)

    def fit(
        self, yielding: Collection[str], main: int | None = None, narrowest: int = _LEAST
    ) -> None:
        """Give every column its width.

        Args:
            yielding: columns of the frame that may be narrower than their texts.
            main: how many of the first columns are to be seen at once; all of them without.
            narrowest: pixels that a text keeps.
        """
        shown = tuple(head.column for head in self._view.frames.headings)
        self._by_hand = self._by_hand and shown == self._shown
        self._shown, self._yielding = shown, frozenset(yielding)
        self._main = len(shown) if main is None else main
        self._narrowest = narrowest
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _resized(self, *_news: int) -> None:
        self._by_hand = self._by_hand or not self._fitting

    def _fit(self) -> None:
        view = self._view
        if self._by_hand or self._fitting or not self._shown:
            return
        if self._shown != tuple(head.column for head in view.frames.headings):
            return  # a view that gets other columns is resized before it is told to fit them
        self._fitting = True
        view.fit()
        widths = [view.columnWidth(place) for place in range(self._main)]
        over = sum(widths) - view.viewport().width()
        giving = [place for place in range(self._main) if self._shown[place] in self._yielding]
        least = [self._least(place) for place in giving]
        given = _levelled([widths[place] for place in giving], least, over)
        for place, width in zip(giving, given, strict=True):
            view.setColumnWidth(place, width)
        self._keep_apart(giving)
        self._fitting = False

    def _keep_apart(self, giving: Sequence[int]) -> None:
        """Cut texts and titles where they stay different."""
        view, cutting = self._view, self._cutting
        metrics, frames = view.fontMetrics(), view.frames
        cutting.middle = set()
        for place in giving:
            if frames.headings[place].is_number:
                continue
            if view.itemDelegateForColumn(place) in (None, view.itemDelegate()):
                view.setItemDelegateForColumn(place, cutting)
            frame = frames.frame
            listed = [] if frame is None else list(map(str, frame[self._shown[place]].unique()))
            alike = _alike(listed, [view.columnWidth(place)] * len(listed), metrics)
            cutting.middle |= {(place, text) for text in alike}
        header = view.horizontalHeader()
        titles = [frames.headings[place].caption for place in giving]
        widths = [view.columnWidth(place) for place in giving]
        alike = _alike(titles, widths, header.fontMetrics())
        header.setTextElideMode(_MIDDLE if alike else _RIGHT)

    def _least(self, place: int) -> int:
        """Return the least width of a column; a figure is never cut, only the title above it."""
        if not self._view.frames.headings[place].is_number:
            return self._narrowest
        return self._view.sizeHintForColumn(place) + _MARGIN


class _Cutting(CutTextDelegate):
    """Cuts some texts, by column and text, in the middle and all others at their end."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self.middle: set[tuple[int, str]] = set()

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = _MIDDLE if (index.column(), option.text) in self.middle else _RIGHT


def _alike(texts: Sequence[str], widths: Sequence[int], metrics: QFontMetrics) -> set[str]:
    """Return the texts that look like another one once their ends are cut."""
    cut = {
        text: metrics.elidedText(text, _RIGHT, width - _SIDES)
        for text, width in zip(texts, widths, strict=True)
    }
    often = Counter(cut.values())
    return {text for text, shown in cut.items() if often[shown] > 1}


def _levelled(widths: list[int], least: list[int], over: int) -> list[int]:
    """Return widths that are less by ``over`` together, as far as the least ones allow.

    The widest are cut to a common level: of 200, 100 and 60, less by 130, stay 85, 85 and 60.
    """
    wanted = sum(widths) - over
    cut = widths
    for level in range(max(widths, default=0), 0, -1):
        if sum(cut) <= wanted:
            break
        cut = [min(w, max(level, m)) for w, m in zip(widths, least, strict=True)]
    return cut
