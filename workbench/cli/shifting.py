"""Commands about what changed: the dependence shift and its ledger."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click
import pandas as pd

from workbench.cli.asking import AS_OF, PARTIAL, known, require_home, simulated
from workbench.cli.asking import period as period_text
from workbench.cli.data import FILE, load
from workbench.cli.output import (
    formats,
    print_frame,
    print_json,
    records,
    show_problems,
)
from workbench.core.figures import Basis
from workbench.core.ledger.mix import mix_between
from workbench.core.ledger.tables import RULE, Ledger, ledger_between, ledger_of
from workbench.core.measure import shift_between
from workbench.core.project import Project
from workbench.core.record.check import lists, materials_of


@click.command()
@click.argument("project", type=FILE)
@click.option("--material", default="", help="Only this material; needed with --from and --to.")
@click.option("--from", "before", default="", callback=period_text, help="Earlier period.")
@click.option("--to", "after", default="", callback=period_text, help="Later period.")
@click.option("--scenario", default="", help="Compare this scenario with the base instead.")
@click.option("--basis", type=click.Choice(["value", "quantity"]), default=None)
@click.option("--ledger", "as_ledger", is_flag=True, help="What the change is made of as well.")
@AS_OF
@PARTIAL
@formats("table", "csv", "json")
def shift(
    project: Path,
    material: str,
    before: str,
    after: str,
    scenario: str,
    basis: Basis | None,
    as_ledger: bool,
    as_of: str,
    partial: bool,
    output: str,
) -> None:
    """Print the dependence shift: between two periods, or from the base to a scenario.

    The shift to a scenario is one of quantities, over the months in which its shocks are felt.
    With --ledger: what demand, home production and the choice of sources contributed to the change
    of imports (LMDI-I), each country's part of the change of the HHI, and who took whose place.
    """
    if scenario and (before or after or basis or as_of):
        raise click.UsageError("--scenario goes without --from, --to, --basis and --as-of")
    if not scenario and not (material and before and after):
        raise click.UsageError("give --material, --from and --to, or --scenario")
    if as_ledger and not material:
        raise click.UsageError("--ledger is of one material; give --material")
    if as_ledger and output == "csv":
        raise click.UsageError("--ledger makes several tables; use --format table or json")
    loaded = load(project)
    require_home(loaded)
    known(loaded, "materials", material)
    known(loaded, "scenarios", scenario)
    found: Ledger | None = None
    if scenario:
        result = simulated(loaded, scenario, partial=partial)
        show_problems(result.problems)
        frame = result.shift
        frame = frame[frame["material"] == material] if material else frame
        found = ledger_of(result, material) if as_ledger else None
    else:
        found, frame = _between(loaded, material, (before, after), basis, as_of)
    if found is None or not as_ledger:
        print_frame(frame, output)
        for note in found.notes if found else ():
            click.echo(f"note: {note}", err=True)
    elif output == "json":
        print_json(_document(frame, found))
    else:
        _print(frame, found)


def _between(
    project: Project, material: str, pair: tuple[str, str], basis: Basis | None, as_of: str
) -> tuple[Ledger, pd.DataFrame]:
    """Return the ledger and the shift between two periods."""
    chosen = basis or cast("Basis", project.setting("basis"))
    before, after = pair
    found = ledger_between(project, material, before=before, after=after, basis=chosen, as_of=as_of)
    frame = shift_between(project, material, before=before, after=after, basis=chosen, as_of=as_of)
    return found, frame


def _document(frame: pd.DataFrame, found: Ledger) -> dict[str, object]:
    return {
        "shift": records(frame),
        "ledger": records(found.effects),
        "hhi": records(found.hhi),
        "replaced": records(found.replaced),
        "steps": found.steps(),
        "material": found.material,
        "basis": found.basis,
        "before": found.before,
        "after": found.after,
        "rule": RULE,
        "notes": list(found.notes),
    }


def _print(frame: pd.DataFrame, found: Ledger) -> None:
    print_frame(frame, "table", "shift of shares, 0-1")
    title = f"change of imports by {found.basis}, from {found.before} to {found.after}"
    print_frame(found.effects, "table", title)
    print_frame(found.hhi, "table", "contributions to the change of the HHI, 0-1")
    print_frame(found.replaced, "table", f"who took whose place, in shares of 1: {RULE}")
    for note in found.notes:
        click.echo(f"note: {note}")


@click.command("shift-share")
@click.argument("project", type=FILE)
@click.option("--country", required=True, help="Country, or group, on which home depends.")
@click.option("--list", "listed", default="", help="Materials of this list; without it all.")
@click.option("--from", "before", required=True, callback=period_text, help="Earlier period.")
@click.option("--to", "after", required=True, callback=period_text, help="Later period.")
@click.option("--basis", type=click.Choice(["value", "quantity"]), default="value")
@AS_OF
@formats("table", "csv", "json")
def shift_share(
    project: Path,
    country: str,
    listed: str,
    before: str,
    after: str,
    basis: Basis,
    as_of: str,
    output: str,
) -> None:
    """Print why the share of a country in the imports of several materials changed.

    Within: its share in the materials changed. Between: imports moved to materials in which its
    share is another one. Interaction: both at once. The three add up to the change.
    """
    loaded = load(project)
    names = chosen_materials(loaded, listed, "")
    try:
        frame, notes = mix_between(
            loaded, country, names, before=before, after=after, basis=basis, as_of=as_of
        )
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from wrong
    print_frame(frame, output)
    for note in notes:
        click.echo(f"note: {note}", err=True)


def chosen_materials(project: Project, listed: str, material: str) -> tuple[str, ...]:
    """Return the materials of a list, one material, or all; refuse names that are unknown."""
    if listed and material:
        raise click.UsageError("give --list or --material, not both")
    known(project, "materials", material)
    if listed and listed not in lists(project):
        names = ", ".join(lists(project)) or "none"
        raise click.UsageError(f"no material is on a list {listed!r}; lists are {names}")
    return (material,) if material else materials_of(project, listed)


COMMANDS = (shift, shift_share)
