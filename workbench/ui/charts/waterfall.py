"""Waterfall: imports before, what changed them, imports after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.core.figures import WORLD
from workbench.core.ledger.tables import Ledger, ledger_of
from workbench.ui.charts import Chart, View
from workbench.ui.charts._states import explain_absence, window_text
from workbench.ui.charts._waterfalls import MOST_SOURCES, draw_several
from workbench.ui.look import theme
from workbench.ui.texts import number, percent, tr
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot

_WAITING = " Pinned scenarios stand side by side here once one is chosen."


def draw(plot: Plot, view: View) -> None:
    """Draw the steps from the imports of one state to those of the other."""
    found = _chosen(plot, view)
    if found is None:
        return
    pinned = any(one.scenario for one in view.pinned)
    if pinned and view.scenario:
        draw_several(plot, view)
        return
    rows = found.effects.dropna(subset=["change"])
    before, after = float(rows["before"].sum()), float(rows["after"].sum())
    if not max(before, after) > 0:
        plot.show_message(tr("No imports of {material} to show", material=view.material_name))
        return
    names = _names(view, found)
    steps = _steps(view, found)
    changes = np.array([amount for _, amount in steps], dtype=float)
    levels = np.concatenate(([0.0], before + np.cumsum(changes)))
    feet = np.concatenate(([0.0, before], levels[1:-1] if len(steps) else [], [0.0]))
    values = np.concatenate(([before], changes, [after]))
    ends = np.zeros(len(values), dtype=np.bool_)
    ends[[0, -1]] = True
    colours = theme()
    kinds = (
        (tr("imports"), colours.muted, 0, ends),
        (tr("more"), colours.warning, 1, ~ends & (values >= 0)),
        (tr("less"), colours.info, 0, ~ends & (values < 0)),
    )
    with plot.drawing(
        title=tr(
            "{material}: why imports changed, {before} to {after}",
            material=view.material_name,
            before=names[0],
            after=names[1],
        ),
        sentence=_sentence(view, found, before, after) + (tr(_WAITING) if pinned else ""),
        unit=_unit(view, found),
    ):
        plot.floating_bars(
            [names[0], *(name for name, _ in steps), _short(view, found)],
            [
                widget.Series(name, colour, np.where(where, values, np.nan), pattern)
                for name, colour, pattern, where in kinds
            ],
            feet[: len(values)],
        )


def _chosen(plot: Plot, view: View) -> Ledger | None:
    """Return the ledger to show: of the scenario, else of two periods; or say why there is none."""
    if view.scenario:
        if explain_absence(plot, view):
            return None
        assert view.result is not None
        return ledger_of(view.result, view.material)
    if view.ledger is None:
        plot.show_message(
            tr("No two periods of {material} to compare", material=view.material_name),
            tr("Imports of a period and of the same one a year before are needed, or a scenario."),
        )
    return view.ledger


def _names(view: View, found: Ledger) -> tuple[str, str]:
    return (tr("base"), view.scenario_name) if view.scenario else (found.before, found.after)


def _short(view: View, found: Ledger) -> str:
    return tr("scenario") if view.scenario else found.after


def _unit(view: View, found: Ledger) -> str:
    if found.basis == "value":
        return tr("imports in {unit}", unit=view.project.setting("currency"))
    text = tr("imports in {unit}", unit=view.unit)
    return f"{text}, {window_text(view)}" if view.scenario else text


def _steps(view: View, found: Ledger) -> list[tuple[str, float]]:
    """Return the parts of the change in order, the sources with the largest parts one by one."""
    words = {
        "demand": tr("demand"),
        "home_production": tr("home production"),
        "imports": tr("all imports"),
    }
    parts = found.steps()
    steps = [(words[name], parts[name]) for name in words if name in parts]
    rows = found.effects.dropna(subset=["source_shares"])
    order = rows["source_shares"].abs().sort_values(ascending=False, kind="stable").index
    large = order[: MOST_SOURCES if len(order) > MOST_SOURCES + 1 else len(order)]
    for label in large:
        code = str(rows.at[label, "country"])
        if code != WORLD:
            name = tr("share of {country}", country=view.country_name(code))
            steps.append((name, float(rows["source_shares"].loc[label])))
    rest = rows.loc[~rows.index.isin(large), "source_shares"]
    if len(rest):
        name = tr("shares of {count} others", count=len(rest))
        steps.append((name, float(rest.sum())))
    return steps


def _sentence(view: View, found: Ledger, before: float, after: float) -> str:
    """Say how imports changed, by how much each part, and who took whose place most."""
    parts = found.steps()
    unit = view.project.setting("currency") if found.basis == "value" else view.unit
    text = tr(
        "Imports {before} to {after}",
        before=number(before, unit=unit),
        after=number(after, unit=unit),
    )
    words = {"demand": tr("demand"), "home_production": tr("home production")}
    said = [
        f"{words[name]} {'+' if parts[name] > 0 else ''}{number(parts[name])}"
        for name in words
        if name in parts
    ]
    text += ": " + ", ".join(said) if said else ""
    moved = found.replaced[found.replaced["denominator"] == "imports"]
    if len(moved):
        top = moved.iloc[0]
        text += tr(
            "; {gainer} took {share} of imports from {loser} (lost shares go to those who"
            " gained, in proportion)",
            gainer=view.country_name(str(top["gainer"])),
            loser=view.country_name(str(top["loser"])),
            share=percent(float(top["share"])),
        )
    text += "."
    return " ".join([text, *(f"{note[0].upper()}{note[1:]}." for note in found.notes)])


CHART = Chart(
    title="Waterfall",
    meaning="What changed imports: demand, home production, and the shares of the sources (LMDI)",
    order=4,
    draw=draw,
)
"""Steps between two states; the sources' own steps add up to little, as shares add up to one."""
