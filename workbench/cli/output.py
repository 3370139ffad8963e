"""What commands print: tables for people, CSV and JSON for programs, findings on standard error."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

import click
import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from workbench.core.problem import DataRefused, Problem, condensed
from workbench.core.report.delimited import to_csv

REMARKS = ("note", "source", "reason")
"""Columns of running text."""

REFUSED = 3
"""Exit status when the data was refused."""

F = TypeVar("F", bound=Callable[..., Any])


def formats(*allowed: str) -> Callable[[F], F]:
    """Add the options ``--format`` and ``--json`` to a command, as the argument ``output``."""

    def decorate(function: F) -> F:
        @wraps(function)
        def command(*args: Any, as_json: bool, output: str, **options: Any) -> Any:
            chosen = "json" if as_json else output
            try:
                return function(*args, output=chosen, **options)
            except DataRefused as refused:
                refuse(refused.problems, chosen)

        choice = click.Choice(allowed)
        command = click.option("--format", "output", type=choice, default=allowed[0])(command)
        flag = click.option("--json", "as_json", is_flag=True, help="Same as --format json.")
        return cast("F", flag(command))

    return decorate


def refuse(problems: Iterable[Problem], output: str = "table") -> NoReturn:
    """Say why the data was refused, and end with status 3."""
    if output == "json":
        print_json({"refused": [as_dict(problem) for problem in problems]})
    else:
        show_problems(problems)
    raise SystemExit(REFUSED)


def as_dict(problem: Problem) -> dict[str, object]:
    """Return a finding with the keys that scripts read."""
    return {
        "severity": problem.severity,
        "file": problem.file,
        "sheet": problem.sheet,
        "cell": problem.cell,
        "table": problem.table,
        "column": problem.column,
        "row": problem.row or None,
        "value": problem.value,
        "reason": problem.message + (f"; expected {problem.expected}" if problem.expected else ""),
        "remedy": problem.remedy,
    }


def show_problems(problems: Iterable[Problem]) -> None:
    """Print findings on standard error, one a line; of very many of a kind, how many."""
    for problem in condensed(problems):
        click.echo(f"{problem.severity}: {problem}", err=True)


def print_json(value: object) -> None:
    """Print one JSON document; a missing number is null."""
    click.echo(as_json(value))


def as_json(value: object) -> str:
    """Return one JSON document; a missing number is null."""
    return json.dumps(_plain(value), ensure_ascii=False, indent=1, allow_nan=False)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Path):
        return str(value)
    return value


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of a frame as mappings of plain Python values."""
    columns = {str(name): frame[name].tolist() for name in frame}
    names = list(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def print_frame(frame: pd.DataFrame, output: str, title: str = "") -> None:
    """Print a table in the chosen form."""
    if output == "json":
        print_json(records(frame))
    elif output == "csv":
        click.echo(to_csv(frame), nl=False)
    else:
        _print_table(frame, title)


def _print_table(frame: pd.DataFrame, title: str) -> None:
    table = Table(title=Text(title) if title else None, title_justify="left", box=None)
    for name in frame:
        numeric = pd.api.types.is_numeric_dtype(frame[name])
        # Long remarks take several lines, or they would push the figures out of sight.
        wraps = {"no_wrap": False, "overflow": "fold"} if name in REMARKS else {"no_wrap": True}
        table.add_column(Text(str(name)), justify="right" if numeric else "left", **wraps)
    for row in records(frame):
        table.add_row(*(Text(_shown(value)) for value in row.values()))
    console = Console()
    if not console.is_terminal:
        console = Console(width=240)
    console.print(table)


def _shown(value: object) -> str:
    if isinstance(value, float):
        if not math.isfinite(value):
            return "—"
        return f"{value:,.6g}" if abs(value) < 1000 else f"{value:,.1f}"
    return str(value)
