"""Commands that move data: sample, template, import, check, export."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.output import (
    REFUSED,
    as_dict,
    formats,
    print_json,
    show_problems,
)
from workbench.core.formats import read_files
from workbench.core.problem import DataRefused, Problem, errors
from workbench.core.project import Project
from workbench.core.report.template import write_template
from workbench.core.report.workbook import export_workbook
from workbench.core.simulation.run import run
from workbench.core.storage import project_file
from workbench.core.validate import check as findings
from workbench.paths import sample_workbook

FILE = click.Path(path_type=Path)


def load(path: Path) -> Project:
    """Return the project in a project file or, without saving it, in a workbook.

    Raises:
        DataRefused: if the file cannot be used.
    """
    if path.suffix.lower() != ".scrw" and path.exists():
        return _from_workbook(path)
    return project_file.load(path)


def _from_workbook(path: Path) -> Project:
    imported = read_files([path], Project())
    if imported.project is None:
        raise DataRefused(imported.problems)
    return imported.project


def _refusals(problems: tuple[Problem, ...]) -> tuple[list[Problem], list[Problem]]:
    wrong = list(errors(problems))
    return wrong, [problem for problem in problems if problem.severity != "error"]


@click.command()
@click.argument("out", type=FILE)
@formats("table", "json")
def sample(out: Path, output: str) -> None:
    """Write the graphite example to OUT (.scrw or .xlsx)."""
    if out.suffix.lower() == ".scrw":
        project_file.save(_from_workbook(sample_workbook()), out)
    elif out.suffix.lower() == ".xlsx":
        out.write_bytes(sample_workbook().read_bytes())
    else:
        raise click.BadParameter("the name must end in .scrw or .xlsx", param_hint="OUT")
    _say_written(out, output)


@click.command()
@click.argument("out", type=FILE)
@formats("table", "json")
def template(out: Path, output: str) -> None:
    """Write an empty workbook with all sheets, headers, drop-downs and notes to OUT."""
    write_template(out)
    _say_written(out, output)


@click.command("import")
@click.argument("project", type=FILE)
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--sheet", default=None, help="Read only this sheet.")
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@formats("table", "json")
def import_(
    project: Path, files: tuple[Path, ...], sheet: str | None, dry_run: bool, output: str
) -> None:
    """Add workbooks to PROJECT, which is created if missing.

    All findings are listed at once. If any of them is an error nothing is written.
    """
    base = project_file.load(project) if project.exists() else Project()
    imported = read_files(list(files), base, sheet=sheet)
    wrong, rest = _refusals(imported.problems)
    if imported.project is not None and not dry_run:
        project_file.save(imported.project, project)
    if output == "json":
        document: dict[str, object] = {
            "tables": imported.rows if imported.project is not None else {},
            "replaced": imported.replaced,
            "skipped": [as_dict(problem) for problem in wrong],
            "warnings": [as_dict(problem) for problem in rest],
        }
        print_json(document)
    else:
        show_problems([*wrong, *rest])
    if imported.project is None:
        if output != "json":
            click.echo(f"nothing was imported: {len(wrong)} findings to mend", err=True)
        raise SystemExit(REFUSED)
    if output != "json":
        for table, rows in imported.rows.items():
            again = imported.replaced.get(table, 0)
            click.echo(f"{table}: {rows} rows" + (f" ({again} replaced)" if again else ""))
        click.echo("nothing written (dry run)" if dry_run else f"saved {project}")


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
@formats("table", "json")
def export(project: Path, out: Path, scenarios: tuple[str, ...], output: str) -> None:
    """Write all tables of PROJECT, and results of its scenarios, to the workbook OUT."""
    loaded = load(project)
    export_workbook(loaded, out, [run(loaded, scenario) for scenario in scenarios])
    _say_written(out, output)


def _say_written(path: Path, output: str) -> None:
    if output == "json":
        print_json({"written": path})
    else:
        click.echo(f"wrote {path}")


COMMANDS = (sample, template, import_, check, export)
