"""The command indirect: what an outage costs industries and regions through all others."""

from __future__ import annotations

import math
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.data import FILE
from workbench.cli.output import (
    as_dict,
    formats,
    print_frame,
    print_json,
    records,
    show_problems,
)
from workbench.cli.targets import put_bytes, require_target
from workbench.core.report.delimited import to_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.core.problem import Problem
    from workbench.core.simulation.indirect import Indirect

_MOST = 20
_STEPS = {"day": 1, "week": 7}


def _hits(
    _ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> list[tuple[str, float]]:
    """Read ``REGION/SECTOR=SHARE``."""
    found = []
    for value in values:
        name, _, text = value.rpartition("=")
        try:
            share = float(text)
        except ValueError:
            share = math.nan
        if not name.strip() or not 0 < share <= 1:
            raise click.BadParameter(
                f"{value!r} is not like REGION/SECTOR=0.5: a share of capacity above 0, up to 1"
            )
        found.append((name.strip(), share))
    return found


@click.command("indirect")
@click.argument("table", type=FILE)
@click.option("--final", type=FILE, default=None, help="File of final demand, if TABLE has none.")
@click.option(
    "--hit",
    "hits",
    multiple=True,
    required=True,
    callback=_hits,
    metavar="REGION/SECTOR=SHARE",
    help="Share of capacity an industry loses; REGION/* and */SECTOR name several. Repeatable.",
)
@click.option("--days", type=click.IntRange(1), required=True, help="Days of the outage.")
@click.option("--first", type=click.IntRange(0), default=0, help="Its first day; day 0 is first.")
@click.option(
    "--recovery", type=click.IntRange(0), default=0, help="Days over which capacity comes back."
)
@click.option(
    "--horizon",
    type=click.IntRange(1, 36_500),
    default=365,
    show_default=True,
    help="Days reckoned.",
)
@click.option(
    "--stock-days", type=click.FloatRange(1), default=90.0, show_default=True, help="Days of stock."
)
@click.option(
    "--felt",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.8,
    show_default=True,
    help="Share of these days below which a stock slows production.",
)
@click.option(
    "--restoring-days",
    type=click.FloatRange(1),
    default=60.0,
    show_default=True,
    help="Days over which a stock is filled up again.",
)
@click.option(
    "--most",
    type=click.FloatRange(1),
    default=1.25,
    show_default=True,
    help="Largest overproduction, times usual capacity.",
)
@click.option(
    "--overproduction-days",
    type=click.FloatRange(1),
    default=365.0,
    show_default=True,
    help="Days that overproduction takes to grow and to fall back.",
)
@click.option("--moving", is_flag=True, help="Orders move to industries with capacity left.")
@click.option("--blank-is-zero", is_flag=True, help="Count empty cells as 0; else refused.")
@click.option("--by", type=click.Choice(tuple(_STEPS)), default="day", help="Steps of the course.")
@click.option(
    "-o", "--out", type=FILE, default=None, help="File to write: .xlsx, or .csv (course)."
)
@formats("table", "csv", "json")
def indirect(
    table: Path,
    final: Path | None,
    hits: list[tuple[str, float]],
    out: Path | None,
    by: str,
    blank_is_zero: bool,
    output: str,
    **options: Any,
) -> None:
    """Print what industries lose when some lose capacity, and when.

    TABLE is an input-output table in money a year: sheets named flows (industry x industry) and
    final (industry x consumer), or both on one. Direct losses are explained by an industry's own
    capacity, indirect ones by what others did not deliver or order. The model is ARIO (Hallegatte
    2008, 2014; Guan et al. 2020), day by day; it knows no materials of a project.
    """
    from workbench.core.formats.input_output import read_table  # noqa: PLC0415 - only this reads it
    from workbench.core.simulation.ario import Habits  # noqa: PLC0415
    from workbench.core.simulation.indirect import indirect_losses  # noqa: PLC0415
    from workbench.core.simulation.outage import Hit, Span  # noqa: PLC0415

    paths = [table, final] if final else [table]
    if out is not None:
        require_target(out, (".xlsx", ".csv"), hint="--out", inputs=paths)
    read = read_table(paths, blank_is_zero=blank_is_zero)
    span = Span(**{name: options.pop(name) for name in ("days", "first", "recovery", "horizon")})
    found = indirect_losses(read.required(), [Hit(*hit) for hit in hits], span, Habits(**options))
    if out is not None:
        _write(found, out, _STEPS[by], read.problems)
    problems = (*read.problems, *found.problems)
    if output == "json":
        print_json(_document(found, _STEPS[by]) | {"problems": [as_dict(one) for one in problems]})
        return
    show_problems(problems)
    if output == "csv":
        print_frame(found.industries, output)
        return
    _print(found)
    if out is not None:
        click.echo(f"wrote {out}")


def _write(found: Indirect, path: Path, days: int, noted: Sequence[Problem]) -> None:
    if path.suffix.lower() == ".xlsx":
        from workbench.core.report.indirect_sheets import write_workbook  # noqa: PLC0415 - openpyxl

        write_workbook(found, path, days, noted)
    else:
        # With the mark, Excel reads the file as UTF-8.
        put_bytes(path, to_csv(found.course_by(days)).encode("utf-8-sig"))


def _document(found: Indirect, days: int) -> dict[str, object]:
    return {
        "file": found.table.file,
        "hits": [asdict(hit) for hit in found.hits],
        "span": asdict(found.span),
        "habits": asdict(found.habits),
        "total": found.total,
        "industries": records(found.industries),
        "regions": records(found.regions),
        "course": records(found.course_by(days)),
    }


def _print(found: Indirect) -> None:
    total = found.total
    click.echo(
        f"over {found.span.horizon} days, money as in the table: {total['direct']:,.6g} lost"
        f" directly, {total['indirect']:,.6g} indirectly, {total['caught_up']:,.6g} caught up;"
        f" {total['unmet']:,.6g} of final demand not served"
    )
    rows = found.industries
    print_frame(rows.head(_MOST), "table", "industries, the largest loss first; usual is a year")
    if len(rows) > _MOST:
        click.echo(
            f"  and {len(rows) - _MOST} more: all of them with --format csv, --json or --out"
        )
    if len(found.regions) > 1:
        print_frame(found.regions.head(_MOST), "table", "regions")
    if len(found.regions) > _MOST:
        click.echo(f"  and {len(found.regions) - _MOST} more regions: with --json or --out")


COMMANDS = (indirect,)
