"""Exposure: how long home survives the failure of each source, and how long that lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from workbench.ui.charts import View
from workbench.ui.look import theme
from workbench.ui.texts import number, tr, tr_n
from workbench.ui.widgets import plot as widget

if TYPE_CHECKING:
    from workbench.ui.widgets.plot import Plot

MOST = 10
"""Sources that are drawn, those with the largest impact first."""
_NAME = 42


def draw(plot: Plot, view: View) -> None:
    """Draw two bars a source: time to survive its failure, and time to recover."""
    if view.exposure is None:
        plot.show_message(
            tr("Exposure is not worked out yet"),
            tr("The pane Exposure lets every source fail once; open it from the menu View."),
        )
        return
    table = view.exposure.table
    finite = table[np.isfinite(table["time_to_survive"]) & (table["kind"] != "country")]
    if finite.empty:
        plot.show_message(
            tr("No single source can be missed"),
            tr("Whichever fails, stocks and the other sources serve all demand for ever."),
        )
        return
    # A source without a price of its failure comes after those with one, the shortest time first.
    rows = finite.sort_values(
        ["impact", "time_to_survive"], ascending=[False, True], kind="stable"
    ).head(MOST)
    exposed = np.array([answer is True for answer in rows["exposed"]], dtype=np.bool_)
    survive, recover = (
        rows[name].to_numpy(dtype=float) for name in ("time_to_survive", "time_to_recover")
    )
    colours = theme()
    with plot.drawing(
        title=tr("How long home survives the failure of a source"),
        sentence=_sentence(view, finite, rows),
        unit=tr("weeks"),
    ):
        names = [_short(row) for _, row in rows.iterrows()]
        mend = widget.Series(tr("time to recover"), colours.muted, recover)
        calm = np.where(exposed, np.nan, survive)
        plot.grouped_bars(names, [widget.Series(tr("time to survive"), colours.accent, calm), mend])
        if exposed.any():
            soon = widget.Series(
                tr("time to survive, missed before it has recovered"),
                colours.error,
                np.where(exposed, survive, np.nan),
            )
            plot.grouped_bars(names, [soon, mend])


def _name(row: pd.Series) -> str:
    """Return the name of a source, with its material where the name is a country's."""
    name = str(row["name"])
    return f"{name}: {row['material']}" if row["kind"] == "source" else name


def _short(row: pd.Series) -> str:
    text = _name(row)
    return text if len(text) <= _NAME else f"{text[: _NAME - 1]}…"


def _sentence(view: View, finite: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Say how many sources cannot be missed for long, and which one hurts most."""
    exposed = sum(answer is True for answer in finite["exposed"])
    text = tr_n(
        "{count} source cannot be replaced for ever",
        "{count} sources cannot be replaced for ever",
        len(finite),
    )
    if exposed:
        text += tr_n(
            "; {count} would be missed before it has recovered",
            "; {count} would be missed before they have recovered",
            exposed,
        )
    worst = rows.iloc[0]
    if worst["impact"] > 0:
        text += tr(
            ". The failure of {name} costs most: {impact}",
            name=_name(worst),
            impact=number(worst["impact"], unit=view.project.setting("currency")),
        )
    unknown = int(finite["time_to_recover"].isna().sum())
    if unknown:
        text += tr_n(
            ". The time to recover of {count} source is unknown",
            ". The time to recover of {count} sources is unknown",
            unknown,
        )
    return text + "."
