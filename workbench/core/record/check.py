"""Test the claim of a record under every definition, and say which are true."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import countries, periods
from workbench.core.figures import WORLD, Basis
from workbench.core.history import period_name
from workbench.core.periods import Grain
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.record.claim import (
    BASES,
    GRAINS,
    RELEASES,
    Claim,
    Definition,
    Denominator,
    Finding,
    Release,
    definitions,
)
from workbench.core.record.shares import Amounts, amounts, latest
from workbench.core.reported import (
    home_production,
    home_releases,
    home_trade,
    known_by,
    publication_lag,
)

Floats = npt.NDArray[np.float64]
_SAME = 1e-12
NOWHERE = "XXX"
"""Areas that customs do not tell: no country to depend on, so it stands last."""

COLUMNS = (
    "grain",
    "basis",
    "denominator",
    "weighting",
    "release",
    "verdict",
    "period",
    "value",
    "former",
    "former_period",
    "since",
    "first",
    "compared",
    "as_of",
    "missing",
    "note",
)


@dataclass(frozen=True)
class Check:
    """A claim and what was found under each definition."""

    claim: Claim
    findings: tuple[Finding, ...]

    def frame(self) -> pd.DataFrame:
        """Return a row a definition with the columns :data:`COLUMNS`."""
        rows = [
            (
                one.definition.grain,
                one.definition.basis,
                one.definition.denominator,
                one.definition.weighting,
                one.definition.release,
                one.verdict,
                one.period,
                one.value,
                one.former,
                one.former_period,
                one.since,
                one.first,
                one.compared,
                one.as_of,
                "; ".join(one.missing),
                one.note,
            )
            for one in self.findings
        ]
        frame = pd.DataFrame(rows, columns=list(COLUMNS))
        return frame.astype({"value": float, "former": float})


def materials_of(project: Project, listed: str) -> tuple[str, ...]:
    """Return the materials that a strategic list names; all of the project where it is empty."""
    table = project["materials"]
    if listed:
        table = table[table["lists"].map(lambda text: listed in text.split(";"))]
    return tuple(map(str, table["material"]))


def lists(project: Project) -> tuple[str, ...]:
    """Return the names of all strategic lists of the project."""
    texts = project["materials"]["lists"]
    return tuple(sorted({name for text in texts for name in text.split(";") if name}))


def partners_of(project: Project) -> tuple[str, ...]:
    """Return the codes of the countries home imports from, those with most figures first."""
    trade = home_trade(project)
    counts = trade.loc[(trade["flow"] == "import").to_numpy(), "partner"].value_counts()
    found = [str(name) for name, count in counts.items() if count and name != WORLD]
    return tuple(sorted(found, key=lambda code: code == NOWHERE))


def latest_in_full(project: Project, material: str, grain: Grain) -> str:
    """Return the latest period of a length whose imports are reported in full; empty if none."""
    trade = home_trade(project, material)
    return latest(trade[(trade["flow"] == "import").to_numpy()], (material,), grain)


def check(project: Project, claim: Claim, progress: Progress | None = None) -> Check:
    """Test a claim under every definition.

    A period is compared with the same one of earlier years only (first half against first
    halves), and only where it is reported in full for every material that the period of the claim
    has; what is left out is named. Where the claim's period is given, the last period of each
    other length that had ended by then is tested.

    Raises:
        ValueError: if a period of the claim is no period, or ``as_of`` neither a day nor a period.
        Cancelled: if ``progress`` says so.
    """
    progress = progress or Progress()
    code = countries.members(project, claim.country) | {claim.country}
    project = _only(project, claim.materials)
    releases = home_releases(project)
    releases = releases[(releases["flow"] == "import").to_numpy()]
    lag = publication_lag(project)
    rows: dict[str, tuple[pd.DataFrame, pd.DataFrame]] = {}
    releases = known_by(releases, claim.as_of, lag)
    found: dict[tuple[Grain, Release, Basis], tuple[str, dict[Denominator, Amounts]]] = {}
    for step, (grain, release) in enumerate((g, r) for g in GRAINS for r in RELEASES):
        progress.step(step, len(GRAINS) * len(RELEASES), "testing the definitions")
        period = _period(claim, releases, grain)
        day = (claim.as_of or _out(releases, period, lag)) if release == "then" and period else ""
        if not period:
            continue
        if day not in rows:
            rows[day] = home_trade(project, as_of=day), home_production(project, as_of=day)
        for basis in BASES:
            parts = amounts(*rows[day], claim.materials, code, period, basis)
            found[grain, release, basis] = (day, parts)
    units = _units(project, claim.materials)
    findings = []
    for one in definitions(len(claim.materials)):
        day, parts = found.get((one.grain, one.release, one.basis), ("", {}))
        findings.append(_tested(claim, one, parts.get(one.denominator), day, units))
    return Check(claim, tuple(findings))


def _only(project: Project, materials: tuple[str, ...]) -> Project:
    """Return the project with trade and production of these materials only."""
    kept = {
        name: project[name][project[name]["material"].isin(materials).to_numpy()]
        for name in ("trade", "production")
    }
    return Project(MappingProxyType({**project.tables, **kept}))


def _units(project: Project, materials: tuple[str, ...]) -> tuple[str, ...]:
    table = project["materials"]
    return tuple(sorted(set(table.loc[table["material"].isin(materials), "unit"])))


def _period(claim: Claim, imports: pd.DataFrame, grain: Grain) -> str:
    """Return the period to test: the last one of this length that had ended by the claim's."""
    if not claim.period:
        return latest(imports, claim.materials, grain)
    first, months = periods.span(claim.period)
    length = periods.span(periods.containing(0, grain))[1]
    return period_name((first + months) // length * length - length, length)


def _out(imports: pd.DataFrame, period: str, lag: int) -> str:
    """Return the day on which every figure of a period had been published once."""
    first, months = periods.span(period)
    default = periods.end_of_month(first + months - 1 + lag).isoformat()
    inside = (imports["first"] >= first) & (imports["first"] + imports["months"] <= first + months)
    rows = imports[inside.to_numpy()]
    days = rows["release"].astype(str)
    days = days[days != ""].map(lambda text: periods.last_day(text).isoformat())
    if days.empty:
        return default
    figure = [rows[name].astype(str) for name in ("material", "reporter", "partner", "period")]
    earliest = days.groupby([part.loc[days.index] for part in figure]).min()
    undated = (rows["release"] == "").to_numpy().any()
    return max(str(earliest.max()), default) if undated else str(earliest.max())


def _tested(
    claim: Claim, definition: Definition, parts: Amounts | None, day: str, units: tuple[str, ...]
) -> Finding:
    """Return what the test under one definition finds."""
    if parts is None:
        why = "no imports are reported in full for periods of this length or shorter"
        return Finding(definition, "unknown", note=why)
    period = parts.periods[-1]
    mixed = definition.weighting == "total" and definition.basis == "quantity" and len(units) > 1
    if mixed:
        why = f"quantities in {', '.join(unit or 'no unit' for unit in units)} cannot be added up"
        return Finding(definition, "unknown", period, note=why, as_of=day)
    panel = np.isfinite(parts.whole[:, -1])
    missing = [
        f"{claim.materials[k]} in {period}: {parts.why[k, len(parts.periods) - 1]}"
        for k in np.flatnonzero(~panel).tolist()
    ]
    if not panel.any():
        last = len(parts.periods) - 1
        reasons = dict.fromkeys(parts.why[k, last] for k in range(len(panel)))
        why = f"the dependence in {period} is not known: {'; '.join(reasons)}"
        return Finding(definition, "unknown", period, missing=tuple(missing), note=why, as_of=day)
    values = _values(parts, panel, definition)
    start = periods.span(claim.since)[0] if claim.since else 0
    inside = np.array([periods.span(name)[0] >= start for name in parts.periods])
    for t in np.flatnonzero(np.isnan(values) & inside).tolist():
        missing += [
            f"{claim.materials[k]} in {parts.periods[t]}: {parts.why.get((k, t), 'no supply')}"
            for k in np.flatnonzero(panel & ~(parts.whole[:, t] > 0)).tolist()
        ]
    kept = np.flatnonzero(np.isfinite(values) & inside)
    for t in kept.tolist():
        missing += [
            f"{claim.materials[k]} in {parts.periods[t]}: {parts.partly[k, t]}"
            for k in np.flatnonzero(panel).tolist()
            if (k, t) in parts.partly
        ]
    series = tuple((parts.periods[t], float(values[t])) for t in kept.tolist())
    return _judged(claim, definition, series, tuple(missing), day, int(panel.sum()))


def _values(parts: Amounts, panel: npt.NDArray[np.bool_], definition: Definition) -> Floats:
    """Return the dependence by period; NaN where a material of the panel is not known."""
    part, whole = parts.part[panel], parts.whole[panel]
    whole = np.where(whole > 0, whole, np.nan)
    if definition.weighting == "total":
        total: Floats = part.sum(axis=0) / whole.sum(axis=0)
        return total
    mean: Floats = (part / whole).mean(axis=0)
    return mean


def _judged(
    claim: Claim,
    definition: Definition,
    series: tuple[tuple[str, float], ...],
    missing: tuple[str, ...],
    day: str,
    panel: int,
) -> Finding:
    """Return whether the last value of a series is below (above) all others."""
    if len(series) < 2:
        period, value = series[-1] if series else ("", float("nan"))
        why = "there is no earlier period to compare with"
        return Finding(
            definition,
            "unknown",
            period,
            value,
            series=series,
            missing=missing,
            note=why,
            as_of=day,
        )
    sign = 1.0 if claim.direction == "lowest" else -1.0
    period, value = series[-1]
    former_period, former = min(series[:-1], key=lambda one: (sign * one[1], one[0]))
    reached = [name for name, other in series[:-1] if sign * (other - value) <= _SAME]
    notes = []
    if abs(former - value) <= _SAME:
        notes.append(f"equal to that of {former_period}")
    if panel < len(claim.materials):
        notes.append(f"{panel} of {len(claim.materials)} materials have figures in {period}")
    return Finding(
        definition,
        "false" if reached else "true",
        period,
        value,
        former,
        former_period,
        reached[-1] if reached else "",
        series,
        missing,
        "; ".join(notes),
        day,
    )
