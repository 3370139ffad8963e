"""A bill of materials against one rule: pass, fail or unknown, and the rows that decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from workbench.core.appraisal.origin.bill import BillRow, Origin
from workbench.core.appraisal.origin.rules import Rule
from workbench.core.figures import WORLD
from workbench.core.project import Project

Verdict = Literal["pass", "fail", "unknown"]
NOT_TOLD = frozenset({"XXX", WORLD})
"""Codes of partners that customs did not tell apart: they may be anybody."""
_TINY = 1e-9


@dataclass(frozen=True)
class TestedRow:
    """One source of one material under a rule."""

    material: str
    origin: Origin
    value: float
    """Currency per unit of the product that comes from this source; NaN where unknown."""
    qualifies: bool
    barred: bool
    """Whether it alone makes the product fail."""
    exempt: bool
    binding: bool
    """Whether the verdict hangs on it: a barred source, or value that does not qualify while the
    threshold is missed."""


@dataclass(frozen=True)
class Verification:
    """What a rule says of a product on a day."""

    rule: Rule
    verdict: Verdict
    content: tuple[float, float]
    """Least and largest share of value that qualifies; equal where everything is known, NaN
    where the rule asks for no share."""
    rows: tuple[TestedRow, ...]
    reasons: tuple[str, ...]


def tested(project: Project, rule: Rule, bill: Sequence[BillRow]) -> list[BillRow]:
    """Return the rows of a bill that a rule is about.

    Materials whose column ``lists`` names the rule, at any depth of the bill; where no material of
    the bill names any rule, the direct inputs of the product.
    """
    lists = dict(zip(project["materials"]["material"], project["materials"]["lists"], strict=True))
    named = {
        row.material: {part.strip() for part in str(lists.get(row.material, "")).split(";")}
        for row in bill
    }
    rules = set(project["rules"]["rule"].astype(str))
    if any(names & rules for names in named.values()):
        return [row for row in bill if rule.name in named[row.material]]
    return [row for row in bill if row.is_direct]


def verify(rule: Rule, rows: Sequence[BillRow]) -> Verification:
    """Return the verdict of a rule on the rows it is about.

    The content is the value from qualifying countries in the value of all rows (IRC 30D(e): sum of
    qualifying value / sum of value). A source in an excluded group fails the product whatever its
    share. Exempt materials are left out of the exclusion; where a rule excludes nobody, they are
    left out of the share. What is not known is taken at its best and at its worst: only where both
    agree is there a verdict.
    """
    if rule.has_ended:
        return Verification(rule, "pass", (np.nan, np.nan), (), ("the rule asks for nothing more",))
    if not rows:
        words = "nothing in the bill is named as subject to this rule"
        return Verification(rule, "unknown", (np.nan, np.nan), (), (words,))
    counted = [row for row in rows if rule.excluded or row.material not in rule.exempt]
    content = _content(rule, counted) if not np.isnan(rule.threshold) else (np.nan, np.nan)
    share, share_words = _share_verdict(rule, content, counted)
    barred, barred_words = _exclusion(rule, rows)
    verdict: Verdict = "pass"
    if "fail" in (share, barred):
        verdict = "fail"
    elif "unknown" in (share, barred):
        verdict = "unknown"
    reasons = [*barred_words, *share_words, *(text for row in rows for text in row.remarks)]
    shown = tuple(_tested(rule, row, origin, share) for row in rows for origin in _shown(row))
    return Verification(rule, verdict, content, shown, tuple(dict.fromkeys(reasons)))


def qualifying_part(rule: Rule, row: BillRow) -> tuple[float, float]:
    """Return the least and largest part of a material's value that qualifies."""
    if not row.origins:
        return 0.0, 1.0
    sides = [_fits(rule, origin.country) for origin in row.origins]
    if not row.is_mix_known:
        return float(all(low for low, _ in sides)), float(any(high for _, high in sides))
    weights = [_value(row, origin) for origin in row.origins]
    if not sum(weights) > 0:  # no price: volumes say as much
        weights = [origin.share for origin in row.origins]
    total = sum(weights)
    low, high = (
        sum(w for w, fit in zip(weights, sides, strict=True) if fit[side]) / total
        for side in (0, 1)
    )
    return low, high


def _fits(rule: Rule, country: str) -> tuple[bool, bool]:
    """Return whether a country qualifies, at worst and at best."""
    fits = rule.qualifies(country)
    return (False, True) if country in NOT_TOLD else (fits, fits)


def _value(row: BillRow, origin: Origin) -> float:
    """Return the value that comes from a source, in currency per unit of the product."""
    return row.quantity * origin.share * row.price_of(origin) if origin.share > 0 else 0.0


def _content(rule: Rule, rows: Sequence[BillRow]) -> tuple[float, float]:
    """Return the least and largest content; a material without a price may weigh anything."""
    if not rows:
        return 1.0, 1.0
    parts = [qualifying_part(rule, row) for row in rows]
    priced = [i for i, row in enumerate(rows) if not np.isnan(row.value)]
    loose = [i for i in range(len(rows)) if i not in priced]
    total = sum(rows[i].value for i in priced)
    bounds = []
    for side, choose in ((0, min), (1, max)):
        known = [sum(rows[i].value * parts[i][side] for i in priced) / total] if total > 0 else []
        bounds.append(choose([*known, *(parts[i][side] for i in loose)], default=1.0))
    return bounds[0], bounds[1]


def _share_verdict(
    rule: Rule, content: tuple[float, float], rows: Sequence[BillRow]
) -> tuple[Verdict, list[str]]:
    if np.isnan(rule.threshold):
        return "pass", []
    low, high = content
    where = " or ".join(rule.required) or "sources that are not excluded"
    asked = f"at least {rule.threshold:.0%} of the value must come from {where}"
    if high - low < _TINY:
        verdict: Verdict = "pass" if low >= rule.threshold - _TINY else "fail"
        return verdict, [f"{asked}; it is {low:.1%}"]
    if low >= rule.threshold - _TINY:
        return "pass", [f"{asked}; it is {low:.1%} or more"]
    if high < rule.threshold - _TINY:
        return "fail", [f"{asked}; it is {high:.1%} at most"]
    open_rows = ", ".join(
        row.material for row in rows if np.isnan(row.value) or not row.is_mix_known or _hidden(row)
    )
    return "unknown", [f"{asked}; it lies between {low:.1%} and {high:.1%} ({open_rows})"]


def _exclusion(rule: Rule, rows: Sequence[BillRow]) -> tuple[Verdict, list[str]]:
    if not rule.excluded:
        return "pass", []
    names = " or ".join(rule.excluded)
    verdict: Verdict = "pass"
    words = []
    for row in rows:
        if row.material in rule.exempt:
            words.append(f"{row.material} is exempt from the exclusion of {names}")
            continue
        hit = [o for o in row.origins if o.country in rule.barred]
        certain = [o for o in hit if o.share > 0]
        if certain:
            who = ", ".join(f"{o.source} ({o.country})" for o in certain)
            words.append(f"{row.material} comes from {who}, which {names} excludes")
            verdict = "fail"
        elif not row.origins or any(np.isnan(o.share) for o in hit) or _hidden(row):
            words.append(f"whether {row.material} comes from {names} is not known")
            verdict = "fail" if verdict == "fail" else "unknown"
    return verdict, words


def _hidden(row: BillRow) -> bool:
    return any(o.share > 0 and o.country in NOT_TOLD for o in row.origins)


def _shown(row: BillRow) -> tuple[Origin, ...]:
    used = tuple(origin for origin in row.origins if origin.share != 0.0)
    return used or (Origin("", "", np.nan, np.nan, 1.0),)


def _tested(rule: Rule, row: BillRow, origin: Origin, share: Verdict) -> TestedRow:
    exempt = row.material in rule.exempt
    qualifies = bool(origin.country) and _fits(rule, origin.country)[0]
    barred = origin.country in rule.barred and not exempt
    counted = bool(rule.excluded) or not exempt
    return TestedRow(
        material=row.material,
        origin=origin,
        value=_value(row, origin) if row.is_mix_known else np.nan,
        qualifies=qualifies,
        barred=barred,
        exempt=exempt,
        binding=barred or (share != "pass" and not qualifies and counted),
    )
