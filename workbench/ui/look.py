"""Colours, fonts and icons, light and dark.

The palette of the application says which theme holds, so that no widget needs to be told: it asks
:func:`theme` and paints again on ``QEvent.Type.PaletteChange``.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, fields
from functools import cache

from PySide6.QtCore import QByteArray, QDir, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from workbench.paths import resources

FALLBACK_FONTS = (
    "Segoe UI",
    "Malgun Gothic",
    "Yu Gothic UI",
    "Apple SD Gothic Neo",
    "Hiragino Sans",
    "Noto Sans",
    "Noto Sans CJK KR",
    "Noto Sans CJK JP",
    "Droid Sans Fallback",
)
CHOICES = ("system", "light", "dark")


@dataclass(frozen=True)
class Theme:
    """The colours of one theme; text has a contrast of 4.5:1 or more, marks 3:1 or more."""

    name: str
    window: str
    base: str
    raised: str
    """Buttons and headers."""
    hover: str
    line: str
    """Separators of one pixel."""
    field: str
    """Borders of what can be filled in."""
    text: str
    muted: str
    disabled: str
    accent: str
    accent_text: str
    """Text on the accent."""
    selection: str
    grid: str
    axis: str
    error: str
    warning: str
    info: str

    def colour(self, name: str) -> QColor:
        """Return one of the colours, ready for Qt."""
        return QColor(str(getattr(self, name)))


LIGHT = Theme(
    name="light",
    window="#F5F6F7",
    base="#FFFFFF",
    raised="#FCFCFD",
    hover="#E9ECEF",
    line="#DEE1E5",
    field="#C3C8CF",
    text="#1C2128",
    muted="#5C6570",
    disabled="#9BA2AB",
    accent="#0B62A4",
    accent_text="#FFFFFF",
    selection="#D6E6F4",
    grid="#ECEEF1",
    axis="#5C6570",
    error="#B42318",
    warning="#8A5A00",
    info="#3F5F8A",
)
DARK = Theme(
    name="dark",
    window="#1E1F22",
    base="#17181B",
    raised="#26282C",
    hover="#303338",
    line="#33363B",
    field="#4A4E55",
    text="#E4E6EA",
    muted="#9BA1AA",
    disabled="#666B73",
    accent="#5AA9E6",
    accent_text="#10161C",
    selection="#23425C",
    grid="#26282C",
    axis="#9BA1AA",
    error="#F28B82",
    warning="#E3B25B",
    info="#8FB4DE",
)

HOME = "#0072B2"
OTHERS = "#7F858C"
"""The rest of the world, or what has no country."""
_FIXED = {
    "CHN": "#D55E00",
    "JPN": "#C567A8",
    "USA": "#0B9A72",
    "EU": "#A08850",
    "RUS": "#7A5BD6",
    "AUS": "#3A9BC6",
    "IND": "#D01C2E",
}
_NOBODY = frozenset({"", "XXX", "WLD"})  # not a country: the rest, areas not specified, the world
_REUSED = tuple(_FIXED.values())
_LINES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)
_BRUSHES = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
)
COMBINATIONS = len(_REUSED) * (len(_BRUSHES) - 1)
"""Combinations of colour and pattern for countries without a colour of their own."""


def country_style(code: str, home: str = "", move: int = 0) -> tuple[QColor, int]:
    """Return colour and pattern of a country: the same in every chart, readable on both themes.

    Home has a colour of its own. A colour-blind reader can tell the fixed ones apart; they are
    plain (pattern 0). Other countries share these colours, hatched; ``move`` gives the next of
    their combinations where a chart has drawn the first one already.
    """
    if code and code == home:
        return QColor(HOME), 0
    if code in _NOBODY:
        return QColor(OTHERS), move % len(_BRUSHES)
    if code in _FIXED:
        return QColor(_FIXED[code]), 0
    place = (zlib.crc32(code.encode()) + move) % COMBINATIONS
    return QColor(_REUSED[place % len(_REUSED)]), 1 + place // len(_REUSED)


def country_colour(code: str, home: str = "") -> QColor:
    """Return the colour of :func:`country_style`."""
    return country_style(code, home)[0]


def faded(colour: QColor) -> QColor:
    """Return the colour for what stands behind: the base beside a scenario."""
    made = QColor(colour)
    made.setAlphaF(0.35)
    return made


def line_style(pattern: int) -> Qt.PenStyle:
    """Return how a line of this pattern is drawn."""
    return _LINES[pattern % len(_LINES)]


def brush_style(pattern: int) -> Qt.BrushStyle:
    """Return how an area of this pattern is hatched over its colour."""
    return _BRUSHES[pattern % len(_BRUSHES)]


def theme(palette: QPalette | None = None) -> Theme:
    """Return the theme of ``palette``, else of the application."""
    window = (palette or QGuiApplication.palette()).color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < 128 else LIGHT


def palette(colours: Theme) -> QPalette:
    """Return the palette of a theme."""
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "base",
        QPalette.ColorRole.AlternateBase: "window",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.PlaceholderText: "muted",
        QPalette.ColorRole.Button: "raised",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "error",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "accent_text",
        QPalette.ColorRole.Accent: "accent",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.Light: "raised",
        QPalette.ColorRole.Midlight: "line",
        QPalette.ColorRole.Mid: "field",
        QPalette.ColorRole.Dark: "field",
        QPalette.ColorRole.Shadow: "line",
    }
    made = QPalette()
    for role, name in roles.items():
        made.setColor(role, colours.colour(name))
    texts = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)
    for role in texts:
        made.setColor(QPalette.ColorGroup.Disabled, role, colours.colour("disabled"))
    return made


@cache
def _template() -> str:
    return (resources() / "themes" / "workbench.qss").read_text("utf-8")


def style_sheet(colours: Theme) -> str:
    """Return the style sheet with the colours of a theme filled in."""
    sheet = _template()
    for field in sorted(fields(colours), key=lambda f: -len(f.name)):
        sheet = sheet.replace(f"@{field.name}", str(getattr(colours, field.name)))
    return sheet


def font(base: QFont | None = None) -> QFont:
    """Return the system's font with fall-backs for Korean and Japanese, figures in columns."""
    made = QFont(base or QGuiApplication.font())
    made.setFamilies([*made.families(), *FALLBACK_FONTS])
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def icon(name: str, colours: Theme | None = None, role: str = "text") -> QIcon:
    """Return the icon ``resources/icons/<name>.svg`` in a colour of the theme."""
    shown = colours or theme()
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, role), (QIcon.Mode.Disabled, "disabled")):
        for size in (16, 20, 24, 32, 48, 64):
            made.addPixmap(_drawn(name, str(getattr(shown, colour)), size), mode)
    return made


@cache
def _drawn(name: str, colour: str, size: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    source = (resources() / "icons" / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


class Look(QObject):
    """Keeps the application in the theme that the user or the system has chosen."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self.choice = choice if choice in CHOICES else "system"
        QDir.setSearchPaths("themes", [str(resources() / "themes")])  # for the style sheet
        app.setStyle("Fusion")
        app.setFont(font(app.font()))
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def choose(self, choice: str) -> None:
        """Use ``light`` or ``dark``, or follow the ``system``.

        Raises:
            ValueError: for any other choice.
        """
        if choice not in CHOICES:
            raise ValueError(f"no theme is called {choice!r}")
        self.choice = choice
        self._apply()

    def theme(self) -> Theme:
        """Return the theme that holds now."""
        if self.choice != "system":
            return DARK if self.choice == "dark" else LIGHT
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    def _apply(self) -> None:
        colours = self.theme()
        sheet = style_sheet(colours)
        if self._app.styleSheet() == sheet:
            return
        self._app.setPalette(palette(colours))
        self._app.setStyleSheet(sheet)
        self.changed.emit()
