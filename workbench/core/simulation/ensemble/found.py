"""What many draws of a scenario say together, as tables; made when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.network import Network
from workbench.core.simulation.ensemble.inputs import Uncertain
from workbench.core.simulation.ensemble.measured import TIME
from workbench.core.simulation.ensemble.part import FAN
from workbench.core.simulation.ensemble.statistics import bands, quantiles
from workbench.core.simulation.measures import MEASURES
from workbench.core.simulation.result import SUMMARY, Result

FloatArray = npt.NDArray[np.float64]

FAN_TABLE = ("period", "material", "series", "p5", "p25", "p50", "p75", "p95")
CHANCE = ("period", "material", "chance")
"""``chance``: share of the draws in which demand of the month was not served."""
SURVIVAL = ("material", "p5", "p50", "p95", "cvar95", "never_short")
"""Months from the first one of the window until demand is first not served; infinite: never.

``cvar95`` is the mean of the worst 5 % of the draws, ``never_short`` the share of the draws in
which demand is always served."""
BANDS = ("measure", "plan", "p5", "p50", "p95", "cvar95")
"""Of one material; ``plan`` is the scenario as it is entered."""

_FAN_LEVELS = {name: int(name[1:]) / 100 for name in FAN_TABLE[3:]}
_NOISE = 1e-12
_SHORT = 1e-9


@dataclass(frozen=True, eq=False)
class Ensemble:
    """What many draws of a scenario say together."""

    plan: Result
    """The scenario as it is entered."""
    network: Network
    """The one before any shock."""
    inputs: tuple[Uncertain, ...]
    """What was uncertain in it."""
    values: FloatArray
    """Values of the inputs, draw x input."""
    by_draw: Mapping[str, FloatArray]
    """Every measure and the time to survive, material x draw."""
    short: npt.NDArray[np.int64]
    """material x month: draws in which demand was not served."""
    series: Mapping[str, FloatArray] = field(repr=False)
    """Series of the shown materials, material x month x draw."""
    shown: tuple[str, ...]
    """Materials of which the series of all draws were kept."""
    left_out: tuple[str, ...]
    """Materials of which a fan was asked for but not kept, as there was no memory for them."""
    asked: int
    seed: int

    @property
    def draws(self) -> int:
        """How many draws there are so far."""
        return len(self.values)

    @property
    def is_complete(self) -> bool:
        """Whether these are all draws that were asked for."""
        return self.draws == self.asked

    @property
    def materials(self) -> tuple[str, ...]:
        """Every material that is simulated."""
        return self.network.materials

    @property
    def measures(self) -> dict[str, FloatArray]:
        """Every measure and the time to survive, draw x material."""
        return {name: values.T for name, values in self.by_draw.items()}

    @cached_property
    def result(self) -> Result:
        """The scenario as it is entered; its ``summary`` has quantiles and tails of the draws."""
        count = len(self.materials)
        found = {name: bands(name, self.by_draw[name]) for name in MEASURES}
        summary = self.plan.summary.copy()
        for label in SUMMARY[4:]:
            columns = [found[name][label] for name in MEASURES]
            summary[label] = np.column_stack(columns).ravel() if count else np.zeros(0)
        return replace(self.plan, summary=summary)

    @cached_property
    def chance(self) -> pd.DataFrame:
        """Columns :data:`CHANCE`, of every material."""
        chance = (self.short.T / max(self.draws, 1)).ravel()
        return pd.DataFrame({**self._months(self.materials), "chance": chance})

    @cached_property
    def fan(self) -> pd.DataFrame:
        """Columns :data:`FAN_TABLE`, of the shown materials."""
        return self._fan(self.shown)

    @cached_property
    def survival(self) -> pd.DataFrame:
        """Columns :data:`SURVIVAL`, of every material."""
        values = self.by_draw[TIME]
        never = np.isinf(values).mean(axis=1)
        columns = {"material": self.materials, **bands(TIME, values), "never_short": never}
        return pd.DataFrame(columns, columns=list(SURVIVAL))

    def fan_of(self, material: str) -> pd.DataFrame:
        """Return the fan of one material; no rows where its series were not kept."""
        return self._fan([name for name in self.shown if name == material])

    def chance_of(self, material: str) -> FloatArray:
        """Return the chance of a shortage of one material, by month, 0 to 1."""
        return np.asarray(self.short[self.network.index(material)] / max(self.draws, 1))

    def survival_of(self, material: str) -> FloatArray:
        """Return the time to survive of one material in every draw, months; infinite: never."""
        return np.asarray(self.by_draw[TIME][self.network.index(material)])

    def bands_of(self, material: str) -> pd.DataFrame:
        """Return quantiles and tails of one material: columns :data:`BANDS`."""
        m = self.network.index(material)
        plan = self.plan.summary[self.plan.summary["material"] == material]
        rows = [
            {"measure": name, "plan": value, **bands(name, self.by_draw[name][m])}
            for name, value in zip(plan["measure"], plan["scenario"], strict=True)
        ]
        time = self.by_draw[TIME][m]
        rows.append({"measure": TIME, "plan": self._plan_time(material), **bands(TIME, time)})
        table = pd.DataFrame(rows, columns=list(BANDS))
        return table.astype(dict.fromkeys(BANDS[1:], np.float64))

    def _plan_time(self, material: str) -> float:
        balance = self.plan.balance
        first, last = self.plan.window
        inside = (balance["period"] >= first) & (balance["period"] <= last)
        mine = balance[inside & (balance["material"] == material)]
        short = (mine["shortage"] > _SHORT * mine["demand"]).to_numpy()
        return float(np.argmax(short)) if short.any() else float("inf")

    def _fan(self, names: Sequence[str]) -> pd.DataFrame:
        places = [self.shown.index(name) for name in names]
        tables = [
            pd.DataFrame({**self._months(names), "series": name, **self._levels(name, places)})
            for name in (FAN if names else ())
        ]
        if not tables:
            return pd.DataFrame(columns=list(FAN_TABLE))
        return pd.concat(tables, ignore_index=True)[list(FAN_TABLE)]

    def _levels(self, name: str, places: list[int]) -> dict[str, FloatArray]:
        """Return quantiles of a series, months in order and materials within them."""
        found = np.empty((len(_FAN_LEVELS), self.network.months, len(places)))
        for column, place in enumerate(places):
            largest = max(float(np.abs(one[place]).max()) for one in self.series.values())
            for row, one in enumerate(quantiles(self.series[name][place], _FAN_LEVELS.values())):
                found[row, :, column] = np.where(np.abs(one) <= _NOISE * largest, 0.0, one)
        return {label: found[row].ravel() for row, label in enumerate(_FAN_LEVELS)}

    def _months(self, names: Sequence[str]) -> dict[str, npt.NDArray[np.object_]]:
        months = [self.network.month_name(t) for t in range(self.network.months)]
        return {
            "period": np.repeat(np.array(months, dtype=object), len(names)),
            "material": np.tile(np.array(names, dtype=object), len(months)),
        }
