"""The whole main job without a screen: import the sample, run a scenario, write the results."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from workbench.cli.data import FILE, load
from workbench.core.project import Project, differing
from workbench.core.report.workbook import export_workbook
from workbench.core.simulation.run import run
from workbench.core.storage import project_file
from workbench.paths import sample_workbook

SCENARIO = "china-licence"
MATERIAL = "artificial graphite"


@click.command()
@click.argument("folder", type=FILE)
def demo(folder: Path) -> None:
    """Do the main job on the sample without a window, and write everything to FOLDER.

    A project file, an Excel workbook with the data and the results, and a PNG of each chart.
    """
    folder.mkdir(parents=True, exist_ok=True)
    click.echo(f"importing {sample_workbook().name}")
    project = load(sample_workbook())
    written = [folder / "graphite.scrw", folder / "graphite-result.xlsx"]
    project_file.save(project, written[0])
    click.echo(f"running the scenario {SCENARIO}")
    export_workbook(project, written[1], [run(project, SCENARIO)])
    written += draw_charts(project, folder)
    for path in written:
        click.echo(f"wrote {path}")


def draw_charts(project: Project, folder: Path) -> list[Path]:
    """Write a PNG of each chart of the sample's main material; no display is needed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from workbench.ui.snapshot import snapshot_charts  # noqa: PLC0415 - only here Qt is wanted

    return snapshot_charts(project, scenario=SCENARIO, material=MATERIAL, folder=folder)


def self_test() -> int:
    """Open the sample, save, reopen, export and draw; return 0 if all of it came out right.

    A built program runs this with ``--self-test`` to show that nothing was left out of it.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        project = load(sample_workbook())
        project_file.save(project, folder / "test.scrw")
        unequal = differing(project, project_file.load(folder / "test.scrw"))
        export_workbook(project, folder / "test.xlsx", [run(project, SCENARIO)])
        unequal |= differing(project, load(folder / "test.xlsx"))
        charts = draw_charts(project, folder)
        complete = bool(charts) and all(path.stat().st_size > 0 for path in charts)
    return 0 if complete and not unequal else 1


COMMANDS = (demo,)
