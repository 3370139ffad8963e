"""Which reported figures are those of home; every figure and the simulation begin here.

- Of several releases of a figure the newest counts; at a chosen day the newest known by then. A
  figure without a release date is known ``publication_lag`` months (a setting) after its period.
- A group as home (EU) is the sum of its members. What the group itself reports counts in years in
  which no member reports the material. Trade inside home is left out.
- The partner World (WLD) is the total of the others and never counts beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import countries, periods, schema
from workbench.core.figures import WORLD
from workbench.core.project import Project

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
_KEY = ("material", "flow", "reporter", "partner", "period")


def home_codes(project: Project) -> frozenset[str]:
    """Return the codes that are home: the country, or a group and its members; none if unset."""
    home = project.home
    inside = countries.members(project, home) if home else frozenset()
    return inside | {home} if inside else inside


def home_trade(
    project: Project,
    material: str = "",
    inside: frozenset[str] | None = None,
    as_of: str = "",
) -> pd.DataFrame:
    """Return the trade of home with the rest of the world, newest release only.

    Columns: ``material``, ``flow``, ``reporter``, ``partner``, ``period`` (categoricals),
    ``quantity``, ``value``, and ``first`` and ``months`` of the period. The partner World is still
    among them. The index says where each row came from.

    Args:
        project: the project.
        material: only this one; empty for all.
        inside: the codes that are home, where they are known already.
        as_of: as things stood at the end of this day, or of the last day of this period; empty:
            the newest of all releases.

    Raises:
        ValueError: if ``as_of`` is neither a day nor a period.
    """
    rows = known_by(_of_home(project, material, inside), as_of, publication_lag(project))
    rows = _newest(_without_own_total(rows, project.home))
    return rows[[*_KEY, "quantity", "value", "first", "months"]]


def home_releases(project: Project, material: str = "") -> pd.DataFrame:
    """Return every release of the trade of :func:`home_trade`, with the column ``release``."""
    rows = _of_home(project, material, None)
    return rows[[*_KEY, "release", "quantity", "value", "first", "months"]]


def every_trade(project: Project, material: str = "", as_of: str = "") -> pd.DataFrame:
    """Return the trade of all reporters, newest release only, in the columns of :func:`home_trade`.

    Raises:
        ValueError: if ``as_of`` is neither a day nor a period.
    """
    trade = project["trade"]
    if material:
        trade = trade[trade["material"] == material]
    rows = _newest(known_by(_with_span(trade), as_of, publication_lag(project)))
    return rows[[*_KEY, "quantity", "value", "first", "months"]]


def home_production(
    project: Project,
    material: str = "",
    inside: frozenset[str] | None = None,
    as_of: str = "",
) -> pd.DataFrame:
    """Return what home made, in the columns of :func:`home_trade`; the country is ``reporter``.

    Production has no release dates: at a chosen day it is known after the publication lag.
    """
    rows = project["production"]
    rows = rows[rows["country"].isin(home_codes(project) if inside is None else inside)]
    if material:
        rows = rows[rows["material"] == material]
    rows = rows.rename(columns={"country": "reporter"})
    rows = _with_span(rows.assign(flow="production", partner="", value=np.nan, release=""))
    rows = known_by(rows, as_of, publication_lag(project))
    rows = _without_own_total(rows, project.home)
    return rows[[*_KEY, "quantity", "value", "first", "months"]]


def publication_lag(project: Project) -> int:
    """Return after how many months figures without a release date are known.

    A setting that is no such number counts as its default; validation tells about it.
    """
    setting = next(one for one in schema.SETTINGS if one.key == "publication_lag")
    text = project.setting(setting.key)
    low, high = setting.low, setting.high
    try:
        lag = float(text)
        fits = low is not None and high is not None and low <= lag <= high and lag.is_integer()
    except ValueError:
        fits = False
    return int(lag) if fits else int(setting.default)


def known_by(rows: pd.DataFrame, as_of: str, lag: int) -> pd.DataFrame:
    """Return the rows that were known at the end of a day; all of them where it is empty.

    A release of which only month or year is given is known on the last day of that.

    Args:
        rows: rows with ``release``, ``first`` and ``months``.
        as_of: a day, or a period that stands for its last day.
        lag: months from the end of a period until its rows without a release date are known.

    Raises:
        ValueError: if ``as_of`` is neither a day nor a period.
    """
    if not as_of:
        return rows
    day = periods.last_day(as_of)
    codes, labels = coded(rows["release"])
    published = np.array([_published(str(name)) <= day.toordinal() for name in labels], np.bool_)
    month = 12 * day.year + day.month - 1
    past = month if day == periods.end_of_month(month) else month - 1
    within = (rows["first"] + rows["months"] - 1 + lag <= past).to_numpy()
    undated = (rows["release"] == "").to_numpy()
    dated = published[codes] if len(labels) else undated
    return rows[np.where(undated, within, dated)]


def _published(release: str) -> int:
    return periods.last_day(release).toordinal() if release else 0


def _of_home(project: Project, material: str, inside: frozenset[str] | None) -> pd.DataFrame:
    """Return every release of the trade of home with the rest of the world."""
    trade = project["trade"]
    inside = home_codes(project) if inside is None else inside
    if material:
        trade = trade[trade["material"] == material]
    keep = trade["reporter"].isin(inside).to_numpy() & ~trade["partner"].isin(inside).to_numpy()
    return _with_span(trade if keep.all() else trade[keep])


def coded(column: pd.Series) -> tuple[Ints, pd.Index]:
    """Return a text column as numbers and what they stand for, in order of the text."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy().astype(np.int64), column.cat.categories
    codes, labels = pd.factorize(column, sort=True)
    return codes.astype(np.int64), pd.Index(labels)


def joined(rows: pd.DataFrame, columns: Sequence[str]) -> Ints:
    """Return one number a row that is the same where all of ``columns`` are the same."""
    key = np.zeros(len(rows), dtype=np.int64)
    for name in columns:
        codes, labels = coded(rows[name])
        key = key * max(len(labels), 1) + codes
    return key


def _with_span(rows: pd.DataFrame) -> pd.DataFrame:
    codes, labels = coded(rows["period"])
    spans = np.zeros((len(labels), 2), dtype=np.int64)
    for place in np.unique(codes):
        spans[place] = periods.span(str(labels[place]))
    return rows.assign(first=spans[codes, 0], months=spans[codes, 1])


def _newest(rows: pd.DataFrame) -> pd.DataFrame:
    release, labels = coded(rows["release"])
    if len(labels) < 2 or not len(rows) or (release == release[0]).all():
        return rows
    key = joined(rows, _KEY)
    rank = np.argsort(np.argsort([_published(str(name)) for name in labels], kind="stable"))
    order = np.lexsort((rank[release], key))
    last = np.append(np.diff(key[order]) != 0, True)
    return rows.iloc[np.sort(order[last])]


def _without_own_total(rows: pd.DataFrame, home: str) -> pd.DataFrame:
    """Leave out what a group reports for itself in years in which its members report."""
    own = (rows["reporter"] == home).to_numpy()
    if own.all() or not own.any():
        return rows
    key = joined(rows, ["material", "flow"]) * 10_000 + rows["first"].to_numpy() // 12
    return rows[~(own & np.isin(key, key[~own]))]


def beside_parts(labels: pd.DataFrame, known: Bools) -> Bools:
    """Return where the total of all partners stands beside single partners, and must not count.

    Args:
        labels: one row a series with ``partner``, ``material`` and any other columns; a total and
            its parts agree in all but the partner.
        known: series x periods, whether an amount is reported.
    """
    total = (labels["partner"] == WORLD).to_numpy()
    double = np.zeros_like(known)
    if not total.any() or total.all():
        return double
    side = joined(labels, [str(name) for name in labels if name != "partner"])
    for key in np.unique(side[total]):
        same = side == key
        parts = known[same & ~total].any(axis=0)
        double[same & total] = known[same & total] & parts
    return double
