"""Commands that compute: indicators, shift, run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import click
import pandas as pd

from workbench.cli.data import FILE, load
from workbench.cli.output import (
    as_dict,
    as_json,
    formats,
    print_frame,
    print_json,
    records,
    show_problems,
)
from workbench.core import periods
from workbench.core.figures import Basis
from workbench.core.measure import measure, shift_between
from workbench.core.project import Project
from workbench.core.report.delimited import to_csv
from workbench.core.report.workbook import export_workbook
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import run as simulate

TABLES = ("balance", "flows", "shift", "summary")


def _known(project: Project, table: str, name: str) -> None:
    """Refuse a name on the command line that the project does not have, as wrong usage."""
    names = [str(known) for known in project[table].iloc[:, 0]]
    if name and name not in names:
        known = ", ".join(names) or "none"
        raise click.UsageError(f"the table {table} has no {name!r}; it has {known}")


def _period(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not periods.is_period(value):
        raise click.BadParameter(f"{value!r} is no period such as 2021, 2021H1, 2021Q3, 2021-11")
    return value


@click.command()
@click.argument("project", type=FILE)
@click.option("--material", default="", help="Only this material.")
@click.option("--period", default="", callback=_period, help="Only this period.")
@click.option("--basis", type=click.Choice(["value", "quantity"]), default=None)
@click.option("--indicator", "keys", multiple=True, help="Only this indicator.")
@formats("table", "csv", "json")
def indicators(
    project: Path,
    material: str,
    period: str,
    basis: Basis | None,
    keys: tuple[str, ...],
    output: str,
) -> None:
    """Print indicators of dependence by material and period.

    Without --basis both are printed: each figure says whether it weighs by value or quantity.
    """
    loaded = load(project)
    _known(loaded, "materials", material)
    bases: Sequence[Basis] = [basis] if basis else ["value", "quantity"]
    try:
        frame = measure(loaded, bases=bases, material=material, period=period, keys=keys)
    except KeyError as unknown:
        raise click.BadParameter(str(unknown.args[0]), param_hint="--indicator") from unknown
    print_frame(frame, output)


@click.command()
@click.argument("project", type=FILE)
@click.option("--material", default="", help="Only this material; needed with --from and --to.")
@click.option("--from", "before", default="", callback=_period, help="Earlier period.")
@click.option("--to", "after", default="", callback=_period, help="Later period.")
@click.option("--scenario", default="", help="Compare this scenario with the base instead.")
@click.option("--basis", type=click.Choice(["value", "quantity"]), default=None)
@formats("table", "csv", "json")
def shift(
    project: Path,
    material: str,
    before: str,
    after: str,
    scenario: str,
    basis: Basis | None,
    output: str,
) -> None:
    """Print the dependence shift: between two periods, or from the base to a scenario."""
    loaded = load(project)
    _known(loaded, "materials", material)
    _known(loaded, "scenarios", scenario)
    if scenario:
        result = simulate(loaded, scenario)
        show_problems(result.problems)
        frame = result.shift
        print_frame(frame[frame["material"] == material] if material else frame, output)
        return
    if not (material and before and after):
        raise click.UsageError("give --material, --from and --to, or --scenario")
    chosen = basis or cast("Basis", loaded.setting("basis"))
    print_frame(shift_between(loaded, material, before=before, after=after, basis=chosen), output)


@click.command()
@click.argument("project", type=FILE)
@click.option("--scenario", default="", help="Key of the scenario; without it the base is run.")
@click.option("--response", type=click.Choice(["market"]), default="market")
@click.option("--out", default="", help="Files to write, separated by commas: .json, .csv, .xlsx.")
@formats("table", "json")
def run(project: Path, scenario: str, response: str, out: str, output: str) -> None:
    """Simulate PROJECT month by month.

    Writes the tables balance, flows, shift and summary. F.csv holds balance; the other three go
    beside it as F-flows.csv, F-shift.csv and F-summary.csv.
    """
    del response  # there is one so far
    paths = [Path(name.strip()) for name in out.split(",") if name.strip()]
    for path in paths:
        if path.suffix.lower() not in (".json", ".csv", ".xlsx"):
            raise click.BadParameter(f"{path} must end in .json, .csv or .xlsx", param_hint="--out")
    loaded = load(project)
    _known(loaded, "scenarios", scenario)
    result = simulate(loaded, scenario)
    for path in paths:
        _write(result, path)
    if output == "json":
        print_json(_document(result))
        return
    show_problems(result.problems)
    print_frame(result.summary.drop(columns=["p5", "p50", "p95", "cvar95"]), "table", "summary")
    if scenario:
        print_frame(result.shift, "table", "shift of shares of supply")
    for path in paths:
        click.echo(f"wrote {path}")


def _document(result: Result) -> dict[str, object]:
    tables: dict[str, object] = {name: records(getattr(result, name)) for name in TABLES}
    return {**tables, "problems": [as_dict(problem) for problem in result.problems]}


def _write(result: Result, path: Path) -> None:
    match path.suffix.lower():
        case ".xlsx":
            export_workbook(result.project, path, [result])
        case ".json":
            path.write_text(as_json(_document(result)), encoding="utf-8")
        case _:
            for name in TABLES:
                place = path if name == "balance" else path.with_stem(f"{path.stem}-{name}")
                frame: pd.DataFrame = getattr(result, name)
                # With the mark, Excel reads the file as UTF-8.
                place.write_text(to_csv(frame), encoding="utf-8-sig", newline="")


COMMANDS = (indicators, shift, run)
