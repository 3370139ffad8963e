"""How the watch table of the screening is shown."""

from __future__ import annotations

import pandas as pd

from workbench.core import countries
from workbench.core.project import Project
from workbench.ui.texts import tr
from workbench.ui.widgets.table import Heading

GRADE, TREND = "grade", "trend"
WIDTHS = {
    GRADE: 54,
    "name": 250,
    "partner_name": 130,
    "share_percent": 66,
    "change_points": 112,
    "hhi": 50,
    TREND: 140,
    "import_value": 124,
    "period": 58,
    "hs": 76,
}


def heads(project: Project, basis: str) -> list[Heading]:
    """Return the headings for a basis."""
    currency = project.setting("currency")
    by = {"basis": tr(basis)}
    return [
        Heading(
            GRADE,
            tr("grade"),
            meaning=tr("of Korea's Early Warning System for the share: A weekly ... D quarterly"),
        ),
        Heading("name", tr("material")),
        Heading("partner_name", tr("from"), meaning=tr("largest partner by {basis}", **by)),
        Heading(
            "share_percent",
            tr("share %"),
            unit="%",
            meaning=tr("part of imports that comes from that partner, by {basis}", **by),
            is_number=True,
            decimals=1,
        ),
        Heading(
            "change_points",
            tr("change"),
            unit=tr("points"),
            meaning=tr("less the largest share of the year before; both years in full"),
            is_number=True,
            decimals=1,
        ),
        Heading(
            "hhi",
            tr("HHI"),
            unit="0-1",
            meaning=tr("concentration of imports by {basis}; 1 = one country", **by),
            is_number=True,
            decimals=2,
        ),
        Heading(
            TREND,
            tr("over time"),
            meaning=tr(
                "largest share in every year, 0 to 100 %; sorts by its rise since the first"
            ),
            is_number=True,
            decimals=1,
        ),
        Heading(
            "import_value",
            tr("imports"),
            unit=currency,
            meaning=tr("value of all imports of the year"),
            is_number=True,
            decimals=0,
        ),
        Heading("period", tr("year"), meaning=tr("* = not all of its months are reported")),
        Heading("hs", tr("HS")),
    ]


def shown(project: Project, table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with names of countries, and shares in percent."""
    codes = {str(code) for code in table["top_partner"].unique()}
    names = {code: countries.display_name(project, code) if code else "" for code in codes}
    return table.assign(
        partner_name=table["top_partner"].map(names).astype("str"),
        share_percent=100.0 * table["top_share"],
        change_points=100.0 * table["change"],
        trend=100.0 * table["rise"],
    )
