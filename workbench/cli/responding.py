"""The option --response: what buyers and sources do, and the least shortage anyone could reach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.output import records
from workbench.core.project import Project
from workbench.core.simulation.result import Result

if TYPE_CHECKING:
    from workbench.core.simulation.best import BestRun

MARKET, BEST = "market", "best"
_MOST = 5


def _responses(_ctx: click.Context, _parameter: click.Parameter, value: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(name.strip() for name in value.split(",") if name.strip()))
    if not found or not set(found) <= {MARKET, BEST}:
        raise click.BadParameter(f"{value!r} is not market, best or market,best")
    return found


RESPONSE = click.option(
    "--response",
    default=MARKET,
    callback=_responses,
    help="market, best or market,best: what buyers and sources do, or the least shortage that"
    " anyone could reach who knew the future.",
)


def best_beside(market: Result, responses: tuple[str, ...]) -> BestRun | None:
    """Return the best response over the window of a market response, if it is asked for."""
    if BEST not in responses:
        return None
    from workbench.core.simulation.best import run_best  # noqa: PLC0415 - HiGHS is slow to load

    return run_best(market.project, market.scenario, market.window)


def best_document(best: BestRun, tables: tuple[str, ...]) -> dict[str, object]:
    """Return the four tables of a best response and what more of each source would avoid."""
    return {
        **{name: records(getattr(best.result, name)) for name in tables},
        "window": list(best.result.window),
        **worth_document(best),
    }


def worth_document(best: BestRun) -> dict[str, object]:
    """Return the least shortage, and what more of each source would avoid."""
    return {"worth": records(best.worth), "least_shortage": best.shortage}


def best_path(path: Path) -> Path:
    """Return where the tables of the best response go beside those of the market response."""
    return path.with_stem(f"{path.stem}-best")


def print_best(best: BestRun) -> None:
    """Print the least shortage and the sources of which more would help most."""
    from workbench.core.simulation.best import total_worth, worth_sentence  # noqa: PLC0415 - as above

    project = best.result.project
    months = best.result.balance["period"].nunique()
    short = best.result.balance.groupby("material", sort=False)["shortage"].sum()
    click.echo("best response, all months of the run:")
    for material, amount in short[short > 0].items():
        unit = _unit(project, str(material))
        click.echo(f"  at least {amount:,.6g} {unit or 'units'} of {material} are missing")
    if not (short > 0).any():
        click.echo("  nobody need be short")
    for _, row in total_worth(best.worth).head(_MOST).iterrows():
        click.echo(f"  {worth_sentence(row, _unit(project, row['material']), months)}")


def _unit(project: Project, material: str) -> str:
    rows = project["materials"]
    found = rows.loc[rows["material"] == material, "unit"]
    return str(found.iloc[0]) if len(found) else ""
