"""How alarms and grades are shown as tables."""

from __future__ import annotations

import pandas as pd

from workbench.ui.texts import tr
from workbench.ui.widgets.badge import BadgeDelegate
from workbench.ui.widgets.filtered_table import FilteredTable
from workbench.ui.widgets.table import Heading

GRADE = "grade"
GRADE_COLOURS = {"A": "#9B1C1C", "B": "#C2570C", "C": "#E0A83A", "D": "#7C8794"}
"""From dark to pale, so that the order is seen without telling the colours apart."""

ALARM_HEADS = (
    Heading(GRADE, tr("grade"), meaning=tr("A weekly, B fortnightly, C monthly, D quarterly")),
    Heading("home", tr("imports of")),
    Heading("material", tr("material")),
    Heading("partner", tr("from")),
    Heading("title", tr("rule")),
    Heading("period", tr("month"), meaning=tr("month of the figure that was judged")),
    Heading("value", tr("value"), is_number=True, meaning=tr("in the unit on the right")),
    Heading("threshold", tr("threshold"), is_number=True, meaning=tr("where the rule warns")),
    Heading("unit", tr("unit")),
    Heading("known", tr("known"), meaning=tr("day at whose end the figure was known")),
    Heading("sentence", tr("what it says")),
)
MATERIAL_HEADS = (
    Heading(GRADE, tr("grade"), meaning=tr("empty: too few rules could be judged")),
    Heading("home", tr("imports of")),
    Heading("material", tr("material")),
    Heading("checked", tr("checked"), meaning=tr("how often, by the Korean early warning system")),
    Heading("newest", tr("newest"), meaning=tr("newest month known")),
    Heading("points", tr("points"), is_number=True, decimals=0, meaning=tr("of rules that warn")),
    Heading("judged", tr("judged"), is_number=True, decimals=0, meaning=tr("rules on figures")),
    Heading("status", tr("status")),
    Heading("reason", tr("reason")),
)
WIDTHS = {GRADE: 64, "period": 76, "points": 64, "judged": 64, "newest": 76}
"""Of columns whose texts are short, so that what an alarm says needs less scrolling."""


def graded(materials: pd.DataFrame) -> pd.DataFrame:
    """Return the materials with the gravest first; those without a grade come last."""
    order = materials.assign(last=materials["grade"].replace("", "E"))
    ranked = order.sort_values(["last", "points"], ascending=[True, False], kind="stable")
    return ranked.drop(columns="last")


def titled(alarms: pd.DataFrame) -> pd.DataFrame:
    """Return the alarms with the title of their rule, the gravest first."""
    from workbench.core.warning.rules import all_rules

    titles = {key: tr(rule.title) for key, rule in all_rules().items()}
    named = alarms.assign(title=alarms["rule"].map(titles).astype("str"))
    return named.sort_values(["grade", "home", "material"], kind="stable")


def fill(table: FilteredTable, rows: pd.DataFrame, heads: tuple[Heading, ...]) -> None:
    """Show alarms or materials; whose imports they are of only where there are several homes."""
    several = rows["home"].nunique() > 1
    shown = [head for head in heads if several or head.column != "home"]
    view = table.view
    view.frames.set_frame(rows, shown)
    view.fit()
    for column, head in enumerate(shown):
        if head.column in WIDTHS:
            view.setColumnWidth(column, WIDTHS[head.column])
        badge = BadgeDelegate(GRADE_COLOURS, table) if head.column == GRADE else None
        view.setItemDelegateForColumn(column, badge or view.itemDelegate())
    view.horizontalHeader().setStretchLastSection(True)
