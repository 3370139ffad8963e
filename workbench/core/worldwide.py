"""What all countries make and export, and what the members of a group trade among themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbench.core import countries
from workbench.core.amounts import Reports, reports
from workbench.core.counting import Status, Wanted, rows_for
from workbench.core.figures import WORLD, Amounts, Basis, Floats
from workbench.core.project import Project
from workbench.core.reported import coded, every_trade, home_codes, home_production

Told = Callable[[int, Basis], dict[str, Any]]


@dataclass(frozen=True)
class Worldwide:
    """Rows of all countries; each None where nobody needs them."""

    made: pd.DataFrame | None = None
    exported: pd.DataFrame | None = None
    inner: pd.DataFrame | None = None

    @classmethod
    def gathered(
        cls, project: Project, materials: Sequence[str], as_of: str, needs: frozenset[str]
    ) -> Worldwide:
        """Return the rows that are needed of some materials; an empty name stands for all."""
        inside = home_codes(project)
        several = len(inside) > 1 or project.home not in inside
        needs_trade = "exporters" in needs or ("inner" in needs and several)
        trade = exported = inner = None
        if needs_trade:
            trade = _joined([every_trade(project, name, as_of) for name in materials])
        if trade is not None and "exporters" in needs:
            exported = trade[(trade["flow"] == "export").to_numpy()]
        if trade is not None and several and "inner" in needs:
            home = project.home
            members = inside - {home}
            ours = trade["reporter"].isin(members) & trade["partner"].isin(members)
            inner = trade[(ours & _differ(trade["reporter"], trade["partner"])).to_numpy()]
        made = world_production(project, materials, as_of) if "world" in needs else None
        return cls(made, exported, inner)

    def about(self, wanted: Wanted, bases: Sequence[Basis]) -> Told:
        """Return what fills the fields of ``Facts``: a function of a wanted period and a basis."""
        years, slot_of = _years(wanted)
        made = [] if self.made is None else _by_country(self.made, years, "world production")
        exported = {
            basis: [] if self.exported is None else _by_reporter(self.exported, years, basis)
            for basis in bases
        }
        inner = {basis: self._inner(wanted, basis) for basis in bases}

        def told(slot: int, basis: Basis) -> dict[str, Any]:
            year = slot_of[slot]
            found: dict[str, Any] = {}
            if made:
                found["world"] = made[year]
            if exported[basis]:
                found["exporters"] = exported[basis][year]
            for name, report in inner[basis].items():
                found[name] = report.total(slot)
            return found

        return told

    def _inner(self, wanted: Wanted, basis: Basis) -> dict[str, Reports]:
        if self.inner is None:
            return {}
        flow = self.inner["flow"]
        return {
            f"inner_{name}s": reports(self.inner[(flow == name).to_numpy()], wanted, basis)
            for name in ("import", "export")
        }


def world_production(project: Project, materials: Sequence[str], as_of: str = "") -> pd.DataFrame:
    """Return the production of every country, the country as ``partner``; groups are left out."""
    inside = home_codes(project)
    known = frozenset(project["production"]["country"].astype(str))
    abroad = known - inside - countries.groups(project)
    rows = _joined(
        [
            home_production(project, material, codes, as_of)
            for material in materials
            for codes in (abroad, inside)
        ]
    )
    return rows.assign(partner=rows["reporter"].astype(str), reporter="", flow="world")


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    full = [frame for frame in frames if len(frame)]
    return pd.concat(full) if len(full) > 1 else (full or frames)[0]


def _differ(first: pd.Series, second: pd.Series) -> pd.Series:
    return first.astype(str) != second.astype(str)


def _years(wanted: Wanted) -> tuple[Wanted, list[int]]:
    """Return the calendar years that hold the wanted periods, and which one holds each."""
    first = wanted.first // 12 * 12
    keys, place = np.unique(wanted.material << 18 | first, return_inverse=True)
    size = np.full(len(keys), 12, dtype=np.int64)
    years = Wanted(wanted.names, keys >> 18, keys & 0x3FFFF, size)
    return years, [int(number) for number in place]


def _by_country(rows: pd.DataFrame, years: Wanted, what: str) -> list[Amounts]:
    found = reports(rows, years, "quantity")
    amounts = []
    for slot in range(len(years)):
        entries = found.of(slot)
        made = _above_zero(found.partner[entries].tolist(), found.amount[entries])
        remarks = found.account(slot).remarks
        note = f"{what}: {'; '.join(remarks)}" if remarks else ""
        amounts.append(Amounts(*made, period=_year(years, slot), note=note))
    return amounts


def _by_reporter(rows: pd.DataFrame, years: Wanted, basis: Basis) -> list[Amounts]:
    pairs = rows_for(rows, years, basis)
    used = pairs.where(pairs.status == Status.USED)
    reporter, labels = coded(rows["reporter"])
    count = max(len(labels), 1)
    keys, place = np.unique(used.slot * count + reporter[used.row], return_inverse=True)
    sent = rows[basis].to_numpy(dtype=float)[used.row]
    sums = np.bincount(place, sent, minlength=len(keys)).astype(float)
    slots, name = np.divmod(keys, count)
    start = np.searchsorted(slots, np.arange(len(years) + 1))
    amounts = []
    for slot in range(len(years)):
        part = slice(int(start[slot]), int(start[slot + 1]))
        listed = [str(labels[number]) for number in name[part]]
        amounts.append(Amounts(*_above_zero(listed, sums[part]), period=_year(years, slot)))
    return amounts


def _above_zero(names: list[str], amounts: Floats) -> tuple[tuple[str, ...], Floats]:
    keep = [place for place, x in enumerate(amounts.tolist()) if x > 0 and names[place] != WORLD]
    return tuple(str(names[place]) for place in keep), amounts[keep]


def _year(years: Wanted, slot: int) -> str:
    return f"{int(years.first[slot]) // 12:04d}"
