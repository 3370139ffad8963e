"""Projects set against each other: per unit of public money, by kind of support, and how stable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.appraisal.appraise import MEASURES, RANKED, UNITS, Appraisal, Appraised

FloatArray = npt.NDArray[np.float64]
BILLION = 1e9

FIGURES = (
    "project",
    "measure",
    "value",
    "p5",
    "p95",
    "unit",
    "per_billion",
    "per_billion_p5",
    "per_billion_p95",
)
"""A row a project and measure; the last three per billion of public money (NaN where none is)."""
RANKING = ("project", "rank", "measure", "per_billion", "stability", "best_rank", "worst_rank")
"""``stability``: share of draws in which the project has this rank; ranks over the draws."""
BY_KIND = ("kind", "amount", "projects", "measure", "value", "per_billion")
"""Measures of projects with a kind of support, each in proportion to its part of the package."""
SHARES = ("project", "country", "without", "with", "change")
"""Share of each country in supply of the project's material, in the base."""
MONEY = (
    "project",
    "name",
    "status",
    "investment",
    "state_money",
    "private_per_public",
    "qualified_from",
    "weakest_link",
    "remarks",
)


@dataclass(frozen=True)
class MoneyUnit:
    """The amount of public money that figures are given per."""

    amount: float
    name: str


UNITS_OF_MONEY = (
    MoneyUnit(1e9, "billion"),
    MoneyUnit(1e6, "million"),
    MoneyUnit(1e3, "thousand"),
    MoneyUnit(1.0, "unit"),
)


def money_unit(amounts: Iterable[float]) -> MoneyUnit:
    """Return the unit that reads best beside amounts: the largest that half of them reach.

    >>> money_unit([8.7e6, 2e9, 4e6]).name
    'million'
    """
    known = [amount for amount in amounts if amount > 0]
    middle = float(np.median(known)) if known else BILLION
    return next((unit for unit in UNITS_OF_MONEY if middle >= unit.amount), UNITS_OF_MONEY[-1])


def per_unit(frame: pd.DataFrame, unit: MoneyUnit) -> pd.DataFrame:
    """Return a table with its columns per billion given per ``unit`` instead: ``per_money``..."""
    old = [str(name) for name in frame if str(name).startswith("per_billion")]
    scaled = {name: frame[name] * (unit.amount / BILLION) for name in old}
    names = {name: name.replace("per_billion", "per_money") for name in old}
    return frame.assign(**scaled).rename(columns=names)


def figures_table(appraisal: Appraisal) -> pd.DataFrame:
    """Return every measure of every project with its band: the columns :data:`FIGURES`."""
    rows = []
    for each in appraisal.projects:
        money = each.model.state_money / BILLION
        for name in MEASURES:
            figure = each.figures[name]
            low, high = figure.band
            unit = each.unit if UNITS[name] == "unit of the material" else UNITS[name]
            scaled = [_per(value, money) for value in (figure.planned, low, high)]
            rows.append((each.model.key, name, figure.planned, low, high, unit, *scaled))
    return _numbers(pd.DataFrame(rows, columns=list(FIGURES)), ("project", "measure", "unit"))


def money_table(appraisal: Appraisal) -> pd.DataFrame:
    """Return what is entered of each project, and when it delivers: the columns :data:`MONEY`."""
    rows = []
    for each in appraisal.projects:
        model, plan = each.model, each.delivery.plan
        since = "" if np.isnan(plan.qualified) else periods.month_name(int(np.ceil(plan.qualified)))
        weakest = (plan.weakest.organisation or model.supplier) if plan.weakest else ""
        row = (model.key, model.name, model.status, model.investment, model.state_money)
        rows.append((*row, model.leverage, since, weakest, "; ".join(plan.remarks)))
    frame = pd.DataFrame(rows, columns=list(MONEY))
    return frame.astype(dict.fromkeys(("investment", "state_money", "private_per_public"), float))


def shares_table(appraisal: Appraisal) -> pd.DataFrame:
    """Return shares of supply by country without and with each project: :data:`SHARES`."""
    rows = [
        (each.model.key, country, before, after, after - before)
        for each in appraisal.projects
        for country, (before, after) in sorted(each.shares.items())
    ]
    return _numbers(pd.DataFrame(rows, columns=list(SHARES)), ("project", "country"))


def ranking_table(appraisal: Appraisal) -> pd.DataFrame:
    """Return the rank of every project by each ranked measure: the columns :data:`RANKING`.

    Rank 1 is the best per billion of public money; a project whose money or measure is not known
    has no rank. Import dependence is better the more it falls.
    """
    rows = []
    for name in RANKED:
        worth = np.array([_worth(each, name) for each in appraisal.projects])
        if not worth.size:
            continue
        ranks = _ranks(worth)
        for place, each in enumerate(appraisal.projects):
            now, drawn = ranks[place, 0], ranks[place, 1:]
            known = drawn[np.isfinite(drawn)]
            stable = float((known == now).mean()) if known.size else np.nan
            span = (known.min(), known.max()) if known.size else (np.nan, np.nan)
            sign = -1.0 if name.endswith("_change") else 1.0
            rows.append((each.model.key, now, name, sign * worth[place, 0], stable, *span))
    frame = _numbers(pd.DataFrame(rows, columns=list(RANKING)), ("project", "measure"))
    return frame.sort_values(["measure", "rank"], kind="stable", ignore_index=True)


def rank_shares(appraisal: Appraisal, measure: str) -> pd.DataFrame:
    """Return in what share of the draws each project has which rank by a measure.

    A row a project that can be ranked, best as planned first, its name as index; a column a rank
    from 1. Without draws the ranks as planned. Rows add up to one over the draws in which the
    project has a rank.
    """
    worth = np.array([_worth(each, measure) for each in appraisal.projects])
    if not worth.size:
        return pd.DataFrame()
    ranks = _ranks(worth)
    drawn = ranks[:, 1:] if ranks.shape[1] > 1 else ranks
    order = [p for p in np.argsort(ranks[:, 0], kind="stable") if np.isfinite(ranks[p, 0])]
    places = range(1, len(order) + 1)
    known = np.maximum(np.isfinite(drawn).sum(axis=1), 1)
    shares = {place: ((drawn == place).sum(axis=1) / known)[order] for place in places}
    names = [appraisal.projects[p].model.key for p in order]
    return pd.DataFrame(shares, index=pd.Index(names, name="project"))


def by_kind_table(appraisal: Appraisal) -> pd.DataFrame:
    """Return what each kind of support goes with, per billion of it: :data:`BY_KIND`.

    A measure of a project is shared among its kinds of support in proportion to their money; this
    divides, it does not prove a cause.
    """
    rows = []
    kinds = dict.fromkeys(kind for each in appraisal.projects for kind in each.model.package)
    for kind in kinds:
        having = [e for e in appraisal.projects if e.model.package.get(kind, np.nan) > 0]
        amount = sum(each.model.package[kind] for each in having)
        for name in RANKED:
            value = sum(
                each.figures[name].planned * each.model.package[kind] / _package(each)
                for each in having
            )
            rows.append((kind, amount, len(having), name, value, _per(value, amount / BILLION)))
    return _numbers(pd.DataFrame(rows, columns=list(BY_KIND)), ("kind", "measure"))


def _package(each: Appraised) -> float:
    return float(np.nansum(list(each.model.package.values())))


def _worth(each: Appraised, name: str) -> FloatArray:
    """Return a measure per billion of public money, more is better: as planned, then by draw."""
    figure, money = each.figures[name], each.model.state_money / BILLION
    values = np.concatenate([[figure.planned], figure.draws])
    sign = -1.0 if name.endswith("_change") else 1.0
    return np.array([_per(sign * float(value), money) for value in values])


def _ranks(worth: FloatArray) -> FloatArray:
    """Return ranks from 1 down each column; NaN where the worth is not known; equals share one."""
    better = worth[None, :, :] > worth[:, None, :] * (1 + 1e-12) + 1e-300
    ranks = 1.0 + np.nansum(better, axis=1)
    return np.where(np.isnan(worth), np.nan, ranks)


def _per(value: float, money: float) -> float:
    return value / money if money > 0 else float("nan")


def _numbers(frame: pd.DataFrame, texts: tuple[str, ...]) -> pd.DataFrame:
    return frame.astype({name: float for name in frame if name not in texts})
