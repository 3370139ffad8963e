"""The command appraise: cooperation models against each other, and the choice under a budget."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import click
import pandas as pd

from workbench.cli.data import FILE, load
from workbench.cli.output import (
    as_dict,
    formats,
    print_frame,
    print_json,
    records,
    show_problems,
)
from workbench.core.project import Project


def _pairs(
    _ctx: click.Context, parameter: click.Parameter, values: Sequence[str]
) -> dict[str, float]:
    found = {}
    for text in values:
        name, _, number = text.rpartition("=")
        try:
            found[name.strip()] = float(number)
        except ValueError:
            name = ""
        if not name.strip():
            raise click.BadParameter(f"{text!r} is not NAME=NUMBER", param=parameter)
    return found


@click.command()
@click.argument("project", type=FILE)
@click.option("--budget", type=click.FloatRange(min=0), default=None, help="Public money to spend.")
@click.option(
    "--kind",
    "by_kind",
    multiple=True,
    callback=_pairs,
    help="Budget of one kind of support, such as rnd=5e9; repeatable.",
)
@click.option(
    "--objective", type=click.Choice(["shortage", "cvar", "dependence"]), default="shortage"
)
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    callback=_pairs,
    help="Scenario and its probability, such as ban=0.2; repeatable. The rest is the base.",
)
@click.option("--draws", type=click.IntRange(0, 100_000), default=64, help="Draws for the bands.")
@click.option("--seed", type=click.IntRange(0), default=0)
@click.option("--alpha", type=click.FloatRange(0, 1, max_open=True), default=0.95)
@click.option("--seconds", type=click.FloatRange(0), default=60.0, help="Longest search.")
@formats("table", "json")
def appraise(project: Path, output: str, **options: Any) -> None:
    """Appraise the cooperation models of PROJECT, and choose among them under a budget.

    Every project is set into the same world without any of them: what it changes, per billion of
    public money, with 5-95 % bands. The choice minimises expected shortage, its conditional value
    at risk, or dependence on imports.
    """
    document = _appraised(load(project), options)
    if output == "json":
        print_json({name: _plain(value) for name, value in document.items()})
        return
    show_problems(document["problems"])
    for name in ("projects", "figures", "shares", "ranking", "by_kind"):
        print_frame(document[name], "table", name.replace("_", " "))
    _print_choice(document)


def _appraised(project: Project, options: dict[str, Any]) -> dict[str, Any]:
    from workbench.core.appraisal import ranking  # noqa: PLC0415 - slow to load
    from workbench.core.appraisal.appraise import appraise as run  # noqa: PLC0415
    from workbench.core.appraisal.appraise import weighed  # noqa: PLC0415
    from workbench.core.appraisal.choice.instance import Limits  # noqa: PLC0415
    from workbench.core.appraisal.portfolio import portfolio  # noqa: PLC0415

    scenarios = weighed(project, options["scenarios"] or None)
    found = run(
        project, scenarios, draws=options["draws"], seed=options["seed"], alpha=options["alpha"]
    )
    budget = float("inf") if options["budget"] is None else options["budget"]
    chosen = portfolio(
        found,
        Limits(budget, tuple(options["by_kind"].items())),
        options["objective"],
        seconds=options["seconds"],
    )
    return {
        "projects": ranking.money_table(found),
        "figures": ranking.figures_table(found),
        "shares": ranking.shares_table(found),
        "ranking": ranking.ranking_table(found),
        "by_kind": ranking.by_kind_table(found),
        "portfolio": {
            "objective": chosen.objective,
            "budget": chosen.budget,
            "chosen": list(chosen.choice.chosen),
            "spent": chosen.choice.spent,
            "value": chosen.choice.objective,
            "gap": chosen.choice.gap,
            "proven": chosen.choice.is_proven,
            "without": vars(chosen.without),
            "with": vars(chosen.with_choice),
        },
        "frontier": pd.DataFrame(
            [(c.spent, c.objective, "; ".join(c.chosen), c.gap) for c in chosen.frontier],
            columns=["spent", "value", "chosen", "gap"],
        ),
        "scenarios": [vars(each) for each in scenarios],
        "problems": [*found.problems, *chosen.problems],
    }


def _plain(value: object) -> object:
    if isinstance(value, pd.DataFrame):
        return records(value)
    if isinstance(value, list) and value and not isinstance(value[0], dict):
        return [as_dict(problem) for problem in value]
    return value


def _print_choice(document: dict[str, Any]) -> None:
    chosen = cast("dict[str, Any]", document["portfolio"])
    names = ", ".join(chosen["chosen"]) or "no project"
    proven = "proven best" if chosen["proven"] else f"within {chosen['gap']:.2%} of the best"
    click.echo(f"\nchosen for the least {chosen['objective']}: {names} ({proven})")
    click.echo(
        f"  public money {chosen['spent']:,.0f}; {chosen['objective']} {chosen['value']:,.6g}"
    )
    before, after = chosen["without"], chosen["with"]
    for name, words in (("expected_shortage", "expected shortage"), ("cvar", "its tail")):
        click.echo(f"  simulated: {words} {before[name]:,.0f} -> {after[name]:,.0f}")
    print_frame(document["frontier"], "table", "money against risk")


COMMANDS = (appraise,)
