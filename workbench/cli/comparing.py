"""The command compare: two scenarios cell by cell."""

from __future__ import annotations

from pathlib import Path

import click
import pandas as pd

from workbench.cli.asking import PARTIAL, known
from workbench.cli.data import FILE, load
from workbench.cli.output import as_dict, formats, print_frame, print_json, records, show_problems
from workbench.core.problem import DataRefused, Problem
from workbench.core.simulation.difference import Difference, differing
from workbench.core.simulation.difference import compare as compared

TABLES = ("balance", "flows", "shift", "summary", "shocks")


@click.command()
@click.argument("project", type=FILE)
@click.option("--scenario", default="", help="Key of the first scenario; without it the base.")
@click.option("--against", default="", help="Key of the second one; without it the base.")
@click.option("--material", default="", help="Only this material.")
@click.option("--all", "every", is_flag=True, help="Also cells that do not differ.")
@PARTIAL
@formats("table", "json")
def compare(
    project: Path,
    scenario: str,
    against: str,
    material: str,
    every: bool,
    partial: bool,
    output: str,
) -> None:
    """Print the difference between two scenarios of PROJECT, cell by cell.

    Both are measured over the same months. The difference is that of --against less --scenario.
    """
    loaded = load(project)
    for name in (scenario, against):
        known(loaded, "scenarios", name)
    known(loaded, "materials", material)
    found = compared(loaded, scenario, against)
    if not partial and any(one.incomplete for one in (found.first, found.second)):
        text = "a scenario would be incomplete: a part of it cannot be used"
        remedy = "Correct the findings above, or add --partial to do without that part"
        raise DataRefused([*found.problems, Problem(text, remedy=remedy)])
    tables = {name: _chosen(getattr(found, name), material, every=every) for name in TABLES}
    if output == "json":
        print_json(_document(found, tables))
        return
    show_problems(found.problems)
    names = " and ".join(one.scenario or "the base" for one in (found.first, found.second))
    click.echo(f"{names}, over the months {' to '.join(found.first.window)}")
    for name in ("shocks", "summary", "shift"):
        print_frame(tables[name], "table", name)
    click.echo("--json gives every month of balance and flows as well")


def _chosen(table: pd.DataFrame, material: str, *, every: bool) -> pd.DataFrame:
    """Return the rows of a material that differ; of shocks all."""
    if "difference" not in table:
        return table
    kept = table[table["material"] == material] if material else table
    return kept if every else differing(kept)


def _document(found: Difference, tables: dict[str, pd.DataFrame]) -> dict[str, object]:
    return {
        "first": found.first.scenario,
        "second": found.second.scenario,
        "window": list(found.first.window),
        **{name: records(table) for name, table in tables.items()},
        "left_out": list(dict.fromkeys([*found.first.left_out, *found.second.left_out])),
        "problems": [as_dict(problem) for problem in found.problems],
    }


COMMANDS = (compare,)
