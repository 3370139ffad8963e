"""Monthly figures as an array that is filled day by day, with nothing known too early.

An entry is one flow that one reporter tells of; a series is what one home buys of one material from
one partner, and may be the sum of several entries (the members of a group). A group of series is
what one home buys of one material.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from workbench.core import periods
from workbench.core.figures import WORLD
from workbench.core.project import Project
from workbench.core.reported import publication_lag
from workbench.core.warning.happenings import Happenings
from workbench.core.warning.homes import Seen, seen_by

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]
_ENTRY = ["home", "material", "partner", "kind", "reporter"]
_SERIES = ["home", "material", "partner"]
_GROUP = ["home", "material"]
_SOURCE = ["reporter", "flow", "material", "whole"]


@dataclass(frozen=True)
class Cells:
    """Figures of single months, in the order in which they became known."""

    place: Ints
    """Entry, or source, that the figure belongs to."""
    month: Ints
    known: Ints
    """Day (ordinal) at whose end it was known."""
    release: Ints
    """Order of its release; the highest known counts."""
    value: Floats
    quantity: Floats


@dataclass(frozen=True)
class Entries:
    """Everything that is told of the imports of some homes; see the head of this file."""

    labels: pd.DataFrame
    """One row an entry: home, material, partner, kind, reporter."""
    series: pd.DataFrame
    """One row a series: home, material, partner."""
    groups: pd.DataFrame
    """One row a group: home, material."""
    series_of: Ints
    """Series of each entry."""
    group_of: Ints
    """Group of each series."""
    source_of: Ints
    """Of each entry: its reporter, flow and material, which publishes all its partners at once."""
    cells: Cells
    published: Cells
    """Months that a source published anything for."""
    longer: pd.DataFrame
    """Figures of longer periods, which cannot be watched: group, months, known, period."""
    lag: int

    @property
    def span(self) -> tuple[int, int]:
        """First and last month that any figure is of; an empty span where there are none."""
        months = self.published.month
        return (int(months.min()), int(months.max())) if len(months) else (0, -1)


def entries_of(
    project: Project,
    homes: Sequence[str],
    events: Happenings,
    *,
    material: str = "",
    mirror: bool = False,
) -> Entries:
    """Return the figures of some homes.

    Args:
        project: the project.
        homes: countries or groups whose imports are watched.
        events: countries that an event names for a material are a series even without figures.
        material: only this one; empty for all.
        mirror: whether exports that others report to a home stand in where it reports no imports.
    """
    names = [material] if material else [str(name) for name in project["materials"]["material"]]
    told = _told(project, seen_by(project, homes, mirror=mirror), names)
    lag = publication_lag(project)
    told = _dated(told, lag)
    month = (told["months"] == 1).to_numpy()
    entry, labels = _numbered(told[month], _ENTRY)
    extra = _extra(homes, names, told, events)
    series = _labels(pd.concat([labels[_SERIES], extra]), _SERIES)
    groups = pd.DataFrame(
        [(home, name) for home in homes for name in names], columns=_GROUP
    ).sort_values(_GROUP, ignore_index=True)
    source, sources, published = _sources(project, told[month], names, lag)
    del sources
    first_of_entry = np.unique(entry, return_index=True)[1]
    return Entries(
        labels=labels,
        series=series,
        groups=groups,
        series_of=_where(labels, series, _SERIES),
        group_of=_where(series, groups, _GROUP),
        source_of=source[first_of_entry],
        cells=_cells(told[month], entry),
        published=published,
        longer=_longer(told[~month], groups),
        lag=lag,
    )


def _told(project: Project, seen: Sequence[Seen], names: Sequence[str]) -> pd.DataFrame:
    """Return one row a figure and home, with the labels of its entry."""
    trade = project["trade"]
    row = np.concatenate([one.row for one in seen]) if seen else np.empty(0, dtype=np.int64)
    rows = trade.iloc[row]
    text = {
        name: rows[name].astype(str).to_numpy(dtype=object)
        for name in ("material", "reporter", "flow", "period", "release")
    }
    homes = [one.home for one in seen]
    told = pd.DataFrame(
        {
            "home": np.repeat(np.array(homes, dtype=object), [len(one.row) for one in seen]),
            "partner": np.concatenate([one.partner for one in seen]) if seen else row,
            "kind": np.concatenate([one.kind for one in seen]) if seen else row,
            **text,
            "value": rows["value"].to_numpy(),
            "quantity": rows["quantity"].to_numpy(),
        }
    )
    return told[told["material"].isin(names)]


def _dated(told: pd.DataFrame, lag: int) -> pd.DataFrame:
    """Add first month, length, and the day at whose end a figure is known."""
    spans = {text: periods.span(text) for text in told["period"].unique()}
    first = told["period"].map({text: one for text, (one, _) in spans.items()}).astype(np.int64)
    months = told["period"].map({text: two for text, (_, two) in spans.items()}).astype(np.int64)
    ends = {month: periods.end_of_month(month).toordinal() for month in (first + months).unique()}
    if lag != 1:
        ends = {month: periods.end_of_month(month - 1 + lag).toordinal() for month in ends}
    released = {
        text: periods.last_day(text).toordinal() if text else 0 for text in told["release"].unique()
    }
    dated = told["release"].map(released).astype(np.int64).to_numpy()
    undated = (first + months).map(ends).astype(np.int64).to_numpy()
    return told.assign(first=first, months=months, known=np.where(dated > 0, dated, undated))


def _numbered(rows: pd.DataFrame, columns: list[str]) -> tuple[Ints, pd.DataFrame]:
    """Return for each row the number of its labels, and the labels in their order."""
    labels = _labels(rows[columns], columns)
    return _where(rows, labels, columns), labels


def _labels(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return rows[columns].drop_duplicates().sort_values(columns, ignore_index=True)


def _where(rows: pd.DataFrame, labels: pd.DataFrame, columns: list[str]) -> Ints:
    """Return the place of each row's labels in ``labels``; -1 where they are not there."""
    if not len(rows) or not len(labels):
        return np.full(len(rows), -1, dtype=np.int64)
    table = pd.MultiIndex.from_frame(labels[columns])
    found: Ints = table.get_indexer(pd.MultiIndex.from_frame(rows[columns])).astype(np.int64)
    return found


def _extra(
    homes: Sequence[str], names: Sequence[str], told: pd.DataFrame, events: Happenings
) -> pd.DataFrame:
    """Return series without monthly figures: of longer periods, and what an event names."""
    named = [
        (home, name, country)
        for name, country in dict.fromkeys(zip(events.material, events.country, strict=True))
        for home in homes
        if country and country != home and name in names
    ]
    return pd.concat([told[_SERIES], pd.DataFrame(named, columns=_SERIES)])


def _cells(rows: pd.DataFrame, place: Ints) -> Cells:
    labels, place_of = np.unique(rows["release"].to_numpy(dtype=str), return_inverse=True)
    # As in reported: a release named by its month or year is that of the last day of it.
    days = [periods.last_day(str(text)).toordinal() if text else 0 for text in labels]
    release = np.argsort(np.argsort(days, kind="stable"))[place_of]
    order = np.lexsort((release, place, rows["known"].to_numpy()))
    return Cells(
        place[order],
        rows["first"].to_numpy()[order],
        rows["known"].to_numpy()[order],
        release.astype(np.int64)[order],
        rows["value"].to_numpy()[order],
        rows["quantity"].to_numpy()[order],
    )


def _sources(
    project: Project, told: pd.DataFrame, names: Sequence[str], lag: int
) -> tuple[Ints, pd.DataFrame, Cells]:
    """Return the source of each figure, all sources, and for which months they published."""
    keyed = told.assign(whole=told["partner"] == WORLD)
    trade = project["trade"]
    text = {name: trade[name].astype(str) for name in ("reporter", "flow", "material", "period")}
    every = pd.DataFrame(
        {**text, "whole": trade["partner"] == WORLD, "release": trade["release"].astype(str)}
    )
    every = every[every["material"].isin(names)].drop_duplicates()
    every = _dated(every, lag)
    every = every[every["months"] == 1]
    place, sources = _numbered(every, _SOURCE)
    published = _cells(every.assign(value=np.nan, quantity=np.nan), place)
    return _where(keyed, sources, _SOURCE), sources, published


def _longer(rows: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    group = _where(rows, groups, _GROUP)
    return rows.assign(group=group)[["group", "months", "known", "period"]]
