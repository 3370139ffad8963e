"""One line about each material: on whom home depends for it, in its latest year of figures."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.counting import Wanted, places
from workbench.core.figures import Basis
from workbench.core.history import figures_of
from workbench.core.indicators.hhi import compute as concentration
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.reported import home_production, home_trade

COLUMNS = ("material", "name", "stage", "period", "top_partner", "top_share", "hhi", "imports")


def overview(
    project: Project, basis: Basis, progress: Progress | None = None, as_of: str = ""
) -> pd.DataFrame:
    """Return a row per material with the columns :data:`COLUMNS`, indexed as ``materials``.

    ``period`` is the latest year with imports that is complete, else the latest year at all (then
    marked ``*``); ``top_partner`` the code of the largest partner; numbers are NaN where nothing
    is reported. ``imports`` is the total also where no single partner is reported. ``as_of``: as
    things stood at the end of this day or period; empty for the newest figures.

    Raises:
        ValueError: if ``as_of`` is neither a day nor a period.
        Cancelled: if ``progress`` says so.
    """
    progress = progress or Progress()
    materials = project["materials"]
    names = tuple(map(str, materials["material"]))
    progress.step(0, 3, "rows of imports")
    trade = home_trade(project, as_of=as_of)
    imports = trade[(trade["flow"] == "import").to_numpy()]
    progress.step(1, 3, "latest year of each material")
    wanted, whole = _latest_years(imports, names)
    first = imports["first"].to_numpy()
    recent = np.full(len(names), np.iinfo(np.int64).max)
    recent[wanted.material] = wanted.first
    place = places(imports, names)
    imports = imports[(first >= recent[place]) & (first < recent[place] + 12) & (place >= 0)]
    progress.step(2, 3, "shares of imports")
    found: dict[str, tuple[object, ...]] = {}
    none = home_production(project).iloc[:0]
    rows = figures_of(wanted, imports, none, basis, Progress())
    for figure, complete in zip(rows, whole.tolist(), strict=True):
        year = figure.period if complete else f"{figure.period}*"
        total, top = float(figure.known.sum()), figure.largest
        share = figure.shares.get(top, np.nan)
        hhi = concentration(figure).value
        found[figure.material] = (year, top, share, hhi, total if total > 0 else np.nan)
    blank = ("", "", np.nan, np.nan, np.nan)
    table = [
        (name, str(shown) or name, stage, *found.get(name, blank))
        for name, shown, stage in zip(names, materials["name"], materials["stage"], strict=True)
    ]
    frame = pd.DataFrame(table, columns=list(COLUMNS), index=materials.index)
    return frame.astype({"top_share": float, "hhi": float, "imports": float})


def _latest_years(
    imports: pd.DataFrame, names: tuple[str, ...]
) -> tuple[Wanted, npt.NDArray[np.bool_]]:
    """Return the year to show of each material with imports, and whether it is complete."""
    place, first = places(imports, names), imports["first"].to_numpy()
    known = place >= 0
    place, first, months = place[known], first[known], imports["months"].to_numpy()[known]
    low = int(first.min()) // 12 if len(first) else 0
    years = int(first.max()) // 12 - low + 1 if len(first) else 0
    covered = np.zeros((len(names), years), dtype=np.int64)
    np.bitwise_or.at(covered, (place, first // 12 - low), ((1 << months) - 1) << first % 12)
    count = np.bitwise_count(covered)
    material = np.flatnonzero(count.any(axis=1))
    complete = count[material] == 12
    whole = complete.any(axis=1)
    shown = np.where(whole[:, None], complete, count[material] > 0)
    year = low + years - 1 - np.argmax(shown[:, ::-1], axis=1) if years else material
    size = np.full(len(material), 12, dtype=np.int64)
    return Wanted(names, material, 12 * year.astype(np.int64), size), whole
