"""The command origin: does a product pass the origin rules of a day, and what has to change?"""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

import click

from workbench.cli.data import FILE, load
from workbench.cli.output import formats, print_json
from workbench.core.appraisal.origin.product import Finding, ProductTest, put_to_test
from workbench.core.appraisal.origin.testing import TestedRow

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?\Z")


def _date(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    if not _DATE.match(value):
        raise click.BadParameter(f"{value!r} is no date such as 2025-06-30")
    return value


@click.command()
@click.argument("project", type=FILE)
@click.option("--product", required=True, help="Material whose recipe is the bill of materials.")
@click.option("--date", required=True, callback=_date, help="Day, such as 2025-06-30.")
@click.option("--rule", default="", help="Only this rule; else all in force on that day.")
@formats("table", "json")
def origin(project: Path, product: str, date: str, rule: str, output: str) -> None:
    """Test a product against the origin rules in force on a day.

    The answer is pass, fail or unknown, with the rows that decide it and the fewest sources to
    change so that it passes.
    """
    test = put_to_test(load(project), product, date, rule)
    if output == "json":
        print_json(_document(test))
    else:
        _print(test)


def _document(test: ProductTest) -> dict[str, object]:
    return {
        "product": test.product,
        "date": test.date,
        "status": test.verdict,
        "rules": [_as_dict(finding) for finding in test.findings],
    }


def _as_dict(finding: Finding) -> dict[str, object]:
    seen, rule = finding.verification, finding.verification.rule
    return {
        "rule": rule.name,
        "from": rule.since,
        "status": seen.verdict,
        "ended": rule.has_ended,
        "threshold": rule.threshold,
        "content": seen.content[0] if seen.content[0] == seen.content[1] else None,
        "content_low": seen.content[0],
        "content_high": seen.content[1],
        "reasons": list(seen.reasons),
        "rows": [_row(row) for row in seen.rows],
        "change": [asdict(move) for move in finding.change.moves],
        "change_possible": finding.change.is_possible,
        "change_reason": finding.change.reason,
        "source": rule.source,
    }


def _row(row: TestedRow) -> dict[str, object]:
    return {
        "material": row.material,
        "source": row.origin.source,
        "country": row.origin.country,
        "share": row.origin.share,
        "value": row.value,
        "qualifies": row.qualifies,
        "excluded": row.barred,
        "exempt": row.exempt,
        "binding": row.binding,
    }


def _print(test: ProductTest) -> None:
    click.echo(f"{test.product} on {test.date}: {test.verdict}")
    for finding in test.findings:
        seen = finding.verification
        told = "ended" if seen.rule.has_ended else seen.verdict
        click.echo(f"\n{seen.rule.name} (since {seen.rule.since}): {told}")
        for reason in seen.reasons:
            click.echo(f"  {reason}")
        for row in seen.rows:
            if row.binding:
                click.echo(
                    f"  binding: {row.material} from {row.origin.source} ({row.origin.country}),"
                    f" {row.origin.share:.1%} of its volume"
                )
        for move in finding.change.moves:
            click.echo(
                f"  change: {move.material} from {move.source} ({move.country})"
                f" {move.before:.1%} -> {move.after:.1%}"
            )
        if finding.change.reason:
            click.echo(f"  {finding.change.reason}")


COMMANDS = (origin,)
