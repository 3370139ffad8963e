"""How the watch table of the screening is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from workbench.core import countries
from workbench.core.project import Project
from workbench.ui.texts import tr
from workbench.ui.widgets.table import Heading

if TYPE_CHECKING:
    from workbench.core.screening.rules import Rules

GRADE, TREND, RULES = "grade", "trend", "rules"
WIDTHS = {
    GRADE: 54,
    "name": 220,
    "partner_name": 130,
    "share_percent": 66,
    "change_points": 112,
    "hhi": 50,
    RULES: 138,
    TREND: 130,
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
            RULES,
            tr("rules"),
            meaning=tr(
                "who calls the material dependent by a published rule (KIET, KITA, MOTIE);"
                " ? = missing figures leave it open"
            ),
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
        rules=table.get(RULES, ""),
    )


def told(rules: Rules, place: int) -> str:
    """Return which rules hold for a material, which do not, and why, in lines."""
    found = rules.told(place)
    if len({one.words for one in found}) == 1:
        return found[0].words
    heads = {True: tr("holds"), False: tr("does not hold"), None: tr("not known")}
    return "\n".join(f"{one.title} – {heads[one.holds]}\n{one.words}" for one in found)
