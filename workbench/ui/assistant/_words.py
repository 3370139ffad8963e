"""Roles of columns in words, and the colour of each kind of role."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor

from workbench.ui.look import theme
from workbench.ui.texts import tr

_LABELS = {
    "period": "period",
    "year": "year",
    "month": "month",
    "quarter": "quarter",
    "reporter": "reporter",
    "partner": "partner",
    "country": "country",
    "flow": "direction",
    "hs": "HS code",
    "material": "material",
    "detail": "kind of material",
    "name": "name",
    "unit": "unit",
    "ignore": "not read",
}
_MEANINGS = {
    "period": "when: 2021, 2021H1, 2021Q3 or 2021-11",
    "year": "the year; month or quarter stand in another column",
    "month": "the month; the year stands in another column",
    "quarter": "the quarter; the year stands in another column",
    "reporter": "the country that reported the figures",
    "partner": "the country of origin or destination",
    "country": "the country that the figures are about",
    "flow": "import or export",
    "hs": "HS code of the goods",
    "material": "name of the material",
    "detail": "tells kinds of one material apart",
    "name": "name of the goods, beside their code",
    "unit": "unit of the figures in the same row",
    "ignore": "the column is not read",
}
_COLOURS = {
    "when": "#0B9A72",
    "where": "#0B7BC4",
    "way": "#8A6BE0",
    "what": "#C567A8",
    "figure": "#D9822B",
}
_KINDS = {
    **dict.fromkeys(("period", "year", "month", "quarter"), "when"),
    **dict.fromkeys(("reporter", "partner", "country"), "where"),
    "flow": "way",
    **dict.fromkeys(("hs", "material", "detail", "name", "unit"), "what"),
}


def role_label(role: str) -> str:
    """Return a role in words."""
    return tr(_LABELS.get(role, role.replace("_", " ")))


def role_meaning(role: str) -> str:
    """Return what a role means, in a sentence without its end."""
    return tr(_MEANINGS.get(role, "figures"))


def role_colour(role: str) -> QColor:
    """Return the colour of a kind of role, for the bar above its columns."""
    if role == "ignore" or not role:
        return theme().colour("line")
    return QColor(_COLOURS[_KINDS.get(role, "figure")])


def tint(colour: QColor, strength: float) -> QColor:
    """Return a colour laid over the base of the theme; ``strength`` 0-1."""
    return _laid(colour.rgb(), theme().base, strength)


@lru_cache(maxsize=256)
def _laid(colour: int, under: str, strength: float) -> QColor:
    above, base = QColor.fromRgb(colour), QColor(under)
    pairs = (
        (above.red(), base.red()),
        (above.green(), base.green()),
        (above.blue(), base.blue()),
    )
    return QColor(*(round(strength * a + (1 - strength) * b) for a, b in pairs))
