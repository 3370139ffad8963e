"""The page of the assistant with files, preview, findings, and what the columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from workbench.core.formats.reviewing import Review, place_of
from workbench.core.layout.found import FoundTable
from workbench.core.problem import Problem
from workbench.ui.assistant._grid import painted
from workbench.ui.assistant._panel import Panel
from workbench.ui.assistant._preview import Preview
from workbench.ui.assistant._range import with_row
from workbench.ui.assistant._tables import TableTree
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import ElidedLabel, tooltip
from workbench.ui.widgets.messages import ProblemList, count_of


def parted(width: int) -> tuple[int, int]:
    """Return how wide the list of tables and the panel are beside the preview, in pixels."""
    return min(max(round(0.19 * width), 150), 270), min(max(round(0.25 * width), 292), 320)


def _split(left: QWidget, right: QWidget) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(left)
    splitter.addWidget(right)
    return splitter


class Workplace(QWidget):
    """Tells every correction as a function from a review to the next one."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.tree, self.preview, self.panel = TableTree(), Preview(), Panel()
        self.findings = ProblemList()
        self.place = ElidedLabel(role="muted")
        self.found = ElidedLabel(role="heading")
        self.fix_button = QPushButton(tr("Correct the cell"))
        self.skip_button = QPushButton(tr("Skip the row"))
        self._moved = False
        self._review: Review | None = None
        self._profiles: Sequence[tuple[str, str]] = ()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.preview)

    def _lay_out(self) -> None:
        for button, key in ((self.fix_button, "F2"), (self.skip_button, "Del")):
            button.setAutoDefault(False)
            button.setToolTip(tooltip(tr("in the preview: {key}", key=key)))
        line = QHBoxLayout()
        line.setContentsMargins(8, 4, 8, 4)
        line.setSpacing(8)
        line.addWidget(self.found, 1)
        line.addWidget(self.fix_button)
        line.addWidget(self.skip_button)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.findings, 1)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.place.setContentsMargins(8, 4, 8, 4)
        column.addWidget(self.place)
        column.addWidget(self.preview, 1)
        self._upper = _split(self.tree, above)
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self._upper)
        middle.addWidget(below)
        middle.setSizes([520, 200])
        middle.setStretchFactor(0, 1)
        self._whole = _split(middle, self.panel)
        for splitter in (self._upper, self._whole):
            splitter.splitterMoved.connect(self._keep_parts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._whole)

    def _keep_parts(self, _place: int, _which: int) -> None:
        self._moved = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the width to the preview, until the user has divided it."""
        super().resizeEvent(event)
        if not self._moved:
            tree, panel = parted(self.width())
            self._whole.setSizes([self.width() - panel, panel])
            self._upper.setSizes([tree, self.width() - tree - panel])

    def _connect(self) -> None:
        self.tree.chosen.connect(lambda _place: self._show_table())
        self.tree.taken_changed.connect(
            lambda place, on: self.changed.emit(lambda r: r.with_taken(place, taken=on))
        )
        preview, panel = self.preview, self.panel
        preview.role_chosen.connect(partial(self._correct, "with_role"))
        preview.flow_chosen.connect(partial(self._correct, "with_flow"))
        preview.grid.typed.connect(partial(self._correct, "with_cell"))
        preview.skip_asked.connect(self._skip)
        preview.range_asked.connect(self._move)
        panel.target_chosen.connect(partial(self._correct, "with_target"))
        panel.profile_chosen.connect(self._use_profile)
        panel.constant_typed.connect(partial(self._correct, "with_constant"))
        panel.unit_typed.connect(partial(self._correct, "with_unit"))
        panel.skip_chosen.connect(self._leave_out)
        panel.adding_chosen.connect(self._add_up)
        panel.range_typed.connect(partial(self._correct, "with_range"))
        panel.answered.connect(
            lambda name, code, source: self.changed.emit(
                lambda r: r.with_answers({name: code}, source)
            )
        )
        self.findings.currentItemChanged.connect(lambda now, _old: self._jump_to(now))
        self.findings.chosen.connect(lambda _problem: self.preview.fix_action.trigger())
        self.fix_button.clicked.connect(self.preview.fix_action.trigger)
        self.skip_button.clicked.connect(self.preview.skip_action.trigger)

    def set_profiles(self, profiles: Sequence[tuple[str, str]]) -> None:
        """Offer profiles, by name and title."""
        self._profiles = profiles

    def current(self) -> int:
        """Return the place of the table that is shown."""
        return max(self.tree.current(), 0)

    def can_be_kept(self) -> bool:
        """Whether what the columns mean can be saved as a profile."""
        tables = self._review.tables if self._review is not None else ()
        return bool(tables) and tables[self.current()].mapping is not None

    def show_review(self, review: Review) -> None:
        """Show a review, at first the table with most to say about."""
        first = self._review is None
        self._review = review
        self.tree.show_review(review)
        if first and review.tables:
            taken = [n for n, table in enumerate(review.tables) if table.taken]
            worst = max(taken, key=lambda n: (review.bad(n) > 0, review.good(n)), default=0)
            self.tree.choose(worst)
        self._show_table()

    def _show_table(self) -> None:
        review = self._review
        if review is None or not review.tables:
            return
        number = self.current()
        table = review.tables[number]
        self.preview.show_table(painted(review, number))
        self.panel.show_table(review, number, self._profiles)
        self.place.setText(
            f"{table.workbook.name} [{table.sheet}] {table.found.place}"
            + (f"   {table.found.title}" if table.found.title else "")
        )
        # The file stands above the preview; what is left is the place on its sheets.
        said = [problem.located(file="") for problem in review.listed[number]]
        if tuple(self.findings.problems()) != tuple(sorted(said, key=_gravity)):
            self.findings.set_problems(said)
        self.found.setText(count_of(said) or tr("no findings"))

    def _correct(self, what: str, *values: object) -> None:
        number = self.current()
        self.changed.emit(lambda review: getattr(review, what)(number, *values))

    def _use_profile(self, name: str) -> None:
        if name:
            self._correct("with_profile", name)

    def _skip(self, rows: list[int], skipped: bool) -> None:
        number = self.current()
        self.changed.emit(lambda review: review.with_skipped(number, rows, skipped=skipped))

    def _leave_out(self, kind: str, on: bool) -> None:
        number = self.current()
        self.changed.emit(lambda review: review.with_skip(number, kind, left_out=on))

    def _add_up(self, on: bool) -> None:
        number = self.current()
        self.changed.emit(lambda review: review.with_duplicates(number, added=on))

    def _move(self, what: str, row: int) -> None:
        if self._review is None:
            return
        found: FoundTable | None = with_row(self._review.tables[self.current()].found, what, row)
        if found is not None:
            self._correct("with_range", found)

    def _jump_to(self, item: object) -> None:
        row = self.findings.indexOfTopLevelItem(item) if item is not None else -1  # type: ignore[arg-type]
        problems = self.findings.problems()
        if 0 <= row < len(problems):
            self.jump_to(problems[row])

    def jump_to(self, problem: Problem) -> None:
        """Go to the cell, or the row, that a finding is about."""
        row, column = place_of(problem.cell)
        if row or problem.row:
            self.preview.jump(row or problem.row, column)


def _gravity(problem: Problem) -> int:
    return {"error": 0, "warning": 1, "info": 2}[problem.severity]
