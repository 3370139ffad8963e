"""Commands about the past: the check of a record, and revisions of published figures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from workbench.cli.asking import AS_OF, known
from workbench.cli.asking import period as period_text
from workbench.cli.data import FILE, load
from workbench.cli.output import formats, print_frame, print_json, records
from workbench.cli.shifting import chosen_materials
from workbench.core import countries
from workbench.core.project import Project
from workbench.core.record.check import Check, check
from workbench.core.record.claim import VERDICTS, Claim, Direction
from workbench.core.record.wording import sentence
from workbench.core.revisions import revisions as find_revisions

MOST_NOTES = 12


@click.command()
@click.argument("project", type=FILE)
@click.option("--country", required=True, help="Country, or group, on which home depends.")
@click.option("--list", "listed", default="", help="Materials of this list; without it all.")
@click.option("--material", default="", help="This material instead of a list.")
@click.option(
    "--period", default="", callback=period_text, help="When; without it the latest one in full."
)
@click.option("--direction", type=click.Choice(["lowest", "highest"]), default="lowest")
@click.option("--since", default="", callback=period_text, help="Compare from this period on.")
@AS_OF
@formats("table", "csv", "json")
def record(
    project: Path,
    country: str,
    listed: str,
    material: str,
    period: str,
    direction: Direction,
    since: str,
    as_of: str,
    output: str,
) -> None:
    """Test the claim that dependence on a country is at its lowest (highest).

    The claim is tested under every definition: length of the period (each compared with the same
    one of other years), by value and by quantity, as a share of imports and of supply, as mean of
    the materials and in their total, with figures as they stood then and as they stand now.
    --as-of is the day of the claim; without it the day on which its figures were out.
    """
    loaded = load(project)
    materials = chosen_materials(loaded, listed, material)
    _known_country(loaded, country)
    about = material or listed or "all materials"
    claim = Claim(country, materials, about, direction, period, since, as_of)
    found = check(loaded, claim)
    if output == "json":
        print_json(_document(loaded, found))
        return
    frame = found.frame()
    if output == "csv":
        print_frame(frame, output)
        return
    print_frame(frame.drop(columns=["as_of", "missing", "note"]), output)
    told = dict.fromkeys(
        text for one in found.findings for text in (one.note, *one.missing) if text
    )
    for text in list(told)[:MOST_NOTES]:
        click.echo(f"note: {text}")
    if len(told) > MOST_NOTES:
        click.echo(f"and {len(told) - MOST_NOTES} more notes; --json holds all of them")
    click.echo(sentence(loaded, found))


def _known_country(project: Project, country: str) -> None:
    if not countries.members(project, country):
        raise click.UsageError(f"{country!r} is neither a country such as JPN nor a group")


def _document(project: Project, found: Check) -> dict[str, object]:
    rows = records(found.frame())
    for row, one in zip(rows, found.findings, strict=True):
        row["missing"] = list(one.missing)
        row["series"] = [{"period": name, "value": value} for name, value in one.series]
    verdicts = Counter(one.verdict for one in found.findings)
    claim = found.claim
    return {
        "claim": {
            "home": project.home,
            "country": claim.country,
            "about": claim.about,
            "materials": list(claim.materials),
            "direction": claim.direction,
            "period": claim.period,
            "since": claim.since,
            "as_of": claim.as_of,
        },
        "sentence": sentence(project, found),
        "verdicts": {name: verdicts[name] for name in VERDICTS},
        "definitions": rows,
    }


@click.command()
@click.argument("project", type=FILE)
@click.option("--material", default="", help="Only this material.")
@click.option("--partner", default="", help="Only this partner.")
@formats("table", "csv", "json")
def revisions(project: Path, material: str, partner: str, output: str) -> None:
    """Print every release of the figures that were published more than once, and its change."""
    loaded = load(project)
    known(loaded, "materials", material)
    print_frame(find_revisions(loaded, material, partner=partner), output)


COMMANDS = (record, revisions)
