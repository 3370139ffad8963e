"""The shift ledger of one material: between two periods, or from the base to a scenario."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core.counting import Wanted
from workbench.core.figures import WORLD, Basis, Figures, from_balance
from workbench.core.history import figures_of
from workbench.core.ledger.effects import closed, hhi_contributions, lmdi, replaced
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.reported import home_production, home_trade
from workbench.core.simulation.result import Result

Floats = npt.NDArray[np.float64]

EFFECTS = (
    "material",
    "country",
    "before",
    "after",
    "change",
    "demand",
    "home_production",
    "imports",
    "source_shares",
)
"""Imports by country in two states, and the parts of the change (LMDI-I), in the unit of the
amounts: of demand, of home production (the import ratio: imports / demand) and of the source's
share of imports. Where demand is not known, ``imports`` holds the part of the total of imports
instead of the first two, which are then NaN."""

HHI = ("material", "denominator", "country", "before_share", "after_share", "contribution")
"""What each country contributes to the change of the HHI (0-1), of ``imports`` and of ``supply``
(imports + home production not exported)."""

REPLACED = ("material", "denominator", "loser", "gainer", "share")
"""Who took the place of whom, in shares of 1, by :func:`workbench.core.ledger.effects.replaced`:
an accounting rule."""

RULE = (
    "lost share is given to those who gained, in proportion to their gains: an accounting rule,"
    " not an observation"
)


BY_VALUE = "home production is known by quantity only"


@dataclass(frozen=True)
class State:
    """Imports by country, demand and home's own supply in one state; NaN where not known.

    ``demand`` is apparent consumption (production + imports - exports; in a scenario what was
    delivered, which takes the change of stocks into account); ``home`` is home production that
    was not exported. ``note`` says what the figures leave out.
    """

    imports: dict[str, float]
    demand: float = float("nan")
    home: float = float("nan")
    note: str = ""

    @property
    def total(self) -> float:
        """Imports of all countries whose amount is known."""
        return float(sum(amount for amount in self.imports.values() if np.isfinite(amount)))


@dataclass(frozen=True)
class Ledger:
    """What changed between two states of one material, in parts that add up.

    ``effects``, ``hhi`` and ``replaced`` have the columns :data:`EFFECTS`, :data:`HHI` and
    :data:`REPLACED`. ``notes`` say what is missing.
    """

    material: str
    basis: Basis
    before: str
    after: str
    effects: pd.DataFrame
    hhi: pd.DataFrame
    replaced: pd.DataFrame
    notes: tuple[str, ...] = ()

    def steps(self) -> dict[str, float]:
        """Return the parts of the change of all imports, by effect; unknown ones are left out."""
        parts = self.effects[list(EFFECTS[5:])]
        return {str(name): float(parts[name].sum()) for name in parts if parts[name].notna().any()}


def ledger_between(
    project: Project, material: str, *, before: str, after: str, basis: Basis, as_of: str = ""
) -> Ledger:
    """Return the ledger of the imports of ``material`` between two periods.

    Raises:
        ValueError: if a period is no period, or ``as_of`` neither a day nor a period.
    """
    trade = home_trade(project, material, as_of=as_of)
    made = home_production(project, material, as_of=as_of)
    states = [
        _reported(next(figures_of(Wanted.one((material,), one), trade, made, basis, Progress())))
        for one in (before, after)
    ]
    names = (before, after)
    return ledger(material, *states, basis=basis, home=project.home, names=names)


def ledger_of(result: Result, material: str) -> Ledger:
    """Return the ledger from the base to the scenario of a run, over its window, by quantity."""
    sides = [
        _simulated(result, flows, balance, material)
        for flows, balance in (
            (result.base_flows, result.base_balance),
            (result.flows, result.balance),
        )
    ]
    names = ("base", result.scenario or "base")
    return ledger(material, *sides, basis="quantity", home=result.project.home, names=names)


def ledger(
    material: str,
    before: State,
    after: State,
    *,
    basis: Basis = "quantity",
    home: str = "",
    names: tuple[str, str] = ("before", "after"),
) -> Ledger:
    """Return what changed between two states.

    A country that is in one state only has imports of 0 in the other one, unless nothing at all is
    known there. A country whose amount is not reported in one of them has NaN throughout, and is
    left out of the sums; ``notes`` name it.

    >>> one = State({"CHN": 60.0, "JPN": 40.0}, demand=100.0, home=0.0)
    >>> two = State({"CHN": 60.0}, demand=100.0, home=40.0)
    >>> ledger("graphite", one, two).steps()
    {'demand': 0.0, 'home_production': -40.0, 'source_shares': 0.0}
    """
    one, two, notes = _comparable(before, after, names)
    codes = sorted({*one.imports, *two.imports})
    amounts = [_amounts(side, codes) for side in (one, two)]
    known = np.isfinite(amounts[0]) & np.isfinite(amounts[1])
    gaps = [code for code, fine in zip(codes, known, strict=True) if not fine]
    if gaps:
        notes.append(f"not reported in one of the two, so left out: {', '.join(gaps)}")
    frame = pd.DataFrame({"material": material, "country": codes})
    frame["before"], frame["after"] = amounts
    frame["change"] = frame["after"] - frame["before"]
    frame[list(EFFECTS[5:])] = np.nan
    factors, columns = _factors(one, two, [part[known] for part in amounts], notes)
    change = frame.loc[known, "change"].to_numpy()
    frame.loc[known, list(columns)] = closed(lmdi(*factors), change).T
    order = np.argsort(-frame["change"].abs().fillna(-1.0).to_numpy(), kind="stable")
    shares = _shares(one, two, codes, amounts, known, home)
    told_apart = WORLD not in codes
    return Ledger(
        material,
        basis,
        *names,
        effects=frame.iloc[order].reset_index(drop=True)[list(EFFECTS)],
        hhi=_hhi(material, shares if told_apart else {}),
        replaced=_replaced(material, shares if told_apart else {}),
        notes=tuple(notes),
    )


def _comparable(
    before: State, after: State, names: tuple[str, str]
) -> tuple[State, State, list[str]]:
    """Return the states with the total of all partners alone where one is not told apart."""
    notes = [
        f"{name}: {side.note}"
        for name, side in zip(names, (before, after), strict=True)
        if side.note
    ]
    whole = [
        name
        for name, side in zip(names, (before, after), strict=True)
        if side.imports.get(WORLD, 0.0) > 0
    ]
    if not whole:
        return before, after, notes
    notes.append(
        f"imports are reported only as a total of all partners ({WORLD}) for"
        f" {' and '.join(whole)}, at least in part: nothing can be said by partner"
    )
    one, two = (State({WORLD: side.total}, side.demand, side.home) for side in (before, after))
    return one, two, notes


def _amounts(side: State, codes: list[str]) -> Floats:
    known = any(np.isfinite(amount) for amount in side.imports.values()) or side.home > 0
    nothing = 0.0 if known else np.nan
    return np.array([side.imports.get(code, nothing) for code in codes], dtype=float)


def _factors(
    one: State, two: State, amounts: list[Floats], notes: list[str]
) -> tuple[tuple[Floats, Floats], tuple[str, ...]]:
    """Return the factors of imports by country in both states, and the effect each makes."""
    totals = [float(part.sum()) for part in amounts]
    balance = all(np.isfinite(side.demand) and side.demand > 0 for side in (one, two))
    if not balance:
        notes.append(
            "demand is not known or not above 0 in one of the two, so its part and that of home"
            " production are not told apart: all imports stand for both"
        )
    shares = [
        part / total if total > 0 else part for part, total in zip(amounts, totals, strict=True)
    ]
    # Without any imports there are no shares: the whole change is one of the total.
    shares = [
        mine if total > 0 else other
        for mine, other, total in zip(shares, shares[::-1], totals, strict=True)
    ]
    found = []
    for side, total, share in zip((one, two), totals, shares, strict=True):
        heads = [side.demand, total / side.demand] if balance else [total]
        found.append(np.vstack([*(np.full(len(share), head) for head in heads), share]))
    columns = ("demand", "home_production") if balance else ("imports",)
    return (found[0], found[1]), (*columns, "source_shares")


def _shares(
    one: State,
    two: State,
    codes: list[str],
    amounts: list[Floats],
    known: npt.NDArray[np.bool_],
    home: str,
) -> dict[str, tuple[list[str], Floats, Floats]]:
    """Return the shares of both states by denominator; none where one is not known."""
    names = [code for code, fine in zip(codes, known, strict=True) if fine]
    parts = [part[known] for part in amounts]
    found = {}
    if min((part.sum() for part in parts), default=0.0) > 0:
        found["imports"] = (names, *(part / part.sum() for part in parts))
    supply = [np.append(part, side.home) for part, side in zip(parts, (one, two), strict=True)]
    if all(np.isfinite(part).all() and part.sum() > 0 for part in supply) and known.all():
        found["supply"] = ([*names, home], *(part / part.sum() for part in supply))
    return found


def _hhi(material: str, shares: dict[str, tuple[list[str], Floats, Floats]]) -> pd.DataFrame:
    parts = []
    for name, (codes, before, after) in shares.items():
        part = pd.DataFrame({"material": material, "denominator": name, "country": codes})
        part["before_share"], part["after_share"] = before, after
        part["contribution"] = hhi_contributions(before, after)
        order = np.argsort(-part["contribution"].abs().to_numpy(), kind="stable")
        parts.append(part.iloc[order])
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(HHI))


def _replaced(material: str, shares: dict[str, tuple[list[str], Floats, Floats]]) -> pd.DataFrame:
    rows = []
    for name, (codes, before, after) in shares.items():
        matrix = replaced(before, after)
        for loser, gainer in zip(*np.nonzero(matrix), strict=True):
            row = (material, name, codes[loser], codes[gainer], float(matrix[loser, gainer]))
            rows.append(row)
    rows.sort(key=lambda row: (row[1], -row[4], row[2], row[3]))
    return pd.DataFrame(rows, columns=list(REPLACED))


def _reported(figure: Figures) -> State:
    """Return the state that the figures of a period report."""
    demand = from_balance(figure, lambda made, bought, sold: made + bought - sold)
    own = from_balance(figure, lambda made, _bought, sold: max(made - sold, 0.0))
    imports = dict(zip(figure.partners, figure.imports.tolist(), strict=True))
    about = demand.note if figure.basis == "quantity" else BY_VALUE
    note = "; ".join(dict.fromkeys(part for part in (figure.note, about) if part))
    return State(imports, demand.value, own.value, note)


def _simulated(result: Result, flows: pd.DataFrame, balance: pd.DataFrame, material: str) -> State:
    first, last = result.window
    inside = flows[(flows["material"] == material) & flows["period"].between(first, last)]
    rows = balance[(balance["material"] == material) & balance["period"].between(first, last)]
    supply = inside.groupby(inside["country"].astype(str))["quantity"].sum()
    imports = {str(code): float(amount) for code, amount in supply.items()}
    own = imports.pop(result.project.home, 0.0)
    imports = {code: amount for code, amount in imports.items() if amount > 0}
    return State(imports, float(rows["delivered"].sum()), own)
