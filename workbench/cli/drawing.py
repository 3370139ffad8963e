"""The options --draws, --seed and --scheduler: an ensemble instead of one run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click
import numpy as np
import pandas as pd

from workbench.cli.asking import simulated
from workbench.cli.output import print_frame, records
from workbench.core.project import Project
from workbench.core.report.extra_sheets import DRAWN_SHEETS
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import run_all

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from workbench.core.simulation.ensemble.found import Ensemble
    from workbench.core.simulation.ensemble.run import Compute

TABLES = DRAWN_SHEETS
"""Tables that an ensemble adds to the four of a run."""

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True)
class Drawing:
    """What the options ask for."""

    draws: int
    seed: int
    scheduler: str


def drawn_options(command: Command) -> Command:
    """Add the options to a command, as the arguments ``draws``, ``seed`` and ``scheduler``."""
    for option in (SCHEDULER, SEED, DRAWS):
        command = option(command)
    return command


DRAWS = click.option(
    "--draws",
    type=click.IntRange(1),
    help="Draw the spreads and probabilities of shocks so many times; a power of two is best.",
)
SEED = click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Of the draws: the same seed gives the same figures, wherever they are computed.",
)
SCHEDULER = click.option(
    "--scheduler",
    default="",
    metavar="ADDRESS",
    help="Compute the draws on the cluster of this dask scheduler, such as tcp://host:8786.",
)


BESIDE = click.option(
    "--beside",
    multiple=True,
    metavar="SCENARIO",
    help="Measure over the months of this scenario as well, to compare both; repeatable.",
)


def asked(draws: int | None, seed: int, scheduler: str) -> Drawing | None:
    """Return what the options ask for; None without ``--draws``."""
    if draws is None and scheduler:
        raise click.UsageError("--scheduler computes draws: say how many with --draws")
    return None if draws is None else Drawing(draws, seed, scheduler)


def planned(project: Project, scenarios: Sequence[str], *, partial: bool) -> Result:
    """Run the first scenario over the months of all, each of which has to be complete.

    Raises:
        DataRefused: as :func:`workbench.cli.asking.simulated`.
    """
    alone = [simulated(project, name, partial=partial) for name in scenarios]
    return run_all(project, scenarios)[0] if len(alone) > 1 else alone[0]


def drawn(project: Project, scenarios: Sequence[str], wanted: Drawing) -> Ensemble:
    """Run the ensemble of the first scenario, here or on the cluster, over the months of all."""
    from workbench.core.simulation.ensemble.run import ensembles  # noqa: PLC0415 - slow to load

    with place(wanted.scheduler) as compute:
        return next(ensembles(project, scenarios, wanted.draws, seed=wanted.seed, compute=compute))


def place(scheduler: str) -> AbstractContextManager[Compute | None]:
    """Return where draws are computed: here, or on the cluster of a scheduler."""
    if not scheduler:
        return nullcontext()
    from workbench.core.simulation.ensemble.cluster import on_cluster  # noqa: PLC0415 - as above

    return on_cluster(scheduler)


def draw_tables(found: Ensemble) -> dict[str, pd.DataFrame]:
    """Return the tables :data:`TABLES`; a time that is infinite is empty: never short."""
    survival = found.survival.replace(np.inf, np.nan)
    return {
        "fan": found.fan,
        "chance": found.chance,
        "survival": survival,
        "inputs": inputs_table(found),
    }


def inputs_table(found: Ensemble) -> pd.DataFrame:
    """Return what was uncertain: shock, number, and the mean, least and largest value drawn."""
    values = found.values
    rows = [
        {
            "input": one.label,
            "scenario": one.scenario,
            "order": one.order,
            "name": one.name,
            "mean": float(values[:, k].mean()),
            "least": float(values[:, k].min()),
            "largest": float(values[:, k].max()),
        }
        for k, one in enumerate(found.inputs)
    ]
    columns = ["input", "scenario", "order", "name", "mean", "least", "largest"]
    return pd.DataFrame(rows, columns=columns)


def draw_document(found: Ensemble, tables: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    """Return what an ensemble adds to the document of a run."""
    return {
        "draws": found.draws,
        "seed": found.seed,
        **{name: records(table) for name, table in tables.items()},
        "fan_left_out": list(found.left_out),
    }


def print_drawn(found: Ensemble, tables: Mapping[str, pd.DataFrame]) -> None:
    """Print what an ensemble says, for people."""
    if not found.inputs:
        name = found.plan.scenario or "the base"
        text = "every draw is the same; give a shock a spread or a probability"
        click.echo(f"note: nothing is uncertain in {name}: {text}", err=True)
    click.echo(f"{found.draws:,} draws, seed {found.seed}")
    click.echo("  p5, p50, p95: 5, 50 and 95 % of the draws give no more than this")
    click.echo("  cvar95: mean of the worst 5 % of the draws")
    if found.inputs:
        click.echo("what is uncertain, as drawn:")
        print_frame(tables["inputs"], "table")
    chance = tables["chance"]
    short = chance[chance["chance"] > 0]
    if short.empty:
        click.echo("no material is short in any draw")
    else:
        wide = short.pivot(index="period", columns="material", values="chance").fillna(0.0)
        click.echo("chance of a shortage by month, 0-1:")
        print_frame(wide.reset_index(), "table")
    begin = found.plan.window[0]
    click.echo(f"months until demand is first not served, from {begin} on; empty: never:")
    print_frame(tables["survival"], "table")
    if found.left_out:
        listed = ", ".join(found.left_out)
        click.echo(f"note: no fan by month of {listed}: too many draws for memory", err=True)
