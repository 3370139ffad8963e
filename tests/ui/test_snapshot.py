from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from workbench.core.formats import read_files
from workbench.core.project import Project
from workbench.paths import sample_workbook
from workbench.ui.charts import all_charts
from workbench.ui.snapshot import snapshot_charts


def test_that_every_chart_becomes_a_picture_with_something_on_it(
    qapp, look, tmp_path: Path
) -> None:
    imported = read_files([sample_workbook()], Project())
    written = snapshot_charts(
        imported.project, scenario="china-licence", material="artificial graphite", folder=tmp_path
    )
    assert [path.stem for path in written] == list(all_charts())
    for path in written:
        image = QImage(str(path))
        colours = {
            image.pixel(x, y)
            for x in range(0, image.width(), 7)
            for y in range(0, image.height(), 7)
        }
        assert len(colours) > 5
