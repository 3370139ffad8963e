"""Time to survive: how many months pass until demand is first not served, draw by draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from workbench.ui.charts._drawn import Drawn, draws_text, explain_nothing
from workbench.ui.texts import percent, tr, tr_n
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot

MOST = 24
"""Months that get a bar of their own; later ones share one."""


def draw(plot: Plot, drawn: Drawn) -> None:
    """Draw in what share of the draws demand is served for so many months."""
    if explain_nothing(plot, drawn):
        return
    assert drawn.found is not None
    view, every = drawn.view, drawn.every()
    times = [found.survival_of(view.material) for _, found, _, _ in every]
    latest = max((int(one[np.isfinite(one)].max(initial=0)) for one in times), default=0)
    last = min(max(latest, 1), MOST)
    names = [str(month) for month in range(last + 1)]
    if latest > MOST:
        names[-1] = tr("{month} or more", month=MOST)
    names.append(tr("never"))
    with plot.drawing(
        title=tr("{material}: time to survive", material=view.material_name),
        sentence=_sentence(drawn, times[0]),
        unit=tr(
            "share of the draws, by months until demand is first not served, from {first} on",
            first=drawn.found.plan.window[0],
        ),
        percent=True,
    ):
        plot.grouped_bars(
            names,
            [
                widget.Series(name, colour, _shares(one, last), pattern)
                for (name, _, colour, pattern), one in zip(every, times, strict=True)
            ],
        )


def _shares(times: np.ndarray, last: int) -> np.ndarray:
    """Return shares of the draws by months 0 to ``last``, and of those that are never short."""
    months = np.clip(times[np.isfinite(times)], 0, last).astype(np.int64)
    counts = np.bincount(months, minlength=last + 1).astype(np.float64)
    return np.append(counts, len(times) - len(months)) / max(len(times), 1)


def _sentence(drawn: Drawn, times: np.ndarray) -> str:
    """Say how long 95 % of the draws survive, and in how many demand is always served."""
    assert drawn.found is not None
    count = draws_text(drawn.found)
    never = float(np.isinf(times).mean())
    if never == 1.0:
        return tr("Demand is served in every month of every draw ({draws}).", draws=count)
    row = drawn.found.materials.index(drawn.view.material)
    low = float(drawn.found.survival["p5"].iloc[row])
    text = tr_n(
        "Demand is served for at least {count} month in 95 % of the draws",
        "Demand is served for at least {count} months in 95 % of the draws",
        int(low) if np.isfinite(low) else 0,
    )
    if not np.isfinite(low):
        text = tr("Demand is always served in at least 95 % of the draws")
    return tr(
        "{served}; it is never short in {never} of them ({draws}).",
        served=text,
        never=percent(never),
        draws=count,
    )
