"""Commands that move data: sample, template, import, check, export."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

import click
import pandas as pd

from workbench.cli.learning import learn, teaching
from workbench.cli.output import (
    REFUSED,
    as_dict,
    formats,
    print_frame,
    print_json,
    records,
    show_problems,
)
from workbench.cli.targets import PROJECT_SUFFIX, put_bytes, require_no_source, require_target
from workbench.core.changes import TableChanges, brought, changes, lines
from workbench.core.checks import check as findings
from workbench.core.formats import Imported, read_files, save_profile
from workbench.core.layout.profiles import check_name
from workbench.core.problem import DataRefused, Problem, errors
from workbench.core.project import Project
from workbench.core.report.template import write_template
from workbench.core.report.workbook import export_workbook
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import run
from workbench.core.storage import project_file
from workbench.paths import sample_workbook

FILE = click.Path(path_type=Path)
_MOST_SCENARIOS = 20
"""Scenarios that an export runs without being asked."""


def load(path: Path) -> Project:
    """Return the project in a project file or, without saving it, in a workbook.

    Raises:
        DataRefused: if the file cannot be used.
    """
    if path.suffix.lower() != PROJECT_SUFFIX and path.exists():
        return _from_workbook(path)
    return project_file.load(path)


def _from_workbook(path: Path) -> Project:
    imported = read_files([path], Project())
    if imported.project is None:
        raise DataRefused(imported.problems)
    return imported.project


def _base(path: Path, files: tuple[Path, ...]) -> Project:
    """Return the project to import into; a new one where there is none yet."""
    if path.exists():
        return project_file.load(path)
    require_target(path, (PROJECT_SUFFIX,), hint="PROJECT", inputs=files)
    return Project()


def _refusals(problems: tuple[Problem, ...]) -> tuple[list[Problem], list[Problem]]:
    wrong = list(errors(problems))
    return wrong, [problem for problem in problems if problem.severity != "error"]


@click.command()
@click.argument("out", type=FILE)
@formats("table", "json")
def sample(out: Path, output: str) -> None:
    """Write the graphite example to OUT (.scrw or .xlsx)."""
    require_target(out, (PROJECT_SUFFIX, ".xlsx"), inputs=[sample_workbook()])
    if out.suffix.lower() == PROJECT_SUFFIX:
        project_file.save(_from_workbook(sample_workbook()), out)
    else:
        put_bytes(out, sample_workbook().read_bytes())
    _say_written(out, output)


@click.command()
@click.argument("out", type=FILE)
@formats("table", "json")
def template(out: Path, output: str) -> None:
    """Write an empty workbook with all sheets, headers, drop-downs and notes to OUT."""
    require_target(out, (".xlsx",))
    write_template(out)
    _say_written(out, output)


@click.command("import")
@click.argument("project", type=FILE)
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--sheet", default=None, help="Read only this sheet.")
@click.option("--profile", default=None, help="Read foreign layouts by this profile.")
@click.option("--save-profile", "keep", default=None, help="Keep how FILE was read under a name.")
@teaching
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option("--show-changes", is_flag=True, help="List what is added, removed and revised.")
@formats("table", "json")
def import_(
    project: Path,
    files: tuple[Path, ...],
    sheet: str | None,
    profile: str | None,
    keep: str | None,
    names: tuple[str, ...],
    tables: tuple[Path, ...],
    sayings: tuple[str, ...],
    dry_run: bool,
    show_changes: bool,
    output: str,
) -> None:
    """Add workbooks to PROJECT, which is created if missing.

    All findings are listed at once. If any of them is an error nothing is written. Workbooks that
    are not in our own layout are read by a profile: the one named, or the one that recognises them,
    or else by a guess, if it is sure; what was chosen and why is among the findings. What --name
    and --concordance say is kept for every later import, also when this one is refused. What --set
    says holds for these files, and is part of the profile that --save-profile keeps.
    """
    base = _base(project, files)
    if keep is not None:
        check_name(keep)
    taught = learn(names, tables, sayings, base, profile, keep=not dry_run)
    imported = read_files(
        list(files),
        base,
        sheet=sheet,
        profile=profile,
        answers=taught.answers,
        concordance=taught.concordance,
        said=taught.said,
    )
    wrong, rest = _refusals((*taught.problems, *imported.problems))
    found: dict[str, TableChanges] = {}
    if imported.project is not None and (dry_run or show_changes):
        found = changes(base, brought(base, imported.project))
    if imported.project is not None and not dry_run:
        if keep is not None:
            save_profile(keep, files[0], base, sheet, profile, taught.said)
        project_file.save(imported.project, project)
    if output == "json":
        document: dict[str, object] = {
            "tables": imported.rows if imported.project is not None else {},
            "replaced": imported.replaced,
            "skipped": [as_dict(problem) for problem in wrong],
            "warnings": [as_dict(problem) for problem in rest],
            "unknown_names": [asdict(name) for name in imported.unknown],
        }
        if dry_run or show_changes:
            document["changes"] = _changes(found, with_lines=show_changes)
        print_json(document)
    else:
        show_problems([*wrong, *rest])
    if imported.project is None:
        _end_refused(wrong, output)
    if output != "json":
        _say_imported(imported, found)
        if show_changes:
            print_frame(lines(found), "table", "changes; removed: not in the file, kept")
        click.echo("nothing written (dry run)" if dry_run else f"saved {project}")


def _end_refused(wrong: list[Problem], output: str) -> NoReturn:
    if output != "json":
        click.echo(f"nothing was imported: {len(wrong)} findings to mend", err=True)
    raise SystemExit(REFUSED)


def _say_imported(imported: Imported, found: dict[str, TableChanges]) -> None:
    for table, rows in imported.rows.items():
        again = imported.replaced.get(table, 0)
        click.echo(f"{table}: {rows} rows" + (f" ({again} replaced)" if again else ""))
        if table in found:
            counts = (f"{count} {what}" for what, count in found[table].counts.items())
            click.echo(f"  {', '.join(counts)}")


def _changes(found: dict[str, TableChanges], *, with_lines: bool) -> dict[str, object]:
    """Return by table how many rows a file adds, misses, revises and leaves, and which."""
    listed = records(lines(found)) if with_lines else []
    told: dict[str, object] = {}
    for name, item in found.items():
        mine = [line for line in listed if line["table"] == name]
        told[name] = {**item.counts, "lines": mine} if with_lines else item.counts
    return told


@click.command()
@click.argument("project", type=FILE)
@formats("table", "json")
def check(project: Path, output: str) -> None:
    """Check the integrity of PROJECT and the quality of its data."""
    problems = tuple(findings(load(project)))
    wrong, rest = _refusals(problems)
    if output == "json":
        print_json({"errors": [as_dict(p) for p in wrong], "warnings": [as_dict(p) for p in rest]})
    else:
        show_problems(problems)
        click.echo(f"{len(wrong)} errors, {len(rest)} warnings")
    if wrong:
        raise SystemExit(REFUSED)


@click.command()
@click.argument("project", type=FILE)
@click.argument("out", type=FILE)
@click.option("--scenario", "scenarios", multiple=True, help="Add the results of this scenario.")
@click.option("--all-scenarios", "every", is_flag=True, help="Add the results of all scenarios.")
@click.option(
    "--appraisal/--no-appraisal",
    default=True,
    help="Add what models, their choice and origin rules come to; takes longer.",
)
@formats("table", "json")
def export(
    project: Path,
    out: Path,
    scenarios: tuple[str, ...],
    every: bool,
    appraisal: bool,
    output: str,
) -> None:
    """Write all tables of PROJECT, and results of its scenarios, to the workbook OUT.

    Without --scenario all scenarios are run if there are at most 20 of them. Cooperation models
    are appraised on the sheets appraisal, ranking and portfolio; what origin rules say of the
    products is on the sheet "origin results".
    """
    if scenarios and every:
        raise click.UsageError("give --scenario or --all-scenarios, not both")
    require_target(out, (".xlsx",), inputs=[project])
    loaded = load(project)
    require_no_source(out, loaded)
    known = [str(name) for name in loaded["scenarios"]["scenario"]]
    asked = list(dict.fromkeys(scenarios)) if scenarios else known
    if not scenarios and not every and len(known) > _MOST_SCENARIOS:
        asked = []
        text = f"{len(known)} scenarios were not run; to add their results use --all-scenarios"
        click.echo(text, err=True)
    results, problems = _runs(loaded, asked, needed=bool(scenarios) or every)
    added: dict[str, pd.DataFrame] = {}
    if appraisal:
        from workbench.core.report.appraisal_sheets import appraisal_sheets  # noqa: PLC0415 - slow

        added, left_out = appraisal_sheets(loaded)
        problems = list(dict.fromkeys([*problems, *left_out]))
    export_workbook(loaded, out, results, added=added)
    if output == "json":
        warnings = [as_dict(problem) for problem in problems]
        done = [result.scenario for result in results]
        print_json({"written": out, "scenarios": done, "warnings": warnings})
    else:
        show_problems(problems)
        _say_written(out, output)


def _runs(
    project: Project, scenarios: list[str], *, needed: bool
) -> tuple[list[Result], list[Problem]]:
    """Run scenarios; one that is refused is left out with its reasons, unless it was asked for."""
    results: list[Result] = []
    problems: list[Problem] = []
    for scenario in scenarios:
        try:
            results.append(run(project, scenario))
        except DataRefused as refused:
            if needed:
                raise
            problems += refused.problems
        else:
            problems += results[-1].problems
    return results, list(dict.fromkeys(problems))


def _say_written(path: Path, output: str) -> None:
    if output == "json":
        print_json({"written": path})
    else:
        click.echo(f"wrote {path}")


COMMANDS = (sample, template, import_, check, export)
