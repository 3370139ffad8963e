"""The dialog that adds a row to an origin rule: a copy of the newest one, to be changed."""

from __future__ import annotations

import math

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.core.edit import add_row
from workbench.core.project import Project
from workbench.core.values import Cell, Unfit
from workbench.ui.texts import locale, tr
from workbench.ui.widgets.labels import PlainLabel, tooltip

_ISO = "yyyy-MM-dd"
_TEXTS = (
    ("required_groups", "Must come from", "Countries or groups, separated by ;"),
    ("excluded_groups", "Must not come from", "Countries or groups, separated by ;"),
    ("exempt_materials", "Exempt materials", "Materials the exclusion leaves out, separated by ;"),
    ("source", "Source", "Where the rule is written"),
)


class RuleDialog(QDialog):
    """Asks for the cells of a row; what does not fit is said before it is closed."""

    def __init__(self, project: Project, cells: dict[str, Cell], parent: QWidget) -> None:
        super().__init__(parent)
        self._project = project
        self.changed: Project | None = None
        """The project with the row, once it is added."""
        self.setWindowTitle(tr("Add a rule"))
        self.setMinimumWidth(520)
        self.name = QLineEdit(str(cells["rule"]))
        self.since = QDateEdit(QDate.fromString(str(cells["from"]), _ISO))
        self.since.setDisplayFormat(_ISO)
        self.since.setCalendarPopup(True)
        self.threshold = QDoubleSpinBox()
        self.threshold.setLocale(locale())
        self.threshold.setRange(-1.0, 100.0)
        self.threshold.setDecimals(1)
        self.threshold.setSuffix(" %")
        self.threshold.setSpecialValueText(tr("no share is asked for"))
        given = float(str(cells["threshold"]))
        self.threshold.setValue(-1.0 if math.isnan(given) else 100 * given)
        self.texts = {column: QLineEdit(str(cells[column])) for column, _, _ in _TEXTS}
        self.wrong = PlainLabel(role="error")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        form = QFormLayout()
        form.addRow(tr("Rule"), self.name)
        form.addRow(tr("From"), self.since)
        form.addRow(tr("Share of value"), self.threshold)
        for column, title, meaning in _TEXTS:
            self.texts[column].setToolTip(tooltip(tr(meaning)))
            self.texts[column].setCursorPosition(0)
            form.addRow(tr(title), self.texts[column])
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(tr("Add"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        hint = PlainLabel(
            tr("A copy of the newest row. With neither a share nor excluded countries it ends it."),
            role="muted",
        )
        hint.setWordWrap(True)
        layout = QVBoxLayout(self)
        for part in (hint,):
            layout.addWidget(part)
        layout.addLayout(form)
        layout.addWidget(self.wrong)
        layout.addWidget(buttons)

    def accept(self) -> None:
        """Add the row, or say what does not fit."""
        share = self.threshold.value()
        cells: dict[str, Cell] = {
            "rule": self.name.text().strip(),
            "from": self.since.date().toString(_ISO),
            "threshold": math.nan if share < 0 else round(share / 100, 6),
            **{column: field.text().strip() for column, field in self.texts.items()},
        }
        try:
            self.changed, _ = add_row(self._project, "rules", cells)
        except Unfit as unfit:
            self.wrong.setText(tr("Expected: {what}", what=str(unfit)))
            self.wrong.show()
            return
        super().accept()
