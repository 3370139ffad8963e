"""Screening rules: criteria with thresholds, over one or several years.

A criterion whose figures are missing neither holds nor fails; the rule is then decided only where
the other criteria decide it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from workbench.core import periods
from workbench.core.figures import WORLD, Figures, Outcome, missing, undefined
from workbench.core.indicators import Family, Indicator, Input, Judged
from workbench.core.indicators._imports import number
from workbench.core.screens import Screen, screens


@dataclass(frozen=True)
class Criterion:
    """One condition of a rule: a figure against its threshold; NaN where there is no figure."""

    name: str
    value: float
    threshold: float
    unit: str = ""
    above: bool = False
    """Whether the threshold must be exceeded; else reaching it is enough."""
    why: str = ""
    """Why there is no figure."""
    said_by: str = ""
    source: str = ""
    """Where the figure comes from; empty: from the rows of trade."""

    @property
    def holds(self) -> bool | None:
        """Whether it holds; None where that is not known. 0.5 reaches 0.5 after rounding."""
        if isnan(self.value):
            return None
        slack = 1e-9 * max(abs(self.threshold), 1.0)
        if self.above:
            return self.value > self.threshold + slack
        return self.value >= self.threshold - slack

    def __str__(self) -> str:
        """The condition with its numbers."""
        holds = self.holds
        if holds is None:
            return f"{self.name} not known ({self.why})"
        unit = f" {self.unit}" if self.unit else ""
        shown = (">" if holds else "≤") if self.above else ("≥" if holds else "<")
        return f"{self.name} {number(self.value)} {shown} {number(self.threshold)}{unit}"


def verdict(holding: Iterable[bool | None]) -> bool | None:
    """Return whether all conditions hold; None where missing figures leave that open.

    >>> verdict([True, True]), verdict([True, None]), verdict([None, False])
    (True, None, False)
    """
    found = list(holding)
    if False in found:
        return False
    return None if None in found else True


def over_years(verdicts: Sequence[bool | None], needed: int) -> bool | None:
    """Return whether a rule holds in enough years; None where missing years leave that open.

    >>> over_years([True, False, True], 2), over_years([True, None, False], 2)
    (True, None)
    >>> over_years([False, None, False], 2)
    False
    """
    sure = sum(one is True for one in verdicts)
    open_ = sum(one is None for one in verdicts)
    if sure >= needed:
        return True
    return False if sure + open_ < needed else None


Criteria = Callable[[Figures, Screen], "list[Criterion] | Outcome"]


@dataclass(frozen=True)
class Year:
    """How a rule stands in one period: its conditions, or why there are none."""

    criteria: tuple[Criterion, ...]
    none: Outcome | None
    verdict: bool | None
    words: str

    @classmethod
    def of(cls, found: list[Criterion] | Outcome) -> Year:
        """Return what the conditions of one period say."""
        if isinstance(found, Outcome):
            return cls((), found, None, f"not known ({found.note})")
        words = " and ".join(str(one) for one in found)
        return cls(tuple(found), None, verdict(one.holds for one in found), words)


@dataclass(frozen=True)
class Rule:
    """A screening rule as an indicator: 1 where it holds, 0 where it does not."""

    key: str
    criteria: Criteria

    def screen(self, figures: Figures) -> Screen:
        """Return the thresholds that hold for these figures."""
        return figures.facts.screens[self.key]

    def years(self, figures: Figures) -> list[Figures]:
        """Return the periods that the rule looks at, the latest one first."""
        count = int(self.screen(figures).get("years") or 1)
        return [figures, *figures.earlier][:count]

    def told(self, figures: Figures) -> Year:
        """Return how the rule stands in one period."""
        key = f"{self.key} {self.criteria.__module__}"
        return figures.once(key, lambda one: Year.of(self.criteria(one, self.screen(one))))

    def compute(self, figures: Figures) -> Outcome:
        """Return 1 or 0, or why it cannot be told; the note has the numbers."""
        screen = self.screen(figures)
        count = int(screen.get("years") or 1)
        needed = int(screen.get("years_needed") or count)
        latest = self.told(figures)
        if latest.none is not None and (count == 1 or latest.none.status == "undefined"):
            return latest.none
        years = self.years(figures)
        verdicts = [self.told(year).verdict for year in years]
        verdicts += [None] * (count - len(verdicts))
        answer = over_years(verdicts, needed)
        words = self.words(years)
        if len(years) < count:
            words += f"; figures of {count - len(years)} earlier years are not reported"
        if figures.note:
            words += f"; {figures.note}"
        return missing(words) if answer is None else Outcome(float(answer), note=words)

    def words(self, years: Sequence[Figures]) -> str:
        """Return the conditions with their numbers, by period where there are several."""
        if len(years) == 1:
            return self.told(years[0]).words
        return "; ".join(f"{year.period}: {self.told(year).words}" for year in years)

    def inputs(self, figures: Figures) -> tuple[Input, ...]:
        """Return every figure and its threshold."""
        screen = self.screen(figures)
        rows: list[Input] = []
        for year in self.years(figures):
            for one in self.told(year).criteria:
                told = one.why if isnan(one.value) else one.source
                source = told or one.why or f"trade of {year.period}"
                rows.append(Input(f"{one.name}, {year.period}", one.value, one.unit, source))
                words = "to be exceeded" if one.above else "at least"
                rows.append(
                    Input(
                        f"{one.name}, {words}",
                        one.threshold,
                        one.unit,
                        one.said_by or screen.source,
                    )
                )
        return tuple(dict.fromkeys(rows))

    def judged(self, figures: Figures) -> tuple[Judged, ...]:
        """Return every condition of the period."""
        found = self.told(figures).criteria
        return tuple(Judged(one.name, one.value, one.threshold, one.unit) for one in found)

    def worked(self, figures: Figures) -> str:
        """Return every condition with its numbers, by year."""
        return self.words(self.years(figures))


def of_country(figures: Figures, screen: Screen) -> list[Criterion] | Outcome:
    """Return the criteria of a rule about dependence on one country that its thresholds name."""
    facts = figures.facts.countries
    if screen.country and screen.country in facts.inside:
        return undefined(f"the rule looks at {screen.country}, which is home")
    if not figures.shares:
        return missing(figures.note_of_partners or "no imports are reported")
    country = screen.country or figures.largest
    money = figures.on("value")
    found = [_share(figures, screen, country)]
    months = periods.span(figures.period)[1]
    for name, build in (
        ("largest", _is_largest),
        ("imports", _all_imports),
        ("imports_from_country", _imports_from),
        ("bilateral_deficit", _bilateral),
        ("world_deficit", _world),
    ):
        threshold = screen.get(name)
        if threshold is None or (name not in _MONEY and not threshold):
            continue
        if name == "largest":
            found.append(_is_largest(figures, screen, country, 0))
        elif money is None or not money.known.size:
            words = "values of the imports are not reported"
            found.append(Criterion(_NAMES[name].format(country), float("nan"), 0.0, why=words))
        else:
            found.append(build(money, screen, country, months))
    return found


_MONEY = ("imports", "imports_from_country")
_NAMES = {
    "imports": "imports",
    "imports_from_country": "imports from {}",
    "bilateral_deficit": "deficit with {}",
    "world_deficit": "deficit with all the world",
}


def _amount_of(figures: Figures, country: str) -> float:
    """Return the imports from a country: 0 where others are reported and it is not."""
    for members in figures.members.values():
        if country in members:
            return members[country]
    amounts: list[float] = figures.imports.tolist()
    return dict(zip(figures.partners, amounts, strict=True)).get(country, 0.0)


def _share(figures: Figures, screen: Screen, country: str) -> Criterion:
    amount, total = _amount_of(figures, country), sum(figures.by_partner.values())
    why = f"no {figures.basis} of imports from {country} is reported" if np.isnan(amount) else ""
    return Criterion(
        f"share of {country} in imports",
        amount / total,
        screen["share"],
        why=why,
        said_by=screen.said_by("share"),
    )


def _is_largest(figures: Figures, screen: Screen, country: str, _months: int) -> Criterion:
    first = float(country == figures.largest or country in figures.members.get(figures.largest, ()))
    name = f"{country} the largest partner (1 = yes)"
    return Criterion(name, first, 1.0, said_by=screen.said_by("largest"))


def _all_imports(money: Figures, screen: Screen, _country: str, _months: int) -> Criterion:
    return _paid(money, screen, "imports", "imports", float(money.known.sum()), 1.0)


def _imports_from(money: Figures, screen: Screen, country: str, months: int) -> Criterion:
    amount = _amount_of(money, country)
    name = f"imports from {country}"
    return _paid(money, screen, "imports_from_country", name, amount, months / 12)


def _paid(
    money: Figures, screen: Screen, key: str, name: str, amount: float, part: float
) -> Criterion:
    """Return a criterion on money; a threshold in USD fits values in USD only."""
    currency, said = money.facts.currency, screen.said_by(key)
    least = screen[key] * part
    if key not in screen.own and currency != "USD":
        words = f"the threshold is in USD, values are in {currency}; set screen.{screen.key}.{key}"
        return Criterion(name, float("nan"), least, "USD", why=words, said_by=said)
    why = "its value is not reported" if np.isnan(amount) else ""
    return Criterion(name, amount, least, currency, why=why, said_by=said)


def _bilateral(money: Figures, screen: Screen, country: str, _months: int) -> Criterion:
    bought = _amount_of(money, country)
    sales = dict(zip(money.buyers, money.sold.tolist(), strict=True))
    sold = sales.get(country, 0.0)
    why = ""
    if WORLD in sales and country not in sales:
        sold, why = float("nan"), "exports are reported only as a total of all partners"
    elif np.isnan(sold) or np.isnan(bought):
        why = f"the value of trade with {country} is not reported"
    name, unit = f"deficit with {country}", money.facts.currency
    said = screen.said_by("bilateral_deficit")
    return Criterion(name, bought - sold, 0.0, unit, above=True, why=why, said_by=said)


def _world(money: Figures, screen: Screen, _country: str, _months: int) -> Criterion:
    sold = money.exports
    unknown = np.isnan(sold) and bool(money.about_exports.remarks)
    why = "; ".join(money.about_exports.remarks) if unknown else ""
    bought = float("nan") if unknown else float(money.known.sum())
    deficit = bought - (0.0 if np.isnan(sold) else sold)
    name, unit = "deficit with all the world", money.facts.currency
    said = screen.said_by("world_deficit")
    return Criterion(name, deficit, 0.0, unit, above=True, why=why, said_by=said)


def dependence_screen(key: str, title: str, meaning: str, formula: str, example: str) -> Indicator:
    """Return the indicator of a rule about dependence on one country."""
    rule = Rule(key, of_country)
    return rule_indicator(rule, title, "Korean screens", meaning, formula, example)


def rule_indicator(
    rule: Rule,
    title: str,
    family: Family,
    meaning: str,
    formula: str,
    example: str,
    source: str = "",
) -> Indicator:
    """Return the indicator of a rule; thresholds are those of the project."""
    return Indicator(
        title=title,
        family=family,
        unit="0 or 1",
        limits="1 when the rule holds; 0 when it does not",
        meaning=f"{meaning}. Thresholds: settings screen.{rule.key}.…",
        formula=formula,
        example=example,
        source=source or screens()[rule.key].source,
        compute=rule.compute,
        inputs=rule.inputs,
        worked=rule.worked,
        needs=frozenset({"other", "years"}),
        thresholds=(rule.key,),
        judged=rule.judged,
    )
