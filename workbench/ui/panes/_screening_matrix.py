"""The criticality matrix of the screening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from workbench.core.project import Project
from workbench.ui.texts import number, percent, tr, tr_n
from workbench.ui.widgets.labels import PlainLabel, tooltip
from workbench.ui.widgets.scatter import Axis, Points, Scatter

if TYPE_CHECKING:
    from workbench.core.screening.criticality import Matrix

_KINDS = (("eu", "EU: supply risk"), ("imports", "largest share"))


class MatrixPage(QWidget):
    """Which risk is drawn, and the points."""

    def __init__(self) -> None:
        super().__init__()
        self._matrices: dict[str, Matrix] = {}
        self._project = Project()
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("Measure of risk"))
        self.choice.setToolTip(tooltip(tr("Measure of risk and of importance")))
        for key, title in _KINDS:
            self.choice.addItem(tr(title), key)
        self.choice.activated.connect(lambda _place: self._draw())
        self.scatter = Scatter(tr("Criticality"))
        line = QHBoxLayout()
        line.setContentsMargins(12, 8, 12, 0)
        line.setSpacing(8)
        line.addWidget(PlainLabel(tr("Risk")))
        line.addWidget(self.choice)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.scatter, 1)

    def show_matrices(self, project: Project, matrices: dict[str, Matrix]) -> None:
        """Show the matrix that is chosen; that of imports where the EU's has no points."""
        first = not self._matrices
        self._project, self._matrices = project, matrices
        if first or matrices["eu"].points.empty:
            key = "imports" if matrices["eu"].points.empty else "eu"
            self.choice.setCurrentIndex(self.choice.findData(key))
        self._draw()

    def _draw(self) -> None:
        matrix = self._matrices.get(self.choice.currentData())
        if matrix is None:
            return
        table = matrix.points
        points = Points(
            table["importance"].to_numpy(dtype=float),
            table["risk"].to_numpy(dtype=float),
            [str(name) for name in table["name"]],
            table.index.tolist(),
            table["critical"].to_numpy(dtype=bool),
        )
        if matrix.kind == "eu":
            title = tr("Supply risk against economic importance")
            x = Axis(tr("economic importance (EU scale)"), matrix.least_importance)
            y = Axis(tr("supply risk (EU scale)"), matrix.least_risk)
        else:
            title = tr("Largest share against value of imports")
            currency = self._project.setting("currency")
            x = Axis(tr("imports of the year [{currency}]", currency=currency), logarithmic=True)
            y = Axis(tr("share of the largest partner"), matrix.least_risk, percent=True)
        self.scatter.show_points(title, self._sentence(matrix), points, x, y)

    def _sentence(self, matrix: Matrix) -> str:
        count = int(matrix.points["critical"].sum())
        if matrix.kind == "eu":
            text = tr_n(
                "{count} material reaches both thresholds",
                "{count} materials reach both thresholds",
                count,
            )
            why = tr("no supply risk or economic importance")
        else:
            text = tr_n(
                "{count} material comes from one country by {share} or more",
                "{count} materials come from one country by {share} or more",
                count,
                share=percent(matrix.least_risk, 0),
            )
            why = tr("no share or no value of imports")
        if matrix.left_out:
            left = number(matrix.left_out, 0)
            text += tr("; {left} left out: {why}", left=left, why=why)
        return text + "."
