"""The words and colours of the verdicts of origin rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.core.appraisal.origin.rules import Rule
from workbench.core.project import Project
from workbench.ui.texts import percent, tr

if TYPE_CHECKING:
    from workbench.core.appraisal.origin.product import ProductTest
    from workbench.core.appraisal.origin.timeline import Span

VERDICTS = {
    "pass": tr("pass"),
    "fail": tr("fail"),
    "unknown": tr("unknown"),
    "ended": tr("ended"),
    "none": tr("not yet in force"),
}
COLOURS = {
    "pass": "#1E7B4F",
    "fail": "#9B1C1C",
    "unknown": "#E0A83A",
    "ended": "#7C8794",
    "none": "#7C8794",
}
"""Dark, dark and pale, so that a word is seen without telling colours apart; the word says it."""
BY_WORD = {VERDICTS[key]: colour for key, colour in COLOURS.items()}


def standing(rule: Rule, verdict: str) -> str:
    """Return the key of what a rule says: its verdict, or that it has ended."""
    return "ended" if rule.has_ended else verdict


def overall(test: ProductTest | None) -> str:
    """Return the key of what all rules say together."""
    if test is None:
        return "none"
    rules = [finding.verification.rule for finding in test.findings]
    return "ended" if all(rule.has_ended for rule in rules) else test.verdict


def asked(rule: Rule) -> str:
    """Say what a rule asks for."""
    parts = []
    if rule.threshold == rule.threshold:
        where = " / ".join(rule.required) or tr("whoever is not excluded")
        parts.append(tr("{share} from {where}", share=percent(rule.threshold, 0), where=where))
    if rule.excluded:
        parts.append(tr("nothing from {who}", who=" / ".join(rule.excluded)))
    if rule.exempt and rule.excluded:
        parts.append(tr("but for {what}", what=", ".join(sorted(rule.exempt))))
    return ", ".join(parts) or tr("nothing any more")


def span_words(span: Span) -> str:
    """Return what a span of the strip says."""
    return tr(
        "{rule}: {verdict} from {day}",
        rule=span.rule,
        verdict=VERDICTS[span.standing],
        day=span.since,
    )


def title_of(project: Project, product: str) -> str:
    """Return the name of a product to show."""
    rows = project["materials"]
    names = rows.loc[rows["material"] == product, "name"]
    return str(names.iloc[0]) if len(names) and names.iloc[0] else product
