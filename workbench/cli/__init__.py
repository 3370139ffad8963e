"""The command line: the same core without a window, for scripts and nightly reports."""

from __future__ import annotations

import click

from workbench import __version__
from workbench.cli import (
    analysis,
    appraising,
    comparing,
    data,
    demo,
    exposing,
    indirect,
    measuring,
    origin,
    ramping,
    records,
    reporting,
    screening,
    shifting,
    uncertainty,
    watching,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="workbench")
def main() -> None:
    """Supply-Chain Risk Workbench.

    `workbench` and `workbench FILE` open the window, on a project or a workbook; the commands
    below work without one. Exit status: 0 success, 2 wrong usage, 3 the data was refused.
    """


for module in (
    data,
    measuring,
    analysis,
    comparing,
    uncertainty,
    shifting,
    records,
    origin,
    exposing,
    indirect,
    appraising,
    ramping,
    reporting,
    demo,
    screening,
    watching,
):
    for command in module.COMMANDS:
        main.add_command(command)
