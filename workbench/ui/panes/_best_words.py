"""The tables and the sentence of the room Best response, for any number of scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from workbench.core.simulation.result import Result
from workbench.ui.texts import number, tr
from workbench.ui.widgets.table import Heading

if TYPE_CHECKING:
    from workbench.core.simulation.best import BestRun


@dataclass(frozen=True)
class Pair:
    """A scenario as the market responds, and at best."""

    name: str
    market: Result
    best: BestRun

    @property
    def units(self) -> dict[str, str]:
        """Unit by material."""
        rows = self.market.project["materials"]
        return dict(zip(rows["material"].astype(str), rows["unit"].astype(str), strict=True))

    def short(self) -> pd.DataFrame:
        """Return demand and both shortages, a row for each material."""
        by_market = self.market.balance.groupby("material", sort=False, as_index=False)
        table = by_market[["demand", "shortage"]].sum()
        least = self.best.result.balance.groupby("material", sort=False)["shortage"].sum()
        table["least"] = least.reindex(table["material"]).to_numpy()
        return table.assign(scenario=self.name, unit=self._units_of(table))

    def worth(self) -> pd.DataFrame:
        """Return what more of each source would avoid, the most helpful one first."""
        from workbench.core.simulation.best import total_worth

        table = total_worth(self.best.worth)
        return table.assign(scenario=self.name, unit=self._units_of(table))

    def _units_of(self, table: pd.DataFrame) -> list[str]:
        units = self.units
        return [units.get(str(name), "") for name in table["material"]]


def short_table(pairs: Sequence[Pair]) -> tuple[pd.DataFrame, list[Heading]]:
    """Return the shortages of all scenarios, those of one material below each other."""
    tables = [pair.short() for pair in pairs]
    place = {name: at for at, name in enumerate(tables[0]["material"])}
    whole = pd.concat(tables, ignore_index=True)
    order = whole["material"].map(place).sort_values(kind="stable").index
    figures = (
        Heading("demand", tr("demand"), "", tr("Outside demand and use by home producers"), True),
        Heading(
            "shortage",
            tr("short by market"),
            "",
            tr("What is not served, use included"),
            is_number=True,
        ),
        Heading(
            "least", tr("short at best"), "", tr("Outside demand that nobody could serve"), True
        ),
    )
    heads = _texts(("material", "scenario", "unit"), pairs)
    return whole.loc[order].reset_index(drop=True), [*heads, *figures]


def worth_table(pairs: Sequence[Pair]) -> tuple[pd.DataFrame, list[Heading]]:
    """Return what more of each source would avoid, one scenario after the other."""
    whole = pd.concat([pair.worth() for pair in pairs], ignore_index=True)
    avoided = tr("Shortage avoided by one more unit in every month, all materials together")
    months = tr("Months in which one more unit avoids anything")
    heads = _texts(("source", "material", "country", "scenario", "unit"), pairs)
    return whole, [
        *heads,
        Heading("months", tr("months"), "", months, is_number=True),
        Heading("avoided", tr("avoided"), "", avoided, is_number=True),
    ]


def _texts(names: Sequence[str], pairs: Sequence[Pair]) -> list[Heading]:
    return [Heading(name, tr(name)) for name in names if name != "scenario" or len(pairs) > 1]


def sentences(pairs: Sequence[Pair]) -> str:
    """Say of the chosen scenario what is short at best and what would help; of others the first."""
    lines = [_sentence(pairs[0])]
    if len(pairs) > 1:
        others = ", ".join(f"{pair.name} {number(pair.best.shortage)}" for pair in pairs[1:])
        lines.append(tr("Short at best beside it: {others}.", others=others))
    return "\n".join([*lines, _months(pairs[0])])


def _months(pair: Pair) -> str:
    """Say over which months the tables add up: those of the whole run, unlike elsewhere."""
    months = pair.market.balance["period"]
    return tr(
        "Sums over the whole run, {first} to {last} ({count} months).",
        first=months.min(),
        last=months.max(),
        count=months.nunique(),
    )


def _sentence(pair: Pair) -> str:
    table, best = pair.worth(), pair.best
    if table.empty and best.shortage <= 0:
        return tr("Nobody need be short: who knew the future could serve all demand.")
    text = tr("Even who knew the future would be short of {amount}.", amount=number(best.shortage))
    if table.empty:
        return text
    first = table.iloc[0]
    unit = first["unit"] or tr("unit")
    more = tr(
        "One more {unit} a month of {material} from {source} would avoid {amount} {unit} of"
        " shortage in {months} months.",
        unit=unit,
        material=first["material"],
        source=first["source"],
        amount=number(first["avoided"]),
        months=pair.market.balance["period"].nunique(),
    )
    return f"{text} {more}"
