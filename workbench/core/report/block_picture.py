"""Blocks of figures as pictures: columns, stacked columns, lines and points, as SVG."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbench.core.report.chart_block import Block

# Okabe and Ito (2008): told apart by colour-blind readers.
COLOURS = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#8A6D3B",
    "#6E7781",
)
_DASHES = ("", "6 3", "2 2", "8 3 2 3")
_WIDTH, _HEIGHT = 960, 350
_LEFT, _RIGHT, _TOP, _FOOT = 76, 210, 48, 46
_INK, _MUTED, _FAINT = "#1C2128", "#57606A", "#DEE1E5"
_MOST_LABELS = 14
_MOST_LETTERS = 30


@dataclass(frozen=True)
class _Axes:
    """From figures to places on the picture."""

    low: float
    high: float
    count: int

    def y(self, value: float) -> float:
        part = (value - self.low) / ((self.high - self.low) or 1.0)
        return _HEIGHT - _FOOT - part * (_HEIGHT - _FOOT - _TOP)

    def x(self, place: float) -> float:
        return _LEFT + (place + 0.5) * self.step

    @property
    def step(self) -> float:
        return (_WIDTH - _LEFT - _RIGHT) / max(self.count, 1)


def picture(block: Block) -> str:
    """Return the picture of a block as an SVG element: title, axes with units, key.

    What is missing is a gap. Series differ by colour and, as lines, by dashes.
    """
    axes = _axes(block)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        f' font-family="sans-serif" font-size="12" aria-label="{html.escape(block.title)}">'
    )
    parts = [
        head,
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#FFFFFF"/>',
        _text(4, 16, block.title, weight="600"),
        _text(4, _TOP - 12, block.up, colour=_MUTED),
        *_grid(block, axes),
        *_labels(block, axes),
        *_drawn(block, axes),
        *_key(block),
        "</svg>",
    ]
    return "".join(parts)


def _axes(block: Block) -> _Axes:
    values = list(_heights(block))
    low, high = min([0.0, *values]), max([0.0, *values])
    if block.share and 0.9 < high <= 1.0:
        high = 1.0
    elif high > low:
        step = _tick(low, high)
        low, high = math.floor(low / step) * step, math.ceil(high / step) * step
    return _Axes(low, high if high > low else low + 1.0, len(block.rows))


def _heights(block: Block) -> Iterator[float]:
    """Yield what has to fit: single figures, and the sums of stacked ones."""
    for _, numbers in block.rows:
        known = [number for number in numbers if math.isfinite(number)]
        if block.kind == "stacked":
            yield sum(number for number in known if number > 0)
            yield sum(number for number in known if number < 0)
        elif block.kind == "scatter":
            yield from known[1:]
        else:
            yield from known


def _tick(low: float, high: float) -> float:
    rough = (high - low) / 4
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough - 1e-12)


def _grid(block: Block, axes: _Axes) -> Iterator[str]:
    step = _tick(axes.low, axes.high)
    count = round((axes.high - axes.low) / step)
    for place in range(count + 1):
        value = axes.low + place * step
        y = axes.y(value)
        yield (
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"'
            f' stroke="{_INK if abs(value) < step / 1e6 else _FAINT}"/>'
        )
        yield _text(_LEFT - 6, y + 4, _number(value, share=block.share), "end", _MUTED)


def _number(value: float, *, share: bool) -> str:
    return f"{value:.0%}" if share else f"{value:,.4g}"


def _labels(block: Block, axes: _Axes) -> Iterator[str]:
    if block.kind == "scatter":
        yield _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8, block.across, "middle", _MUTED)
        return
    every = max(1, math.ceil(axes.count / _MOST_LABELS))
    letters = int(axes.step * every / 6.5)
    for place, (label, _) in enumerate(block.rows):
        if place % every == 0:
            words = _short(label, max(letters, 4))
            yield _text(axes.x(place), _HEIGHT - _FOOT + 16, words, "middle", _MUTED)
    yield _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8, block.across, "middle", _MUTED)


def _drawn(block: Block, axes: _Axes) -> Iterable[str]:
    match block.kind:
        case "stacked":
            return _stacked(block, axes)
        case "columns":
            return _columns(block, axes)
        case "lines":
            return _lines(block, axes)
        case _:
            return _points(block, axes)


def _stacked(block: Block, axes: _Axes) -> Iterator[str]:
    for place, (_, numbers) in enumerate(block.rows):
        up = down = 0.0
        for series, number in enumerate(numbers):
            if not math.isfinite(number) or number == 0:
                continue
            foot = up if number > 0 else down
            yield _bar(axes, axes.x(place), axes.step * 0.8, foot, foot + number, series)
            up, down = (up + number, down) if number > 0 else (up, down + number)


def _columns(block: Block, axes: _Axes) -> Iterator[str]:
    width = axes.step * 0.8 / max(len(block.series), 1)
    for place, (_, numbers) in enumerate(block.rows):
        for series, number in enumerate(numbers):
            if math.isfinite(number):
                x = axes.x(place) + (series - (len(block.series) - 1) / 2) * width
                yield _bar(axes, x, width * 0.95, 0.0, number, series)


def _bar(axes: _Axes, x: float, width: float, one: float, other: float, series: int) -> str:
    top, foot = axes.y(max(one, other)), axes.y(min(one, other))
    return (
        f'<rect x="{x - width / 2:.1f}" y="{top:.1f}" width="{width:.1f}"'
        f' height="{max(foot - top, 0.0):.1f}" fill="{COLOURS[series % len(COLOURS)]}"/>'
    )


def _lines(block: Block, axes: _Axes) -> Iterator[str]:
    for series in range(len(block.series)):
        path, pen = [], "M"
        for place, (_, numbers) in enumerate(block.rows):
            if not math.isfinite(numbers[series]):
                pen = "M"
                continue
            path.append(f"{pen}{axes.x(place):.1f} {axes.y(numbers[series]):.1f}")
            pen = "L"
        yield (
            f'<path d="{" ".join(path)}" fill="none" stroke="{COLOURS[series % len(COLOURS)]}"'
            f' stroke-width="2" stroke-dasharray="{_DASHES[series % len(_DASHES)]}"/>'
        )


def _points(block: Block, axes: _Axes) -> Iterator[str]:
    known = [n[0] for _, n in block.rows if all(math.isfinite(x) for x in n[:2])]
    low, high = min([0.0, *known]), max([0.0, *known])
    for place, (label, numbers) in enumerate(block.rows):
        if not all(math.isfinite(x) for x in numbers[:2]):
            continue
        part = (numbers[0] - low) / ((high - low) or 1.0)
        x, y = _LEFT + part * (_WIDTH - _LEFT - _RIGHT), axes.y(numbers[1])
        colour = COLOURS[place % len(COLOURS)]
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>'
        yield _text(x + 8, y + 4, _short(label, _MOST_LETTERS))


def _key(block: Block) -> Iterator[str]:
    if block.kind == "scatter":
        return
    for place, name in enumerate(block.series):
        y = _TOP + 10 + 20 * place
        colour = COLOURS[place % len(COLOURS)]
        yield (
            f'<rect x="{_WIDTH - _RIGHT + 14}" y="{y - 9}" width="12" height="10" fill="{colour}"/>'
        )
        yield _text(_WIDTH - _RIGHT + 32, y, _short(name, _MOST_LETTERS - 4))


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else f"{text[: max(letters - 1, 1)]}…"


def _text(
    x: float, y: float, words: str, anchor: str = "start", colour: str = _INK, weight: str = "400"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}"'
        f' font-weight="{weight}">{html.escape(words)}</text>'
    )
