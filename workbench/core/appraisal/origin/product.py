"""One call: a product and a day in, what every origin rule says of it out."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.core.appraisal.origin.bill import BillRow, bill_of
from workbench.core.appraisal.origin.change import Change, least_change
from workbench.core.appraisal.origin.rules import day, rules_on
from workbench.core.appraisal.origin.testing import Verdict, Verification, tested, verify
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project


@dataclass(frozen=True)
class Finding:
    """What one rule says, and what would have to change."""

    verification: Verification
    change: Change


@dataclass(frozen=True)
class ProductTest:
    """What all rules say of a product on a day."""

    product: str
    date: str
    verdict: Verdict
    """``fail`` if any rule fails, else ``unknown`` if any is, else ``pass``."""
    findings: tuple[Finding, ...]
    bill: tuple[BillRow, ...]


def put_to_test(project: Project, product: str, date: str, rule: str = "") -> ProductTest:
    """Test a product's bill of materials against the origin rules in force on a day.

    Args:
        project: the project.
        product: the material whose recipe is the bill.
        date: the day, such as ``2024-06-30``.
        rule: only this rule; empty for all in force.

    Raises:
        DataRefused: if no rule is in force on that day, or the bill cannot be drawn up.
    """
    rules = rules_on(project, date, rule)
    if not rules:
        raise DataRefused([_no_rule(project, date, rule)])
    bill = bill_of(project, product, day(date))
    findings = []
    for each in rules:
        rows = tested(project, each, bill)
        verification = verify(each, rows)
        change = Change() if verification.verdict == "pass" else least_change(each, rows)
        findings.append(Finding(verification, change))
    verdicts = {finding.verification.verdict for finding in findings}
    order: tuple[Verdict, ...] = ("fail", "unknown", "pass")
    overall = next(verdict for verdict in order if verdict in verdicts)
    return ProductTest(product, date, overall, tuple(findings), tuple(bill))


def _no_rule(project: Project, date: str, rule: str) -> Problem:
    table = project["rules"]
    known = ", ".join(sorted(set(table["rule"].astype(str)))) or "none"
    starts = sorted(day(str(since)) for since in table["from"])
    return Problem(
        f"no origin rule {f'called {rule} ' if rule else ''}is in force on {date}",
        table="rules",
        column="from",
        value=date,
        expected=f"a day from {starts[0]} on" if starts else "rows in the sheet rules",
        remedy=f"Rules of this project: {known}",
    )
