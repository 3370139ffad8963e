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
from workbench.cli.targets import put_bytes, require_no_source, require_target
from workbench.core import periods
from workbench.core.figures import Basis
from workbench.core.measure import measure, shift_between
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.core.report.delimited import to_csv
from workbench.core.report.workbook import export_workbook
from workbench.core.simulation.measures import MEASURE_UNITS, MEASURES, UNIT
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import run as simulate

TABLES = ("balance", "flows", "shift", "summary")


_PARTIAL = click.option(
    "--partial", is_flag=True, help="Run a scenario even if a part of it cannot be used."
)


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
@_PARTIAL
@formats("table", "csv", "json")
def shift(
    project: Path,
    material: str,
    before: str,
    after: str,
    scenario: str,
    basis: Basis | None,
    partial: bool,
    output: str,
) -> None:
    """Print the dependence shift: between two periods, or from the base to a scenario.

    The shift to a scenario is one of quantities, over the months in which its shocks are felt.
    """
    if scenario and (before or after or basis):
        raise click.UsageError("--scenario goes without --from, --to and --basis")
    if not scenario and not (material and before and after):
        raise click.UsageError("give --material, --from and --to, or --scenario")
    loaded = load(project)
    _known(loaded, "materials", material)
    _known(loaded, "scenarios", scenario)
    if scenario:
        result = _simulated(loaded, scenario, partial=partial)
        show_problems(result.problems)
        frame = result.shift
        print_frame(frame[frame["material"] == material] if material else frame, output)
        return
    chosen = basis or cast("Basis", loaded.setting("basis"))
    print_frame(shift_between(loaded, material, before=before, after=after, basis=chosen), output)


@click.command()
@click.argument("project", type=FILE)
@click.option("--scenario", default="", help="Key of the scenario; without it the base is run.")
@click.option("--response", type=click.Choice(["market"]), default="market")
@click.option("--out", default="", help="Files to write, separated by commas: .json, .csv, .xlsx.")
@_PARTIAL
@formats("table", "json")
def run(project: Path, scenario: str, response: str, out: str, partial: bool, output: str) -> None:
    """Simulate PROJECT month by month.

    Writes the tables balance, flows, shift and summary. F.csv holds balance; the other three go
    beside it as F-flows.csv, F-shift.csv and F-summary.csv. A scenario of which a shock cannot be
    used is refused, unless --partial is given.
    """
    del response  # there is one so far
    paths = [Path(name.strip()) for name in out.split(",") if name.strip()]
    for path in paths:
        require_target(path, (".json", ".csv", ".xlsx"), hint="--out")
        for place in _places(path):
            require_target(place, (place.suffix.lower(),), hint="--out", inputs=[project])
    loaded = load(project)
    _known(loaded, "scenarios", scenario)
    for path in paths:
        for place in _places(path):
            require_no_source(place, loaded, hint="--out")
    result = _simulated(loaded, scenario, partial=partial)
    for path in paths:
        _write(result, path)
    if output == "json":
        print_json(_document(result))
        return
    show_problems(result.problems)
    _print(result)
    for path in paths:
        click.echo(f"wrote {path}")


def _simulated(project: Project, scenario: str, *, partial: bool) -> Result:
    """Run a scenario; one that lost a shock on the way is refused, unless ``partial``."""
    result = simulate(project, scenario)
    if result.incomplete and not partial:
        advice = Problem(
            f"{f'the scenario {scenario}' if scenario else 'the base'} would be incomplete:"
            " a part of it cannot be used",
            remedy="Correct the findings above, or add --partial to do without that part",
        )
        raise DataRefused([*result.problems, advice])
    return result


def _print(result: Result) -> None:
    """Print the summary and the shift for people: what they are about goes before them."""
    first, last = result.window
    click.echo(f"over the months {first} to {last}; amounts are totals of these months")
    summary = result.summary[["material", "measure", "base", "scenario"]]
    units = _units(result)
    listed = zip(summary["material"], summary["measure"], strict=True)
    told = [
        units.get(material, "") if MEASURE_UNITS[measure] == UNIT else MEASURE_UNITS[measure]
        for material, measure in listed
    ]
    summary.insert(2, "unit", told)
    print_frame(summary, "table", "summary")
    for name in dict.fromkeys(summary["measure"]):
        click.echo(f"  {name}: {MEASURES.get(name, '')}")
    if result.scenario:
        print_frame(result.shift, "table", "shift of shares of supply, 0-1, by quantity")


def _units(result: Result) -> dict[str, str]:
    """Return the unit of every material that was simulated; empty where the project has none."""
    table = result.project["materials"]
    units = dict(zip(table["material"].astype(str), table["unit"].astype(str), strict=True))
    return {str(name): units.get(str(name), "") for name in result.summary["material"].unique()}


def _document(result: Result) -> dict[str, object]:
    tables: dict[str, object] = {name: records(getattr(result, name)) for name in TABLES}
    return {
        **tables,
        "window": list(result.window),
        "units": _units(result),
        "measures": dict(MEASURES),
        "problems": [as_dict(problem) for problem in result.problems],
    }


def _places(path: Path) -> dict[Path, str]:
    """Return the files that ``--out PATH`` writes, and the table each holds if only one."""
    if path.suffix.lower() != ".csv":
        return {path: ""}
    beside = {path.with_stem(f"{path.stem}-{name}"): name for name in TABLES[1:]}
    return {path: TABLES[0], **beside}


def _write(result: Result, path: Path) -> None:
    match path.suffix.lower():
        case ".xlsx":
            export_workbook(result.project, path, [result])
        case ".json":
            put_bytes(path, as_json(_document(result)).encode())
        case _:
            for place, name in _places(path).items():
                frame: pd.DataFrame = getattr(result, name)
                # With the mark, Excel reads the file as UTF-8.
                put_bytes(place, to_csv(frame).encode("utf-8-sig"))


COMMANDS = (indicators, shift, run)
