"""The command that computes indicators, and says how each of them is computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import cast

import click
import pandas as pd

from workbench.cli.asking import AS_OF, known
from workbench.cli.asking import period as period_text
from workbench.cli.data import FILE, load
from workbench.cli.output import formats, print_frame, print_json
from workbench.core import countries
from workbench.core.figures import Basis
from workbench.core.indicators import Explanation, all_indicators
from workbench.core.measure import explain as how_computed
from workbench.core.measure import measure, not_measured
from workbench.core.periods import Grain
from workbench.core.project import Project


def _indicator(_ctx: click.Context, _parameter: click.Parameter, value: Sequence[str]) -> list[str]:
    names = all_indicators()
    for key in value:
        if key not in names:
            listed = ", ".join(names)
            raise click.BadParameter(f"no indicator is called {key}; known are {listed}")
    return list(value)


@click.command()
@click.argument("project", type=FILE)
@click.option("--material", default="", help="Only this material.")
@click.option("--period", default="", callback=period_text, help="Only this period.")
@click.option("--basis", type=click.Choice(["value", "quantity"]), default=None)
@click.option(
    "--indicator", "keys", multiple=True, callback=_indicator, help="Only this indicator."
)
@click.option(
    "--grain",
    type=click.Choice(["month", "quarter", "half", "year"]),
    default=None,
    help="Periods of this length only; shorter rows are added up.",
)
@click.option(
    "--group", "groups", multiple=True, help="Merge a country group, such as EU, into one partner."
)
@AS_OF
@click.option("--explain", is_flag=True, help="Print how each figure is computed.")
@formats("table", "csv", "json")
def indicators(
    project: Path,
    material: str,
    period: str,
    basis: Basis | None,
    keys: list[str],
    grain: Grain | None,
    groups: tuple[str, ...],
    as_of: str,
    explain: bool,
    output: str,
) -> None:
    """Print indicators of dependence by material and period.

    Without --basis both are printed: each figure says whether it weighs by value or quantity. A
    material of which nothing is reported has rows without a period that say so.
    """
    loaded = load(project)
    known(loaded, "materials", material)
    _groups(loaded, groups)
    if explain:
        if not (material and period) or grain or output == "csv":
            raise click.UsageError(
                "--explain goes with --material and --period, without --grain and --format csv"
            )
        chosen = basis or cast("Basis", loaded.setting("basis"))
        about = (material, period, chosen)
        found = {
            key: how_computed(
                loaded,
                key,
                material=material,
                period=period,
                basis=chosen,
                groups=groups,
                as_of=as_of,
            )
            for key in keys or all_indicators()
        }
        _print_explained(found, about, output)
        return
    bases: Sequence[Basis] = [basis] if basis else ["value", "quantity"]
    frame = measure(
        loaded,
        bases=bases,
        material=material,
        period=period,
        keys=keys,
        grain=grain,
        groups=groups,
        as_of=as_of,
    )
    if not period:
        silent = not_measured(loaded, frame, bases=bases, material=material, keys=keys, as_of=as_of)
        frame = pd.concat([frame, silent], ignore_index=True) if len(silent) else frame
    print_frame(frame, output)


def _groups(project: Project, groups: Sequence[str]) -> None:
    names = countries.groups(project)
    for group in groups:
        if group not in names:
            listed = ", ".join(sorted(names)) or "none"
            raise click.UsageError(
                f"--group: no country belongs to a group {group!r}; groups are {listed}"
            )


def _print_explained(
    found: dict[str, Explanation], about: tuple[str, str, Basis], output: str
) -> None:
    material, period, basis = about
    if output == "json":
        named = {"material": material, "period": period, "basis": basis}
        print_json([{"indicator": key, **named, **asdict(one)} for key, one in found.items()])
        return
    for key, one in found.items():
        click.echo(f"{one.title} [{key}], {material}, {period}, by {basis}")
        click.echo(f"  {one.meaning}.")
        click.echo(f"  formula  {one.formula}")
        if one.worked:
            click.echo(f"  here     {one.worked} [{one.unit}]")
        else:
            click.echo(f"  here     {one.outcome.status}: {one.outcome.note}")
        click.echo(f"  range    {one.limits}")
        click.echo(f"  source   {one.source}")
        if one.worked and one.outcome.note and one.outcome.note not in one.worked:
            click.echo(f"  note     {one.outcome.note}")
        if one.inputs:
            frame = pd.DataFrame([asdict(row) for row in one.inputs])
            print_frame(frame, "table", "computed from")
        click.echo("")


COMMANDS = (indicators,)
