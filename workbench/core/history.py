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
from workbench.core.counting import Status, Wanted, any_of, months_mask, places, rows_for
from workbench.core.figures import Basis, Figures
from workbench.core.periods import Grain
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.reported import home_production, home_trade

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
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
    grain: Grain | None = None,
    as_of: str = "",
    progress: Progress | None = None,
) -> Iterator[Figures]:
    """Yield the figures of every material and period the project has, or of the ones named.

    Without ``grain`` the periods are those of the rows of trade and production, each at its own
    length. With it all have that length: shorter rows are added up, and a longer row shows as
    periods in which it is named as left out.

    Args:
        project: the project.
        basis: by value or by quantity.
        material: only this one.
        period: only this one; with ``grain``, the periods of that length inside it.
        grain: one length for all periods.
        as_of: as things stood at the end of this day or period; empty for the newest figures.
        progress: told how far it is.

    Raises:
        ValueError: if ``period`` or ``as_of`` is no period.
        Cancelled: if ``progress`` says so.
    """
    names = (material,) if material else tuple(map(str, project["materials"]["material"]))
    trade = home_trade(project, material, as_of=as_of)
    made = home_production(project, material, as_of=as_of)
    wanted = wanted_of(names, (trade, made), period, grain)
    yield from figures_of(wanted, trade, made, basis, progress or Progress())


def wanted_of(
    names: tuple[str, ...], parts: tuple[pd.DataFrame, ...], period: str, grain: Grain | None
) -> Wanted:
    """Return the periods to show of some materials: see :func:`figures`.

    Raises:
        ValueError: if ``period`` is no period.
    """
    if grain is None:
        return Wanted.one(names, period) if period else Wanted.every(names, parts)
    length = periods.months_in(grain)
    if period:
        first, months = periods.span(period)
        begins = np.arange(first - first % length, first + months, length, dtype=np.int64)
        place = np.repeat(np.arange(len(names)), len(begins))
        return _spans(names, place, np.tile(begins, len(names)), length)
    found = []
    for part in parts:
        place, begun = places(part, names), part["first"].to_numpy()
        covered = np.maximum(part["months"].to_numpy(), length)
        for offset in range(0, 12, length):
            some = (place >= 0) & (covered > offset)
            start = begun[some] // length * length + offset
            found.append(np.unique(place[some] << 20 | start))
    keys = np.unique(np.concatenate(found))
    return _spans(names, keys >> 20, keys & 0xFFFFF, length)


def _spans(names: tuple[str, ...], place: Ints, first: Ints, length: int) -> Wanted:
    size = np.full(len(place), length, dtype=np.int64)
    return Wanted(names, place.astype(np.int64), first.astype(np.int64), size)


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
        entries, sales = bought.of(slot), sold.of(slot)
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
            buyers=tuple(sold.partner[sales]),
            sold=sold.amount[sales],
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


def series(
    project: Project, material: str, *, basis: Basis, grain: Grain, as_of: str = ""
) -> Series:
    """Return the imports of ``material`` by partner, largest first, in periods of one length.

    Shorter rows are added up; longer ones cannot be split and are left out. A material without
    rows of that length or shorter gives a series without periods. ``as_of``: see :func:`figures`.
    """
    trade = home_trade(project, material, as_of=as_of)
    made = home_production(project, material, as_of=as_of)
    rows = trade[(trade["flow"] == "import").to_numpy()]
    length = periods.months_in(grain)
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
