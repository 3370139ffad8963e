"""What compiled code works on: one record a source and a material, and where results go."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
UnsignedArray = npt.NDArray[np.uint64]
PlaceArray = npt.NDArray[np.int32]
Records = Any
"""An array of records, or one of them; compiled code knows the fields, the type checker not."""

SERIES = (
    "need",
    "demand",
    "delivered",
    "shortage",
    "stock",
    "production",
    "imports",
    "exports",
)
"""Series by material and month, in the order they are written down."""

TOTALS = (
    "demand",
    "delivered",
    "shortage",
    "production",
    "imports",
    "exports",
    "shortage_months",
    "first_shortage",
    "minimum_stock",
    "minimum_cover",
)
"""One number per material over a window of months, in the order they are written down."""

BY_SOURCE = (
    "capacity",
    "allowed",
    "ceiling",
    "aid",
    "share",
    "lead",
    "rank",
    "input_factor",
    "idle",
)
BY_MATERIAL = ("demand", "exports", "target", "draw", "longest", "shortest")
"""What shocks change, as compiled code wants it: levers, and what follows from several of them."""

_WORDS = {"b": np.bool_, "i": np.int64, "u": np.uint64, "f": np.float64}


def _record(**fields: str) -> np.dtype[np.void]:
    """Return a record; each argument lists the names of its fields of one type."""
    names = [(name, _WORDS[word]) for word, text in fields.items() for name in text.split()]
    return np.dtype(names, align=True)


SOURCE = _record(
    f="volume usual_volume supply_share shown qualification base_capacity"  # as in Network
    " capacity quota aid share input_factor idle"  # levers of the month
    " full most limit room usual taken accepted made new",  # state, as in market.py and orders.py
    i="material origin usual_lead inputs_from inputs_to lead rank",
    b="home steady",
)
"""Sources stand by material, at home before abroad; ``origin`` is the place in the network.
``accepted`` is of the month before until it is replaced; ``taken`` are the orders of this month,
``usual`` those for the need alone; ``full`` is the most of usual orders, ``most`` what may be had
by taking over, and ``limit`` what origin caps leave of that;
``steady`` tells that the levers are the same in all months."""

MATERIAL = _record(
    f="first_need opening_stock demand exports target draw"
    " stock refused_since whole need gap filled met arrived production"
    " replaced received always moved idle",
    u="mine_from abroad_from mine_to",
    i="users_from users_to swaps_from swaps_to caps_from caps_to longest shortest",
    b="ranked steady loaded asked",
)
"""``whole`` is the need of home before substitution, ``replaced`` what other materials moved here
in plans and ``received`` when carried out; ``loaded`` tells that the levers of some month have been
set, ``asked`` that sources were asked what they could take over; ``always`` and ``moved`` are the
shares that others take over, ``idle`` is new capacity that may stay idle, ``met`` the share of the
need that is served by the material or its substitutes."""

SWAP = _record(f="ratio share moved", i="material by", b="short_only")
"""A substitution; ``moved`` is the share of the present month."""

CAP = _record(f="share", i="material from_ to", b="of_supply")
"""An origin cap; its sources are ``from_`` to ``to`` of a list."""


class Lists(NamedTuple):
    """Places one after the other; records say where the list of each begins and ends."""

    position: IntArray
    """Where each source stands among the records."""
    ranked: UnsignedArray
    """Positions by material, in the order in which they are asked to take over; sorted when first
    needed."""
    user: IntArray
    """Positions of home sources that use a material, by material."""
    user_amount: FloatArray
    input: IntArray
    """Materials that a source uses, by source."""
    capped: IntArray
    """Positions of sources, by origin cap."""
    member: IntArray
    """Materials by part, final ones first."""
    member_from: IntArray
    part: IntArray
    """The part of each material."""


class Rows(NamedTuple):
    """Levers as rows of months, and which row each place has in the present draw."""

    table: FloatArray
    steady: npt.NDArray[np.bool_]
    """By row of the table: whether all months are alike."""
    source: PlaceArray
    """one of :data:`BY_SOURCE` x source"""
    material: PlaceArray
    """one of :data:`BY_MATERIAL` x material"""
    swap: PlaceArray
    cap: PlaceArray


class Patches(NamedTuple):
    """What each draw changes: in draw ``d`` the patches ``begin[d]`` to ``begin[d + 1]``."""

    begin: IntArray
    kind: npt.NDArray[np.int8]
    """Number of a lever: those by source, those by material, swaps, caps."""
    place: PlaceArray
    row: PlaceArray


class Rings(NamedTuple):
    """What is on its way, by month of arrival; the present one at month % width."""

    arriving: FloatArray
    """source x ring; without elements where nobody asks what each source supplied"""
    due: FloatArray
    """material x ring"""
    by_lead: FloatArray
    """3 x ring: usual orders, orders and spare capacity of the material at work, by lead time."""


class Memory(NamedTuple):
    """All that one worker works on."""

    sources: Records
    materials: Records
    swaps: Records
    caps: Records
    lists: Lists
    rows: Rows
    """Of the present draw."""
    base: Rows
    """Of the base; never changed."""
    rings: Rings
    since: IntArray
    """By part: the first month that the present draw changes; the number of months without any."""
    until: IntArray
    """By part: the month from which on the present draw changes nothing any more."""


class Path(NamedTuple):
    """What happened in the base: where a draw may set in late and leave off early.

    States are those before a month; sources stand as among the records. Without months, or without
    sources where nobody asks what each supplied, there is nothing to copy.
    """

    stock: FloatArray
    """month x material"""
    refused_since: FloatArray
    """month x material"""
    due: FloatArray
    """month x material x months ahead"""
    accepted: FloatArray
    """month x source"""
    arriving: FloatArray
    """month x source x months ahead"""
    asked: IntArray
    """By material: the last month in which sources were asked what they could take over, or -1."""
    amounts: FloatArray
    """month x material x one of :data:`SERIES`"""
    supply: FloatArray
    """month x source of the network"""


class Output(NamedTuple):
    """Where results go; an array without elements is not filled."""

    series: FloatArray
    """draw x series x chosen material x month"""
    series_of: IntArray
    """Place of each of :data:`SERIES` in ``series``; -1 where it is not wanted."""
    material_of: IntArray
    """Place of each material in ``series``; -1 where it is not wanted."""
    supply: FloatArray
    """draw x source x month"""
    totals: FloatArray
    """draw x material x one of :data:`TOTALS`"""
    by_source: FloatArray
    """draw x source: supply over the window"""
    short: npt.NDArray[np.uint8]
    """draw x material x month: 1 where demand is not served"""
