"""The command that screens all materials at once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from workbench.cli.asking import AS_OF
from workbench.cli.asking import period as period_text
from workbench.cli.data import FILE, load
from workbench.cli.output import formats, print_frame
from workbench.core.figures import Basis

BASIS = click.Choice(["value", "quantity"])


@click.command()
@click.argument("project", type=FILE)
@click.option("--basis", type=BASIS, default=None, help="Without it the basis of the project.")
@click.option(
    "--period",
    default="",
    callback=period_text,
    help="Figures of this period; without it the latest year of each material.",
)
@click.option("--top", type=click.IntRange(min=1), default=None, help="Only the first so many.")
@AS_OF
@formats("table", "csv", "json")
def screen(
    project: Path, basis: str | None, period: str, top: int | None, as_of: str, output: str
) -> None:
    """Print a line for each material: grade, largest partner, its share, concentration, imports.

    Materials of grade A come first, those with the largest imports first among them. A star behind
    the period says that not all of its months are reported.
    """
    from workbench.core.screening.watchlist import watched  # noqa: PLC0415 - only this needs it

    loaded = load(project)
    chosen = cast("Basis", basis or loaded.setting("basis"))
    table = watched(loaded, chosen, period=period, as_of=as_of)
    print_frame(table.head(top or len(table)).assign(basis=chosen), output)


COMMANDS = (screen,)
"""Commands of this module."""
