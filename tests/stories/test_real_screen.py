"""The window on a real X server, which this test starts itself: clicks, a drag, a picture."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]
XVFB = shutil.which("Xvfb")
PREPARE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionSlider
from workbench.core.formats import read_files
from workbench.core.project import Project
from workbench.paths import sample_workbook
from workbench.ui import app as start
from workbench.ui.look import Look
from workbench.ui.settings import Settings
from workbench.ui.window import Window

out = Path(sys.argv[1])
app = start._application()
assert QGuiApplication.platformName() == "xcb"
window = Window(Settings(), Look(app, "light"))
window.show()
window.fill()
LEFT = Qt.MouseButton.LeftButton

def until(holds):
    end = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < end, "waited too long"
        app.processEvents()
        time.sleep(0.01)

def settled():
    session = window.session
    until(lambda: session.result is not None and session.result.project is session.project
          and session.result.scenario == session.selection.scenario
          and not session.tasks.running())
    app.processEvents()

def picture(name):
    app.processEvents()
    assert app.primaryScreen().grabWindow(0).save(str(out / name))

def click_item(tree, text):
    item = tree.findItems(text, Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive)[0]
    tree.scrollToItem(item)
    QTest.mouseClick(tree.viewport(), LEFT, pos=tree.visualItemRect(item).center())

def end():
    window.session.undo.setClean()
    window.close()
    print("done")
"""

STORY = """
window.commands["sample"].trigger()
until(lambda: not window.session.project.is_empty)
settled()
table = window.panes["materials"].table.view
names = list(window.session.project["materials"]["material"])
row = names.index("artificial graphite")
QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.frames.index(row, 0)).center())
click_item(window.panes["scenarios"].tree, "China licenses graphite exports")
settled()
assert window.session.selection.scenario == "china-licence"
charts = window.panes["charts"]
tabs = charts.tabs.tabBar()
QTest.mouseClick(tabs, LEFT, pos=tabs.tabRect(list(charts.plots).index("balance")).center())
assert charts.key == "balance"
opened, drawn = window.session.project, charts.plot.data()
picture("before.png")
slider = window.panes["scenarios"].form.parameters.field("size").slider
option = QStyleOptionSlider()
slider.initStyleOption(option)
part = (QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle)
place = slider.style().subControlRect(*part, slider).center()
middle = place.y()
QTest.mousePress(slider, LEFT, pos=place)
for x in range(place.x(), slider.width(), 6):
    QTest.mouseMove(slider, QPoint(x, middle))
    app.processEvents()
QTest.mouseMove(slider, QPoint(slider.width() - 1, middle))
QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.width() - 1, middle))
settled()
size = window.panes["scenarios"].form.parameters.field("size").value()
assert size == 1.0, size
assert window.session.undo.count() == 1
assert not charts.plot.data().equals(drawn)
picture("after.png")
QTest.mouseClick(window._bar.widgetForAction(window.commands["undo"]), LEFT)
settled()
assert window.session.project is opened
assert charts.plot.data().equals(drawn)
end()
"""

THEMES = """
outcome = read_files([sample_workbook()], Project())
window.session.open(outcome.project, None, "흑연 黒鉛")
settled()
picture("light.png")
window._choose_theme("dark")
app.processEvents()
picture("dark.png")
window._choose_theme("light")
picture("light-again.png")
end()
"""

pytestmark = pytest.mark.screen


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """An X server of its own, on a free display."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [str(XVFB), "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        number = answer.readline().strip()
    assert number, "the X server did not start"
    yield f":{number}"
    server.terminate()
    server.wait(10)


@pytest.fixture
def play(display, tmp_path):
    """Run a program in a process of its own on that display; return what it printed."""

    def run(program: str, *words: str) -> str:
        environment = {name: value for name, value in os.environ.items() if "WAYLAND" not in name}
        environment |= {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "WORKBENCH_SETTINGS": str(tmp_path / "settings.ini"),
        }
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program), str(tmp_path), *words],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def colours(path: Path) -> set[int]:
    """Return the colours of every tenth pixel of a picture."""
    image = QImage(str(path))
    assert (image.width(), image.height()) == (1440, 900)
    places = ((x, y) for x in range(0, 1440, 10) for y in range(0, 900, 10))
    return {image.pixel(x, y) for x, y in places}


def lightness(path: Path) -> float:
    image = QImage(str(path))
    places = [(x, y) for x in range(0, 1440, 40) for y in range(0, 900, 40)]
    return sum(image.pixelColor(x, y).lightness() for x, y in places) / len(places)


if XVFB and sys.platform.startswith("linux"):  # elsewhere there is no such server to start

    def test_that_the_story_is_played_with_the_mouse_on_a_real_screen(play, tmp_path):
        assert play(PREPARE + STORY).strip() == "done"
        before, after = colours(tmp_path / "before.png"), colours(tmp_path / "after.png")
        assert len(before) > 30
        assert QImage(str(tmp_path / "before.png")) != QImage(str(tmp_path / "after.png"))
        assert len(after) > 30

    def test_that_the_theme_changes_on_a_real_screen(play, tmp_path):
        assert play(PREPARE + THEMES).strip() == "done"
        light, dark = lightness(tmp_path / "light.png"), lightness(tmp_path / "dark.png")
        assert light > 180
        assert dark < 90
        assert lightness(tmp_path / "light-again.png") > 180

    def test_that_the_program_starts_on_a_file_and_ends_when_its_window_closes(play, tmp_path):
        program = """
        import sys
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication
        from workbench.paths import sample_workbook
        from workbench.ui import app as start

        app, seen = start._application(), []

        def look() -> None:
            windows = [w for w in QApplication.topLevelWidgets() if hasattr(w, "session")]
            if windows and windows[0].session.result is not None:
                seen.append(windows[0].windowTitle())
                windows[0].session.undo.setClean()
                windows[0].close()

        timer = QTimer()
        timer.timeout.connect(look)
        timer.start(50)
        QTimer.singleShot(60_000, lambda: app.exit(9))
        status = start.run(str(sample_workbook()))
        print(app.platformName(), status, seen[0])
        """
        words = play(program).split()
        assert words[:3] == ["xcb", "0", "graphite[*]"]
