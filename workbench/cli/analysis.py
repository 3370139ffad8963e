"""The command that simulates: run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click
import pandas as pd

from workbench.cli.asking import PARTIAL, known
from workbench.cli.data import FILE, load
from workbench.cli.drawing import (
    BESIDE,
    Drawing,
    asked,
    draw_document,
    draw_tables,
    drawn,
    drawn_options,
    planned,
    print_drawn,
)
from workbench.cli.drawing import TABLES as DRAWN
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
    BEST,
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
@BESIDE
@RESPONSE
@drawn_options
@click.option("--out", default="", help="Files to write, separated by commas: .json, .csv, .xlsx.")
@PARTIAL
@formats("table", "json")
def run(
    project: Path,
    scenario: str,
    beside: tuple[str, ...],
    response: tuple[str, ...],
    draws: int | None,
    seed: int,
    scheduler: str,
    out: str,
    partial: bool,
    output: str,
) -> None:
    """Simulate PROJECT month by month.

    Writes the tables balance, flows, shift and summary. F.csv holds balance; the other three go
    beside it as F-flows.csv, F-shift.csv and F-summary.csv. With --response market,best the best
    response stands under the key best in JSON, and in F-best.csv or F-best.xlsx. With --draws the
    summary has quantiles and tails, and the tables fan, chance, survival and inputs are added. A
    scenario of which a shock cannot be used is refused, unless --partial is given.
    """
    wanted = asked(draws, seed, scheduler)
    if wanted and BEST in response:
        raise click.UsageError("--draws are of the market response: leave out --response best")
    both = len(response) > 1
    paths = [Path(name.strip()) for name in out.split(",") if name.strip()]
    paths += [best_path(path) for path in paths if both and path.suffix.lower() != ".json"]
    added = DRAWN if wanted else ()
    for path in paths:
        require_target(path, (".json", ".csv", ".xlsx"), hint="--out")
        for place in _places(path, added):
            require_target(place, (place.suffix.lower(),), hint="--out", inputs=[project])
    loaded = load(project)
    together = [scenario, *beside]
    for name in together:
        known(loaded, "scenarios", name)
    for path in paths:
        for place in _places(path, added):
            require_no_source(place, loaded, hint="--out")
    result = planned(loaded, together, partial=partial)
    if wanted:
        _drawn(result, together, wanted, paths, output)
    else:
        _single(result, response, paths, output)


def _single(result: Result, response: tuple[str, ...], paths: list[Path], output: str) -> None:
    """Write and print one run, with its best response if that is asked for."""
    both, best = len(response) > 1, best_beside(result, response)
    more: dict[str, object] = {"best": best_document(best, TABLES)} if best else {}
    if best and not both:
        result, more = best.result, worth_document(best)
    for path in paths:
        beside = both and best is not None and path in map(best_path, paths)
        _write(best.result if best and beside else result, path, more)
    if output == "json":
        print_json(_document(result) | more)
        return
    show_problems(result.problems)
    _print(result)
    if best:
        print_best(best)
    for path in paths:
        click.echo(f"wrote {path}")


def _drawn(
    plan: Result, together: Sequence[str], wanted: Drawing, paths: list[Path], output: str
) -> None:
    """Write and print many draws of a scenario, measured over the months of all ``together``."""
    found = drawn(plan.project, together, wanted)
    result, tables = found.result, draw_tables(found)
    more = draw_document(found, tables)
    for path in paths:
        _write(result, path, more, tables)
    if output == "json":
        print_json(_document(result) | more)
        return
    show_problems(result.problems)
    _print(result)
    print_drawn(found, tables)
    for path in paths:
        click.echo(f"wrote {path}")


def _print(result: Result) -> None:
    """Print the summary and the shift for people: what they are about goes before them."""
    first, last = result.window
    click.echo(f"over the months {first} to {last}; amounts are totals of these months")
    summary = result.summary.dropna(axis="columns", how="all")
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


def _places(path: Path, added: Sequence[str] = ()) -> dict[Path, str]:
    """Return the files that ``--out PATH`` writes, and the table each holds if only one."""
    if path.suffix.lower() != ".csv":
        return {path: ""}
    beside = {path.with_stem(f"{path.stem}-{name}"): name for name in (*TABLES[1:], *added)}
    return {path: TABLES[0], **beside}


def _write(
    result: Result,
    path: Path,
    more: Mapping[str, object],
    added: Mapping[str, pd.DataFrame] | None = None,
) -> None:
    added = added or {}
    match path.suffix.lower():
        case ".xlsx":
            export_workbook(result.project, path, [result], added=added)
        case ".json":
            put_bytes(path, as_json(_document(result) | dict(more)).encode())
        case _:
            tables = {name: getattr(result, name) for name in TABLES} | dict(added)
            for place, name in _places(path, tuple(added)).items():
                # With the mark, Excel reads the file as UTF-8.
                put_bytes(place, to_csv(tables[name]).encode("utf-8-sig"))


COMMANDS = (run,)
