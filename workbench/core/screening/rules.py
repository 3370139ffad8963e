"""Which materials the published rules of KIET, KITA and MOTIE are met by: all at once.

The rules are those of the indicators of the same names, with the thresholds of the project
(:mod:`workbench.core.screens`); here they are worked out for all materials in a few passes.

>>> from workbench.core.project import from_records
>>> from workbench.core.screening.screen import screen
>>> rows = [{"period": "2023", "flow": "import", "reporter": "KOR", "partner": partner,
...          "material": "pitch", "value": x} for partner, x in (("CHN", 6e5), ("JPN", 4e5))]
>>> settings = [{"key": "home", "value": "KOR"}]
>>> project = from_records(
...     {"settings": settings, "materials": [{"material": "pitch"}], "trade": rows})
>>> found = rules_met(project, screen(project, basis="value"))
>>> found.shorts()[0], float(found.met["kita_vulnerable"].iloc[0])
('KIET, MOTIE', 0.0)
>>> found.words(0, "kiet_concern")
'share of CHN in imports 0.6 ≥ 0.5 and deficit with CHN 600,000 > 0 USD'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.figures import Basis
from workbench.core.history import period_name
from workbench.core.indicators import all_indicators
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.reported import home_codes
from workbench.core.screening.conditions import Condition, State
from workbench.core.screening.entries import Slots, entries
from workbench.core.screening.reading import Flow
from workbench.core.screening.screen import Screening
from workbench.core.screens import Screen, screens

Floats = npt.NDArray[np.float64]

RULES = (
    "kiet_concern",
    "kiet_vulnerable",
    "kita_single_country",
    "kita_vulnerable",
    "motie_stability",
    "motie_dependent",
    "motie_absolute",
)
"""Keys of the rules, of each organisation the mildest first."""


@dataclass(frozen=True)
class Told:
    """How one rule stands for a material; ``holds`` is None where missing figures leave it open."""

    title: str
    holds: bool | None
    words: str


@dataclass(frozen=True)
class Rules:
    """Which rules hold for which materials, and why.

    Attributes:
        met: a row a material, indexed as ``materials``, and a column for each of :data:`RULES`: 1
            where it holds, 0 where it does not, NaN where missing figures leave that open or the
            rule is about home itself.
    """

    met: pd.DataFrame
    _screens: Mapping[str, Screen]
    _state: State | None
    _conditions: Mapping[str, list[Condition]]
    _slots: Slots | None
    _home: frozenset[str]

    def shorts(self) -> list[str]:
        """Return for each material whose rules hold: ``KIET, MOTIE``.

        An organisation of which no rule holds for certain and some is open has a question mark;
        a question mark alone says that no rule is decided.
        """
        found = np.full(len(self.met), "", dtype=object)
        for body in dict.fromkeys(key.split("_")[0] for key in RULES):
            some = self.met[[key for key in RULES if key.startswith(body)]].to_numpy()
            holds, open_ = (some == 1.0).any(axis=1), np.isnan(some).any(axis=1)
            told = np.where(holds, body.upper(), np.where(open_, f"{body.upper()} ?", ""))
            found += np.where((found != "") & (told != ""), ", ", "").astype(object) + told
        found[self.met.isna().all(axis=1).to_numpy()] = "?"
        return [str(text) for text in found]

    def told(self, place: int) -> tuple[Told, ...]:
        """Return how each of :data:`RULES` stands for the material at a place, with numbers."""
        known = all_indicators()
        found = []
        for key, met in zip(RULES, self.met.iloc[place].tolist(), strict=True):
            holds = None if np.isnan(met) else met == 1.0
            found.append(Told(known[key].title, holds, self.words(place, key)))
        return tuple(found)

    def words(self, place: int, key: str) -> str:
        """Return the conditions of a rule with their numbers, or why they are not known.

        Args:
            place: the material's place among those of the project.
            key: one of :data:`RULES`.
        """
        screen = self._screens[key]
        if screen.country in self._home:
            return f"the rule looks at {screen.country}, which is home"
        if self._state is None or self._slots is None or self._slots.first[place] < 0:
            return "no imports are reported"
        count = years_of(screen)
        slots = [place + back * len(self.met) for back in range(count)]
        told = [self._year(slot, key) for slot in slots]
        if count == 1:
            return told[0]
        names = [period_name(int(self._slots.first[slot]), self._slots.length) for slot in slots]
        return "; ".join(f"{name}: {text}" for name, text in zip(names, told, strict=True))

    def _year(self, slot: int, key: str) -> str:
        state = self._state
        if state is None or not state.total[slot] > 0:
            return "not known (no imports are reported)"
        screen = self._screens[key]
        code = int(state.country(screen)[slot])
        country = screen.country or state.partners[code]
        return " and ".join(str(one.at(slot, country)) for one in self._conditions[key])

    def columns(self) -> pd.DataFrame:
        """Return what a table has: :meth:`shorts`, ``rules_unknown`` and :data:`RULES`.

        ``rules_unknown`` names the rules that are not decided, each with the reason. The others
        are 1, 0 or NaN.
        """
        met = self.met.to_numpy()
        unknown = [""] * len(met)
        for place in np.flatnonzero(np.isnan(met).any(axis=1)).tolist():
            keys = [RULES[at] for at in np.flatnonzero(np.isnan(met[place]))]
            unknown[place] = "; ".join(f"{key}: {self.words(place, key)}" for key in keys)
        texts = pd.DataFrame(
            {"rules": self.shorts(), "rules_unknown": unknown}, index=self.met.index, dtype="str"
        )
        return pd.concat([texts, self.met], axis=1)


def rules_met(project: Project, found: Screening, progress: Progress | None = None) -> Rules:
    """Return which rules hold for each material in the period that its row shows.

    Args:
        project: the project that was screened.
        found: its screening, finished; shares are on its basis, money always by value.
        progress: told how far it is.

    Returns:
        for every material and rule exactly what the indicator says.

    Raises:
        Cancelled: if ``progress`` says so.
    """
    report, inside = progress or Progress(), home_codes(project)
    known = screens(project)
    chosen = {key: known[key] for key in RULES}
    index, count = project["materials"].index, len(found.materials)
    nothing = pd.DataFrame(np.nan, index=index, columns=list(RULES))
    if not len(found.axes.first) or not count:
        return Rules(nothing, chosen, None, {}, None, inside)
    slots = Slots.of(found, max(years_of(screen) for screen in chosen.values()))
    state = _state(project, found, slots, report)
    columns, conditions = {}, {}
    for done, (key, screen) in enumerate(chosen.items()):
        report.step(done, len(chosen), "checking rules")
        if screen.country in inside:
            columns[key] = np.full(count, np.nan)
            continue
        conditions[key] = state.conditions(screen)
        verdicts = _verdict(state, conditions[key]).reshape(-1, count)
        columns[key] = np.where(found.shown >= 0, _over_years(verdicts, screen), np.nan)
    return Rules(pd.DataFrame(columns, index=index), chosen, state, conditions, slots, inside)


def _state(project: Project, found: Screening, slots: Slots, progress: Progress) -> State:
    """Return the amounts that the rules look at."""
    sides: tuple[tuple[Flow, Basis], ...] = (("import", "value"), ("export", "value"))
    if found.basis != "value":
        sides = (("import", "quantity"), *sides)
    made = entries(project, found, slots, sides, progress)
    return State(
        found.basis,
        made["import", found.basis],
        made["import", "value"],
        made["export", "value"],
        found.trade.partner.labels,
        len(slots.first),
        found.length,
        project.setting("currency"),
    )


def years_of(screen: Screen) -> int:
    """Return over how many years a rule looks."""
    return int(screen.get("years") or 1)


def _verdict(state: State, conditions: list[Condition]) -> Floats:
    """Return by slot whether all conditions hold; NaN where missing figures leave that open."""
    every = np.stack([one.holds() for one in conditions])
    open_ = np.where(np.isnan(every).any(axis=0), np.nan, 1.0)
    verdict = np.where((every == 0.0).any(axis=0), 0.0, open_)
    return np.where(state.total > 0, verdict, np.nan)


def _over_years(verdicts: Floats, screen: Screen) -> Floats:
    """Return whether a rule holds in enough years (rows, the latest first)."""
    count = years_of(screen)
    needed = int(screen.get("years_needed") or count)
    sure = (verdicts[:count] == 1.0).sum(axis=0)
    open_ = np.isnan(verdicts[:count]).sum(axis=0)
    return np.where(sure >= needed, 1.0, np.where(sure + open_ < needed, 0.0, np.nan))
