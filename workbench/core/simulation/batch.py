"""Many draws over one network in compact form: what all share, and what each draw changes.

The levers of a draw are 15 arrays of sources or materials by months; of 10,000 draws they would
fill the memory many times over. But a shock changes few of their rows, and those of the sources it
hits are mostly alike. So a batch holds rows of months in one table, each of them once, and for
every draw which rows take the place of those of the base.

A worked example: a ban on 200 sources is one row of zeros in the table and 200 patches, each of
which says "allowed of source s: that row".
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network, OriginCap, Substitution
from workbench.core.simulation.layout import Layout, layout
from workbench.core.simulation.records import (
    BY_MATERIAL,
    BY_SOURCE,
    FloatArray,
    IntArray,
    Patches,
    Rows,
)
from workbench.core.simulation.terms import KINDS, Drawn, Terms, equal, steady, terms_of, width

Item = TypeVar("Item")


@dataclass(frozen=True)
class Batch:
    """Draws over one network."""

    frame: Frame
    rows: Rows
    """The table of rows, and those of the base."""
    patches: Patches
    width: int
    """One more than the longest way of goods in any draw, months."""

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return len(self.patches.begin) - 1

    @property
    def network(self) -> Network:
        """The network with every plant that is built in any draw."""
        return self.frame.levers.network


@dataclass(frozen=True, eq=False)
class Frame:
    """What the draws of a batch share: levers that change nothing, over a network that has every
    plant, substitution and origin cap of any draw."""

    levers: Levers
    network: Network
    """The one before any plant is built."""

    @cached_property
    def layout(self) -> Layout:
        """The network for compiled code."""
        return layout(self.levers)

    @cached_property
    def terms(self) -> Terms:
        """The terms of the base."""
        return terms_of(self.levers)

    @cached_property
    def rows(self) -> Rows:
        """The terms of the base as rows; where all places have one row it is there once."""
        table: list[FloatArray] = []
        places: dict[str, npt.NDArray[np.int32]] = {}
        begin = 0
        for name in KINDS:
            array = np.asarray(self.terms[name], dtype=np.float64)
            alike = len(array) > 1 and bool((array == array[:1]).all())
            table.append(array[:1] if alike else array)
            count = 0 if alike else 1
            places[name] = (begin + count * np.arange(len(array))).astype(np.int32)
            begin += len(table[-1])
        whole = np.concatenate(table)
        return Rows(
            table=whole,
            steady=steady(whole),
            source=np.stack([places[name] for name in BY_SOURCE]),
            material=np.stack([places[name] for name in BY_MATERIAL]),
            swap=places["swap"],
            cap=places["cap"],
        )

    @cached_property
    def _before(self) -> Levers:
        return Levers.of(self.network)

    def draw(self) -> Levers:
        """Return levers that change nothing, for shocks to act on; faster than ``Levers.of``."""
        return Drawn(self._before)

    def batch(self, draws: Iterable[Levers]) -> Batch:
        """Return a batch of draws, each of which must have been part of making the frame."""
        packer = Packer(self)
        for levers in draws:
            packer.add(levers)
        return packer.batch()


def frame_of(network: Network, draws: Sequence[Levers] = ()) -> Frame:
    """Return the frame of draws over ``network``, which is the one before any shock."""
    levers = Levers.of(network)
    count = len(network.sources)
    for draw in draws:
        new = draw.network
        for name, m in zip(new.sources[count:], new.material[count:], strict=True):
            levers.plant(name, int(m))
    swaps = _union([one.substitutions for one in draws], _swap_key)
    for swap in sorted(swaps, key=lambda one: one.material):
        levers.substitute(replace(swap, share=np.zeros(network.months)))
    caps = _union([one.caps for one in draws], _cap_key)
    for cap in sorted(caps, key=lambda one: one.material):
        levers.caps.append(replace(cap, share=np.full(network.months, np.inf)))
    return Frame(levers, network)


def batch_of(network: Network, draws: Sequence[Levers]) -> Batch:
    """Return a batch of draws over ``network``, which is the one before any shock.

    For draws that do not fit into memory together make a frame of a few that have every plant,
    substitution and cap, and hand the others to :meth:`Frame.batch` one by one.
    """
    return frame_of(network, draws).batch(draws)


def frame_key(network: Network, levers: Levers) -> Hashable:
    """Return what makes the frames of two draws over ``network`` the same when it is equal."""
    extra = _plants(levers.network, len(network.sources))
    swaps = [_swap_key(one) for one in levers.substitutions]
    return tuple(extra), tuple(swaps), tuple(_cap_key(one) for one in levers.caps)


def _swap_key(one: Substitution) -> Hashable:
    return one.material, one.by, one.ratio, one.short_only


def _cap_key(one: OriginCap) -> Hashable:
    return one.material, tuple(one.sources.tolist()), one.basis


def _union(lists: Sequence[Sequence[Item]], key: Callable[[Item], Hashable]) -> list[Item]:
    """Return what occurs in any list, in the order of the longest; twice what one has twice."""
    found: dict[Hashable, Item] = {}
    for items in sorted(lists, key=len, reverse=True):
        for name, item in zip(_numbered(items, key), items, strict=True):
            found.setdefault(name, item)
    return list(found.values())


def _numbered(items: Sequence[Item], key: Callable[[Item], Hashable]) -> list[Hashable]:
    """Return the key of each item and how many of the same key came before it."""
    keys = [key(item) for item in items]
    return [(name, keys[:place].count(name)) for place, name in enumerate(keys)]


class Packer:
    """Collects the patches of draws, each distinct row once."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.rows: list[FloatArray] = []
        self.row_of: dict[bytes, int] = {}
        self.first = len(frame.rows.table)
        self.begin, self.count = [0], 0
        self.kinds: list[IntArray] = []
        self.places: list[IntArray] = []
        self.found: list[IntArray] = []
        self.width = width(frame.terms)

    def add(self, levers: Levers) -> None:
        """Add a draw."""
        base = self.frame.terms
        terms = terms_of(levers, self.frame.levers, base)
        self.width = max(self.width, width(terms))
        for kind, name in enumerate(KINDS):
            array = terms[name]
            if array is base[name] or not len(array):
                continue
            place = self.places_of(levers, name)
            differs = np.flatnonzero(~equal(array, base[name][place]).all(axis=1))
            if len(differs):
                self.kinds.append(np.full(len(differs), kind))
                self.places.append(place[differs])
                self.found.append(self.pack(array[differs]))
                self.count += len(differs)
        self.begin.append(self.count)

    def pack(self, rows: npt.NDArray[Any]) -> IntArray:
        """Return where each row stands in the table, once it is there."""
        found = []
        for row in np.ascontiguousarray(rows, dtype=np.float64):
            key = row.tobytes()
            if key not in self.row_of:
                self.row_of[key] = self.first + len(self.rows)
                self.rows.append(row)
            found.append(self.row_of[key])
        return np.array(found, dtype=np.int64)

    def places_of(self, levers: Levers, name: str) -> IntArray:
        """Return the places in the frame of what a term of a draw is about.

        Raises:
            ValueError: if the frame lacks a plant, substitution or cap, or has them in an order
                that is not the draw's.
        """
        frame = self.frame.levers
        if name in BY_MATERIAL:
            return np.arange(len(frame.network.materials))
        if name in BY_SOURCE:
            count = len(self.frame.network.sources)
            its, mine = _plants(levers.network, count), _plants(frame.network, count)
            return np.append(np.arange(count), count + _found(its, mine))
        if name == "swap":
            known = _numbered(frame.substitutions, _swap_key)
            place = _found(_numbered(levers.substitutions, _swap_key), known)
            return _in_order(place, [one.material for one in levers.substitutions], name)
        place = _found(_numbered(levers.caps, _cap_key), _numbered(frame.caps, _cap_key))
        return _in_order(place, [one.material for one in levers.caps], name)

    def batch(self) -> Batch:
        """Return what was collected."""
        rows = self.frame.rows
        if self.rows:
            more = np.array(self.rows)
            rows = Rows(
                np.concatenate([rows.table, more]),
                np.concatenate([rows.steady, steady(more)]),
                *rows[2:],
            )
        blank = [np.zeros(0, dtype=np.int64)]
        patches = Patches(
            begin=np.array(self.begin, dtype=np.int64),
            kind=np.concatenate(self.kinds or blank).astype(np.int8),
            place=np.concatenate(self.places or blank).astype(np.int32),
            row=np.concatenate(self.found or blank).astype(np.int32),
        )
        return Batch(self.frame, rows, patches, self.width)


def _plants(network: Network, before: int) -> list[Hashable]:
    """Return what tells the plants from each other that stand behind the other sources."""
    return list(zip(network.sources[before:], network.material[before:].tolist(), strict=True))


def _found(its: list[Hashable], known: list[Hashable]) -> IntArray:
    return np.array([known.index(one) for one in its], dtype=np.int64)


def _in_order(place: IntArray, material: list[int], name: str) -> IntArray:
    """Return the places; the order of what is about one material counts, and must be the same."""
    pairs = list(zip(material, place.tolist(), strict=True))
    if sorted(pairs, key=lambda pair: pair[0]) != sorted(pairs):
        raise ValueError(f"draws have their {name}s in different orders")
    return place
