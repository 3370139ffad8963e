"""The import assistant: look at what was found in files, correct it, and take the good rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.core.formats.reviewing import Review, save_quarantine
from workbench.core.layout.mapping import WrongMapping
from workbench.core.problem import DataRefused, Problem
from workbench.ui.assistant import _saving as saving
from workbench.ui.assistant._changes import ChangesPage
from workbench.ui.assistant._fields import Choice, countries_of
from workbench.ui.assistant._summary import SummaryPage
from workbench.ui.assistant._workplace import Workplace
from workbench.ui.session import Session
from workbench.ui.settings import Settings
from workbench.ui.texts import number, tr
from workbench.ui.widgets import dialogs
from workbench.ui.widgets.labels import PlainLabel

TASK = "review"
"""Name of the work that follows a correction."""
_LEAST, _SHORT, _ROOMY = (760, 420), (760, 460), (1400, 880)

Change = Callable[[Review], Review]


class Assistant(QDialog):
    """A window on a review. Nothing reaches the project before ``taken`` is told."""

    taken = Signal(object)
    """The Review whose good rows are to be imported."""

    def __init__(
        self, session: Session, settings: Settings, review: Review, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings
        self.review = review
        self._waiting: list[Change] = []
        self._busy = self._saw_changes = False
        self.setWindowTitle(tr("Import"))
        self.setModal(True)
        self.setSizeGripEnabled(True)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(*_LEAST)
        self._fit_screen(*_SHORT)
        self.count = PlainLabel(role="title")
        self.count.setAccessibleName(tr("Good and bad rows"))
        self.note = PlainLabel(role="muted")
        self.note.setWordWrap(True)
        self.home = Choice(tr("Home"), free=True)
        self.home_label = PlainLabel(tr("home, whose dependence is studied"))
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress"))
        self.summary, self.work, self.changes = SummaryPage(), Workplace(), ChangesPage()
        self.pages = QStackedWidget()
        for page in (self.summary, self.work, self.changes):
            self.pages.addWidget(page)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.work.set_profiles(saving.profiles())
        self._show(first=True)

    def _fit_screen(self, width: int, height: int) -> None:
        """Be as large as asked, but not larger than the screen."""
        screen = self.screen().availableGeometry()
        width, height = (
            min(width, int(screen.width() * 0.94)),
            min(height, int(screen.height() * 0.9)),
        )
        if width > self.width() or height > self.height():
            self.resize(max(width, self.width()), max(height, self.height()))

    def _make_buttons(self) -> None:
        self.import_button = QPushButton(tr("Import"))
        self.import_button.setDefault(True)
        self.cancel_button = QPushButton(tr("Cancel"))
        self.back_button = QPushButton(tr("Back"))
        self.details_button = QPushButton(tr("Details ..."))
        self.quarantine_button = QPushButton(tr("Save quarantine ..."))
        self.profile_button = QPushButton(tr("Save as profile ..."))
        others = (self.back_button, self.details_button, self.quarantine_button)
        for button in (self.cancel_button, self.profile_button, *others):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 10, 12, 6)
        top.setSpacing(12)
        top.addWidget(self.count)
        top.addWidget(self.note, 1)
        top.addWidget(self.home_label)
        self.home.setMinimumWidth(220)
        top.addWidget(self.home)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(12, 8, 12, 10)
        bottom.setSpacing(8)
        bottom.addWidget(self.quarantine_button)
        bottom.addWidget(self.profile_button)
        self.progress.setFixedWidth(160)
        bottom.addStretch()
        bottom.addWidget(self.progress)
        bottom.addWidget(self.back_button)
        bottom.addWidget(self.details_button)
        bottom.addWidget(self.import_button)
        bottom.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.pages, 1)
        layout.addLayout(bottom)

    def _connect(self) -> None:
        self.work.changed.connect(self.change)
        self.home.chosen.connect(lambda code: self.change(lambda r: r.with_home(code)))
        self.import_button.clicked.connect(self._import)
        self.cancel_button.clicked.connect(self.reject)
        self.back_button.clicked.connect(lambda: self._turn_to(self.work))
        self.details_button.clicked.connect(lambda: self._turn_to(self.work))
        self.quarantine_button.clicked.connect(self._save_quarantine)
        self.profile_button.clicked.connect(self._save_profile)
        self._session.tasks.progress.connect(self._show_progress)

    # --- corrections ------------------------------------------------------------------------

    def change(self, correction: Change) -> None:
        """Apply a correction beside the window; further ones wait for their turn."""
        self._waiting.append(correction)
        if not self._busy:
            self._next()

    @property
    def is_busy(self) -> bool:
        """Whether corrections are being applied."""
        return self._busy

    def _next(self) -> None:
        if not self._waiting:
            self._busy = False
            self._show()
            return
        self._busy = True
        self._show_busy()
        waiting, self._waiting = tuple(self._waiting), []
        review = self.review
        self._session.tasks.start(
            TASK, lambda _progress: _corrected(review, waiting), self._done, self._failed, TASK
        )

    def _done(self, review: Review) -> None:
        self.review = review
        self._next()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self._waiting.clear()
        self._show()
        if not isinstance(error, DataRefused):
            raise error
        dialogs.show_problems(self, tr("This cannot be done"), "", error.problems)

    # --- showing ----------------------------------------------------------------------------

    def _show(self, *, first: bool = False) -> None:
        review = self.review
        self.work.show_review(review)
        self.summary.show_review(review)
        if first:
            self._turn_to(self.summary if review.is_recognised else self.work)
        else:
            self._say()

    def _turn_to(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        if page is not self.summary:
            self._fit_screen(*_ROOMY)
        self._say()
        if page is self.work:
            self.work.setFocus()
        else:
            self.import_button.setFocus()

    def _say(self) -> None:
        good, bad = self.review.counts
        text = tr("{good} rows good", good=number(good, 0))
        self.count.setText(text + (tr(", {bad} bad", bad=number(bad, 0)) if bad else ""))
        self.note.setText(self._blocked_by())
        page = self.pages.currentWidget()
        asked = bool(self.review.home) or self.review.needs_home
        self.home.setVisible(asked)
        self.home_label.setVisible(asked)
        if asked:
            self.home.fill([("", ""), *countries_of(self.review.start)], self.review.home)
        self.back_button.setVisible(page is self.changes)
        self.details_button.setVisible(page is self.summary)
        self.quarantine_button.setVisible(page is self.work)
        self.profile_button.setVisible(page is self.work)
        left = self.review.outcome.touches_older and page is self.work
        verb = tr("Import the good rows") if bad else tr("Import")
        self.import_button.setText(tr("What changes ...") if left else verb)
        self._show_busy()

    def _show_busy(self) -> None:
        ready = self.review.outcome.project is not None and self.review.counts[0] > 0
        self.import_button.setEnabled(ready and not self._busy)
        held = bool(self.review.counts[1]) or any(table.skipped for table in self.review.tables)
        self.quarantine_button.setEnabled(held and not self._busy)
        self.profile_button.setEnabled(self.work.can_be_kept() and not self._busy)
        self.progress.setVisible(self._busy)
        self.progress.setRange(0, 0)

    def _blocked_by(self) -> str:
        review = self.review
        if not any(table.taken for table in review.tables):
            return tr("No table is chosen. Tick one on the left, and say what its columns mean.")
        blocking = [p for table in review.tables if table.taken for p in table.extract.blocking]
        blocking += [p for p in review.outcome.problems if p.severity == "error" and not p.row]
        if blocking:
            return f"{blocking[0].message}. {blocking[0].remedy}".strip()
        if not review.counts[0]:
            return tr("No row can be read yet: see what is still to be said, on the right.")
        if review.needs_home:
            return tr("No home is set, so nothing can be computed yet.")
        return tr("Older figures are revised or missing.") if review.outcome.touches_older else ""

    def _show_progress(self, name: str, done: float, total: float, text: str) -> None:
        if name == TASK and total:
            self.progress.setRange(0, 1000)
            self.progress.setValue(int(1000 * done / total))
            self.progress.setAccessibleDescription(text)

    # --- the end ----------------------------------------------------------------------------

    def _import(self) -> None:
        page = self.pages.currentWidget()
        if page is self.work and self.review.outcome.touches_older:
            self.changes.show_changes(self.review.outcome.changes)
            self._turn_to(self.changes)
            return
        review = self.review
        self.accept()
        self.taken.emit(review)

    def done(self, result: int) -> None:
        """Close; a correction that is under way is given up."""
        self._waiting.clear()
        self._session.tasks.cancel(TASK)
        super().done(result)

    def _save_quarantine(self) -> None:
        path = saving.ask_for_quarantine(self, self._settings, self.review)
        if path is None:
            return
        review = self.review
        self._busy = True
        self._show_busy()

        def written(rows: int) -> None:
            self._next()
            self.note.setText(
                tr("{rows} rows saved in {name}", rows=number(rows, 0), name=path.name)
            )

        self._session.tasks.start(
            TASK, lambda _progress: save_quarantine(review, path), written, self._failed, TASK
        )

    def _save_profile(self) -> None:
        name = saving.save_profile(self, self.review.tables[self.work.current()])
        if name:
            self.work.set_profiles(saving.profiles())
            self.work.show_review(self.review)
            self.note.setText(tr("Saved as {name}: the next file like this is known.", name=name))


def _corrected(review: Review, corrections: tuple[Change, ...]) -> Review:
    try:
        for correction in corrections:
            review = correction(review)
    except WrongMapping as problem:
        raise DataRefused([Problem(str(problem))]) from problem
    return review
