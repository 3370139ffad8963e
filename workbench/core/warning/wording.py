"""Alarms and reasons as rows for people."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.warning.days import day_name
from workbench.core.warning.grading import CHECKED, grade_of_rule, grades
from workbench.core.warning.judging import Judged
from workbench.core.warning.panel import Panel
from workbench.core.warning.rules import Case, Rule, all_rules

ALARMS = (
    "home",
    "material",
    "partner",
    "rule",
    "grade",
    "series",
    "period",
    "known",
    "value",
    "threshold",
    "unit",
    "basis",
    "mirror",
    "sentence",
)
MATERIALS = (
    "home",
    "material",
    "grade",
    "checked",
    "points",
    "alarms",
    "judged",
    "newest",
    "status",
    "reason",
)
UNJUDGED = ("home", "material", "rule", "status", "reason")
_NUMBERS = ("value", "threshold", "points", "alarms", "judged")
_GRAIN = {3: "quarters", 6: "halves", 12: "years"}


def framed(rows: list[dict[str, object]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Return rows as a frame: numbers as float64, everything else as text."""
    data = {}
    for name in columns:
        kind = "float64" if name in _NUMBERS else "str"
        data[name] = pd.Series([row[name] for row in rows], dtype=kind)
    return pd.DataFrame(data)


def alarm_rows(judged: Judged, units: dict[str, str], currency: str) -> list[dict[str, object]]:
    """Return one row for each alarm, in order of home, material, partner and rule."""
    panel, rows = judged.panel, []
    for key, alarms in judged.alarms.items():
        rule, found = all_rules()[key], judged.found[key]
        for place in np.flatnonzero(alarms):
            value, line = float(found.value[place]), float(found.threshold[place])
            rows.append(_alarm(panel, key, rule, int(place), value, line, units, currency))
    rows.sort(key=lambda row: tuple(str(row[name]) for name in ALARMS[:4]))
    return rows


def _alarm(
    panel: Panel,
    key: str,
    rule: Rule,
    place: int,
    value: float,
    line: float,
    units: dict[str, str],
    currency: str,
) -> dict[str, object]:
    by_series = rule.scope == "series"
    group = int(panel.entries.group_of[place]) if by_series else place
    labels = panel.entries.groups.iloc[group]
    newest, known = int(panel.newest[group]), int(panel.known[group])
    if rule.reads_events or key == "silence":
        period, known = periods.month_name(panel.month), panel.day
    else:
        period = periods.month_name(newest)
    case = Case(panel, place, value, line)
    known = rule.known(case) if rule.known else known
    text = rule.say(case)
    mirrored = bool(panel.mirrored[group])
    if mirrored and not rule.reads_events:
        text += f" (as others report to {labels['home']})"
    return {
        "home": labels["home"],
        "material": labels["material"],
        "partner": case.partner if by_series else "",
        "rule": key,
        "grade": grade_of_rule(key, panel.limits),
        "series": rule.series,
        "period": period,
        "known": day_name(known),
        "value": value,
        "threshold": line,
        "unit": unit_of(rule, panel.basis, units.get(labels["material"], ""), currency),
        "basis": panel.basis if rule.kind in ("share", "amount") else "",
        "mirror": "yes" if mirrored else "",
        "sentence": text,
    }


def unit_of(rule: Rule, basis: str, unit: str, currency: str) -> str:
    """Return the unit of the figure that a rule judges."""
    amount = currency if basis == "value" else unit or "units"
    return {
        "share": "0-1",
        "price": f"{currency} per {unit or 'unit'}",
        "amount": f"{amount} a month",
        "months": "months",
        "events": "events",
    }[rule.kind]


def material_rows(judged: Judged) -> list[dict[str, object]]:
    """Return one row for each material of each home: its grade, or why it has none."""
    panel = judged.panel
    points, count = judged.points(), judged.judged()
    alarms = np.zeros(len(points), dtype=np.int64)
    for key, which in judged.alarms.items():
        by_series = all_rules()[key].scope == "series"
        group = panel.entries.group_of[which] if by_series else np.flatnonzero(which)
        np.add.at(alarms, group, 1)
    letters = grades(points, count, panel.limits)
    rows: list[dict[str, object]] = []
    for place, labels in enumerate(panel.entries.groups.itertuples(index=False)):
        reason = _why_thin(judged, place) if not _enough(judged, int(count[place])) else ""
        last = int(panel.newest[place])
        rows.append(
            {
                "home": labels.home,
                "material": labels.material,
                "grade": letters[place],
                "checked": CHECKED.get(str(letters[place]), ""),
                "points": points[place],
                "alarms": alarms[place],
                "judged": count[place],
                "newest": periods.month_name(last) if last >= 0 else "",
                "status": "too thin" if reason else "ok",
                "reason": reason,
            }
        )
    return rows


def _enough(judged: Judged, count: int) -> bool:
    return count >= judged.panel.limits["grading.least_judged"]


def _why_thin(judged: Judged, group: int) -> str:
    """Return why too few rules could be judged for a material."""
    panel = judged.panel
    if panel.newest[group] < 0:
        return _no_months(panel, group)
    if not panel.fresh[group]:
        newest = periods.month_name(int(panel.newest[group]))
        return f"the newest figures known are of {newest}"
    told = {str(row["rule"]): str(row["reason"]) for row in _silent_rules(judged, group)}
    reasons: dict[str, list[str]] = {}
    for rule, reason in told.items():
        reasons.setdefault(reason, []).append(rule)
    return "; ".join(f"{', '.join(rules)}: {reason}" for reason, rules in reasons.items())


def _no_months(panel: Panel, group: int) -> str:
    longer = panel.entries.longer
    rows = longer[(longer["group"] == group) & (longer["known"] <= panel.day)]
    if rows.empty:
        return "no figures of its imports are known"
    months = int(rows["months"].min())
    names = sorted(rows.loc[rows["months"] == months, "period"].unique())
    span = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
    return f"only figures of {_GRAIN[months]} are known ({span}); monthly ones are needed"


def unjudged_rows(judged: Judged) -> list[dict[str, object]]:
    """Return one row for each rule that could be judged for no partner of a material."""
    groups = len(judged.panel.newest)
    return [row for group in range(groups) for row in _silent_rules(judged, group)]


def _silent_rules(judged: Judged, group: int) -> list[dict[str, object]]:
    panel = judged.panel
    labels = panel.entries.groups.iloc[group]
    rows: list[dict[str, object]] = []
    for key, found in judged.found.items():
        rule = all_rules()[key]
        if rule.reads_events:
            continue
        inside = (
            found.reason[panel.entries.group_of == group]
            if rule.scope == "series"
            else found.reason[group : group + 1]
        )
        if len(inside) and (inside == 0).any():
            continue
        if panel.newest[group] >= 0 and len(inside):
            # the reason of the partner that came closest to being judged
            reason = rule.reasons[int(inside.max()) - 1]
        else:
            reason = _no_months(panel, group)
        rows.append(
            {
                "home": labels["home"],
                "material": labels["material"],
                "rule": key,
                "status": "missing",
                "reason": reason,
            }
        )
    return rows
