"""The command for early warning: what would have warned, and whether it would have helped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pandas as pd

from workbench.cli.data import FILE, load
from workbench.cli.output import as_json, formats, print_frame, print_json, records
from workbench.cli.targets import put_bytes, require_no_source, require_target
from workbench.core import periods
from workbench.core.figures import Basis
from workbench.core.project import Project
from workbench.core.report.delimited import to_csv
from workbench.core.warning.days import as_day
from workbench.core.warning.rules import all_rules

_SUFFIXES = (".html", ".xlsx", ".json")
_LABELS = ("home", "material", "partner", "rule")


def _day(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    try:
        if value:
            as_day(value)
    except ValueError as wrong:
        text = f"{value!r} is neither a day such as 2021-11-30 nor a period such as 2021-11"
        raise click.BadParameter(text) from wrong
    return value


def _period(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not periods.is_period(value):
        raise click.BadParameter(f"{value!r} is no period such as 2021, 2021H1, 2021Q3, 2021-11")
    return value


def _rules(_ctx: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> list[str]:
    keys = [key.strip() for value in values for key in value.split(",") if key.strip()]
    unknown = [key for key in keys if key not in all_rules()]
    if unknown:
        raise click.BadParameter(
            f"no rule is called {', '.join(unknown)}; there are {', '.join(all_rules())}"
        )
    return keys


@click.command()
@click.argument("project", type=FILE)
@click.option("--as-of", default="", callback=_day, help="Day or period; only what was known then.")
@click.option("--home", default="", help="Whose imports: a country, a group, or all.")
@click.option("--material", default="", help="Only this material.")
@click.option("--rules", multiple=True, callback=_rules, help="Only these, separated by commas.")
@click.option("--basis", type=click.Choice(["value", "quantity"]), default=None)
@click.option(
    "--mirror/--no-mirror",
    default=True,
    help="Let exports that others report to home stand in where it reports no imports.",
)
@click.option("--backtest", is_flag=True, help="Replay every past month against the events.")
@click.option("--from", "first", default="", callback=_period, help="First month of a back-test.")
@click.option("--to", "last", default="", callback=_period, help="Last month of a back-test.")
@click.option("--out", default="", help="Files of a back-test: .html, .xlsx, .json; with commas.")
@formats("table", "csv", "json")
def watch(
    project: Path,
    as_of: str,
    home: str,
    material: str,
    rules: list[str],
    basis: Basis | None,
    mirror: bool,
    backtest: bool,
    first: str,
    last: str,
    out: str,
    output: str,
) -> None:
    """Print early warnings on monthly customs figures as they would have stood at a day.

    Without --as-of they stand as of the day on which the newest figure became known. Materials
    whose data are too thin are listed with the reason: missing is not "no warning". With
    --backtest every past month is replayed with what was known then, and compared with the table
    events; reports go to --out.
    """
    if backtest and as_of:
        raise click.UsageError("--backtest replays every month; use --from and --to, not --as-of")
    if not backtest and (first or last or out):
        raise click.UsageError("--from, --to and --out go with --backtest")
    paths = [Path(name.strip()) for name in out.split(",") if name.strip()]
    for path in paths:
        require_target(path, _SUFFIXES, hint="--out", inputs=[project])
    loaded = load(project)
    names = [str(name) for name in loaded["materials"]["material"]]
    if material and material not in names:
        raise click.UsageError(
            f"the table materials has no {material!r}; it has {', '.join(names)}"
        )
    asked: dict[str, Any] = {
        "home": home,
        "material": material,
        "rules": rules,
        "basis": basis,
        "mirror": mirror,
    }
    if backtest:
        for path in paths:
            require_no_source(path, loaded, hint="--out")
        _backtest(loaded, paths, output, first=first, last=last, **asked)
    else:
        _watch(loaded, output, as_of=as_of, **asked)


def _watch(project: Project, output: str, **asked: Any) -> None:
    from workbench.core.warning.watch import watch as watched  # noqa: PLC0415 - only here needed

    found = watched(project, **asked)
    if output == "json":
        print_json(
            {
                "as_of": found.as_of,
                "basis": found.basis,
                "alarms": records(found.alarms),
                "materials": records(found.materials),
                "unjudged": records(found.unjudged),
            }
        )
        return
    if output == "csv":
        print_frame(found.alarms, "csv")
        return
    click.echo(f"as of {found.as_of}; shares and volumes by {found.basis}")
    if len(found.alarms):
        click.echo("alarms")
        for row in records(found.alarms):
            labels = ", ".join(str(row[name]) for name in _LABELS if row[name])
            click.echo(f"  {row['grade']}  {labels}: {row['sentence']}; known {row['known']}")
    else:
        click.echo("no alarm stands among what could be judged")
    thin = (found.materials["status"] != "ok").to_numpy()
    graded = found.materials[~thin | (found.materials["grade"] != "").to_numpy()]
    print_frame(graded.drop(columns=["status", "reason"]), "table", "grades")
    if thin.any():
        shown = ["home", "material", "status", "reason"]
        print_frame(found.materials[thin][shown], "table", "too thin to judge: not an all-clear")


def _backtest(project: Project, paths: list[Path], output: str, **asked: Any) -> None:
    from workbench.core.report.backtest import verdict  # noqa: PLC0415 - only here needed
    from workbench.core.warning.backtest import backtest as replayed  # noqa: PLC0415

    found = replayed(project, **asked)
    for path in paths:
        _write(found, path)
    if output == "json":
        print_json(_document(found))
        return
    if output == "csv":
        click.echo(to_csv(found.scores), nl=False)
        return
    click.echo(f"{found.first} to {found.last}, imports of {', '.join(found.homes)}")
    for line in verdict(found):
        click.echo(line)
    print_frame(found.scores, "table", "by rule")
    print_frame(
        found.events[["home", "material", "date", "outcome", "sentence"]], "table", "events"
    )
    for line in found.definition:
        click.echo(f"  {line}")
    for path in paths:
        click.echo(f"wrote {path}")


def _write(found: Any, path: Path) -> None:
    from workbench.core.report.backtest import page  # noqa: PLC0415 - only here needed
    from workbench.core.report.backtest_sheets import write_workbook  # noqa: PLC0415

    match path.suffix.lower():
        case ".xlsx":
            write_workbook(found, path)
        case ".json":
            put_bytes(path, as_json(_document(found)).encode())
        case _:
            put_bytes(path, page(found).encode())


def _document(found: Any) -> dict[str, object]:
    """Return a back-test as plain values; a missing number is null."""
    from workbench.core.report.backtest import verdict  # noqa: PLC0415 - only here needed

    tables: dict[str, pd.DataFrame] = {
        "scores": found.scores,
        "by_home": found.by_home,
        "events": found.events,
        "alarms": found.episodes,
    }
    return {
        "from": found.first,
        "to": found.last,
        "homes": list(found.homes),
        "basis": found.basis,
        "verdict": verdict(found),
        "definition": list(found.definition),
        **{name: records(frame) for name, frame in tables.items()},
    }


COMMANDS = (watch,)
