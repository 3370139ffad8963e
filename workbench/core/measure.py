"""Indicators of a project as a table, and the shift of shares between two periods."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from workbench.core.facts import figures_with_facts
from workbench.core.figures import Basis, Figures, from_balance
from workbench.core.history import figures
from workbench.core.indicators import Explanation, Indicator, all_indicators
from workbench.core.periods import Grain
from workbench.core.progress import Progress
from workbench.core.project import Project

SHIFT = (
    "material",
    "country",
    "base_share",
    "scenario_share",
    "change",
    "base_share_of_imports",
    "scenario_share_of_imports",
    "change_of_imports",
    "basis",
)
"""Columns of a shift between periods: those of a simulated one, and the basis."""

COLUMNS = ("material", "period", "basis", "indicator", "value", "unit", "status", "note")


def measure(
    project: Project,
    *,
    bases: Sequence[Basis] = ("value", "quantity"),
    material: str = "",
    period: str = "",
    keys: Sequence[str] = (),
    grain: Grain | None = None,
    groups: Sequence[str] = (),
    as_of: str = "",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Return indicators by material, period and basis: the columns :data:`COLUMNS`.

    ``value`` is NaN unless ``status`` is ``ok``; ``note`` says why, or what was left out.

    Args:
        project: the project.
        bases: by value, by quantity, or both.
        material: only this one.
        period: only this one; with ``grain``, the periods of that length inside it.
        keys: only these indicators.
        grain: one length for all periods, shorter rows added up; None for the periods reported.
        groups: country groups, each merged into one partner.
        as_of: as things stood at the end of this day or period; empty for the newest figures.
        progress: told how far it is.

    Raises:
        KeyError: if a key names no indicator.
        ValueError: if ``period`` or ``as_of`` is no period, or a group is unknown.
        Cancelled: if ``progress`` says so.
    """
    chosen = _chosen(keys)
    needs = {need for indicator in chosen.values() for need in indicator.needs}
    needs |= {"other"} if len(bases) > 1 else set()
    found = figures_with_facts(
        project,
        basis=bases[0],
        needs=needs,
        material=material,
        period=period,
        grain=grain,
        groups=groups,
        as_of=as_of,
        progress=progress,
    )
    sides: dict[Basis, _Column] = {basis: _Column(tuple(chosen)) for basis in bases}
    for figure in found:
        for basis, column in sides.items():
            side = figure.on(basis)
            if side is not None:
                column.add(side, chosen)
    units = {key: indicator.unit for key, indicator in chosen.items()}
    frames = [column.frame(basis, units) for basis, column in sides.items()]
    return pd.concat(frames, ignore_index=True)


def not_measured(
    project: Project,
    found: pd.DataFrame,
    *,
    bases: Sequence[Basis],
    material: str = "",
    keys: Sequence[str] = (),
    as_of: str = "",
) -> pd.DataFrame:
    """Return a row for each indicator of the materials of which nothing at all is reported.

    A material without a single figure has no period, and so no row in :func:`measure`: here it has
    the status ``missing``, an empty period and the reason.

    Args:
        project: the project.
        found: what :func:`measure` returned for all periods.
        bases: those that were asked for.
        material: only this one was asked for; empty: all.
        keys: only these indicators were; none: all.
        as_of: the day they were asked for, to be told; empty for the newest figures.

    Raises:
        KeyError: if a key names no indicator.
    """
    asked = [material] if material else list(map(str, project["materials"]["material"]))
    told = frozenset(found["material"])
    silent = [name for name in asked if name not in told]
    home = project.home
    verb = f"was known at {as_of}" if as_of else "is reported"
    why = f"no trade of {home} and no production there {verb}" if home else "no home is set"
    chosen = _chosen(keys)
    rows = [
        (name, "", basis, key, np.nan, indicator.unit, "missing", why)
        for basis in bases
        for name in silent
        for key, indicator in chosen.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"value": float})


class _Column:
    """Outcomes of one basis in the order of the figures; plain lists keep half a million quick."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        self.materials: list[str] = []
        self.periods: list[str] = []
        self.values: list[float] = []
        self.states: list[str] = []
        self.notes: list[str] = []

    def add(self, figure: Figures, chosen: dict[str, Indicator]) -> None:
        self.materials.append(figure.material)
        self.periods.append(figure.period)
        for indicator in chosen.values():
            outcome = indicator.compute(figure)
            self.values.append(outcome.value)
            self.states.append(outcome.status)
            self.notes.append(outcome.note)

    def frame(self, basis: Basis, units: dict[str, str]) -> pd.DataFrame:
        each, all_of = len(self.keys), len(self.materials)
        columns = {
            "material": np.repeat(np.array(self.materials, dtype=object), each),
            "period": np.repeat(np.array(self.periods, dtype=object), each),
            "basis": basis,
            "indicator": list(self.keys) * all_of,
            "value": np.array(self.values, dtype=float),
            "unit": [units[key] for key in self.keys] * all_of,
            "status": self.states,
            "note": self.notes,
        }
        return pd.DataFrame(columns, columns=list(COLUMNS))


def explain(
    project: Project,
    key: str,
    *,
    material: str,
    period: str,
    basis: Basis,
    groups: Sequence[str] = (),
    as_of: str = "",
) -> Explanation:
    """Return how one indicator of one material and period is computed.

    Raises:
        KeyError: if the key names no indicator.
        ValueError: if ``period`` or ``as_of`` is no period, or a group is unknown.
    """
    (indicator,) = _chosen([key]).values()
    found = figures_with_facts(
        project,
        basis=basis,
        needs=indicator.needs,
        material=material,
        period=period,
        groups=groups,
        as_of=as_of,
    )
    return indicator.explain(next(found))


def _chosen(keys: Sequence[str]) -> dict[str, Indicator]:
    known = all_indicators()
    for key in keys:
        if key not in known:
            raise KeyError(f"no indicator is called {key}; known are {', '.join(known)}")
    return {key: known[key] for key in (keys or known)}


def shift_between(
    project: Project, material: str, *, before: str, after: str, basis: Basis, as_of: str = ""
) -> pd.DataFrame:
    """Return shares by country in two periods, and their change: the columns :data:`SHIFT`.

    The earlier period stands under ``base``, the later one under ``scenario``. Shares are of
    supply (imports + home production not exported; NaN by value, as production has none, and
    where a balance cannot be drawn up), and beside them of imports, in which home has no part. A
    partner that is not reported while others are has share 0; one whose amount is not reported
    has NaN, and so has everybody where nothing is reported. Home stands first. ``as_of``: see
    :func:`workbench.core.history.figures`.

    Raises:
        ValueError: if a period or ``as_of`` is no period.
    """
    one, two = (
        next(figures(project, basis=basis, material=material, period=period, as_of=as_of))
        for period in (before, after)
    )
    names = sorted({*one.partners, *two.partners})
    home = project.home
    imports = [_parts(_amounts(figure, names)) for figure in (one, two)]
    supply = [_parts(_supply(figure, names, home)) for figure in (one, two)]
    frame = pd.DataFrame({"material": material, "country": [home, *names]})
    for columns, sides in ((SHIFT[2:5], supply), (SHIFT[5:8], imports)):
        earlier, later = (side.reindex([home, *names]).to_numpy(dtype=float) for side in sides)
        for name, values in zip(columns, (earlier, later, later - earlier), strict=True):
            frame[name] = values
    frame["basis"] = basis
    size = frame["change"].abs().fillna(frame["change_of_imports"].abs())
    order = size.where(frame["country"] != home, np.inf)
    return frame.iloc[np.argsort(-order.fillna(-1.0).to_numpy(), kind="stable")].reset_index(
        drop=True
    )


def _amounts(figure: Figures, names: list[str]) -> pd.Series:
    """Return imports by partner: zero where others are reported, NaN where an amount is not."""
    amounts = pd.Series(figure.imports, index=list(figure.partners), dtype=float)
    absent = [name for name in names if name not in amounts.index]
    nothing = 0.0 if len(figure.known) else np.nan
    return pd.concat([amounts, pd.Series(nothing, index=absent, dtype=float)])


def _supply(figure: Figures, names: list[str], home: str) -> pd.Series:
    """Return imports by partner and what home made and did not export; all NaN if not known."""
    made = from_balance(figure, lambda production, _, exports: max(production - exports, 0.0))
    amounts = _amounts(figure, names)
    if not figure.imports.size and made.value > 0:
        amounts[:] = 0.0  # home made all of it
    amounts[home] = made.value
    return amounts if np.isfinite(made.value) else amounts * np.nan


def _parts(amounts: pd.Series) -> pd.Series:
    total = amounts.sum()
    return amounts / total if total > 0 else amounts * np.nan
