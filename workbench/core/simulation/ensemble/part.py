"""Some of the draws of an ensemble, computed on their own: what a worker does.

A draw's result depends on the draw alone, never on the part it is computed in, so that the parts
put together are the same bytes in however many pieces and wherever they ran.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers, Network
from workbench.core.progress import Progress
from workbench.core.shocks import Shock
from workbench.core.simulation.batch import Frame, frame_of
from workbench.core.simulation.ensemble.inputs import Drawn
from workbench.core.simulation.ensemble.statistics import concentration
from workbench.core.simulation.kernel.engine import Draws, Wanted, run
from workbench.core.simulation.scenario import pull

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

FAN = ("shortage", "stock", "imports", "production")
"""Series of which a fan of quantiles is drawn."""
TIME = "time_to_survive"
"""Months from the beginning of the window until demand is first not served."""


@dataclass(frozen=True, eq=False)
class Part:
    """Results of some draws."""

    measures: dict[str, FloatArray]
    """Measures of the table ``summary`` and ``time_to_survive``, draw x material."""
    short: IntArray
    """material x month: draws in which demand was not served."""
    fan: dict[str, npt.NDArray[np.float32]]
    """draw x chosen material x month, by series of :data:`FAN`."""


@dataclass(frozen=True, eq=False)
class Task:
    """What all draws of an ensemble share."""

    network: Network
    shocks: tuple[Shock, ...]
    drawn: Drawn
    window: tuple[int, int]
    """First month of the measures and the month after the last one, from 0."""
    shown: tuple[int, ...]
    """Places of the materials of which a fan is drawn."""

    def levers(self, draw: int) -> Levers:
        """Return the levers of one draw."""
        return pull(self.network, self.drawn.shocks(self.shocks, draw))[0]

    @cached_property
    def frame(self) -> Frame:
        """What the draws share; it has every plant, substitution and cap of any draw."""
        return frame_of(self.network, [self.levers(draw) for draw in self._probes()])

    def _probes(self) -> Sequence[int]:
        """Return draws that between them have every shock, at its smallest and its largest."""
        found = {0} if len(self.drawn) else set()
        for column in self.drawn.values.T:
            found |= {int(column.argmin()), int(column.argmax())}
        return sorted(found)

    @cached_property
    def base(self) -> Draws:
        """Results of a draw that changes nothing."""
        return run(self.frame.batch([self.frame.levers]), self._wanted())

    def _wanted(self) -> Wanted:
        return Wanted(series=FAN, totals=True, by_source=True, window=self.window)

    def part(
        self, first: int, last: int, threads: int = 1, progress: Progress | None = None
    ) -> Part:
        """Return the results of draws ``first`` to ``last`` (excluded)."""
        batch = self.frame.batch(self.levers(draw) for draw in range(first, last))
        found = run(batch, self._wanted(), threads, progress, self.base)
        shown = list(self.shown)
        tiny = 1e-9 * self.base.totals["demand"][0] / max(self.network.months, 1)
        return Part(
            measures=measures_of(batch.network, found),
            short=(found.series["shortage"] > tiny[None, :, None]).sum(axis=0).astype(np.int64),
            fan={name: found.series[name][:, shown].astype(np.float32) for name in FAN},
        )


def measures_of(network: Network, found: Draws) -> dict[str, FloatArray]:
    """Return every measure of the table ``summary`` and the time to survive, draw x material.

    As :class:`workbench.core.simulation.measures.Window`, for all draws at once.
    """
    total = found.totals
    delivered = total["delivered"]
    sufficiency = np.full_like(delivered, np.nan)
    np.divide(total["production"], delivered, out=sufficiency, where=np.abs(delivered) > 1e-9)
    shares = _shares(network, found.by_source)
    cover = np.where(np.isinf(total["minimum_cover"]), np.nan, total["minimum_cover"])
    return {
        **{name: total[name] for name in ("demand", "delivered", "shortage", "shortage_months")},
        **{name: total[name] for name in ("production", "imports", "exports")},
        "import_dependence": 1.0 - sufficiency,
        "self_sufficiency": sufficiency,
        **shares,
        "minimum_stock": total["minimum_stock"],
        "minimum_cover": cover,
        TIME: total["first_shortage"],
    }


def _shares(network: Network, supply: FloatArray) -> dict[str, FloatArray]:
    """Return the measures that are made of shares by country."""
    names = ("import_share_of_supply", "hhi_imports", "hhi_supply", "hhi_foreign")
    blank = np.full((len(supply), len(network.materials)), np.nan)
    found = {name: blank.copy() for name in (*names, "top_partner_share")}
    country = np.array(network.country, dtype=object)
    for m in range(len(network.materials)):
        places = network.sources_of(m)
        codes, group = np.unique(country[places].astype(str), return_inverse=True)
        amounts = np.zeros((len(supply), len(codes)))
        np.add.at(amounts.T, group, supply[:, places].T)
        abroad = codes != network.home
        total = amounts.sum(axis=1)
        bought = amounts[:, abroad]
        some = total > 0
        with np.errstate(invalid="ignore", divide="ignore"):
            foreign = bought / total[:, None]
            of_imports = bought / bought.sum(axis=1, keepdims=True)
        found["import_share_of_supply"][:, m] = np.where(some, foreign.sum(axis=1), np.nan)
        found["hhi_supply"][:, m] = concentration(amounts)
        found["hhi_imports"][:, m] = concentration(bought)
        found["hhi_foreign"][:, m] = np.where(some, (foreign**2).sum(axis=1), np.nan)
        found["top_partner_share"][:, m] = of_imports.max(axis=1, initial=-np.inf)
    top = found["top_partner_share"]
    found["top_partner_share"] = np.where(np.isfinite(top), top, np.nan)
    return found
