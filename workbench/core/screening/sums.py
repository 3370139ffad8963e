"""Imports by material, period and partner: of rows that are simply added up, and of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.counting import Status, Wanted, places, rows_for
from workbench.core.figures import Basis
from workbench.core.project import Project
from workbench.core.reported import coded, home_trade
from workbench.core.screening.reading import STEP, Codes, Trade

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_CELLS = 1 << 24
"""Cells that are held at once: 128 MB."""


@dataclass(frozen=True)
class Axes:
    """What the cells stand for: periods by their first month, all of ``length`` months; partners.

    ``slot`` is the place of each label of a period among ``first``, ``column`` that of each label
    of a partner among ``partners``; -1 for labels that are of no use.
    """

    first: Ints
    length: int
    partners: tuple[str, ...]
    slot: Ints
    column: Ints

    @classmethod
    def of(cls, trade: Trade, length: int) -> Axes:
        """Return the axes that hold every row of home's imports."""
        used = trade.seen.any(axis=0)
        start = trade.span[:, 0] // length * length
        first = np.unique(start[used])
        slot = np.where(used, np.searchsorted(first, start), -1)
        there = trade.outside
        names = tuple(label for label, one in zip(trade.partner.labels, there, strict=True) if one)
        column = np.where(there, np.cumsum(there) - 1, -1)
        return cls(first, length, names, slot.astype(np.int64), column.astype(np.int64))

    @property
    def cells(self) -> int:
        """How many cells one material has."""
        return max(len(self.first) * len(self.partners), 1)


@dataclass(frozen=True)
class Sums:
    """Amounts of some materials: codes of them, and materials x periods x partners.

    ``covered`` says which months of each period have rows, bit 0 for the first.
    """

    materials: Ints
    amounts: Floats
    covered: Ints


def simple_sums(trade: Trade, axes: Axes, materials: Ints) -> Iterator[Sums]:
    """Yield the sums of materials (codes, ascending) whose rows are simply added up."""
    block = max(MOST_CELLS // axes.cells, 1)
    pieces = [materials[at : at + block] for at in range(0, len(materials), block)]
    if len(pieces) == 1:
        yield _added(trade, axes, materials, trade.slices())
    elif pieces:
        order, start = _by_material(trade)
        for piece in pieces:
            rows = order[start[piece[0]] : start[piece[-1] + 1]]
            parts = (rows[at : at + STEP] for at in range(0, len(rows), STEP))
            yield _added(trade, axes, piece, parts)


def _added(trade: Trade, axes: Axes, materials: Ints, parts: Iterator[slice | Ints]) -> Sums:
    """Return the sums over some rows; rows of other materials are not looked at."""
    count, cells = len(materials), axes.cells
    offset = np.full(len(trade.material.labels), count * cells, dtype=np.int64)
    offset[materials] = np.arange(count) * cells
    slot = np.maximum(axes.slot, 0) * len(axes.partners)
    column = np.maximum(axes.column, 0)
    amounts = np.zeros((count + 1) * cells)  # the last ones are of the other materials
    for part in parts:
        cell = _looked_up(offset, trade.material.codes[part])
        cell += _looked_up(slot, trade.period.codes[part])
        cell += _looked_up(column, trade.partner.codes[part])
        amount = trade.amount[part]
        if not np.isfinite(amount.sum()):
            amount = np.where(np.isfinite(amount), amount, 0.0)
        np.add.at(amounts, cell, amount)
    shape = (count, len(axes.first), len(axes.partners))
    return Sums(
        materials, amounts[: count * cells].reshape(shape), _covered(trade, axes, materials)
    )


def _looked_up(table: Ints, codes: Codes) -> Ints:
    """Return ``table[codes]``; where the table is even steps, it is quicker to multiply."""
    step = int(table[1] - table[0]) if len(table) > 1 else 0
    if not len(table) or table[0] or (np.diff(table) != step).any():
        return table[codes]
    found = codes.astype(np.int64)
    found *= step
    return found


def _covered(trade: Trade, axes: Axes, materials: Ints) -> Ints:
    """Return which months of each period have rows of a material."""
    covered = np.zeros((len(materials), len(axes.first)), dtype=np.int64)
    seen = trade.seen[materials]
    first, months = trade.span[:, 0], trade.span[:, 1]
    for label in np.flatnonzero(axes.slot >= 0):
        mask = ((1 << months[label]) - 1) << (first[label] % axes.length)
        covered[seen[:, label], axes.slot[label]] |= mask
    return covered


def _by_material(trade: Trade) -> tuple[Ints, Ints]:
    """Return the chosen rows in order of their material, and where those of each one begin."""
    codes = trade.material.codes
    if trade.chosen is None:
        order = np.argsort(codes, kind="stable")
        ordered = codes[order]
    else:
        rows = np.flatnonzero(trade.chosen)
        inner = np.argsort(codes[rows], kind="stable")
        order, ordered = rows[inner], codes[rows][inner]
    return order, np.searchsorted(ordered, np.arange(len(trade.material.labels) + 1))


def ruled_sums(
    project: Project, trade: Trade, axes: Axes, materials: Ints, basis: Basis, as_of: str
) -> Sums:
    """Return the sums of materials (codes) by the rules about releases, totals and lengths."""
    names = tuple(trade.material.labels[code] for code in materials)
    picked = np.zeros(len(trade.material.labels), dtype=np.bool_)
    picked[materials] = True
    rows = project["trade"][picked[trade.material.codes]]
    bought = home_trade(project.replace({"trade": rows}), as_of=as_of)
    keep = (bought["flow"] == "import").to_numpy() & (bought["months"] <= axes.length).to_numpy()
    bought = bought[keep]
    count, width = len(axes.first), len(axes.partners)
    wanted = Wanted(
        names,
        np.repeat(np.arange(len(names)), count),
        np.tile(axes.first, len(names)),
        np.full(len(names) * count, axes.length, dtype=np.int64),
    )
    pairs = rows_for(bought, wanted, basis)
    pairs = pairs.where(pairs.status == Status.USED)
    partner, labels = coded(bought["partner"])
    column = pd.Index(axes.partners, dtype="str").get_indexer(labels.astype("str"))
    amounts = np.zeros(len(wanted) * width)
    cell = pairs.slot * width + column[partner[pairs.row]]
    np.add.at(amounts, cell, bought[basis].to_numpy()[pairs.row])
    covered = np.zeros(len(wanted), dtype=np.int64)
    first, months = bought["first"].to_numpy(), bought["months"].to_numpy()
    slot = np.searchsorted(axes.first, first // axes.length * axes.length)
    mask = ((1 << months) - 1) << (first % axes.length)
    np.bitwise_or.at(covered, places(bought, names) * count + slot, mask)
    shape = (len(names), count)
    return Sums(materials, amounts.reshape(*shape, width), covered.reshape(shape))
