"""The commands ramp and lists: the growth of a plant, and how far strategic lists are covered."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.data import FILE, load
from workbench.cli.output import formats, print_frame, print_json, records, show_problems


@click.command()
@click.argument("project", type=FILE)
@click.option("--project", "key", required=True, help="Key of the cooperation model.")
@click.option(
    "--recover",
    type=click.FloatRange(min=0, min_open=True),
    default=None,
    help="Months until imports would be back; else the longest recovery time of its suppliers.",
)
@click.option(
    "--share", type=click.FloatRange(0, 1), default=1.0, help="Share of imports that would stop."
)
@click.option("--draws", type=click.IntRange(1, 100_000), default=512)
@click.option("--seed", type=click.IntRange(0), default=0)
@formats("table", "csv", "json")
def ramp(
    project: Path,
    key: str,
    recover: float | None,
    share: float,
    draws: int,
    seed: int,
    output: str,
) -> None:
    """Print how long imports still bind while a plant grows, and the stock to bridge them."""
    from workbench.core.appraisal.ramp import ramp_risk  # noqa: PLC0415 - slow to load

    found = ramp_risk(load(project), key, recover=recover, share=share, draws=draws, seed=seed)
    if output == "json":
        print_json(
            {
                "project": found.project,
                "material": found.material,
                "time_to_recover": found.recover,
                "stock": found.stock,
                "binding_months": found.binding_months,
                "months": records(found.months),
            }
        )
        return
    if output == "table":
        show_problems(p for p in found.problems if p.severity == "error")
        low, middle, high = found.binding_months.values()
        click.echo(
            f"{found.project}: imports of {found.material} are needed in {middle:g} of"
            f" {len(found.months)} months (5-95 %: {low:g} to {high:g})"
        )
    print_frame(found.months, output)


@click.command()
@click.argument("project", type=FILE)
@click.option("--items", "every", is_flag=True, help="Every listed material instead of totals.")
@formats("table", "csv", "json")
def lists(project: Path, every: bool, output: str) -> None:
    """Print how far strategic lists are covered by materials and projects.

    Listed materials that have no project and a high grade of warning are named.
    """
    from workbench.core.appraisal.lists import coverage, items  # noqa: PLC0415 - slow to load
    from workbench.core.warning.watch import watch  # noqa: PLC0415

    loaded = load(project)
    told = watch(loaded).materials
    grades = dict(zip(told["material"], told["grade"], strict=True))
    print_frame((items if every else coverage)(loaded, grades), output)


COMMANDS = (ramp, lists)
