"""The command that screens all materials at once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click
import pandas as pd

from workbench.cli.asking import AS_OF, require_home
from workbench.cli.asking import period as period_text
from workbench.cli.data import FILE, load
from workbench.cli.output import as_json, formats, print_frame, records
from workbench.cli.targets import put_bytes, require_no_source, require_target
from workbench.core.figures import Basis
from workbench.core.project import Project
from workbench.core.report.delimited import to_csv

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
@click.option("--out", default="", help="Files to write, separated by commas: .xlsx, .csv, .json.")
@click.option("--top", type=click.IntRange(min=1), default=None, help="Only the first so many.")
@AS_OF
@formats("table", "csv", "json")
def screen(
    project: Path,
    basis: str | None,
    period: str,
    out: str,
    top: int | None,
    as_of: str,
    output: str,
) -> None:
    """Print a line for each material: grade, largest partner, its share, concentration, imports.

    Materials of grade A come first, those with the largest imports first among them. A star behind
    the period says that not all of its months are reported. The column rules names who calls the
    material dependent by a published rule (KIET, KITA, MOTIE); a question mark says that missing
    figures leave it open. Files, --format csv and --json have a column for every rule as well,
    and why it is open.
    """
    from workbench.core.screening.rules import RULES  # noqa: PLC0415 - only this needs them
    from workbench.core.screening.watchlist import watched  # noqa: PLC0415

    paths = [Path(name.strip()) for name in out.split(",") if name.strip()]
    for path in paths:
        require_target(path, (".xlsx", ".csv", ".json"), hint="--out", inputs=[project])
    loaded = load(project)
    for path in paths:
        require_no_source(path, loaded, hint="--out")
    require_home(loaded)
    chosen = cast("Basis", basis or loaded.setting("basis"))
    table = watched(loaded, chosen, period=period, as_of=as_of)
    table = table.head(top or len(table)).assign(basis=chosen)
    for path in paths:
        _write(loaded, table, path)
    if output == "table":
        table = table.drop(columns=["rules_unknown", *RULES])
    print_frame(table, output)
    if output == "table":
        for path in paths:
            click.echo(f"wrote {path}")


def _write(project: Project, table: pd.DataFrame, path: Path) -> None:
    match path.suffix.lower():
        case ".xlsx":
            from workbench.core.report.screening_sheets import write_workbook  # noqa: PLC0415

            write_workbook(project, table, path)
        case ".json":
            put_bytes(path, as_json(records(table)).encode())
        case _:
            # With the mark, Excel reads the file as UTF-8.
            put_bytes(path, to_csv(table).encode("utf-8-sig"))


COMMANDS = (screen,)
"""Commands of this module."""
