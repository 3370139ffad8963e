"""The command that simulates: run."""

from __future__ import annotations

from pathlib import Path

import click
import pandas as pd

from workbench.cli.asking import PARTIAL, known, simulated
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
from workbench.cli.responding import (
    RESPONSE,
    best_beside,
    best_document,
    best_path,
    print_best,
    worth_document,
)
from workbench.cli.targets import put_bytes, require_no_source, require_target
from workbench.core.report.delimited import to_csv
from workbench.core.report.workbook import export_workbook
from workbench.core.simulation.measures import MEASURE_UNITS, MEASURES, UNIT
from workbench.core.simulation.result import Result

TABLES = ("balance", "flows", "shift", "summary")


@click.command()
@click.argument("project", type=FILE)
@click.option("--scenario", default="", help="Key of the scenario; without it the base is run.")
@RESPONSE
@click.option("--out", default="", help="Files to write, separated by commas: .json, .csv, .xlsx.")
@PARTIAL
@formats("table", "json")
def run(
    project: Path,
    scenario: str,
    response: tuple[str, ...],
    out: str,
    partial: bool,
    output: str,
) -> None:
    """Simulate PROJECT month by month.

    Writes the tables balance, flows, shift and summary. F.csv holds balance; the other three go
    beside it as F-flows.csv, F-shift.csv and F-summary.csv. With --response market,best the best
    response stands under the key best in JSON, and in F-best.csv or F-best.xlsx. A scenario of
    which a shock cannot be used is refused, unless --partial is given.
    """
    paths = [Path(name.strip()) for name in out.split(",") if name.strip()]
    both = len(response) > 1
    paths += [best_path(path) for path in paths if both and path.suffix.lower() != ".json"]
    for path in paths:
        require_target(path, (".json", ".csv", ".xlsx"), hint="--out")
        for place in _places(path):
            require_target(place, (place.suffix.lower(),), hint="--out", inputs=[project])
    loaded = load(project)
    known(loaded, "scenarios", scenario)
    for path in paths:
        for place in _places(path):
            require_no_source(place, loaded, hint="--out")
    result = simulated(loaded, scenario, partial=partial)
    best = best_beside(result, response)
    more: dict[str, object] = {"best": best_document(best, TABLES)} if best else {}
    if best and not both:
        result, more = best.result, worth_document(best)
    beside = {best_path(path) for path in paths} if both else set()
    for path in paths:
        _write(best.result if best and path in beside else result, path, more)
    if output == "json":
        print_json(_document(result) | more)
        return
    show_problems(result.problems)
    _print(result)
    if best:
        print_best(best)
    for path in paths:
        click.echo(f"wrote {path}")


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
        "left_out": result.left_out,
        "problems": [as_dict(problem) for problem in result.problems],
    }


def _places(path: Path) -> dict[Path, str]:
    """Return the files that ``--out PATH`` writes, and the table each holds if only one."""
    if path.suffix.lower() != ".csv":
        return {path: ""}
    beside = {path.with_stem(f"{path.stem}-{name}"): name for name in TABLES[1:]}
    return {path: TABLES[0], **beside}


def _write(result: Result, path: Path, more: dict[str, object]) -> None:
    match path.suffix.lower():
        case ".xlsx":
            export_workbook(result.project, path, [result])
        case ".json":
            put_bytes(path, as_json(_document(result) | more).encode())
        case _:
            for place, name in _places(path).items():
                frame: pd.DataFrame = getattr(result, name)
                # With the mark, Excel reads the file as UTF-8.
                put_bytes(place, to_csv(frame).encode("utf-8-sig"))


COMMANDS = (run,)
