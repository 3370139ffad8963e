"""What the window calls uncertain inputs and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.core import countries
from workbench.core.project import Project
from workbench.core.shocks import all_shocks
from workbench.core.simulation.measures import MEASURE_UNITS, MEASURES, UNIT
from workbench.ui.texts import tr

if TYPE_CHECKING:
    from workbench.core.simulation.ensemble.inputs import Uncertain

TIME = "time_to_survive"
TIME_MEANING = "months until demand is first not served, from the first month of the window"
_HAPPENS = "happens"


def input_name(project: Project, one: Uncertain) -> str:
    """Return whom a shock hits and which of its numbers it is, such as ``CHN cell: share cut``."""
    rows = project["shocks"]
    mine = rows[(rows["scenario"] == one.scenario) & (rows["order"] == one.order)]
    if mine.empty:
        return one.label
    row = mine.iloc[0]
    kind = all_shocks().get(str(row["kind"]))
    where = countries.display_name(project, str(row["country"])) if row["country"] else ""
    what = str(row["supplier"] or row["material"])
    hit = " ".join(part for part in (where, what) if part) or one.label
    if one.name == _HAPPENS:
        return tr("{hit}: happens", hit=hit)
    parameters = {parameter.name: parameter for parameter in kind.parameters} if kind else {}
    known = kind.size if kind and one.name == "size" else parameters.get(one.name)
    label = tr(known.label) if known else one.name
    return f"{hit}: {label[:1].lower()}{label[1:]}"


def measure_name(measure: str) -> str:
    """Return the name of a measure to show."""
    return tr(measure.replace("_", " ").replace("hhi", "HHI"))


def measure_meaning(measure: str) -> str:
    """Return what a measure means."""
    return tr(MEASURES.get(measure, TIME_MEANING))


def measure_unit(measure: str, unit: str) -> str:
    """Return the unit in which a measure is shown; ``unit`` is that of the material."""
    if _is_share(measure):
        return "%"
    of_it = MEASURE_UNITS.get(measure, "months" if measure == TIME else UNIT)
    return unit if of_it == UNIT else tr(of_it)


def measure_factor(measure: str) -> float:
    """Return by what to multiply a measure to have it in the unit in which it is shown."""
    return 100.0 if _is_share(measure) else 1.0


def _is_share(measure: str) -> bool:
    """Whether a measure is a share, and no index of concentration."""
    of_it = MEASURE_UNITS.get(measure, "share" if measure.startswith("share of") else UNIT)
    return of_it == "share" or (of_it == "0-1" and not measure.startswith("hhi"))
