"""Colours can be read and told apart on both themes; icons exist and follow the theme."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest
from PySide6.QtGui import QColor, QPalette

from workbench.paths import resources
from workbench.ui import look as looks
from workbench.ui.look import DARK, LIGHT, country_colour, country_style, icon, theme

pytestmark = pytest.mark.usefixtures("qapp")

FIXED = ["KOR", "CHN", "JPN", "USA", "EU", "RUS", "AUS", "IND", ""]
ICONS = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))

# Machado, Oliveira and Fernandes (2009), severity 1: protan, deutan, tritan vision in linear RGB.
VISIONS = {
    "usual": np.eye(3),
    "protan": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.0520]],
    "deutan": [[0.3673, 0.8606, -0.2279], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritan": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}


def linear(colour):
    rgb = np.array(QColor(colour).getRgbF()[:3])
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    light = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def lab(rgb):
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    part = np.clip(xyz @ rgb / [0.9505, 1.0, 1.089], 0, None)
    f = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda t: t.name)
def test_that_text_can_be_read(colours):
    for ground in (colours.window, colours.base, colours.raised):
        for text in ("text", "muted", "error", "warning", "info"):
            assert contrast(getattr(colours, text), ground) >= 4.5, (text, ground)
    assert contrast(colours.text, colours.selection) >= 4.5
    assert contrast(colours.accent_text, colours.accent) >= 4.5
    assert contrast(colours.axis, colours.base) >= 3


@pytest.mark.parametrize("code", [*FIXED, "DEU", "VNM", "CAN", "TWN", "XYZ"])
def test_that_a_country_stands_out_on_both_themes(code):
    for colours in (LIGHT, DARK):
        assert contrast(country_colour(code, "KOR"), colours.base) >= 3


def test_that_the_main_countries_differ_for_every_kind_of_vision():
    """8 is about four times the least difference (CIE76) that a trained eye notices."""
    for vision, matrix in VISIONS.items():
        seen = {
            code: lab(np.clip(np.array(matrix) @ linear(country_colour(code, "KOR")), 0, 1))
            for code in FIXED
        }
        for one, other in itertools.combinations(FIXED, 2):
            assert np.linalg.norm(seen[one] - seen[other]) >= 8, (vision, one, other)


def test_that_a_country_keeps_its_colour_and_home_has_its_own():
    assert country_colour("CHN", "KOR") == country_colour("CHN", "JPN") == QColor("#D55E00")
    assert country_colour("KOR", "KOR") == country_colour("JPN", "JPN")
    others = {country_colour(code, "KOR").name() for code in ("DEU", "VNM", "CAN", "TWN", "BRA")}
    assert country_colour("KOR", "KOR").name() not in others


def test_that_what_shares_a_colour_is_hatched():
    assert [country_style(code, "KOR")[1] for code in FIXED] == [0] * len(FIXED)
    codes = ["DEU", "VNM", "CAN", "TWN", "BRA", "ZAF"]
    assert all(country_style(code, "KOR")[1] > 0 for code in codes)


@pytest.mark.parametrize("name", ICONS)
def test_that_an_icon_is_drawn_in_the_colours_of_the_theme(name):
    def strongest(colours):
        image = icon(name, colours).pixmap(64, 64).toImage()
        pixels = (image.pixelColor(x, y) for x in range(64) for y in range(64))
        return max(pixels, key=lambda pixel: pixel.alpha()).name().upper()

    assert strongest(LIGHT) == LIGHT.text
    assert strongest(DARK) == DARK.text


def test_that_every_colour_of_the_style_sheet_exists():
    for colours in (LIGHT, DARK):
        sheet = looks.style_sheet(colours)
        assert "@" not in sheet.split("*/", 1)[1]
    assert re.search(r"#[0-9A-F]{6}", looks.style_sheet(LIGHT))


def test_that_a_choice_holds_at_once_and_widgets_hear_of_it(look, qtbot, qapp):
    assert theme() is LIGHT
    with qtbot.waitSignal(look.changed):
        look.choose("dark")
    assert theme() is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.window
    with pytest.raises(ValueError, match="pink"):
        look.choose("pink")


def test_that_the_font_falls_back_to_korean_and_japanese():
    families = looks.font().families()
    assert "Malgun Gothic" in families
    assert "Noto Sans CJK KR" in families
    assert families.index("Malgun Gothic") > 0
