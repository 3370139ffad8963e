"""The command tornado: which uncertain number matters."""

from __future__ import annotations

from pathlib import Path

import click
import numpy as np
import pandas as pd

from workbench.cli.asking import PARTIAL, known
from workbench.cli.data import FILE, load
from workbench.cli.drawing import BESIDE, SCHEDULER, SEED, place, planned
from workbench.cli.output import formats, print_frame, print_json, records, show_problems
from workbench.core.project import Project
from workbench.core.simulation.measures import MEASURES

TIME = "time_to_survive"
_POINTS = 1024


@click.command()
@click.argument("project", type=FILE)
@click.option("--scenario", required=True, help="Key of the scenario.")
@click.option("--material", required=True, help="The material whose measure it is.")
@click.option(
    "--measure",
    type=click.Choice([*MEASURES, TIME]),
    default="shortage",
    show_default=True,
    help="The measure that swings; time_to_survive is in months.",
)
@click.option("--sobol", is_flag=True, help="Also shares of its variance, by Sobol indices.")
@click.option(
    "--points",
    type=click.IntRange(2),
    default=_POINTS,
    show_default=True,
    help="Points of the Sobol indices; a power of two. Runs: points x (inputs + 2).",
)
@BESIDE
@SEED
@SCHEDULER
@PARTIAL
@formats("table", "csv", "json")
def tornado(
    project: Path,
    scenario: str,
    material: str,
    measure: str,
    sobol: bool,
    points: int,
    beside: tuple[str, ...],
    seed: int,
    scheduler: str,
    partial: bool,
    output: str,
) -> None:
    """Print how far a measure of PROJECT swings when one uncertain number moves.

    Each goes from its 5 % to its 95 % quantile while the others stay at their median; a shock that
    may happen goes from no to yes, and happens while others move. Largest swing first. With
    --sobol: the share of the variance that each number explains alone (first_order), and together
    with the others (total); errors are half the width of the 95 % interval. In CSV the two tables
    are joined.
    """
    if scheduler and not sobol:
        raise click.UsageError("--scheduler computes Sobol indices: ask for them with --sobol")
    loaded = load(project)
    together = [scenario, *beside]
    for name in together:
        known(loaded, "scenarios", name)
    known(loaded, "materials", material)
    plan = planned(loaded, together, partial=partial)
    what = scenario, material, measure
    table, indices = _tables(loaded, what, beside, points if sobol else 0, seed, scheduler)
    if output == "json":
        about = {"scenario": scenario, "material": material, "measure": measure}
        more = {} if indices is None else {"sobol": records(indices), "points": points}
        print_json(about | {"tornado": records(table)} | more | {"seed": seed})
        return
    if output == "csv":
        print_frame(table if indices is None else table.merge(indices, on="input"), "csv")
        return
    show_problems(plan.problems)
    first, last = plan.window
    meaning = MEASURES.get(measure, "months until demand is first not served; empty: never")
    click.echo(f"{measure} of {material} in {scenario}, {first} to {last}: {meaning}")
    click.echo("one at a time:")
    print_frame(table, "table")
    if indices is not None:
        click.echo("shares of the variance:")
        print_frame(indices, "table")


def _tables(
    project: Project,
    what: tuple[str, str, str],
    beside: tuple[str, ...],
    points: int,
    seed: int,
    scheduler: str,
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Return the tornado and, if there are points for them, the Sobol indices."""
    from workbench.core.simulation.ensemble import sensitivity  # noqa: PLC0415 - slow to load

    table = sensitivity.tornado(project, *what, beside=beside).replace(np.inf, np.nan)
    if not points:
        return table, None
    with place(scheduler) as compute:
        found = sensitivity.sobol_indices(
            project, *what, beside=beside, points=points, seed=seed, compute=compute
        )
    return table, found


COMMANDS = (tornado,)
