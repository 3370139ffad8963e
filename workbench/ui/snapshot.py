"""Charts as picture files without a window: for the headless run, reports and the manual."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication

from workbench.core.figures import Basis
from workbench.core.project import Project
from workbench.core.simulation.run import run
from workbench.ui.charts import View, all_charts, series_of
from workbench.ui.look import Look
from workbench.ui.widgets.plot import Plot

SIZE = (1100, 560)


def snapshot_charts(
    project: Project, *, scenario: str, material: str, folder: Path, theme: str = "light"
) -> list[Path]:
    """Write a PNG of every chart to ``folder`` and return the files, in the order of the tabs.

    Raises:
        DataRefused: if the simulation cannot run.
    """
    app = QApplication.instance() or QApplication([])
    Look(cast("QApplication", app), theme)
    basis = cast("Basis", project.setting("basis"))
    view = View(
        project=project,
        material=material,
        scenario=scenario,
        basis=basis,
        grain="half",
        series=series_of(project, material, basis, "half"),
        result=run(project, scenario),
    )
    written = []
    for key, chart in all_charts().items():
        plot = Plot(chart.title)
        plot.resize(*SIZE)
        chart.draw(plot, view)
        path = folder / f"{key}.png"
        plot.export_png(path)
        plot.deleteLater()
        written.append(path)
    return written
