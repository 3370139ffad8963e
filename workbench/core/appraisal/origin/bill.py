"""A product's bill of materials on a day: what goes in, from whom, at what value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from workbench.core import periods
from workbench.core.amounts import reports
from workbench.core.counting import Wanted
from workbench.core.network.monthly import History, history, home_codes
from workbench.core.network.source import Source
from workbench.core.network.supply import read_supply
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project, merge
from workbench.core.reported import home_trade

_YEAR = 12


@dataclass(frozen=True)
class Origin:
    """One source of one material of the bill."""

    source: str
    country: str
    share: float
    """Share of the material's volume, 0-1; NaN where the mix of sources is not known."""
    price: float
    """Currency per unit; NaN where the source has none of its own."""
    most: float
    """Largest share it could deliver by its capacity; 1 where that is not known."""


@dataclass(frozen=True)
class BillRow:
    """One material of the bill."""

    material: str
    quantity: float
    """Units per unit of the product, losses included."""
    price: float
    """Currency per unit; NaN where unknown."""
    origins: tuple[Origin, ...]
    is_direct: bool
    """Whether the product's own recipe names it; else it goes into one of its inputs."""
    remarks: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """Currency per unit of the product, each source at its price."""
        if not self.is_mix_known:
            return self.quantity * self.price
        used = [origin for origin in self.origins if origin.share > 0]
        return self.quantity * sum(o.share * self.price_of(o) for o in used)

    def price_of(self, origin: Origin) -> float:
        """Return what a source asks: its own price where all that deliver have one."""
        used = [o for o in self.origins if o.share > 0]
        if any(np.isnan(o.price) for o in used) or np.isnan(origin.price):
            return self.price
        return origin.price

    @property
    def is_mix_known(self) -> bool:
        """Whether the share of every source is known."""
        return bool(self.origins) and not any(np.isnan(origin.share) for origin in self.origins)


def bill_of(project: Project, product: str, date: str) -> list[BillRow]:
    """Return the bill of a product: direct inputs first, then what goes into these.

    Sources are the named suppliers and what customs figures show beyond them, by their volumes in
    the twelve months before ``date`` (the nearest twelve with figures where there are none). A
    price is the source's own, else that of the material, else the unit value of imports.

    Raises:
        DataRefused: if the product is unknown or has no recipe, no home is set, or recipes form a
            loop.
    """
    quantities = _exploded(project, product)
    month = periods.span(date[:7])[0]
    codes = home_codes(project)
    past, _ = history(_beginning(project, date[:7]), codes)
    supply, _ = read_supply(_beginning(project, date[:7]), past, codes, _YEAR)
    sources: dict[str, list[Source]] = {}
    for source in supply.sources:
        sources.setdefault(source.material, []).append(source)
    prices = _prices(project, past, month)
    return [
        _row(name, quantity, direct, sources.get(name, []), *prices.get(name, (np.nan, "")))
        for name, (quantity, direct) in quantities.items()
    ]


def _beginning(project: Project, period: str) -> Project:
    """Return the project as if its simulation began in a month: usual volumes are those before."""
    settings = project["settings"].iloc[:0].copy()
    settings.loc[0] = {"key": "first_period", "value": period}
    changed, _ = merge(project, {"settings": settings})
    return changed


def _exploded(project: Project, product: str) -> dict[str, tuple[float, bool]]:
    """Return units of every material per unit of the product, and whether it is a direct input."""
    recipes = project["recipes"]
    inputs: dict[str, list[tuple[str, float]]] = {}
    for output, rows in recipes.groupby("output", sort=False):
        general = rows[rows["supplier"] == ""]
        chosen = general if len(general) else rows.drop_duplicates("input")
        amounts = chosen["quantity"] / chosen["yield"].fillna(1.0)
        inputs[str(output)] = list(zip(chosen["input"].astype(str), amounts, strict=True))
    if product not in set(project["materials"]["material"]):
        raise DataRefused([_unknown(project, product)])
    if product not in inputs:
        raise DataRefused([_without_recipe(product)])
    found: dict[str, tuple[float, bool]] = {}
    _explode(product, 1.0, inputs, (product,), found)
    return dict(sorted(found.items(), key=lambda item: not item[1][1]))


def _explode(
    output: str,
    amount: float,
    inputs: dict[str, list[tuple[str, float]]],
    path: tuple[str, ...],
    found: dict[str, tuple[float, bool]],
) -> None:
    for name, quantity in inputs.get(output, []):
        if name in path:
            loop = " -> ".join([*path[path.index(name) :], name])
            problem = Problem(
                f"recipes form a loop: {loop}",
                table="recipes",
                column="input",
                value=name,
                remedy="Take one of these rows out of the sheet recipes",
            )
            raise DataRefused([problem])
        before, direct = found.get(name, (0.0, False))
        found[name] = before + amount * quantity, direct or len(path) == 1
        _explode(name, amount * quantity, inputs, (*path, name), found)


def _unknown(project: Project, product: str) -> Problem:
    known = ", ".join(project["materials"]["material"].astype(str)) or "none"
    return Problem(
        "there is no such product",
        table="materials",
        column="material",
        value=product,
        expected=f"one of {known}",
    )


def _without_recipe(product: str) -> Problem:
    return Problem(
        f"{product} has no bill of materials: no recipe says what goes into it",
        table="recipes",
        column="output",
        value=product,
        remedy="Add rows with this output to the sheet recipes",
    )


def _prices(project: Project, past: History, month: int) -> dict[str, tuple[float, str]]:
    """Return a price and where it is from: the table materials, else the unit value of imports."""
    table = project["materials"]
    given = dict(zip(table["material"].astype(str), table["price"], strict=True))
    names = tuple(name for name, price in given.items() if np.isnan(price))
    found = {name: (float(price), "") for name, price in given.items() if not np.isnan(price)}
    trade = home_trade(project)
    trade = trade[(trade["flow"] == "import").to_numpy()]
    for first in (month - _YEAR, past.first - 2 * _YEAR, *_years(trade["first"].to_numpy())):
        wanted = Wanted(
            names,
            np.arange(len(names)),
            np.full(len(names), first - first % _YEAR, dtype=np.int64),
            np.full(len(names), _YEAR, dtype=np.int64),
        )
        value, quantity = (reports(trade, wanted, amount) for amount in ("value", "quantity"))
        year = periods.containing(first, "year")
        for place, name in enumerate(names):
            paid, got = value.total(place), quantity.total(place)
            if name not in found and paid > 0 and got > 0:
                found[name] = paid / got, f"price of {name}: unit value of imports in {year}"
    return found


def _years(first: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Iterable[int]:
    """Return the first month of the years with figures, the latest first, three at most."""
    years = np.unique(first // _YEAR)[::-1][:3]
    return [int(year) * _YEAR for year in years]


def _row(
    name: str, quantity: float, direct: bool, sources: list[Source], price: float, remark: str
) -> BillRow:
    used = [source for source in sources if source.volume > 0]
    total = sum(source.volume for source in used)
    unknown = not used and len(sources) > 1
    remarks = [remark] if remark else []
    if not sources:
        remarks.append(f"no source of {name} is known")
    if unknown:
        remarks.append(f"volumes of the sources of {name} are not known")
    origins = tuple(
        Origin(
            source=source.name,
            country=source.country,
            share=_share(source, total, unknown=unknown),
            price=source.price,
            most=_most(source, total),
        )
        for source in sources
    )
    priced = [o for o in origins if o.share > 0 and not np.isnan(o.price)]
    if np.isnan(price) and priced:
        weights = [o.share for o in priced]
        price = float(np.average([o.price for o in priced], weights=weights))
        remarks.append(f"price of {name}: mean of its sources")
    if np.isnan(price):
        remarks.append(f"no price of {name} is known")
    return BillRow(name, quantity, price, origins, direct, tuple(remarks))


def _share(source: Source, total: float, *, unknown: bool) -> float:
    if unknown:
        return float("nan")
    if total > 0:
        return source.volume / total if source.volume > 0 else 0.0
    return 1.0  # the only source there is


def _most(source: Source, total: float) -> float:
    capacity = float(source.capacity[0]) if source.capacity.size else np.nan
    if np.isnan(capacity) or total <= 0:
        return 1.0
    return min(1.0, max(capacity, source.volume) / total)
