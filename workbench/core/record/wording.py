"""The answer to a claim of a record, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workbench.core import countries
from workbench.core.project import Project
from workbench.core.record.check import Check
from workbench.core.record.claim import Definition, Finding

GRAIN_WORDS = {"year": "years", "half": "half-years", "quarter": "quarters", "month": "months"}
_READINGS: dict[str, tuple[Callable[[Definition], str], dict[str, str]]] = {
    "the length of the period": (lambda one: one.grain, GRAIN_WORDS),
    "the basis": (lambda one: one.basis, {"value": "by value", "quantity": "by quantity"}),
    "the denominator": (
        lambda one: one.denominator,
        {"imports": "as a share of imports", "supply": "as a share of supply"},
    ),
    "the weighting": (
        lambda one: one.weighting,
        {"mean": "as mean of the materials", "total": "as share of their total", "material": ""},
    ),
    "the release": (
        lambda one: one.release,
        {"then": "as figures stood then", "now": "as figures stand now"},
    ),
}


def sentence(project: Project, found: Check) -> str:
    """Return under how many definitions the claim is true, and what that depends on."""
    claim = found.claim
    head = (
        f"Dependence of {_name(project, project.home) or 'home'} on"
        f" {_name(project, claim.country)} for {claim.about} at its {claim.direction}"
    )
    if claim.since:
        head += f" since {claim.since}"
    tested = [one for one in found.findings if one.verdict != "unknown"]
    untested = len(found.findings) - len(tested)
    rest = f" {untested} more cannot be tested." if untested else ""
    if not tested:
        return f"{head}: it cannot be said, none of {untested} definitions can be tested."
    true = [one for one in tested if one.verdict == "true"]
    if len(true) == len(tested):
        return f"{head}: true under all {_number(tested)}{_reach(true)}.{rest}"
    if not true:
        return f"{head}: false under all {_number(tested)}{_last(tested)}.{rest}"
    return f"{head}: true under {len(true)} of {_number(tested)}; {_depends(tested)}.{rest}"


def _name(project: Project, code: str) -> str:
    return countries.display_name(project, code) if code else ""


def _number(tested: Sequence[Finding]) -> str:
    word = "definition" if len(tested) == 1 else "definitions"
    return f"{len(tested)} {word} that can be tested"


def _reach(true: Sequence[Finding]) -> str:
    few = min(one.compared for one in true)
    first = max(one.first[:4] for one in true)
    return f" (at least {few} earlier periods compared, back to {first} or further)"


def _last(tested: Sequence[Finding]) -> str:
    latest = max(tested, key=lambda one: one.compared)
    return f"; such as {latest.period} against {latest.since}"


def _depends(tested: Sequence[Finding]) -> str:
    """Say for the reading on which the answer hangs most how often it is true in each case."""
    best, spread = "", -1.0
    for about, (key, words) in _READINGS.items():
        counts: dict[str, list[bool]] = {}
        for one in tested:
            counts.setdefault(key(one.definition), []).append(one.verdict == "true")
        parts = [sum(counts[case]) / len(counts[case]) for case in counts]
        if len(parts) > 1 and max(parts) - min(parts) > spread:
            spread = max(parts) - min(parts)
            said = [
                f"{words[case]} {_share(sum(verdicts), len(verdicts))}"
                for case, verdicts in counts.items()
            ]
            best = f"it depends most on {about}: {', '.join(said)}"
    return best or "the definitions differ in more than one way"


def _share(true: int, of: int) -> str:
    if true == of:
        return "always true"
    return f"true in {true} of {of}" if true else "never true"
