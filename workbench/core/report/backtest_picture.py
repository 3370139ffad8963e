"""The picture of a back-test: imports, alarms by rule, and events over one time axis, as SVG."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.warning.backtest import Backtest
from workbench.core.warning.entries import Floats, Ints
from workbench.core.warning.rules import all_rules, shown

VERDICTS = {"true": "#0072B2", "echo": "#56B4E9", "false": "#D55E00", "open": "#999999"}
"""Colour of what came of an alarm; told apart without red and green."""
_WIDTH, _LEFT, _RIGHT = 960, 150, 20
_TOP, _CURVE, _LANE, _GAP = 80, 150, 30, 6
_INK, _FAINT = "#1C2128", "#DEE1E5"


@dataclass(frozen=True)
class _Scale:
    """From months to places across."""

    first: int
    count: int

    def __call__(self, month: float) -> float:
        return _LEFT + (month - self.first) / max(self.count, 1) * (_WIDTH - _LEFT - _RIGHT)


def picture(found: Backtest, material: str) -> str:
    """Return the picture of one material, all homes together, as an SVG element.

    Above: the imports that were known at the end of each month, by month of knowing; with one home
    whose shares are known, the share of its largest partner. Below: a lane for each rule, its bars
    as high as the share of homes for which it warned, coloured by what came of the alarm. Dashed
    lines with numbers: the events that are explained below the picture.
    """
    months = found.replay.months
    scale = _Scale(int(months[0]), len(months))
    lanes = list(found.replay.tracks)
    height = _TOP + _CURVE + _GAP + len(lanes) * (_LANE + _GAP) + 30
    label = f"Back-test of {material}: imports, alarms and events over time"
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
            f'font-family="sans-serif" font-size="11" aria-label="{html.escape(label)}">'
        ),
        f'<rect width="{_WIDTH}" height="{height}" fill="#FFFFFF"/>',
        *_key(),
        *_axis(scale, months, height),
        *_curve(found, material, scale),
        *(
            part
            for number, rule in enumerate(lanes)
            for part in _lane(found, material, rule, scale, _lane_top(number))
        ),
        *_marks(events_of(found, material), scale, height),
        "</svg>",
    ]
    return "".join(parts)


def events_of(found: Backtest, material: str) -> list[tuple[float, str]]:
    """Return month (with its fraction) and words of the events drawn for a material, in order."""
    events, months = found.replay.events, found.replay.months
    chosen = []
    for number in range(len(events)):
        inside = months[0] <= events.month[number] <= months[-1]
        if events.material[number] == material and inside:
            day = events.date[number][8:]
            place = events.month[number] + (int(day) - 1) / 31 if day else events.month[number]
            words = f"{events.date[number]} {events.country[number]}: {events.text[number]}"
            chosen.append((float(place), words))
    return chosen


def _key() -> list[str]:
    """Return what the colours of the bars mean."""
    parts = [f'<text x="4" y="16" fill="{_INK}">alarms:</text>']
    for number, (verdict, colour) in enumerate(VERDICTS.items()):
        x = 56 + 62 * number
        parts.append(
            f'<rect x="{x}" y="7" width="10" height="10" fill="{colour}"/>'
            f'<text x="{x + 14}" y="16" fill="{_INK}">{verdict}</text>'
        )
    return parts


def _lane_top(number: int) -> float:
    return _TOP + _CURVE + _GAP + number * (_LANE + _GAP)


def _axis(scale: _Scale, months: Ints, height: float) -> list[str]:
    parts = []
    for month in months.tolist():
        if month % 12:
            continue
        x = scale(month)
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{height - 24}" stroke="{_FAINT}"/>'
            f'<text x="{x:.1f}" y="{height - 8}" fill="{_INK}" text-anchor="middle">'
            f"{month // 12}</text>"
        )
    return parts


def _figures(found: Backtest, material: str) -> tuple[Floats, str, bool]:
    """Return the curve, its name, and whether it is a share."""
    replay = found.replay
    series = replay.entries.series
    inside = (series["material"] == material).to_numpy()
    shares = replay.share[:, inside]
    if len(found.homes) == 1 and np.isfinite(shares).any():
        filled = np.where(np.isfinite(shares), shares, -1.0)
        top = int(np.argmax(filled.mean(axis=0)))
        return shares[:, top], f"share of {series['partner'].to_numpy()[inside][top]}", True
    amounts = replay.amount[:, inside]
    known = np.isfinite(amounts).any(axis=1)
    return np.where(known, np.nansum(amounts, axis=1), np.nan), f"imports by {found.basis}", False


def _curve(found: Backtest, material: str, scale: _Scale) -> list[str]:
    values, name, is_share = _figures(found, material)
    foot = _TOP + _CURVE
    text = html.escape(name)
    parts = [
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{foot}" y2="{foot}" stroke="{_INK}"/>',
        f'<text x="4" y="{_TOP + 0.5 * _CURVE}" fill="{_INK}">{text}</text>',
    ]
    if not np.isfinite(values).any():
        parts.append(
            f'<text x="4" y="{_TOP + 0.5 * _CURVE + 16}" fill="{_INK}">no monthly figures</text>'
        )
        return parts
    high = 1.0 if is_share else float(np.nanmax(values)) or 1.0
    top = "100 %" if is_share else shown(high)
    parts.append(
        f'<text x="{_LEFT - 6}" y="{_TOP + 10}" fill="{_INK}" text-anchor="end">{top}</text>'
        f'<text x="{_LEFT - 6}" y="{foot}" fill="{_INK}" text-anchor="end">0</text>'
    )
    run: list[str] = []
    for month, value in [
        *zip(found.replay.months.tolist(), values.tolist(), strict=True),
        (0, np.nan),
    ]:
        if np.isfinite(value):
            run.append(f"{scale(month + 0.5):.1f},{foot - value / high * _CURVE:.1f}")
        elif run:
            line = " ".join(run)
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{_INK}" stroke-width="1.5"/>'
            )
            run = []
    return parts


def _lane(found: Backtest, material: str, rule: str, scale: _Scale, top: float) -> list[str]:
    foot = top + _LANE
    title = html.escape(all_rules()[rule].title)
    parts = [
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{foot}" y2="{foot}" stroke="{_FAINT}"/>',
        f'<text x="4" y="{foot - 7}" fill="{_INK}">{title}</text>',
    ]
    alarms = found.episodes
    alarms = alarms[(alarms["rule"] == rule) & (alarms["material"] == material)]
    months, width = found.replay.months, scale(1) - scale(0)
    level = np.zeros(len(months))
    for verdict, colour in VERDICTS.items():
        homes = _warned(alarms[alarms["verdict"] == verdict], months, len(found.homes))
        for place in np.flatnonzero(homes).tolist():
            tall = homes[place] * _LANE
            y = foot - level[place] - tall
            parts.append(
                f'<rect x="{scale(int(months[place])):.1f}" y="{y:.1f}" width="{width + 0.4:.2f}" '
                f'height="{tall:.1f}" fill="{colour}"/>'
            )
        level += homes * _LANE
    return parts


def _warned(alarms: pd.DataFrame, months: Ints, homes: int) -> Floats:
    """Return for every month the share of homes that some of the alarms are about."""
    found: dict[int, set[str]] = {}
    for row in alarms[["home", "from", "to"]].itertuples(index=False):
        first, last = periods.span(str(row[1]))[0], periods.span(str(row[2]))[0]
        for month in range(first, last + 1):
            found.setdefault(month, set()).add(str(row[0]))
    count = np.array([len(found.get(month, ())) for month in months.tolist()], dtype=np.float64)
    return count / max(homes, 1)


def _marks(events: Sequence[tuple[float, str]], scale: _Scale, height: float) -> list[str]:
    parts: list[str] = []
    ends = [-1e9] * 3
    for number, (month, words) in enumerate(events, start=1):
        x = scale(month)
        row = next((level for level, end in enumerate(ends) if x - end > 18), len(ends) - 1)
        ends[row] = x
        y = 36 + 17 * row
        parts.append(
            f'<g><title>{html.escape(words)}</title><line x1="{x:.1f}" x2="{x:.1f}" y1="{y}" '
            f'y2="{height - 24}" stroke="{_INK}" stroke-dasharray="4 3"/><circle cx="{x:.1f}" '
            f'cy="{y - 4}" r="8" fill="#FFFFFF" stroke="{_INK}"/><text x="{x:.1f}" y="{y}" '
            f'fill="{_INK}" text-anchor="middle">{number}</text></g>'
        )
    return parts
