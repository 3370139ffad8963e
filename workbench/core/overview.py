"""One line about each material: on whom home depends for it, in its latest year of figures."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.figures import Basis
from workbench.core.history import figures, home_trade
from workbench.core.indicators.hhi import compute as concentration
from workbench.core.project import Project

COLUMNS = ("material", "name", "stage", "period", "top_partner", "top_share", "hhi", "imports")


def overview(project: Project, basis: Basis) -> pd.DataFrame:
    """Return a row per material with the columns :data:`COLUMNS`, indexed as ``materials``.

    ``period`` is the latest year with imports that is complete, else the latest year at all (then
    marked ``*``); ``top_partner`` the code of the largest partner; numbers are NaN where nothing
    is reported.
    """
    years = _latest_years(project)
    rows = []
    for label, name, shown, stage in project["materials"][
        ["material", "name", "stage"]
    ].itertuples():
        year = years.get(name, "")
        row: list[object] = [name, shown or name, stage, year, "", np.nan, np.nan, np.nan]
        if year:
            figure = next(
                figures(project, basis=basis, material=name, period=year.removesuffix("*"))
            )
            total = float(figure.known.sum())
            if total > 0:
                top = int(np.nanargmax(figure.imports))
                row[4] = figure.partners[top]
                row[5:] = [figure.imports[top] / total, concentration(figure).value, total]
        rows.append((label, row))
    frame = pd.DataFrame([row for _, row in rows], columns=list(COLUMNS))
    frame.index = pd.Index([label for label, _ in rows], dtype=np.int64)
    return frame.astype({"top_share": float, "hhi": float, "imports": float})


def _latest_years(project: Project) -> dict[str, str]:
    """Return the year to show by material, with ``*`` if not all of its months are reported."""
    trade = home_trade(project)
    imports = trade[trade["flow"] == "import"]
    latest: dict[str, str] = {}
    for name, rows in imports.groupby(imports["material"].astype(str), observed=True):
        covered: dict[int, set[int]] = {}
        for first, months in set(zip(rows["first"], rows["months"], strict=True)):
            covered.setdefault(first // 12, set()).update(range(first, first + months))
        whole = [year for year, months in covered.items() if len(months) >= 12]
        year = max(whole) if whole else max(covered)
        mark = "" if whole else "*"
        latest[str(name)] = periods.containing(12 * int(year), "year") + mark
    return latest
