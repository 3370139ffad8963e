"""Chart and table of indirect losses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.core.problem import Problem
from workbench.ui.charts._styles import scenario_style
from workbench.ui.look import theme
from workbench.ui.texts import number, percent, tr
from workbench.ui.widgets.plot import Event, Series
from workbench.ui.widgets.table import Heading

if TYPE_CHECKING:
    from workbench.core.simulation.indirect import Indirect
    from workbench.ui.widgets.day_plot import DayPlot

MOST = 6
"""Industries that are drawn, those with the largest loss first."""


def draw(plot: DayPlot, found: Indirect, chosen: str = "") -> None:
    """Draw production against usual day by day; the chosen industry is always among them."""
    table = found.table
    losing = found.industries[found.industries["loss"] > 0]
    names = losing["industry"].tolist()[:MOST]
    if chosen in table.names and chosen not in names:
        names = [*names[: MOST - 1], chosen]
    days = np.arange(found.span.horizon, dtype=float)
    place = {name: row for row, name in enumerate(table.names)}
    with plot.drawing(
        title=tr("Production against usual"),
        sentence=sentence(found),
        unit=tr("of usual production"),
        percent=True,
    ):
        curves = []
        for order, name in enumerate(names):
            usual = found.usual[place[name]]
            made = found.course.production[place[name]]
            relative = made / usual if usual > 0 else np.full(len(made), np.nan)
            colour, pattern = scenario_style(order)
            curves.append(Series(name, colour, relative, pattern))
        usual_line = Series(tr("usual"), theme().muted, np.ones(len(days)), 2)
        plot.curves([*curves, usual_line], days)
        plot.mark_events(_events(found))


def nothing_to_draw(why: Sequence[Problem]) -> tuple[str, str]:
    """Return title and words in place of the chart: what to do, or why there are no losses."""
    if why:
        return tr("The losses cannot be worked out"), "\n".join(map(str, why))
    return (
        tr("Nobody loses capacity yet"),
        tr("Tick an industry on the left; several may fail at once."),
    )


def nothing_to_list(why: Sequence[Problem]) -> str:
    """Return the same in place of the rows of the table."""
    if why:
        return f"{tr('The losses cannot be worked out')}:\n{why[0].message}"
    return tr("Tick an industry that loses capacity.")


def _events(found: Indirect) -> list[Event]:
    span = found.span
    told = [(span.first, tr("capacity is lost")), (span.first + span.days, tr("the outage ends"))]
    if span.recovery:
        told.append((span.first + span.days + span.recovery, tr("capacity is back")))
    return [Event(float(day), text) for day, text in told if day < span.horizon]


def sentence(found: Indirect) -> str:
    """Say what is lost, by whom most, and from when on."""
    total = found.total
    rows = found.industries[~found.industries["industry"].isin(_hit(found))]
    text = tr(
        "In {days} days {direct} is lost directly and {indirect} indirectly, {caught} is caught up;"
        " {unmet} of final demand is not served (money of the table).",
        days=number(found.span.horizon),
        direct=number(total["direct"]),
        indirect=number(total["indirect"]),
        caught=number(total["caught_up"]),
        unmet=number(total["unmet"]),
    )
    felt = rows[rows["first_day"].notna() & (rows["loss"] > 0)]
    parts = [text, _worst(felt) if len(felt) else tr("Nobody else feels it.")]
    return " ".join([*parts, *(_said(one.message) for one in found.problems)])


def _said(message: str) -> str:
    """Return a finding as a sentence."""
    return f"{message[0].upper()}{message[1:]}."


def _worst(felt: pd.DataFrame) -> str:
    worst = felt.iloc[0]
    return tr(
        "Of those not hit {name} loses most: it feels it from day {first} on and makes {low} of"
        " what is usual on day {day}.",
        name=worst["industry"],
        first=number(worst["first_day"], 0),
        low=percent(worst["worst"]),
        day=number(worst["worst_day"], 0),
    )


def _hit(found: Indirect) -> set[str]:
    rows = np.flatnonzero(found.lost.any(axis=1))
    return {found.table.names[row] for row in rows}


def worded(found: Indirect) -> pd.DataFrame:
    """Return the table of industries with shares in percent."""
    frame = found.industries
    return frame.assign(share=100 * frame["share"], worst=100 * frame["worst"])


def headings() -> list[Heading]:
    """Return what the columns of the table are."""
    money = tr("money of the table")

    def amount(column: str, title: str, meaning: str) -> Heading:
        return Heading(column, title, "", f"{meaning}; {money}", is_number=True)

    def day(column: str, title: str, meaning: str) -> Heading:
        return Heading(column, title, "", meaning, is_number=True, decimals=0)

    def part(column: str, title: str, meaning: str) -> Heading:
        return Heading(column, title, "%", meaning, is_number=True, decimals=1)

    return [
        Heading("industry", tr("industry")),
        amount("loss", tr("loss"), tr("Direct and indirect loss, less what is caught up")),
        amount("direct", tr("direct"), tr("What its own lost capacity explains")),
        amount("indirect", tr("indirect"), tr("What missing inputs or orders explain")),
        amount("caught_up", tr("caught up"), tr("Made above what is usual")),
        part("share", tr("loss"), tr("Loss of what is usual in all days")),
        day("first_day", tr("first day"), tr("First day with at least 0.1 % less than usual")),
        day("worst_day", tr("worst day"), tr("Day of the largest loss; day 0 is the first")),
        part("worst", tr("worst"), tr("Production on the worst day, of what is usual")),
        amount("unmet", tr("not served"), tr("Final demand that is lost")),
        amount("usual", tr("usual a year"), tr("What it makes a year")),
    ]
