"""Which rows make up a period: of mixed lengths, and of a total beside its parts.

- Of one reporter and partner the rows of exactly the period wanted count, else the shorter ones
  inside it, all of the one length that covers most months.
- The partner World (WLD) is left out beside single partners of the same reporter, unless they
  cover fewer months of the period than it does; then it counts instead of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.figures import WORLD
from workbench.core.reported import coded, joined

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
LENGTHS = (1, 3, 6, 12)


class Status(IntEnum):
    """How a row stands to a period that is wanted."""

    USED = 0
    BLANK = 1
    """Its amount is not reported, and nothing stands in for it."""
    LONGER = 2
    """Its period is longer than the one wanted, and nothing shorter is reported."""
    TOTAL = 3
    """The total of all partners, beside single partners."""
    PARTIAL = 4
    """A single partner, beside a total that covers more months."""
    UNUSED = 5
    """Another length of period counts instead."""


@dataclass(frozen=True)
class Wanted:
    """Periods that are wanted, each of one material (its place among ``names``)."""

    names: tuple[str, ...]
    material: Ints
    first: Ints
    months: Ints

    def __len__(self) -> int:
        return len(self.material)

    @classmethod
    def one(cls, names: Sequence[str], period: str) -> Wanted:
        """Return one period, wanted of every material.

        Raises:
            ValueError: if the text is no period.
        """
        span = [np.full(len(names), number, dtype=np.int64) for number in periods.span(period)]
        return cls(tuple(names), np.arange(len(names)), *span)

    @classmethod
    def every(cls, names: Sequence[str], parts: Sequence[pd.DataFrame]) -> Wanted:
        """Return every period of every material, as the rows have them, longer ones first."""
        keys = [
            _key(places(part, names), part["first"].to_numpy(), 15 - part["months"].to_numpy())
            for part in parts
        ]
        found = np.unique(np.concatenate(keys))
        found = found[found >= 0]
        return cls(tuple(names), found >> 22, (found >> 4) & 0x3FFFF, 15 - (found & 15))

    def key(self) -> Ints:
        """Return one number for each material and period."""
        return _key(self.material, self.first, self.months)


@dataclass(frozen=True)
class Pairs:
    """Rows and the wanted periods they matter for: positions of both, and how they stand."""

    row: Ints
    slot: Ints
    status: Ints

    def where(self, keep: Bools) -> Pairs:
        """Return some of the pairs."""
        return Pairs(self.row[keep], self.slot[keep], self.status[keep])


def _key(material: Ints, first: Ints, months: Ints) -> Ints:
    return (material << 22) | (first << 4) | months


def places(rows: pd.DataFrame, names: Sequence[str]) -> Ints:
    """Return the place of each row's material among ``names``, -1 where it is not one of them."""
    codes, labels = coded(rows["material"])
    found: Ints = (
        pd.Index(list(names), dtype="str").get_indexer(labels.astype("str")).astype(np.int64)
    )
    return found[codes]


def rows_for(rows: pd.DataFrame, wanted: Wanted, amount: str = "") -> Pairs:
    """Return which rows of one flow make up each wanted period, and which others matter for it.

    Args:
        rows: rows of :func:`home_trade` with one flow, or of :func:`home_production`.
        wanted: the periods.
        amount: ``quantity`` or ``value``: rows without it cannot stand in for others; empty to
            take every row as reported.

    Returns:
        Pairs sorted by period; ``UNUSED`` ones are left out.
    """
    known = np.isfinite(rows[amount].to_numpy()) if amount else np.ones(len(rows), dtype=np.bool_)
    row, slot = _inside(rows, wanted)
    series = joined(rows, ["material", "reporter", "partner"])
    status = np.where(known[row], _by_length(rows, wanted, series, row, slot, known), Status.BLANK)
    _cover_blanks(rows, wanted, series, row, slot, status)
    around, beside = _around(rows, wanted, known)
    series_of = series * max(len(wanted), 1)
    alone = ~np.isin(series_of[around] + beside, series_of[row] + slot)
    row, slot = np.append(row, around[alone]), np.append(slot, beside[alone])
    status = np.append(status, np.full(int(alone.sum()), Status.LONGER))
    _settle_totals(rows, wanted, row, slot, status)
    order = np.argsort(slot, kind="stable")
    pairs = Pairs(row[order], slot[order], status[order])
    return pairs.where(pairs.status != Status.UNUSED)


def months_mask(rows: pd.DataFrame, wanted: Wanted, row: Ints, slot: Ints) -> Ints:
    """Return which months of the wanted period each row covers: bit 0 for its first month."""
    shift = np.maximum(rows["first"].to_numpy()[row] - wanted.first[slot], 0)
    mask: Ints = ((1 << rows["months"].to_numpy()[row]) - 1) << shift
    return mask & ((1 << wanted.months[slot]) - 1)


def any_of(key: Ints, mask: Ints, of: Ints) -> Ints:
    """Return for each key in ``of`` the months that any pair with this key covers."""
    if not len(key) or not len(of):
        return np.zeros(len(of), dtype=np.int64)
    names, place = np.unique(key, return_inverse=True)
    union = np.zeros(len(names), dtype=np.int64)
    np.bitwise_or.at(union, place, mask)
    found = np.minimum(np.searchsorted(names, of), len(names) - 1)
    return np.where(names[found] == of, union[found], 0)


def _inside(rows: pd.DataFrame, wanted: Wanted) -> tuple[Ints, Ints]:
    """Return pairs of the rows whose period is the wanted one or lies inside it."""
    place = places(rows, wanted.names)
    first, months = rows["first"].to_numpy(), rows["months"].to_numpy()
    keys = wanted.key()
    order = np.argsort(keys)
    keys = keys[order]
    found: list[tuple[Ints, Ints]] = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for length in np.unique(wanted.months):
        chosen = np.flatnonzero((months <= length) & (place >= 0))
        start = first[chosen]
        key = _key(place[chosen], start - start % length, length)
        at = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
        hit = keys[at] == key
        found.append((chosen[hit], order[at[hit]]))
    return np.concatenate([r for r, _ in found]), np.concatenate([s for _, s in found])


def _around(rows: pd.DataFrame, wanted: Wanted, known: Bools) -> tuple[Ints, Ints]:
    """Return pairs of the rows whose period is longer than the wanted one and holds it."""
    first, months = rows["first"].to_numpy(), rows["months"].to_numpy()
    place = places(rows, wanted.names)
    found: list[tuple[Ints, Ints]] = [(np.empty(0, np.int64), np.empty(0, np.int64))]
    for length in LENGTHS[1:]:
        slots = np.flatnonzero(wanted.months < length)
        chosen = np.flatnonzero((months == length) & (place >= 0) & known)
        if not len(slots) or not len(chosen):
            continue
        size = np.full(1, length, dtype=np.int64)
        key = _key(place[chosen], first[chosen], size)
        order = np.argsort(key, kind="stable")
        start = wanted.first[slots]
        asked = _key(wanted.material[slots], start - start % length, size)
        low = np.searchsorted(key[order], asked)
        count = np.searchsorted(key[order], asked, side="right") - low
        offset = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        found.append((chosen[order[np.repeat(low, count) + offset]], np.repeat(slots, count)))
    return np.concatenate([r for r, _ in found]), np.concatenate([s for _, s in found])


def _by_length(
    rows: pd.DataFrame, wanted: Wanted, series: Ints, row: Ints, slot: Ints, known: Bools
) -> Ints:
    """Return which pairs count: the wanted length, else the one that covers most months."""
    months = rows["months"].to_numpy()[row]
    status = np.full(len(row), Status.USED, dtype=np.int64)
    exact = months == wanted.months[slot]
    if exact.all():
        return status
    chosen = np.flatnonzero(known[row])
    if not len(chosen):
        return status
    key = ((series[row] * len(wanted) + slot) << 4 | months)[chosen]
    found, group, count = np.unique(key, return_inverse=True, return_counts=True)
    length = found & 15
    hit = np.zeros(len(found), dtype=np.bool_)
    hit[group] = exact[chosen]
    score = hit * 10_000 + count * length * 16 + 15 - length
    head = np.flatnonzero(np.diff(found >> 4, prepend=-1))
    best = np.repeat(np.maximum.reduceat(score, head), np.diff(np.append(head, len(found))))
    status[chosen[(score < best)[group]]] = Status.UNUSED
    return status


def _cover_blanks(
    rows: pd.DataFrame, wanted: Wanted, series: Ints, row: Ints, slot: Ints, status: Ints
) -> None:
    """Mark rows without an amount as unused where others of the same partner stand in for them."""
    blank = status == Status.BLANK
    if not blank.any():
        return
    mask, key = months_mask(rows, wanted, row, slot), series[row] * len(wanted) + slot
    used = status == Status.USED
    covered = any_of(key[used], mask[used], key[blank])
    status[np.flatnonzero(blank)[(mask[blank] & ~covered) == 0]] = Status.UNUSED


def _settle_totals(rows: pd.DataFrame, wanted: Wanted, row: Ints, slot: Ints, status: Ints) -> None:
    """Let the total of all partners or the single ones count, by reporter and period."""
    total = (rows["partner"] == WORLD).to_numpy()[row]
    if not total.any():
        return
    mask, used = months_mask(rows, wanted, row, slot), status == Status.USED
    key = joined(rows, ["material", "reporter"])[row] * len(wanted) + slot
    single, whole = (
        np.bitwise_count(any_of(key[part], mask[part], key))
        for part in (used & ~total, used & total)
    )
    parts_count = (single > 0) & (single >= whole)
    status[used & total & parts_count] = Status.TOTAL
    status[used & ~total & ~parts_count & (whole > 0)] = Status.PARTIAL
    status[~used & total & (single > 0)] = Status.UNUSED
    status[(status == Status.LONGER) & ~total & (whole > 0) & ~parts_count] = Status.UNUSED
