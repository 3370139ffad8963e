"""The watch table: one line a material, with its latest year and the change since the year before."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.project import Project
from workbench.core.screening.screen import Screening
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
    length = 12 if found.length == 12 else found.length
    before = found.at_shown(found.figures["cr1"], back=max(length, 12))
    full = found.at_shown(found.full.astype(np.float64)) == 1.0
    both = full & (found.at_shown(found.full.astype(np.float64), back=12) == 1.0)
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
        "period": np.where(partial, periods + "*", periods),
        "import_value": money.at_shown(money.figures["imports"]) if money else nothing,
    }
    for name in ("hhi", "effective_suppliers", "suppliers", "imports"):
        columns[name] = found.at_shown(found.figures[name])
    return pd.DataFrame(columns, columns=list(COLUMNS), index=table.index)


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
