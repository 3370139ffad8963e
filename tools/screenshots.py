"""Take pictures of the window while it plays the founding story: ``screenshots.py OUT``.

Works on a real display and without one (QT_QPA_PLATFORM=offscreen). Look at the pictures before a
release: labels legible, nothing overlaps or is cut off, a unit on every axis.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

from workbench.core.formats import read_files
from workbench.ui import app
from workbench.ui.look import Look
from workbench.ui.settings import Settings
from workbench.ui.widgets.dialogs import ProblemDialog
from workbench.ui.window import Window

MATERIAL, SCENARIO = "artificial graphite", "china-licence"
LONGEST_WAIT = 30  # seconds


class Story:
    """One window, led through the story; a numbered picture at every stop."""

    def __init__(self, folder: Path, theme: str, size: tuple[int, int]) -> None:
        self._app = app._application()  # noqa: SLF001 - the same one the program makes
        self._folder, self._taken = folder, 0
        self._look = Look(self._app, theme)
        self.window = Window(Settings(folder / "settings.ini"), self._look)
        self.window.resize(*size)
        self.window.show()
        self.window.fill()
        self.settle()

    def settle(self, until: Callable[[], bool] = lambda: True) -> None:
        """Let the window work until nothing runs any more and ``until`` holds."""
        start, quiet = time.monotonic(), 0
        while quiet < 15:
            self._app.processEvents()
            time.sleep(0.01)
            busy = bool(self.window.session.tasks.running()) or not until()
            quiet = 0 if busy else quiet + 1
            if time.monotonic() - start > LONGEST_WAIT:
                raise TimeoutError("the window did not come to rest")

    def take(self, name: str, widget: object | None = None) -> None:
        """Write a picture of the window, or of a dialog in front of it."""
        self.settle()
        path = self._folder / f"{self._taken}-{name}.png"
        self._taken += 1
        picture = (widget or self.window).grab()  # type: ignore[attr-defined]
        if not picture.save(str(path)):
            raise OSError(f"{path} cannot be written")
        print(path)

    def close(self) -> None:
        """Close the window whatever it holds; unsaved changes are given up."""
        self.window.session.undo.setClean()
        self.window.close()
        self._app.styleHints().colorSchemeChanged.disconnect(self._look._apply)  # noqa: SLF001
        self.window.deleteLater()
        self._app.processEvents()


def play(story: Story) -> None:
    """Walk through the founding story."""
    window = story.window
    session, charts, scenarios = window.session, window.panes["charts"], window.panes["scenarios"]
    story.take("empty")
    window.documents.open_sample()
    story.settle(lambda: session.result is not None)
    session.select(material=MATERIAL)
    story.take("base-shares")
    session.select(scenario=SCENARIO)
    for key, plot in charts.plots.items():
        charts.tabs.setCurrentWidget(plot)
        story.take(f"scenario-{key}")
    slider = scenarios.form.parameters.field("size").slider
    slider.setSliderDown(True)
    slider.setSliderPosition(slider.maximum())
    slider.setSliderDown(False)
    for key in ("shift", "balance"):
        charts.tabs.setCurrentWidget(charts.plots[key])
        story.take(f"dragged-{key}")
    session.undo.undo()
    charts.tabs.setCurrentIndex(0)
    for key in ("tables", "findings"):
        window.docks[key].raise_()
        story.take(key)
    refuse_a_workbook(story)


def refuse_a_workbook(story: Story) -> None:
    """Show what is said about a workbook that cannot be used."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "흑연 수입 2024.xlsx"
        book = Workbook()
        book.active.title = "trade"
        for row in (
            ["period", "flow", "reporter", "partner", "material", "quantity"],
            ["2024-01", "import", "KOR", "CHN", MATERIAL, "a lot"],
            ["2024-13", "import", "KOR", "ATLANTIS", MATERIAL, 12.5],
            ["2024-02", "import", "KOR", "JPN", MATERIAL, 3.5],
            ["2024-02", "import", "KOR", "JPN", MATERIAL, 3.5],
        ):
            book.active.append(row)
        book.save(path)
        outcome = read_files([path], story.window.session.project)
    dialog = ProblemDialog(
        story.window, f"{path.name} was not imported", "Nothing was changed.", outcome.problems
    )
    dialog.show()
    story.take("refused-workbook", dialog)
    dialog.close()


def main() -> None:
    """Take the pictures in the themes asked for, each in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--theme", choices=("light", "dark"), help="only this theme")
    parser.add_argument("--size", default="1440x900", help="size of the window, 1440x900")
    words = parser.parse_args()
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    width, height = (int(part) for part in words.size.split("x"))
    for theme in (words.theme,) if words.theme else ("light", "dark"):
        folder = words.out / theme
        folder.mkdir(parents=True, exist_ok=True)
        story = Story(folder, theme, (width, height))
        play(story)
        story.close()
        (folder / "settings.ini").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
