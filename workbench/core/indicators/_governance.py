"""Governance of countries: two scales of risk, and mixes of countries with what is known of them.

Governance is high for good, risk is high for bad: both scales are turned round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from workbench.core.figures import WORLD, Amounts, CountryFacts, Figures, Floats, named
from workbench.core.indicators import Input

Scale = Literal["governance", "stability"]


def governance_risk(governance: npt.ArrayLike) -> Floats:
    """Return the mean of the six World Governance Indicators on the EU scale of risk.

    Args:
        governance: about -2.5 (bad) to 2.5 (good).

    Returns:
        (2.5 - governance) x 2, from 0 (best) to 10 (worst).

    >>> governance_risk([2.5, 0.0, -0.381, -3.0]).round(3).tolist()
    [0.0, 5.0, 5.762, 10.0]
    """
    return np.clip((2.5 - np.asarray(governance, dtype=float)) * 2.0, 0.0, 10.0)


def instability(stability: npt.ArrayLike) -> Floats:
    """Return the World Governance Indicator of political stability as a risk, 0-1.

    Args:
        stability: about -2.5 (unstable) to 2.5 (stable).

    Returns:
        (2.5 - stability) / 5, from 0 (best) to 1 (worst).

    >>> instability([2.5, 0.0, -2.5]).tolist()
    [0.0, 0.5, 1.0]
    """
    return np.clip((2.5 - np.asarray(stability, dtype=float)) / 5.0, 0.0, 1.0)


@dataclass(frozen=True)
class Mix:
    """Amounts by country with a fact about each, without the countries that lack it.

    ``why`` says why nothing can be computed; empty where it can. ``gap`` is the share left out.
    """

    names: tuple[str, ...]
    amounts: Floats
    facts: Floats
    trade: Floats
    gap: float = 0.0
    note: str = ""
    why: str = ""

    @property
    def shares(self) -> Floats:
        """Parts of the amounts that are not left out."""
        parts: Floats = self.amounts / self.amounts.sum()
        return parts


def mix_of(
    what: str, amounts: Mapping[str, float], figures: Figures, scale: Scale, largest_gap: float
) -> Mix:
    """Return amounts by country with an indicator of governance and the trade parameter.

    Args:
        what: what the amounts are, in words.
        amounts: above zero, by country or merged group.
        figures: whose facts and groups to use.
        scale: which indicator.
        largest_gap: the share of countries without one that may be left out, 0-1.
    """
    facts = figures.facts.countries
    known = facts.governance if scale == "governance" else facts.stability
    rates = _rates(amounts, known, figures.members)
    kept = np.isfinite(rates)
    names = list(amounts) if kept.all() else [n for n, k in zip(amounts, kept, strict=True) if k]
    left = [] if kept.all() else [n for n, k in zip(amounts, kept, strict=True) if not k]
    values = np.array(list(amounts.values()), dtype=float)
    gap = float(values[~kept].sum() / values.sum()) if left else 0.0
    words = f"{what}: {gap:.2%} left out, no {_WORDS[scale]} is known of {named(left)}"
    why = words if gap > largest_gap else ("" if names else f"{what} is not reported")
    factors = np.ones(len(names))
    if scale == "governance":
        factors = _rates(names, facts.trade_parameter, figures.members)
        factors[np.isnan(factors)] = 1.0
    return Mix(tuple(names), values[kept], rates[kept], factors, gap, words if left else "", why)


def _rates(
    names: Iterable[str], known: Mapping[str, float], members: Mapping[str, Mapping[str, float]]
) -> Floats:
    """Return what is known of each country, NaN where nothing is."""
    nothing = float("nan")
    if not members:
        return np.array([known.get(name, nothing) for name in names], dtype=float)
    rates = [
        _mean(members[name], known) if name in members else known.get(name, nothing)
        for name in names
    ]
    return np.array(rates, dtype=float)


_WORDS = {"governance": "governance", "stability": "political stability"}


def _mean(amounts: Mapping[str, float], known: Mapping[str, float]) -> float:
    """Return the mean of what is known, weighted by amount: of a merged group its members."""
    pairs = [(x, known[name]) for name, x in amounts.items() if name in known and x > 0]
    total = sum(x for x, _ in pairs)
    return sum(x * rate for x, rate in pairs) / total if total > 0 else float("nan")


def world_by_country(world: Amounts) -> dict[str, float]:
    """Return the production of the world by country."""
    return dict(zip(world.countries, world.amounts.tolist(), strict=True))


def told_of_world(figures: Figures) -> bool:
    """Return whether the production of countries besides home is reported."""
    inside = figures.facts.countries.inside
    return any(country not in inside for country in figures.facts.world.countries)


def home_production(figures: Figures) -> tuple[float, str]:
    """Return what home made in the period, and a remark.

    Where a table of world production does not list home, home makes none: such tables list all
    producers. NaN where nothing is known.
    """
    made = figures.production
    if np.isfinite(made) or figures.about_production.remarks or not told_of_world(figures):
        return made, ""
    if figures.facts.countries.inside & set(figures.facts.world.countries):
        return made, ""  # reported for other months of the year
    count = len(figures.facts.world.countries)
    return 0.0, f"home is not among the {count} producing countries reported: taken as none"


def imports_by_country(figures: Figures) -> dict[str, float]:
    """Return imports above zero by partner; a total that is not told apart is left out."""
    return {name: x for name, x in figures.by_partner.items() if name != WORLD}


def fact_rows(mix: Mix, facts: CountryFacts, scale: Scale, what: str) -> tuple[Input, ...]:
    """Return amounts and facts of the countries of a mix, largest first, as inputs."""
    rows: list[Input] = []
    order = np.argsort(-mix.amounts, kind="stable")[:8]
    shares = mix.shares if mix.amounts.size else mix.amounts
    for place in order.tolist():
        name = mix.names[place]
        where = "countries of this project" if name in facts.own else "countries, built in"
        rows += [
            Input(f"{what}, {name}", float(shares[place]), "0-1", f"{what}, by country"),
            Input(f"{_WORDS[scale]} of {name}", float(mix.facts[place]), "-2.5 to 2.5", where),
        ]
        if scale == "governance":
            rows.append(Input(f"trade parameter of {name}", float(mix.trade[place]), "", where))
    rest = len(mix.names) - len(order)
    if rest > 0:
        share = float(shares.sum() - shares[order].sum())
        rows.append(Input(f"{what}, {rest} other countries", share, "0-1", f"{what}, by country"))
    return tuple(rows)
