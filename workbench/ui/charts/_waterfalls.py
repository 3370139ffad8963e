"""Waterfalls of several scenarios side by side: the same steps from the base to each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.core.figures import WORLD
from workbench.core.ledger.tables import Ledger, ledger_of
from workbench.ui.charts import View
from workbench.ui.charts._states import window_text
from workbench.ui.charts._styles import scenario_labels, scenario_style
from workbench.ui.look import OTHERS
from workbench.ui.texts import number, tr
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot

MOST_SOURCES = 5
"""Sources that get a step of their own; the others are added up."""


def draw_several(plot: Plot, view: View) -> None:
    """Draw the steps from the imports of the base to those of every scenario, side by side."""
    assert view.result is not None
    results = [one for one in (view.result, *view.pinned) if one.scenario]
    found = [ledger_of(one, view.material) for one in results]
    names = scenario_labels([view.name_of(one.scenario) for one in results])
    ends = [_ends(one) for one in found]
    if not max(max(pair) for pair in ends) > 0:
        plot.show_message(tr("No imports of {material} to show", material=view.material_name))
        return
    steps = _steps(view, found)
    categories = [tr("base"), *steps.index, tr("scenario")]
    nothing = np.full(len(categories), np.nan)
    unit = tr("imports in {unit}", unit=view.unit)
    with plot.drawing(
        title=tr("{material}: why imports changed", material=view.material_name),
        sentence=_sentence(view, names, ends),
        unit=f"{unit}, {window_text(view)}",
    ):
        base = nothing.copy()
        base[0] = ends[0][0]
        zero = np.zeros(len(categories))
        plot.floating_bars(categories, [widget.Series(tr("base"), OTHERS, base)], zero)
        for place, (name, (before, after)) in enumerate(zip(names, ends, strict=True)):
            changes = steps[place].to_numpy(dtype=float)
            levels = before + np.cumsum(np.nan_to_num(changes))
            feet = np.concatenate(([0.0, before], levels))[: len(categories) - 1]
            values = np.concatenate(([np.nan], changes, [after]))
            colour, pattern = scenario_style(place)
            less = tr("{name}: less", name=name)
            plot.floating_bars(
                categories,
                [
                    widget.Series(name, colour, np.where(values < 0, np.nan, values), pattern),
                    widget.Series(less, colour, np.where(values < 0, values, np.nan), pattern + 1),
                ],
                np.append(feet, 0.0),
                (place, len(names)),
            )


def _ends(found: Ledger) -> tuple[float, float]:
    rows = found.effects.dropna(subset=["change"])
    return float(rows["before"].sum()), float(rows["after"].sum())


def _steps(view: View, found: list[Ledger]) -> pd.DataFrame:
    """Return the parts of every change, step by scenario, in the order in which they stand.

    The sources with the largest parts in any scenario have steps of their own.
    """
    words = {
        "demand": tr("demand"),
        "home_production": tr("home production"),
        "imports": tr("all imports"),
    }
    parts = pd.DataFrame([one.steps() for one in found]).T
    first = parts.reindex([name for name in words if name in parts.index]).rename(index=words)
    by_country = pd.DataFrame(
        [one.effects.groupby("country")["source_shares"].sum(min_count=1) for one in found]
    ).T.reset_index(drop=False, names="country")
    by_country = by_country[by_country["country"] != WORLD].set_index("country")
    by_country = by_country.dropna(how="all")
    by_country = by_country.set_axis(range(len(found)), axis="columns")
    size = by_country.abs().max(axis=1).sort_values(ascending=False, kind="stable").index
    large = size[: MOST_SOURCES if len(size) > MOST_SOURCES + 1 else len(size)]
    sources = by_country.loc[large]
    sources.index = pd.Index(
        [tr("share of {country}", country=view.country_name(str(code))) for code in large]
    )
    steps = pd.concat([first, sources])
    rest = by_country.drop(large)
    if len(rest):
        steps.loc[tr("shares of {count} others", count=len(rest))] = rest.sum()
    return steps


def _sentence(view: View, names: list[str], ends: list[tuple[float, float]]) -> str:
    """Say what is imported in the base and in every scenario."""
    listed = ", ".join(
        f"{name} {number(after, unit=view.unit)}"
        for name, (_, after) in zip(names, ends, strict=True)
    )
    base = number(ends[0][0], unit=view.unit)
    return tr("Imports: base {base}, {listed}.", base=base, listed=listed)
