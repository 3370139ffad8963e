"""What home traded and made over time: rows of customs figures become series and figures.

Which rows count is told in :mod:`workbench.core.reported` and :mod:`workbench.core.counting`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.amounts import reports
from workbench.core.counting import Status, Wanted, any_of, months_mask, rows_for
from workbench.core.figures import Basis, Figures
from workbench.core.periods import Grain
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.reported import home_production, home_trade

Floats = npt.NDArray[np.float64]
_STEPS = 500


def rows_within(
    rows: pd.DataFrame, period: str, basis: Basis | None = None
) -> tuple[pd.DataFrame, str]:
    """Return the rows that make up ``period``, and a remark on what is missing of it.

    Args:
        rows: rows of :func:`workbench.core.reported.home_trade` or ``home_production``, of one
            material and flow.
        period: the period.
        basis: rows without such an amount do not count; None to take every row as reported.
    """
    names = tuple(str(name) for name in rows["material"].unique())
    wanted = Wanted.one(names, period)
    pairs = rows_for(rows, wanted, basis or "")
    used = pairs.where(pairs.status == Status.USED)
    masks = any_of(used.slot, months_mask(rows, wanted, used.row, used.slot), np.arange(len(names)))
    months = periods.span(period)[1]
    shortest = min((mask.bit_count() for mask in masks.tolist()), default=months)
    remark = f"only {shortest} of {months} months reported" if 0 < shortest < months else ""
    return rows.iloc[used.row], remark


def figures(
    project: Project,
    *,
    basis: Basis,
    material: str = "",
    period: str = "",
    progress: Progress | None = None,
) -> Iterator[Figures]:
    """Yield the figures of every material and period the project has, or of the ones named.

    Periods are those of the rows of trade and production, each at its own length.

    Raises:
        ValueError: if ``period`` is no period.
        Cancelled: if ``progress`` says so.
    """
    names = (material,) if material else tuple(map(str, project["materials"]["material"]))
    trade, made = home_trade(project, material), home_production(project, material)
    wanted = Wanted.one(names, period) if period else Wanted.every(names, (trade, made))
    yield from figures_of(wanted, trade, made, basis, progress or Progress())


def figures_of(
    wanted: Wanted, trade: pd.DataFrame, made: pd.DataFrame, basis: Basis, progress: Progress
) -> Iterator[Figures]:
    """Yield the figures of the wanted periods from rows of trade and production."""
    flow = trade["flow"]
    progress.step(0, len(wanted), "choosing the rows that count")
    bought = reports(trade[(flow == "import").to_numpy()], wanted, basis)
    sold = reports(trade[(flow == "export").to_numpy()], wanted, basis)
    output = reports(made, wanted, "quantity")
    for slot in range(len(wanted)):
        if slot % _STEPS == 0:
            progress.step(slot, len(wanted), "computing")
        entries = bought.of(slot)
        partners = bought.partner[entries]
        yield Figures(
            material=wanted.names[int(wanted.material[slot])],
            period=period_name(int(wanted.first[slot]), int(wanted.months[slot])),
            basis=basis,
            partners=tuple(partners),
            imports=bought.amount[entries],
            exports=sold.total(slot),
            production=output.total(slot),
            longer=tuple(partners[bought.longer[entries]]),
            about_imports=bought.account(slot),
            about_exports=sold.account(slot),
            about_production=output.account(slot),
        )


def period_name(first: int, months: int) -> str:
    """Return the period that begins with a month and has 1, 3, 6 or 12 of them."""
    grains: dict[int, Grain] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
    return periods.containing(first, grains[months])


def by_partner(rows: pd.DataFrame, basis: Basis) -> tuple[tuple[str, ...], Floats]:
    """Return the partners of ``rows`` in order of their code, and the amount of each.

    An amount is NaN where none of the partner's rows reports one.
    """
    sums = rows.groupby(rows["partner"].astype(str))[basis].sum(min_count=1)
    return tuple(str(name) for name in sums.index), sums.to_numpy(dtype=float)


@dataclass(frozen=True)
class Series:
    """Amounts of one material over time: ``amounts[t, p]`` of partner ``p`` in period ``t``.

    NaN where nothing is reported. ``first`` is the first month of each period. ``home`` is the
    home production of each period (by quantity), NaN where not reported.
    """

    material: str
    basis: Basis
    grain: Grain
    periods: tuple[str, ...]
    first: npt.NDArray[np.int64]
    partners: tuple[str, ...]
    amounts: Floats
    home: Floats


def series(project: Project, material: str, *, basis: Basis, grain: Grain) -> Series:
    """Return the imports of ``material`` by partner, largest first, in periods of one length.

    Shorter rows are added up; longer ones cannot be split and are left out. A material without
    rows of that length or shorter gives a series without periods.
    """
    trade, made = home_trade(project, material), home_production(project, material)
    rows = trade[(trade["flow"] == "import").to_numpy()]
    length = periods.span(periods.containing(0, grain))[1]
    starts = [part.loc[part["months"] <= length, "first"].to_numpy() for part in (rows, made)]
    first = np.unique(np.concatenate(starts) // length * length).astype(np.int64)
    count = len(first)
    wanted = Wanted((material,), np.zeros(count, np.int64), first, np.full(count, length))
    bought, output = reports(rows, wanted, basis), reports(made, wanted, "quantity")
    names, column = np.unique(bought.partner.astype(str), return_inverse=True)
    amounts = np.full((count, len(names)), np.nan)
    amounts[np.repeat(np.arange(count), np.diff(bought.start)), column] = bought.amount
    order = np.argsort(-np.nansum(amounts, axis=0), kind="stable")
    return Series(
        material=material,
        basis=basis,
        grain=grain,
        periods=tuple(period_name(int(month), length) for month in first),
        first=first,
        partners=tuple(str(names[place]) for place in order),
        amounts=amounts[:, order],
        home=np.array([output.total(slot) for slot in range(count)], dtype=float),
    )
