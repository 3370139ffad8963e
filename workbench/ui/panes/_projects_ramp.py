"""Ramp risk of a cooperation model: how long imports still bind, and the stock to bridge them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from workbench.core.problem import DataRefused
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.ui.panes._projects_chart import draw_ramp
from workbench.ui.panes._projects_words import unit_of
from workbench.ui.session import Session
from workbench.ui.texts import tr
from workbench.ui.widgets.labels import ElidedLabel, PlainLabel, tooltip
from workbench.ui.widgets.plot import Plot
from workbench.ui.widgets.table import Heading
from workbench.ui.widgets.table_view import TableView

if TYPE_CHECKING:
    from workbench.core.appraisal.ramp import Ramp

_WORK = "ramp risk"


class RampPage(QWidget):
    """Months to recover and share of imports above; chart and table of the months below."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._key = ""
        self._stale = True
        self.found: Ramp | None = None
        self.recover = self._box(
            tr("Months until imports would be back"), 0.0, 120.0, tr(" months")
        )
        self.recover.setSpecialValueText(tr("as the suppliers say"))
        self.share = self._box(tr("Share of imports that stops"), 0.0, 100.0, " %")
        self.share.setValue(100.0)
        self.told = ElidedLabel(role="muted")
        self.plot = Plot(tr("Ramp risk"))
        self.table = TableView(tr("Ramp risk by month"), empty=tr("Nothing worked out yet."))
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 4)
        line.setSpacing(8)
        line.addWidget(PlainLabel(tr("If")))
        line.addWidget(self.share)
        line.addWidget(PlainLabel(tr("of imports stops and is back after")))
        line.addWidget(self.recover)
        line.addWidget(self.told, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.plot)
        split.addWidget(self.table)
        self.plot.setMinimumHeight(150)
        self.table.setMinimumHeight(80)
        split.setSizes([300, 180])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(split, 1)
        for box in (self.recover, self.share):
            box.valueChanged.connect(lambda _value: self.refresh())

    def _box(self, name: str, low: float, high: float, suffix: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setAccessibleName(name)
        box.setToolTip(tooltip(name))
        box.setRange(low, high)
        box.setDecimals(1)
        box.setSuffix(suffix)
        box.setKeyboardTracking(False)
        return box

    def show_model(self, key: str) -> None:
        """Show another cooperation model, once somebody looks."""
        self._key = key
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Work the ramp risk out beside the window, once somebody looks."""
        self._stale = not self.isVisible()
        if self._stale or not self._key:
            return
        project, key = self._session.project, self._key
        recover, share = self.recover.value() or None, self.share.value() / 100
        self._session.tasks.start(
            _WORK,
            lambda progress: _worked_out(project, key, recover, share, progress),
            lambda found: self._show(cast("Ramp", found)),
            self._refused,
        )

    def _refused(self, error: BaseException) -> None:
        if not isinstance(error, DataRefused):
            raise error
        self.found = None
        self._fill()
        first = error.problems[0] if error.problems else None
        if first is not None and first.column == "recovery_time":
            detail = tr("Say above after how many months imports would be back.")
        else:
            detail = first.remedy if first is not None else ""
        text = first.message[:1].upper() + first.message[1:] if first is not None else ""
        self.plot.show_message(text or tr("The ramp risk cannot be worked out"), detail)
        self.told.setText("")

    def _show(self, found: Ramp) -> None:
        if found.project != self._key:
            return
        self.found = found
        draw_ramp(self.plot, self._session.project, found)
        notes = [problem for problem in found.problems if problem.severity != "info"]
        self.told.setText("; ".join(problem.message for problem in notes))
        self.told.setToolTip(tooltip("\n".join(str(problem) for problem in found.problems)))
        self._fill()

    def _fill(self) -> None:
        import pandas as pd

        frame = self.found.months if self.found else pd.DataFrame()
        if self.found:
            share = {name: 100 * frame[name] for name in ("binding", "exposed")}
            frame = frame.assign(**share).replace(-np.inf, np.nan)
        self.table.frames.set_frame(frame, self._headings() if self.found else [])
        self.table.fit()

    def _headings(self) -> list[Heading]:
        assert self.found is not None
        unit, months = unit_of(self._session.project, self.found.material), tr("months")
        endless = tr("for ever")

        def figure(
            column: str, title: str, unit: str, meaning: str, decimals: int | None = None
        ) -> Heading:
            return Heading(column, title, unit, meaning, True, decimals, endless=endless)

        needed = tr("What home needs beyond this plant and other home plants")
        survive = tr("How long stock at home lasts if imports stop in this month")
        bridge = tr("Stock that bridges the time to recover from this month on")
        return [
            Heading("period", tr("month")),
            figure("need", tr("need"), unit, tr("What home needs in the month")),
            figure("delivered_p50", tr("delivered"), unit, tr("By this plant, median")),
            figure("binding", tr("imports bind, %"), "%", tr("Chance that imports are needed"), 0),
            figure("imports_needed_p50", tr("imports needed"), unit, needed),
            figure("time_to_survive_p5", tr("survive, 5 %"), months, survive, 1),
            figure("time_to_survive_p50", tr("survive"), months, survive, 1),
            figure("stock_needed_p50", tr("stock needed"), unit, bridge),
            figure("stock_needed_p95", tr("stock, 95 %"), unit, bridge),
            figure(
                "exposed",
                tr("stock ends, %"),
                "%",
                tr("Chance that stock ends before imports are back"),
                0,
            ),
        ]


def _worked_out(
    project: Project, key: str, recover: float | None, share: float, progress: Progress
) -> Ramp:
    from workbench.core.appraisal.ramp import ramp_risk  # slow to load

    return ramp_risk(project, key, recover=recover, share=share, progress=progress)
