"""The chain, its gates in time, a delay to try out, and what is delivered month by month."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.core.appraisal.cooperation.delivery import Delivery
from workbench.core.appraisal.cooperation.gates import PLANT, Schedule, schedule
from workbench.core.appraisal.cooperation.keeping import keep_delay
from workbench.core.appraisal.cooperation.model import CooperationModel
from workbench.core.appraisal.cooperation.outlook import Outlook, outlook
from workbench.core.appraisal.cooperation.overview import horizon, lacking
from workbench.core.problem import DataRefused, Problem
from workbench.core.trace import origin_of
from workbench.core.values import Unfit
from workbench.ui.panes import _projects_words as words
from workbench.ui.panes._projects_chart import draw
from workbench.ui.panes._projects_delay import DelayLine
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets import clipboard
from workbench.ui.widgets.chain import Chain
from workbench.ui.widgets.labels import ElidedLabel, PlainLabel, tooltip
from workbench.ui.widgets.plot import Plot
from workbench.ui.widgets.timeline import Timeline

_PLOT = 240
_WIDE = 900  # pixels


class DeliveryPage(QWidget):
    """One cooperation model from its partners to its tonnes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._model: CooperationModel | None = None
        self._plan: Schedule | None = None
        self._outlook: Outlook | None = None
        self.sentence = _wrapped(PlainLabel())
        self.chain = Chain(tr("Chain of partners"))
        self.lacking = _wrapped(PlainLabel(role="muted"))
        self.about = ElidedLabel(role="muted")
        self.whence = QToolButton()
        self.whence.setText(tr("Where from?"))
        self.whence.setToolTip(tooltip(tr("Show the row of this partner, or the plant's phases")))
        self.late = DelayLine()
        self.moved = _wrapped(PlainLabel())
        self.timeline = Timeline(tr("Gates in time"))
        self.plot = Plot(tr("Qualified tonnes by month"))
        self.copy = QToolButton()
        self.copy.setText(tr("Copy figures"))
        self.copy.setToolTip(tooltip(tr("Copy the figures of the chart as a table for Excel")))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.addWidget(self.about, 1)
        told.addWidget(self.whence)
        below = QHBoxLayout()
        below.addWidget(self.moved, 1)
        below.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.setSpacing(8)
        self._both.addWidget(self.timeline, 1)
        self._both.addWidget(self.plot, 1)
        self._both.setAlignment(self.timeline, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        layout = self._inside = QVBoxLayout(inside)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.sentence)
        layout.addWidget(self.chain)
        layout.addLayout(told)
        layout.addWidget(self.lacking)
        layout.addWidget(self.late)
        layout.addLayout(below)
        layout.addLayout(self._both, 1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put gates and tonnes side by side where there is room, so that both move in sight."""
        super().resizeEvent(event)
        sides = QBoxLayout.Direction
        wide = self.width() >= _WIDE
        self._both.setDirection(sides.LeftToRight if wide else sides.TopToBottom)
        self._fit()

    def _fit(self) -> None:
        """Make the chart as high as the page leaves room for, so that it need not be scrolled."""
        least = _PLOT
        if self._both.direction() == QBoxLayout.Direction.LeftToRight:
            least = max(least, self.timeline.height())
        self.plot.setFixedHeight(least)
        self._inside.activate()
        room = self.area.viewport()
        spare = room.height() - self._inside.totalHeightForWidth(room.width())
        self.plot.setFixedHeight(least + max(spare, 0))

    def _connect(self) -> None:
        self.chain.chosen.connect(self.choose)
        self.timeline.chosen.connect(self.choose)
        self.late.chosen.connect(self.choose)
        self.late.changed.connect(self._try_out)
        self.late.kept.connect(self._keep)
        self.whence.clicked.connect(self._trace)
        self.copy.clicked.connect(self.copy_figures)
        self.plot.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.plot.customContextMenuRequested.connect(self._open_menu)

    # --- showing ----------------------------------------------------------------------------

    def show_model(self, model: CooperationModel) -> None:
        """Show a cooperation model; a delay that was tried out is taken back."""
        project, before = self._session.project, self._model
        chosen = self._chosen() if before is not None and before.key == model.key else None
        self._model, self._plan, self._outlook = model, schedule(model), None
        lacks = lacking(model)
        self.lacking.setText(tr("Not given: {what}.", what="; ".join(lacks)) if lacks else "")
        self.lacking.setVisible(bool(lacks))
        self.late.offer(self._plan)
        self._show_schedule(self._plan, None)
        weakest = self._plan.weakest
        first = weakest.organisation if weakest else next(iter(self.chain.boxes))
        self.choose(first if chosen is None or chosen not in self.chain.boxes else chosen)
        self._session.work(
            "cooperation",
            lambda _progress: outlook(project, model),
            lambda found: self._show_outlook(model, cast("Outlook | None", found)),
            tr("The delivery cannot be worked out"),
        )

    def _show_schedule(self, plan: Schedule, before: Schedule | None) -> None:
        model, project = self._model, self._session.project
        assert model is not None
        self.sentence.setText(words.sentence(model, plan))
        boxes = words.boxes(project, model, plan)
        self.chain.show_chain(boxes, words.lines(boxes))
        spans = words.spans(project, model, plan, before)
        months = horizon(model, plan)
        self.timeline.setVisible(months is not None)
        if months is not None:
            moments = words.moments(plan, before)
            self.timeline.show_spans(
                spans, moments, (months[0], words.last_shown(model, spans, moments))
            )
        self.moved.setText(words.moved_words(before or plan, plan, self.late.delays()))
        self._tell_about()
        self._fit()

    def _show_outlook(self, model: CooperationModel, found: Outlook | None) -> None:
        self._outlook = found
        if self._model is not model:
            return
        self.copy.setEnabled(found is not None)
        if found is None:
            self.plot.show_message(
                tr("Nothing is dated"),
                tr("Give the supplier of the model and its capacity by date, in the tab Entries."),
            )
            return
        self._draw_delivery()

    def _draw_delivery(self) -> None:
        """Draw what is delivered, with the delay that is tried out."""
        known, delays = self._outlook, self.late.delays()
        if known is None:
            return
        if delays:
            self._draw(known.delayed(delays), known.delivery)
        else:
            self._draw(known.delivery, None)

    def _draw(self, delivery: Delivery, before: Delivery | None) -> None:
        assert self._model is not None
        draw(self.plot, self._session.project, self._model, delivery, before)

    # --- choosing and delaying --------------------------------------------------------------

    def _chosen(self) -> str | None:
        for key, button in self.chain.boxes.items():
            if button.isChecked():
                return key
        return None

    def choose(self, key: str) -> None:
        """Look at one partner, or at the plant, everywhere on the page."""
        self.chain.choose(key)
        self.timeline.choose(key)
        self.late.choose(key)
        self._tell_about()

    def _tell_about(self) -> None:
        """Say everything about what is looked at, and where it came from."""
        key = self._chosen()
        if key is None or key not in self.chain.boxes:
            return
        box = self.chain.boxes[key].box
        text = "; ".join(part for part in (box.title, *box.said) if part)
        table, labels = self._rows(key)
        if labels:
            column = "capacity" if table == "capacity" else "gate_months"
            text += ". " + str(origin_of(self._session.project, table, labels[0], column))
        self.about.setText(text)
        self.whence.setEnabled(bool(labels))

    def _rows(self, key: str) -> tuple[str, list[int]]:
        assert self._model is not None
        if key == PLANT:
            frame = self._session.project["capacity"]
            mine = (frame["supplier"] == self._model.supplier) & bool(self._model.supplier)
            return "capacity", [int(label) for label in frame.index[mine]]
        frame = self._session.project["partners"]
        mine = (frame["project"] == self._model.key) & (frame["organisation"] == key)
        return "partners", [int(label) for label in frame.index[mine]]

    def _trace(self) -> None:
        table, labels = self._rows(self._chosen() or PLANT)
        self._session.traced.emit(table, labels)

    def _try_out(self) -> None:
        """Show what a delay does, at once."""
        model, plan, delays = self._model, self._plan, self.late.delays()
        assert model is not None
        assert plan is not None
        self._show_schedule(schedule(model, delays), plan if delays else None)
        if delays:
            self.chain.choose(self.late.step)
            self.timeline.choose(self.late.step)
        self._tell_about()
        self._draw_delivery()

    def _keep(self) -> None:
        assert self._model is not None
        delays = self.late.delays()
        for name, months in delays.items():
            try:
                changed = keep_delay(self._session.project, self._model.key, name, months)
            except Unfit as unfit:
                problem = Problem(tr("the delay is not kept"), expected=str(unfit))
                self._session.told.emit(tr("Not changed"), (problem,))
                return
            except DataRefused as refused:
                self._session.told.emit(tr("Not changed"), refused.problems)
                return
            step = name or tr("the plant")
            text = tr("Delay {step} by {months}", step=step, months=words.months_words(months))
            self._session.edit(text, changed)

    # --- the chart --------------------------------------------------------------------------

    def _open_menu(self, place: QPoint) -> None:
        if self.plot.message:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Where from?"), self._trace_chart)
        menu.addAction(tr("Copy chart"), self.plot.copy_image)
        menu.addAction(tr("Copy figures"), self.copy_figures)
        menu.addAction(tr("Show everything again"), self.plot.show_all)
        menu.popup(self.plot.mapToGlobal(place))

    def _trace_chart(self) -> None:
        self._session.traced.emit(*self._rows(PLANT))

    def copy_figures(self) -> None:
        """Put the figures of the chart on the clipboard, as a table for Excel."""
        frame = self.plot.data()
        rows = [list(frame.columns), *frame.to_numpy(dtype=object).tolist()]
        QGuiApplication.clipboard().setMimeData(clipboard.mime(rows))


def _wrapped(label: PlainLabel) -> PlainLabel:
    label.setWordWrap(True)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label
