"""Levers of one draw after the other in the same memory, which know what a draw has changed.

Making levers anew for every draw takes longer than simulating it: 15 arrays of sources by months
are filled, and compared with the base to find the few rows that a shock has changed. Here they are
made once. Every write notes its rows; before the next draw only those are set back.

A write that would go unnoticed, into a view of some row, raises ``ValueError`` instead.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network, Substitution
from workbench.core.shocks import Shock
from workbench.core.simulation.records import IntArray
from workbench.core.simulation.scenario import act

BY_SOURCE = (
    "allowed",
    "ceiling",
    "capacity",
    "input_factor",
    "idle",
    "aid",
    "delay",
    "price",
    "duty",
    "lean",
)
BY_MATERIAL = ("demand", "exports", "target", "draw")
LEVERS = (*BY_SOURCE, *BY_MATERIAL)

BoolArray = npt.NDArray[np.bool_]
_NO_ROWS: IntArray = np.zeros(0, dtype=np.int64)


class Rows(np.ndarray[Any, Any]):
    """Rows of months that can only be written by index, and note which rows were written.

    >>> noted = np.zeros(3, dtype=bool)
    >>> rows = Rows.over(np.zeros((3, 2)), noted)
    >>> rows[1] = 5.0
    >>> noted.tolist()
    [False, True, False]
    >>> rows[2][0] = 1.0
    Traceback (most recent call last):
    ...
    ValueError: assignment destination is read-only
    """

    memory: npt.NDArray[Any] | None = None
    noted: BoolArray
    name: str
    written: set[str]

    @classmethod
    def over(
        cls,
        memory: npt.NDArray[Any],
        noted: BoolArray,
        name: str = "",
        written: set[str] | None = None,
    ) -> Rows:
        """Return rows that lie in ``memory`` and set ``noted`` of those that are written.

        Their ``name`` is put into ``written`` then, so that most levers need not be looked at.
        """
        found = memory.view(cls)
        found.flags.writeable = False
        found.memory, found.noted, found.name = memory, noted, name
        found.written = set() if written is None else written
        return found

    @property
    def plain(self) -> npt.NDArray[Any]:
        """The same without notes, not to be written."""
        return self.view(np.ndarray)

    def __getitem__(self, key: Any) -> Any:
        return self.plain[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        if self.memory is None:  # a copy, which is nobody's lever
            self.plain[key] = value
            return
        self.noted[key[0] if isinstance(key, tuple) else key] = True
        self.written.add(self.name)
        self.memory[key] = value

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        if "out" in options:
            options["out"] = tuple(map(_plain, options["out"]))
        return getattr(ufunc, method)(*map(_plain, inputs), **options)


def _plain(value: Any) -> Any:
    return value.plain if isinstance(value, Rows) else value


class _Recorded(Levers):
    """Levers that lie in memory with room for plants, and networks made once for all draws."""

    base: Network
    networks: dict[Hashable, Network]
    memory: dict[str, npt.NDArray[Any]]
    noted: dict[str, BoolArray]
    written: set[str]
    plants: tuple[tuple[str, int], ...]

    def begin(self) -> None:
        """Forget every plant, substitution and cap."""
        self.substitutions, self.caps = [], []
        if self.network is not self.base:
            self.network, self.plants = self.base, ()
            self._lay(len(self.base.sources))

    def plant(self, name: str, material: int) -> int:
        """Return the place of a home source, added when it is new.

        Raises:
            ValueError: if there is no room for another plant.
        """
        for place in self.network.sources_of(material):
            if self.network.sources[place] == name and self.network.is_home[place]:
                return int(place)
        count = len(self.network.sources)
        if count == len(self.memory["capacity"]):
            raise ValueError("no room for another plant")
        self.plants = (*self.plants, (name, material))
        key = self.plants, tuple((one.material, one.by) for one in self.substitutions)
        if key not in self.networks:
            self.networks[key] = self.network.with_plant(name, material)
        self.network = self.networks[key]
        self._lay(count + 1)
        return count

    def substitute(self, new: Substitution) -> None:
        """Add a substitution.

        Raises:
            ValueError: as :meth:`workbench.core.network.Levers.substitute`.
        """
        pairs = tuple((one.material, one.by) for one in (*self.substitutions, new))
        known = self.networks.get((self.plants, pairs))
        if known is None:
            super().substitute(new)
            self.networks[self.plants, pairs] = self.network
        else:
            self.network, self.substitutions = known, [*self.substitutions, new]

    def _lay(self, sources: int) -> None:
        for name in BY_SOURCE:
            memory, noted = self.memory[name][:sources], self.noted[name][:sources]
            setattr(self, name, Rows.over(memory, noted, name, self.written))


class Scratch:
    """The levers of one draw after the other."""

    def __init__(self, network: Network, usual: Levers) -> None:
        """``usual`` are levers that change nothing, over ``network`` and every plant of a draw."""
        self._usual = usual
        memory = {name: getattr(usual, name).copy() for name in LEVERS}
        noted = {name: np.zeros(len(rows), dtype=bool) for name, rows in memory.items()}
        self._written: set[str] = set()
        rows: dict[str, Any] = {
            name: Rows.over(memory[name], noted[name], name, self._written) for name in LEVERS
        }
        self.levers = _Recorded(network=usual.network, **rows)
        self.levers.base, self.levers.networks = network, {}
        self.levers.memory, self.levers.noted = memory, noted
        self.levers.written, self.levers.plants = self._written, ()

    def pull(self, shocks: Iterable[Shock]) -> Levers:
        """Return the levers once every shock has acted; those of the draw before are lost.

        Raises:
            ValueError: if a shock builds a plant that no draw known before has built, or writes
                where it would go unnoticed.
        """
        for name in self._written:
            rows = np.flatnonzero(self.levers.noted[name])
            self.levers.memory[name][rows] = getattr(self._usual, name)[rows]
            self.levers.noted[name][rows] = False
        self._written.clear()
        self.levers.begin()
        for shock in shocks:
            act(self.levers, shock)
        return self.levers

    def changed(self, name: str) -> IntArray:
        """Return the rows of a lever that the draw has written, in order."""
        return np.flatnonzero(self.levers.noted[name]) if name in self._written else _NO_ROWS
