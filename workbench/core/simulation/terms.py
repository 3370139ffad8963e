"""What compiled code reads of levers: most of them as they are, some of what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers
from workbench.core.simulation.records import BY_MATERIAL, BY_SOURCE, FloatArray

Terms = dict[str, npt.NDArray[Any]]
"""What compiled code reads, by name; place x month."""

KINDS = (*BY_SOURCE, *BY_MATERIAL, "swap", "cap")

_FROM: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("capacity",): ("capacity",),
    ("allowed",): ("allowed",),
    ("ceiling",): ("ceiling",),
    ("aid",): ("aid",),
    ("share",): ("lean",),
    ("lead", "longest", "shortest"): ("delay",),
    ("rank",): ("price", "duty"),
    ("input_factor",): ("input_factor",),
    ("idle",): ("idle",),
    ("demand",): ("demand",),
    ("exports",): ("exports",),
    ("target",): ("target",),
    ("draw",): ("draw",),
}
"""Terms, and the levers that they follow from."""


def _make(names: tuple[str, ...], levers: Levers) -> Sequence[npt.NDArray[Any]]:
    derived: dict[str, Callable[[], Any]] = {
        "share": levers.order_shares,
        "rank": levers.ranks,
    }
    if names[0] == "lead":
        return levers.ways()
    made = derived.get(names[0])
    return [made() if made else getattr(levers, names[0])]


class Drawn(Levers):
    """Levers that change nothing, and copy an array when it is first asked for.

    So a draw that pulls two of fifteen levers costs two of fifteen copies and comparisons. ``base``
    are levers that change nothing over the same network; they are never changed.
    """

    def __init__(self, base: Levers) -> None:
        self._base = base
        self.network = base.network
        self.substitutions, self.caps = [], []

    def __getattr__(self, name: str) -> Any:
        """Called for arrays that are not there yet."""
        if name.startswith("_"):
            raise AttributeError(name)
        array = getattr(self._base, name).copy()
        setattr(self, name, array)
        return array

    def untouched(self, names: Sequence[str]) -> bool:
        """Return whether nobody has asked for any of these arrays."""
        return not any(name in vars(self) for name in names)


def terms_of(levers: Levers, base: Levers | None = None, known: Terms | None = None) -> Terms:
    """Return what compiled code reads; the arrays ``known`` of ``base`` where no lever differs."""
    network, found = levers.network, Terms()
    for names, of in _FROM.items():
        if base and known and _unchanged(levers, base, of):
            parts: Sequence[npt.NDArray[Any]] = [known[name] for name in names]
        else:
            parts = _make(names, levers)
        found.update(zip(names, parts, strict=True))
    blank = np.zeros((0, network.months))
    found["swap"] = np.array([one.share for one in levers.substitutions] or blank)
    found["cap"] = np.array([one.share for one in levers.caps] or blank)
    return found


def _unchanged(levers: Levers, base: Levers, names: Sequence[str]) -> bool:
    if isinstance(levers, Drawn) and levers.untouched(names):
        return True
    return all(_same(getattr(levers, name), getattr(base, name)) for name in names)


def _same(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> bool:
    return one.shape == other.shape and bool((equal(one, other)).all())


def equal(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Compare bit by bit, which is fast, and missing equals missing; -0 then differs from 0."""
    bits = np.ascontiguousarray(one).view(np.int64), np.ascontiguousarray(other).view(np.int64)
    return np.asarray(bits[0] == bits[1])


def steady(table: FloatArray) -> npt.NDArray[np.bool_]:
    """Return which rows are the same in all months."""
    return np.asarray(equal(table, table[:, :1]).all(axis=1))


def width(terms: Terms) -> int:
    """Return one more than the longest way of goods, months."""
    return int(max(terms["lead"].max(initial=0), terms["longest"].max(initial=0))) + 1
