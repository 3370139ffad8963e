"""The watch table: one line a material, with its latest year and how that has changed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.figures import Basis
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.screening.rules import rules_met
from workbench.core.screening.screen import Screening, screen
from workbench.core.screens import Screen, screens

Floats = npt.NDArray[np.float64]

COLUMNS = (
    "grade",
    "material",
    "name",
    "hs",
    "top_partner",
    "top_share",
    "change",
    "rise",
    "hhi",
    "effective_suppliers",
    "suppliers",
    "imports",
    "import_value",
    "period",
)
GRADES = ("A", "B", "C", "D")


def watchlist(
    project: Project, found: Screening, by_value: Screening | None = None
) -> pd.DataFrame:
    """Return a row for each material with the columns :data:`COLUMNS`, indexed as ``materials``.

    ``top_share`` is the part of imports that comes from the largest partner, ``change`` that minus
    the part of whoever was largest a year before (both years reported in full, else NaN).
    ``rise`` is it minus the largest share in the first period with figures.
    ``grade`` is that of the Korean Early Warning System for that share (indicator
    ``korea_watch_grade``), empty below D. ``period`` ends in ``*`` where not all of its months are
    reported. ``import_value`` is by value whatever the basis; NaN without ``by_value``, unless the
    basis is value. Materials that have no figures yet are empty.

    Args:
        project: the project that was screened.
        found: its figures.
        by_value: its figures by value.
    """
    table = project["materials"]
    share = found.at_shown(found.figures["cr1"])
    before = found.at_shown(found.figures["cr1"], back=12)
    whole = found.full.astype(np.float64)
    full = found.at_shown(whole) == 1.0
    both = full & (found.at_shown(whole, back=12) == 1.0)
    names = np.array([*found.partners, ""], dtype=object)
    periods = np.array([*found.periods, ""], dtype=object)[found.shown]
    partial = (found.shown >= 0) & ~full
    money = by_value or (found if found.basis == "value" else None)
    nothing = np.full(len(share), np.nan)
    columns = {
        "grade": grades(share, screens(project)["korea_watch_grade"]),
        "material": table["material"],
        "name": list(found.names),
        "hs": table["hs"],
        "top_partner": names[found.at_shown(found.top)],
        "top_share": share,
        "change": np.where(both, share - before, np.nan),
        "rise": share - _first(found.figures["cr1"]),
        "period": np.where(partial, periods + "*", periods),
        "import_value": money.at_shown(money.figures["imports"]) if money else nothing,
    }
    for name in ("hhi", "effective_suppliers", "suppliers", "imports"):
        columns[name] = found.at_shown(found.figures[name])
    return pd.DataFrame(columns, columns=list(COLUMNS), index=table.index)


def _first(values: Floats) -> Floats:
    """Return the first figure of each material; NaN where there is none."""
    if not values.shape[1]:
        return np.full(len(values), np.nan)
    place = np.isfinite(values).argmax(axis=1)
    first: Floats = values[np.arange(len(values)), place]
    return first


def ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Return a watch table with the gravest grade first, and the largest imports within it."""
    last = table["grade"].replace("", "E")
    order = np.lexsort((-table["import_value"].fillna(-1.0), last.to_numpy(dtype=str)))
    return table.iloc[order]


def watched(
    project: Project,
    basis: Basis,
    *,
    period: str = "",
    as_of: str = "",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return the finished table of :func:`watchlist`, ranked, with the rules that are met.

    These columns are those of :meth:`workbench.core.screening.rules.Rules.columns`.

    Args:
        project: the project.
        basis: by value or by quantity.
        period: the period to show; empty for the latest year of each material.
        as_of: as things stood at the end of this day or period; empty for the newest figures.
        progress: told how far it is.

    Raises:
        ValueError: if ``as_of`` is neither a day nor a period, or ``period`` is none.
        Cancelled: if ``progress`` says so.
    """

    def on(side: Basis) -> Screening:
        return screen(project, basis=side, period=period, as_of=as_of, progress=progress)

    found = on(basis)
    table = watchlist(project, found, None if basis == "value" else on("value"))
    return ranked(table.join(rules_met(project, found, progress).columns()))


def grades(share: Floats, screen: Screen) -> npt.NDArray[np.object_]:
    """Return the grade of each largest share: ``A`` to ``D``, or empty for none.

    Empty for all where the thresholds do not fall from A to D.
    """
    bounds = [screen[f"grade_{letter.lower()}"] for letter in GRADES]
    found = np.full(len(share), "", dtype=object)
    if bounds != sorted(bounds, reverse=True):
        return found
    for letter, least in zip(reversed(GRADES), reversed(bounds), strict=True):
        found[share >= least - 1e-9] = letter
    return found
