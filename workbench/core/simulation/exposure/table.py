"""One table: what the failure of every supplier, source and country would mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from workbench.core import countries
from workbench.core.problem import DataRefused, Problem
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.simulation.exposure.reading import Reading, read
from workbench.core.simulation.exposure.stress import Stress

EXPOSURE = (
    "kind",
    "supplier",
    "name",
    "material",
    "country",
    "impact",
    "time_to_survive",
    "time_to_recover",
    "risk_exposure_index",
    "exposed",
    "status",
)
"""Who fails; kind is supplier (a named one), source (a country's other suppliers of a material),
country (all its sources at once) or together (chosen ones at once). Impact in the currency of the
project, times in weeks: survival is infinite where all demand can be served for ever. The risk
exposure index is impact / largest impact, 0-1; of countries among countries, of all others among
these; missing while the largest of them is unknown. Exposed: time to survive < time to recover;
missing where unknown."""

_UNKNOWN = "no recovery time"


@dataclass(frozen=True)
class Failure:
    """Sources that fail at the same time."""

    kind: str
    supplier: str
    name: str
    material: str
    country: str
    sources: tuple[int, ...]
    recovery: float
    """Weeks; NaN where unknown."""
    note: str = ""


@dataclass(frozen=True)
class Exposure:
    """The table, with columns :data:`EXPOSURE`, and what was assumed."""

    table: pd.DataFrame
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Together:
    """Suppliers that fail at the same time, and for how many weeks (NaN: the longest of theirs)."""

    suppliers: tuple[str, ...]
    weeks: float = np.nan


def exposure(
    project: Project,
    together: Sequence[Together] = (),
    assumed: float = np.nan,
    progress: Progress | None = None,
) -> Exposure:
    """Return performance impact, time to survive and risk exposure index of all sources.

    Args:
        project: its first simulated month stands for all time.
        together: combinations that fail at once, a row each.
        assumed: weeks to recover where the tables give none; NaN: the impact stays unknown.
        progress: told how far it is.

    Raises:
        DataRefused: if there is nothing to simulate, or a supplier in ``together`` is unknown.
    """
    reading = read(project)
    if np.isfinite(assumed):
        recovery = np.where(np.isnan(reading.recovery), assumed, reading.recovery)
        reading = replace(reading, recovery=recovery)
    failures = [*_single(project, reading), *_countries(project, reading)]
    failures += [_joined(reading, one) for one in together]
    report = progress or Progress()
    stress = Stress(reading.web)
    rows = []
    for number, failure in enumerate(failures):
        report.step(number, len(failures), "letting sources fail")
        rows.append(_row(stress, reading, failure))
    table = _indexed(pd.DataFrame(rows, columns=list(EXPOSURE)))
    said = (*reading.problems, *_base(stress), *_unknown(table), *_unranked(table))
    return Exposure(table, said)


def _single(project: Project, reading: Reading) -> Iterable[Failure]:
    """Yield named suppliers, then what countries supply beyond them."""
    network = reading.network
    rows = project["suppliers"]
    names = dict(zip(rows["supplier"], rows["name"], strict=True))
    for kind in ("supplier", "source"):
        for s, source in enumerate(network.sources):
            if (source in names) != (kind == "supplier"):
                continue
            material = network.materials[network.material[s]]
            name = names.get(source) or (
                source if kind == "supplier" else countries.display_name(project, source)
            )
            place = network.country[s]
            time = float(reading.recovery[s])
            yield Failure(kind, source, name, material, place, (s,), time)


def _countries(project: Project, reading: Reading) -> Iterable[Failure]:
    network = reading.network
    for code in sorted(
        {c for c, home in zip(network.country, network.is_home, strict=True) if not home}
    ):
        places = tuple(s for s, country in enumerate(network.country) if country == code)
        time, note = _longest(reading, places)
        name = countries.display_name(project, code)
        yield Failure("country", code, name, _materials(reading, places), code, places, time, note)


def _joined(reading: Reading, one: Together) -> Failure:
    network = reading.network
    unknown = [name for name in one.suppliers if name not in network.sources]
    if unknown or not one.suppliers:
        raise DataRefused(
            [
                Problem(
                    "there is no such supplier or source",
                    table="suppliers",
                    column="supplier",
                    value=", ".join(unknown),
                    expected="one of " + ", ".join(dict.fromkeys(network.sources)),
                )
            ]
        )
    places = tuple(s for s, name in enumerate(network.sources) if name in one.suppliers)
    time, note = _longest(reading, places)
    if np.isfinite(one.weeks):
        time, note = one.weeks, ""
    name = "+".join(one.suppliers)
    where = ";".join(dict.fromkeys(network.country[s] for s in places))
    return Failure("together", name, name, _materials(reading, places), where, places, time, note)


def _longest(reading: Reading, places: tuple[int, ...]) -> tuple[float, str]:
    """Return the longest time to recover; unknown, and of whom, if one of them has none.

    Who delivers nothing is not waited for.
    """
    able = [s for s in places if reading.web.capacity[s] > 0] or list(places)
    unknown = [s for s in able if np.isnan(reading.recovery[s])]
    if len(unknown) == len(able):
        return np.nan, ""
    if unknown:
        return np.nan, f"{_UNKNOWN} of {_listed(reading, unknown)}"
    return float(reading.recovery[able].max()), ""


def _listed(reading: Reading, places: list[int]) -> str:
    network = reading.network
    names = [f"{network.sources[s]} ({network.materials[network.material[s]]})" for s in places]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _materials(reading: Reading, places: tuple[int, ...]) -> str:
    network = reading.network
    return ";".join(dict.fromkeys(network.materials[network.material[s]] for s in places))


def _row(stress: Stress, reading: Reading, failure: Failure) -> dict[str, object]:
    survival = stress.survival(failure.sources)
    impact, status = np.nan, "ok"
    if np.isinf(survival):
        impact = 0.0  # whatever the time to recover
    elif np.isnan(failure.recovery):
        status = failure.note or _UNKNOWN
    else:
        found = stress.impact(failure.sources, failure.recovery)
        missed = [m for m in sorted(reading.unvalued) if found.lost[m] > 0]
        if missed:
            status = f"no margin of {', '.join(reading.network.materials[m] for m in missed)}"
        else:
            impact = found.impact
    exposed: bool | None = bool(survival < failure.recovery)
    if np.isnan(failure.recovery) and np.isfinite(survival):
        exposed = None
    return {
        "kind": failure.kind,
        "supplier": failure.supplier,
        "name": failure.name,
        "material": failure.material,
        "country": failure.country,
        "impact": impact,
        "time_to_survive": survival,
        "time_to_recover": failure.recovery,
        "exposed": exposed,
        "status": status,
    }


def _indexed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the risk exposure index: impact / largest impact of its kind.

    An impact that is unknown may be the largest, so only nothing has an index beside it: 0.
    """
    group = table["kind"] == "country"
    top = table["impact"].groupby(group).transform(lambda impact: impact.max(skipna=False))
    index = (table["impact"] / top.where(top != 0, 1.0)).mask(table["impact"] == 0, 0.0)
    # As objects, since an answer may be missing.
    exposed = table["exposed"].astype(object)
    return table.assign(risk_exposure_index=index.astype(float), exposed=exposed)


def _base(stress: Stress) -> list[Problem]:
    """Return a finding if demand cannot be served for ever even when nobody fails."""
    time = stress.survival()
    if np.isinf(time):
        return []
    text = f"even if nobody fails, demand can be served for {time:.4g} weeks only"
    return [
        Problem(
            f"{text}: all impacts and times to survive contain that",
            severity="warning",
            table="suppliers",
            column="capacity",
            remedy="Check capacities, recipes and demand",
        )
    ]


def _unknown(table: pd.DataFrame) -> list[Problem]:
    count = int(table["status"].str.startswith(_UNKNOWN).sum())
    if not count:
        return []
    return [
        Problem(
            f"{count} of {len(table)} sources and countries have no recovery time:"
            " what their failure costs is unknown, not zero",
            severity="warning",
            table="suppliers",
            column="recovery_time",
            remedy="Add recovery_time in months, or assume one for all of them",
        )
    ]


def _unranked(table: pd.DataFrame) -> list[Problem]:
    """Return a finding for each group whose largest impact is unknown."""
    unknown = table["impact"].isna()
    country = table["kind"] == "country"
    found = []
    for group, name in ((~country, "suppliers and sources"), (country, "countries")):
        without = table["name"][group & unknown].tolist()
        if without and table["impact"][group].max() > 0:
            more = f" and {len(without) - 3} more" if len(without) > 3 else ""
            text = f"the risk exposure index of {name} is unknown where there is an impact"
            found.append(
                Problem(
                    f"{text}: the impact of {', '.join(without[:3])}{more} is unknown"
                    " and may be the largest",
                    severity="warning",
                    table="suppliers",
                    remedy="Give what their status names; known impacts can still be compared",
                )
            )
    return found
