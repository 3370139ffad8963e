"""What commands that compute ask for alike: names of the project, periods, scenarios."""

from __future__ import annotations

import click

from workbench.core import periods
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project
from workbench.core.simulation.result import Result
from workbench.core.simulation.run import run

PARTIAL = click.option(
    "--partial", is_flag=True, help="Run a scenario even if a part of it cannot be used."
)


def known(project: Project, table: str, name: str) -> None:
    """Refuse a name on the command line that the project does not have, as wrong usage."""
    names = [str(known) for known in project[table].iloc[:, 0]]
    if name and name not in names:
        listed = ", ".join(names) or "none"
        raise click.UsageError(f"the table {table} has no {name!r}; it has {listed}")


def require_home(project: Project) -> None:
    """Refuse a project whose home is not set: without it no row is an import.

    Raises:
        DataRefused: saying so.
    """
    if not project.home:
        raise DataRefused(
            [
                Problem(
                    "no home is set, so no dependence can be computed",
                    table="settings",
                    expected="a setting home such as KOR, or a group such as EU",
                    remedy="Add a row with the key home to the sheet settings",
                )
            ]
        )


def period(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Check an option that is a period; empty when it was not given."""
    if value and not periods.is_period(value):
        raise click.BadParameter(f"{value!r} is no period such as 2021, 2021H1, 2021Q3, 2021-11")
    return value


def day(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    """Check an option that is a day, or a period that stands for its last day."""
    try:
        if value:
            periods.last_day(value)
    except ValueError as wrong:
        text = f"{value!r} is no day such as 2021-12-02, nor a period such as 2021-12"
        raise click.BadParameter(text) from wrong
    return value


AS_OF = click.option(
    "--as-of",
    default="",
    callback=day,
    help="Figures as they were known at the end of this day or period.",
)


def simulated(project: Project, scenario: str, *, partial: bool) -> Result:
    """Run a scenario; one that lost a shock on the way is refused, unless ``partial``."""
    result = run(project, scenario)
    if result.incomplete and not partial:
        advice = Problem(
            f"{f'the scenario {scenario}' if scenario else 'the base'} would be incomplete:"
            " a part of it cannot be used",
            remedy="Correct the findings above, or add --partial to do without that part",
        )
        first = sorted(result.problems, key=lambda problem: problem.severity != "error")
        raise DataRefused([*first, advice])
    return result
