"""The command report: a study to read and to print."""

from __future__ import annotations

import os
from pathlib import Path

import click

from workbench.cli.data import FILE, load
from workbench.cli.output import refuse
from workbench.cli.targets import put_bytes, require_no_source, require_target
from workbench.core.problem import DataRefused


@click.command()
@click.argument("project", type=FILE)
@click.argument("targets", metavar="OUT.html,OUT.pdf")
def report(project: Path, targets: str) -> None:
    """Write a report of PROJECT: dependence, warnings, scenarios, cooperation models, sources.

    OUT is one file or several with commas between; .html is one page that stands alone, .pdf is
    for printing.
    """
    from workbench.core.report.study import page  # noqa: PLC0415 - slow to load
    from workbench.core.report.study import report as make  # noqa: PLC0415

    paths = [Path(name.strip()) for name in targets.split(",") if name.strip()]
    for path in paths:
        require_target(path, (".html", ".pdf"), hint="OUT", inputs=[project])
    try:
        loaded = load(project)
    except DataRefused as refused:
        refuse(refused.problems)
    for path in paths:
        require_no_source(path, loaded, hint="OUT")
    made = make(loaded)
    for path in paths:
        if path.suffix.lower() == ".pdf":
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            from workbench.ui.printing import write_pdf  # noqa: PLC0415 - only this needs Qt

            write_pdf(made, path)
        else:
            put_bytes(path, page(made).encode())
        click.echo(f"wrote {path}")


COMMANDS = (report,)
