"""Tornado and Sobol indices of several scenarios side by side, input by input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from PySide6.QtGui import QColor

from workbench.ui.charts import View
from workbench.ui.charts._styles import scenario_style
from workbench.ui.charts._tornado import MOST
from workbench.ui.look import theme
from workbench.ui.texts import number, percent, tr
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot


@dataclass(frozen=True)
class Swung:
    """What the inputs of one scenario do."""

    name: str
    """Of the scenario, to show."""
    place: int
    """0 of the chosen scenario, or that of a pinned one, for its colour."""
    table: pd.DataFrame
    """As the core returns it, the most important input first."""
    names: Sequence[str]
    """Of the inputs, in the order of the table."""

    @property
    def style(self) -> tuple[QColor, int]:
        """Colour and pattern."""
        return scenario_style(self.place)

    def by_input(self) -> pd.DataFrame:
        """Return the table by the name of the input; one that stands twice is numbered."""
        names = pd.Series(list(self.names))
        again = names.groupby(names).cumcount()
        keys = [f"{name} ({n + 1})" if n else name for name, n in zip(names, again, strict=True)]
        return self.table.set_axis(keys, axis="index")


def draw_swings(
    plot: Plot, view: View, every: Sequence[Swung], measure: str, unit: str, note: str = ""
) -> None:
    """Draw how far a measure swings in every scenario when one input goes from low to high.

    Args:
        plot: where to.
        view: the material.
        every: scenarios; tables as of
            :func:`workbench.core.simulation.ensemble.sensitivity.tornado`.
        measure: what swings, in words.
        unit: of the measure.
        note: a sentence to add.
    """
    tables = [one.by_input() for one in every]
    names = _inputs(tables, "swing")
    said = [_said(one, table, unit) for one, table in zip(every, tables, strict=True)]
    with plot.drawing(
        title=tr("{material}: what moves {measure}", material=view.material_name, measure=measure),
        sentence=" ".join([tr("What matters most: {said}.", said="; ".join(said)), note]).strip(),
        unit=tr(
            "{measure} in {unit}; one input at a time, from its 5 % to its 95 % value",
            measure=measure,
            unit=unit,
        ),
        low=None,
    ):
        for place, (one, table) in enumerate(zip(every, tables, strict=True)):
            rows, (colour, pattern) = table.reindex(names), one.style
            middle = float(table["middle"].iloc[0])
            low, high = (
                rows[name].to_numpy(dtype=float) - middle for name in ("at_low", "at_high")
            )
            sides = [
                widget.Series(tr("{name}: low", name=one.name), colour, low, pattern + 1),
                widget.Series(tr("{name}: high", name=one.name), colour, high, pattern),
            ]
            feet = np.full(len(names), middle)
            plot.floating_bars(names, sides, feet, (place, len(every)))


def draw_indices(plot: Plot, view: View, every: Sequence[Swung], note: str = "") -> None:
    """Draw first-order and total Sobol indices of every scenario with their errors."""
    tables = [one.by_input() for one in every]
    names = _inputs(tables, "total")
    bars, lines = [], []
    width = 0.36 / len(every)
    for place, (one, table) in enumerate(zip(every, tables, strict=True)):
        rows, (colour, pattern) = table.reindex(names), one.style
        for shift, (column, text) in enumerate(
            (("first_order", "{name}: alone"), ("total", "{name}: with the others"))
        ):
            title = tr(text, name=one.name)
            values = rows[column].to_numpy(dtype=float)
            bars.append(widget.Series(title, colour, values, pattern + shift))
            error = rows[f"{column}_error"].to_numpy(dtype=float)
            ends = widget.Series(tr("interval, {name}", name=title), theme().text, values + error)
            middle = -0.36 + (2 * place + shift + 0.5) * width
            lines.append((ends, values - error, middle))
    said = [
        tr(
            "{scenario}: {input} {share}",
            scenario=one.name,
            input=table.index[0],
            share=percent(min(1.0, max(0.0, float(table["first_order"].iloc[0]))), 0),
        )
        for one, table in zip(every, tables, strict=True)
    ]
    explained = tr("Share of the variance explained alone: {said}.", said="; ".join(said))
    with plot.drawing(
        title=tr("{material}: shares of the variance", material=view.material_name),
        sentence=f"{explained} {note}".strip(),
        unit=tr("share of the variance (Sobol indices); lines: 95 % interval"),
    ):
        plot.grouped_bars(names, bars)
        for ends, low, middle in lines:
            plot.whiskers(ends, low, middle)


def _said(one: Swung, table: pd.DataFrame, unit: str) -> str:
    """Say which input of a scenario swings the measure most."""
    top = table.iloc[0]
    if not top["swing"] > 0:
        return tr("{scenario}: nothing", scenario=one.name)
    return tr(
        "{scenario}: {input}, {low} to {high}",
        scenario=one.name,
        input=table.index[0],
        low=number(top["at_low"]),
        high=number(top["at_high"], unit=unit),
    )


def _inputs(tables: Sequence[pd.DataFrame], size: str) -> list[str]:
    """Return the inputs of all tables, those that matter most in any of them first."""
    largest = pd.concat([table[size] for table in tables]).groupby(level=0, sort=False).max()
    order = largest.sort_values(ascending=False, kind="stable")
    return [str(name) for name in order.index[:MOST]]
