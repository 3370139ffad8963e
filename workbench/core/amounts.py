"""Amounts by period and partner, and how well they are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.counting import Pairs, Status, Wanted, any_of, months_mask, rows_for
from workbench.core.figures import Account, named
from workbench.core.reported import coded

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_GRAIN = {1: "months", 3: "quarters", 6: "halves", 12: "years"}


@dataclass(frozen=True)
class Reports:
    """Amounts of one flow by wanted period and partner, and how well they are known.

    The entries of wanted period ``i`` are ``start[i]:start[i + 1]`` of the other arrays.
    """

    start: Ints
    partner: npt.NDArray[np.object_]
    amount: Floats
    longer: npt.NDArray[np.bool_]
    accounts: dict[int, Account]

    def of(self, slot: int) -> slice:
        """Return which entries belong to a wanted period."""
        return slice(int(self.start[slot]), int(self.start[slot + 1]))

    def total(self, slot: int) -> float:
        """Return the sum over the partners; NaN where no amount is reported."""
        amounts = self.amount[self.of(slot)]
        known = amounts[np.isfinite(amounts)]
        return float(known.sum()) if known.size else float("nan")

    def account(self, slot: int) -> Account:
        """Return how well the sum of a wanted period is known."""
        return self.accounts.get(slot, Account())


def reports(rows: pd.DataFrame, wanted: Wanted, amount: str, *, accounted: bool = True) -> Reports:
    """Return the amounts of one flow in every wanted period.

    Args:
        rows: rows of one flow (see :func:`workbench.core.counting.rows_for`).
        wanted: the periods.
        amount: ``quantity`` or ``value``.
        accounted: whether to say how well the sums are known, which takes most of the time.
    """
    pairs = rows_for(rows, wanted, amount)
    partner, labels = coded(rows["partner"])
    shown = pairs.where(pairs.status <= Status.LONGER)
    key = shown.slot * max(len(labels), 1) + partner[shown.row]
    entries, place = np.unique(key, return_inverse=True)
    used = shown.status == Status.USED
    sums = np.bincount(
        place[used], rows[amount].to_numpy()[shown.row[used]], minlength=len(entries)
    )
    longer = np.ones(len(entries), dtype=np.bool_)
    longer[place[shown.status != Status.LONGER]] = False
    counted = np.bincount(place[used], minlength=len(entries)) > 0
    slot, name = np.divmod(entries, max(len(labels), 1))
    return Reports(
        start=np.searchsorted(slot, np.arange(len(wanted) + 1)).astype(np.int64),
        partner=labels.to_numpy(dtype=object)[name],
        amount=np.where(counted, sums, np.nan),
        longer=longer,
        accounts=_accounts(rows, wanted, pairs, amount) if accounted else {},
    )


def _accounts(rows: pd.DataFrame, wanted: Wanted, pairs: Pairs, amount: str) -> dict[int, Account]:
    """Return the months that every reporter covers, and remarks on what is unusual."""
    used = pairs.where(pairs.status == Status.USED)
    reporter, labels = coded(rows["reporter"])
    key = used.slot * max(len(labels), 1) + reporter[used.row]
    sides = np.unique(key)
    months = any_of(key, months_mask(rows, wanted, used.row, used.slot), sides)
    slots, head = np.unique(sides // max(len(labels), 1), return_index=True)
    common = np.bitwise_and.reduceat(months, head) if len(slots) else months
    length = rows["months"].to_numpy()[used.row]
    mixed = _differs(used.slot, length)
    short = slots[np.bitwise_count(common) < wanted.months[slots]]
    other = pairs.slot[pairs.status != Status.USED]
    unusual = set(np.unique(np.concatenate([short, mixed, other])).tolist())
    found = dict(zip(slots.tolist(), common.tolist(), strict=True))
    start = np.searchsorted(pairs.slot, np.arange(len(wanted) + 1))
    accounts = {}
    for slot in {*found, *unusual}:
        mask = found.get(slot, 0)
        remarks: tuple[str, ...] = ()
        if slot in unusual:
            part = slice(start[slot], start[slot + 1])
            within = rows.iloc[pairs.row[part]].assign(status=pairs.status[part])
            remarks = _remarks(within, int(wanted.months[slot]), mask, amount)
        accounts[slot] = Account(mask, remarks)
    return accounts


def _differs(slot: Ints, length: Ints) -> Ints:
    """Return the slots whose rows are of several lengths; ``slot`` is sorted."""
    slots, head = np.unique(slot, return_index=True)
    if not len(slots):
        return slots
    low, high = np.minimum.reduceat(length, head), np.maximum.reduceat(length, head)
    return slots[low < high]


def _remarks(rows: pd.DataFrame, months: int, mask: int, amount: str) -> tuple[str, ...]:
    """Return in words what the amounts of one period leave out and were made from."""
    status = rows["status"]
    production = bool((rows["flow"] == "production").any())
    who = rows["reporter" if production else "partner"].astype(str)
    used, blank = status == Status.USED, status == Status.BLANK
    words = []
    if used.any() and mask.bit_count() < months:
        words.append(f"only {mask.bit_count()} of {months} months reported")
    sizes = sorted(rows.loc[used, "months"].unique())
    if len(sizes) > 1:
        words += [
            f"{_GRAIN[int(size)]} added up for {_names(who[used & (rows['months'] == size)])}"
            for size in sizes
            if size < months
        ]
    some = blank & who.isin(set(who[used]))
    if some.any():
        words.append(f"no {amount} reported for some months of {_names(who[some])}")
    none = blank & ~some
    if none.any() and (production or (rows["flow"] == "export").any()):
        words.append(f"no {amount} reported for {_names(who[none])}")
    longer = status == Status.LONGER
    if longer.any():
        spans = _names(rows.loc[longer, "period"].astype(str))
        words.append(f"{_names(who[longer])} left out, reported only for {spans} as a whole")
    if (status == Status.TOTAL).any():
        words.append("the total of all partners (WLD) is left out beside single partners")
    partial = status == Status.PARTIAL
    if partial.any():
        words.append(
            f"single partners ({_names(who[partial])}) cover fewer months than the total of all"
            " partners (WLD), which counts instead of them"
        )
    return tuple(words)


def _names(names: pd.Series) -> str:
    return named(sorted(set(names)))
