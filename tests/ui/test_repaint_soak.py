"""Some versions of PySide6 abort after thousands of repaints; this guards the pin."""

from __future__ import annotations

import subprocess
import sys

UPDATES = 10_000

PROGRAM = """
import sys
import numpy as np
from PySide6.QtWidgets import QApplication
import pyqtgraph as pg
app = QApplication([])
widget = pg.PlotWidget()
widget.resize(320, 200)
curve = widget.plot()
widget.show()
x = np.arange(60.0)
for count in range(1, int(sys.argv[1]) + 1):
    curve.setData(x, np.sin(x + count))
    widget.repaint()
    if count % 50 == 0:
        app.processEvents()
print(count, "updates")
"""


def test_that_ten_thousand_repaints_leave_the_interpreter_alive():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(UPDATES)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == f"{UPDATES} updates"
