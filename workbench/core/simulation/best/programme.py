"""The best response as a linear programme: the part that most levers do not move.

Columns, each source (usual, extra) or material x month, months fastest:

======== =============================================================================
usual    what a source ships or makes of its usual amount
extra    what it ships or makes beyond that
kept     stock up to the stock aimed at
over     stock beyond that
short    outside demand that is not served
sent     exports that others want
surplus  home production sold abroad beyond that
moved    of substitution x month: need of one material that another one meets
======== =============================================================================

Rows: one balance a material and month, stock before + arrivals + production + moved + short =
outside demand + use + what it replaces + sent + surplus + stock; and where they apply the ramp
limit, origin caps, the most that may be drawn from a stock, that nobody is short of more than is
asked for, and that no more of a need is replaced than there is. Everything is in units of a scale
of its material, so that a tonne here and a million pieces there are both near 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from workbench.core.network import Levers, Network

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

BY_SOURCE = ("usual", "extra")
BY_MATERIAL = ("kept", "over", "short", "sent", "surplus")


@dataclass(frozen=True)
class Layout:
    """Where every kind of column and row begins, and how many there are."""

    columns: dict[str, slice]
    rows: dict[str, slice]

    @classmethod
    def of(cls, levers: Levers) -> Layout:
        """Return the layout for these levers; kinds of rows that do not apply are empty."""
        network, months = levers.network, levers.network.months
        by_source, by_material = len(network.sources) * months, len(network.materials) * months
        columns = dict.fromkeys(BY_SOURCE, by_source) | dict.fromkeys(BY_MATERIAL, by_material)
        rows = {
            "balance": by_material,
            "ramp": by_source if np.isfinite(network.ramp_limit) else 0,
            "cap": len(levers.caps) * months,
            "draw": by_material if np.isfinite(levers.draw).any() else 0,
            "asked": by_material if levers.substitutions else 0,
            "replaced": by_material if levers.substitutions else 0,
        }
        moved = {"moved": len(levers.substitutions) * months}
        return cls(_slices(columns | moved), _slices(rows))

    @property
    def width(self) -> int:
        """How many columns there are."""
        return int(max(part.stop for part in self.columns.values()))

    @property
    def height(self) -> int:
        """How many rows there are."""
        return int(max(part.stop for part in self.rows.values()))


def _slices(sizes: dict[str, int]) -> dict[str, slice]:
    ends = np.cumsum(list(sizes.values())).tolist()
    return {
        name: slice(end - size, end) for (name, size), end in zip(sizes.items(), ends, strict=True)
    }


@dataclass(frozen=True)
class Programme:
    """What stays as long as only limits, demand and prices change."""

    layout: Layout
    scale: FloatArray
    """Units of each material that count as 1."""
    matrix: sparse.csc_array
    arrival: IntArray
    """Source x month of shipping: month of arrival; the number of months when after the end."""


def signature(levers: Levers) -> tuple[object, ...]:
    """Return what has to stay the same for a programme to be used again."""
    network = levers.network
    arrays = (network.material, network.is_home, network.lead, network.use, scales(network))
    drawn = np.isfinite(levers.draw).any(axis=1)
    pulled = (levers.delay, levers.input_factor, drawn, _exporting(levers))
    moved = tuple((one.material, one.by, one.ratio) for one in levers.substitutions)
    caps = tuple((cap.material, cap.sources.tobytes(), cap.share.tobytes()) for cap in levers.caps)
    texts = tuple(hash(np.asarray(array).tobytes()) for array in (*arrays, *pulled))
    return network.months, np.isfinite(network.ramp_limit), texts, moved, caps


def scales(network: Network) -> FloatArray:
    """Return the units of each material that count as 1: about what moves in a month."""
    moved = np.bincount(network.material, network.volume, len(network.materials))
    found = np.maximum(network.first_need, np.maximum(moved, network.demand.max(axis=1)))
    least = 1e-9 * float(found.max(initial=0.0)) or 1.0
    return np.asarray(np.maximum(found, least), dtype=np.float64)


def programme(levers: Levers) -> Programme:
    """Return the programme of a network under these levers."""
    months = levers.network.months
    arrival = np.minimum(np.arange(months) + levers.ways()[0], months)
    builder = _Builder(levers, Layout.of(levers), scales(levers.network), arrival)
    builder.sources()
    builder.stocks()
    builder.outlets()
    builder.substitutions()
    builder.ramps()
    builder.caps()
    return Programme(builder.layout, builder.scale, builder.matrix(), arrival)


def _exporting(levers: Levers) -> BoolArray:
    return np.asarray((levers.exports > 0).any(axis=1))


class _Builder:
    """Collects coefficients as rows, columns and values."""

    def __init__(
        self, levers: Levers, layout: Layout, scale: FloatArray, arrival: IntArray
    ) -> None:
        self.levers, self.network, self.layout = levers, levers.network, layout
        self.scale, self.arrival = scale, arrival
        self.rows: list[IntArray] = []
        self.columns: list[IntArray] = []
        self.values: list[FloatArray] = []
        self.month = np.arange(self.network.months)

    def put(self, rows: IntArray, columns: IntArray, values: FloatArray | float) -> None:
        """Add coefficients; the three are broadcast against each other."""
        together = np.broadcast_arrays(rows, columns, np.asarray(values, dtype=np.float64))
        self.rows.append(together[0].ravel())
        self.columns.append(together[1].ravel())
        self.values.append(together[2].ravel())

    def matrix(self) -> sparse.csc_array:
        """Return everything that was put."""
        places = np.concatenate(self.rows), np.concatenate(self.columns)
        shape = self.layout.height, self.layout.width
        found = sparse.csc_array((np.concatenate(self.values), places), shape=shape)
        found.sum_duplicates()
        return found

    def column(self, name: str, places: IntArray | int) -> IntArray:
        """Return the columns of sources, materials or substitutions, place x month."""
        start = self.layout.columns[name].start
        return np.asarray(start + np.asarray(places)[..., None] * len(self.month) + self.month)

    def row(self, name: str, places: IntArray | int) -> IntArray:
        """Return the rows of sources, materials or caps, place x month."""
        start = self.layout.rows[name].start
        return np.asarray(start + np.asarray(places)[..., None] * len(self.month) + self.month)

    def sources(self) -> None:
        """What sources ship arrives; what home makes is there at once and uses its inputs."""
        network, months = self.network, len(self.month)
        places, shipped = np.nonzero(self.arrival < months)
        arrived = self.arrival[places, shipped]
        rows = self.layout.rows["balance"].start + network.material[places] * months + arrived
        inputs, users = np.nonzero(network.use * network.is_home)
        ratio = self.scale[network.material[users]] / self.scale[inputs]
        used = (network.use[inputs, users] * ratio)[:, None] * self.levers.input_factor[users]
        other = np.isin(inputs, [one.material for one in self.levers.substitutions])
        for name in BY_SOURCE:
            start = self.layout.columns[name].start
            self.put(rows, start + places * months + shipped, 1.0)
            self.put(self.row("balance", inputs), self.column(name, users), -used)
            replaced = self.row("replaced", inputs[other])
            self.put(replaced, self.column(name, users[other]), -used[other])

    def stocks(self) -> None:
        """What is kept is missing now and there again next month."""
        every = np.arange(len(self.network.materials))
        balance = self.row("balance", every)
        for name in ("kept", "over"):
            stock = self.column(name, every)
            self.put(balance, stock, -1.0)
            self.put(balance[:, 1:], stock[:, :-1], 1.0)
        rows = self.layout.rows["draw"]
        if rows.stop == rows.start:
            return
        limited = np.flatnonzero(np.isfinite(self.levers.draw).any(axis=1))
        drawn = self.row("draw", limited)
        for name in ("kept", "over"):
            stock = self.column(name, limited)
            self.put(drawn, stock, -1.0)
            self.put(drawn[:, 1:], stock[:, :-1], 1.0)

    def outlets(self) -> None:
        """Shortage fills a balance, exports empty it."""
        network = self.network
        every = np.arange(len(network.materials))
        making = np.unique(network.material[network.is_home])
        selling = np.flatnonzero(_exporting(self.levers))
        self.put(self.row("balance", every), self.column("short", every), 1.0)
        self.put(self.row("balance", selling), self.column("sent", selling), -1.0)
        self.put(self.row("balance", making), self.column("surplus", making), -1.0)

    def substitutions(self) -> None:
        """What is moved fills one balance and empties another, where more may then be short."""
        replaced = {one.material for one in self.levers.substitutions}
        for i, one in enumerate(self.levers.substitutions):
            taken = one.ratio * self.scale[one.material] / self.scale[one.by]
            moved = self.column("moved", i)
            self.put(self.row("balance", one.material), moved, 1.0)
            self.put(self.row("balance", one.by), moved, -taken)
            self.put(self.row("asked", one.by), moved, -taken)
            self.put(self.row("replaced", one.material), moved, 1.0)
            if one.by in replaced:
                self.put(self.row("replaced", one.by), moved, -taken)
        for by in {one.by for one in self.levers.substitutions}:
            self.put(self.row("asked", by), self.column("short", by), 1.0)
        for material in replaced:
            self.put(self.row("replaced", material), self.column("short", material), 1.0)

    def ramps(self) -> None:
        """What a foreign source ships less what it shipped the month before."""
        if not np.isfinite(self.network.ramp_limit):
            return
        abroad = np.flatnonzero(~self.network.is_home)
        rows = self.row("ramp", abroad)
        for name in BY_SOURCE:
            shipped = self.column(name, abroad)
            self.put(rows, shipped, 1.0)
            self.put(rows[:, 1:], shipped[:, :-1], -1.0)

    def caps(self) -> None:
        """Shipments of the capped sources less their share of all shipments."""
        network = self.network
        for i, cap in enumerate(self.levers.caps):
            abroad = np.flatnonzero((network.material == cap.material) & ~network.is_home)
            share = np.where(np.isfinite(cap.share), np.minimum(cap.share, 1.0), 0.0)
            capped = np.isin(abroad, cap.sources)[:, None] * 1.0
            free = ~(cap.share < 1.0)
            part = np.where(free, 0.0, capped - share)
            for name in BY_SOURCE:
                self.put(self.row("cap", i), self.column(name, abroad), part)
