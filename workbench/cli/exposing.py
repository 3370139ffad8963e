"""The command exposure: what the failure of every source would mean."""

from __future__ import annotations

import math
from pathlib import Path

import click
import pandas as pd

from workbench.cli.asking import known
from workbench.cli.data import FILE, load
from workbench.cli.output import formats, print_frame, show_problems


def _together(
    _ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> list[tuple[tuple[str, ...], float]]:
    """Read ``A,B`` or ``A,B=8`` (weeks)."""
    found = []
    for value in values:
        names, mark, weeks = value.rpartition("=") if "=" in value else (value, "", "")
        try:
            time = float(weeks) if mark else math.nan
        except ValueError:
            time = -1.0
        suppliers = tuple(name.strip() for name in names.split(",") if name.strip())
        if not suppliers or time < 0 or math.isinf(time):
            raise click.BadParameter(f"{value!r} is not like SUPPLIER,SUPPLIER or A,B=8 (weeks)")
        found.append((suppliers, time))
    return found


@click.command("exposure")
@click.argument("project", type=FILE)
@click.option(
    "--together",
    multiple=True,
    callback=_together,
    metavar="A,B[=WEEKS]",
    help="Suppliers that fail at once, a row more; without WEEKS the longest recovery time counts.",
)
@click.option(
    "--recovery",
    type=click.FloatRange(min=0),
    default=None,
    help="Weeks to recover to assume where the tables give none.",
)
@click.option("--material", default="", help="Only sources of this material.")
@formats("table", "csv", "json")
def exposed(
    project: Path,
    together: list[tuple[tuple[str, ...], float]],
    recovery: float | None,
    material: str,
    output: str,
) -> None:
    """Print what the failure of every supplier, source and country would mean.

    Impact: profit lost until it has recovered. Time to survive: weeks in which all demand is still
    served; for ever (null in JSON) where the others can take over. Risk exposure index: impact over
    the largest impact, 0-1.
    """
    from workbench.core.simulation.exposure import (  # noqa: PLC0415 - HiGHS is slow to load
        Together,
        exposure,
    )

    joined = [Together(suppliers, weeks) for suppliers, weeks in together]
    loaded = load(project)
    known(loaded, "materials", material)
    found = exposure(loaded, joined, math.nan if recovery is None else recovery)
    show_problems(found.problems)
    table = found.table
    if material:
        inside = [material in str(names).split(";") for names in table["material"]]
        table = table[inside]
    print_frame(_worded(table) if output == "table" else table, output)


def _worded(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table for people: for ever in words, yes and no, and no column of keys twice."""
    times = [
        "for ever" if math.isinf(time) else f"{time:,.4g}" for time in table["time_to_survive"]
    ]
    answers = {True: "yes", False: "no", None: ""}
    exposed = [answers[one] for one in table["exposed"]]
    shown = table.assign(time_to_survive=times, exposed=exposed)
    return shown.drop(columns="name")


COMMANDS = (exposed,)
