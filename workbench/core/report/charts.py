"""Native Excel charts on the sheet ``charts``, drawn from cells of the sheet ``chart figures``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference, ScatterChart, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AbsoluteAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties
from openpyxl.drawing.xdr import XDRPoint2D, XDRPositiveSize2D
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.units import cm_to_EMU
from openpyxl.worksheet.pagebreak import Break

from workbench.core.report import layout
from workbench.core.report.cells import NumberCells, TextCells
from workbench.core.report.chart_block import Block
from workbench.core.report.extra_sheets import CHARTS, FIGURES
from workbench.core.report.stacking import BASE

_PALETTE = ("0F6CBD", "D55E00", "009E73", "CC79A7", "E69F00", "56B4E9", "7A5195", "A0522D")
"""Apart also for colour-blind readers; grey is always the base or the others."""
_GREY = "9AA5B1"
_NAMED = {
    BASE: _GREY,
    "others": _GREY,
    "scenario": "0F6CBD",
    "demand": "4D4D4D",
    "delivered": "0F6CBD",
    "stock": "009E73",
    "shortage": "D55E00",
}
_GRID = GraphicalProperties(ln=LineProperties(solidFill="DDE2E8"))
_AXIS_LINE = GraphicalProperties(ln=LineProperties(solidFill="8A94A0"))

_WIDTH, _HEIGHT = 16.0, 9.5
"""Size of a chart in cm."""
_BESIDE = 16.4
"""From one chart to its neighbour in cm; columns are as wide as the font at hand makes them."""
_ROWS, _ROW_HEIGHT = 20, 15 * 2.54 / 72
"""Rows of the sheet from one line of charts to the next, and the height of one in cm."""
_LINES_ON_PAGE = 2
_A4 = 9


def add_charts(book: Workbook, blocks: Sequence[Block]) -> None:
    """Add the sheets ``charts``, two charts side by side, and ``chart figures``, what they draw.

    Without blocks there is nothing to draw, and no sheet is added.
    """
    if not blocks:
        return
    charts = book.create_sheet(CHARTS)
    figures = book.create_sheet(FIGURES)
    _paper(charts)
    figures.column_dimensions["A"].width = 34
    layout.fit_on_paper(figures)
    for number in range(2, 2 + max(len(block.series) for block in blocks)):
        figures.column_dimensions[get_column_letter(number)].width = 16
    sources, scenarios = _Colours(), _Colours()
    row = 1
    for place, block in enumerate(blocks):
        line, side = divmod(place, 2)
        colours = scenarios if block.kind == "lines" else sources
        chart = _chart(_Cells(figures, row, len(block.rows)), block, colours)
        chart.anchor = AbsoluteAnchor(
            pos=XDRPoint2D(cm_to_EMU(side * _BESIDE), cm_to_EMU(line * _ROWS * _ROW_HEIGHT)),
            ext=XDRPositiveSize2D(cm_to_EMU(_WIDTH), cm_to_EMU(_HEIGHT)),
        )
        charts.add_chart(chart)
        for cells in _cells(figures, block):
            figures.append(cells)
        row += len(block.rows) + 3
    lines = (len(blocks) + 1) // 2
    for line in range(_LINES_ON_PAGE, lines, _LINES_ON_PAGE):
        charts.row_breaks.append(Break(id=line * _ROWS))


def _paper(sheet: Any) -> None:
    """Let two charts fill the width of a page, and whole lines of charts its height."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.scale = 82
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5


def _cells(sheet: Any, block: Block) -> Iterator[list[Any]]:
    """Yield the rows of a block: its title, its header, its figures, an empty row."""
    yield [layout.title(sheet, block.title)]
    numeric = [layout.header(sheet, name, over_numbers=True) for name in block.series]
    label = "" if block.kind == "scatter" else block.across
    yield [layout.header(sheet, label), *numeric]
    text = TextCells(sheet)
    form = "0.0%" if block.share else "#,##0.00##"
    numbers = [NumberCells(sheet, form) for _ in block.series]
    for name, row in block.rows:
        yield [text(name), *(make(value) for make, value in zip(numbers, row, strict=True))]
    yield []


@dataclass(frozen=True)
class _Cells:
    """Where a block stands on its sheet."""

    sheet: Any
    row: int
    count: int

    @property
    def first(self) -> int:
        return self.row + 2

    @property
    def last(self) -> int:
        return self.row + 1 + max(self.count, 1)

    def numbers(self, column: int, first: int = 0, last: int = 0) -> Reference:
        return Reference(
            self.sheet,
            min_col=column,
            min_row=first or self.first,
            max_row=last or first or self.last,
        )

    def text(self, column: int, row: int) -> SeriesLabel:
        place = f"{quote_sheetname(self.sheet.title)}!${get_column_letter(column)}${row}"
        return SeriesLabel(strRef=StrRef(place))


class _Colours:
    """Gives a name the same colour in every chart, and two names of one chart never the same."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}

    def of(self, names: Sequence[str]) -> list[str]:
        """Return a colour for each name of one chart."""
        chosen = {name: _NAMED[name] for name in names if name in _NAMED}
        fresh = []
        for name in names:
            known = self._given.get(name, "")
            if known and known not in chosen.values():
                chosen.setdefault(name, known)
            elif name not in chosen:
                fresh.append(name)
        taken = {*chosen.values(), *self._given.values()}
        for number, name in enumerate(fresh):
            # One that no chart has used yet, else one that this chart does not use.
            free = [colour for colour in _PALETTE if colour not in taken]
            free += [colour for colour in _PALETTE if colour not in chosen.values()]
            chosen[name] = free[0] if free else _PALETTE[number % len(_PALETTE)]
            self._given.setdefault(name, chosen[name])
            taken.add(chosen[name])
        return [chosen[name] for name in names]


def _chart(cells: _Cells, block: Block, colours: _Colours) -> Any:
    makers = {"columns": _columns, "stacked": _columns, "lines": _lines, "scatter": _scatter}
    chart = makers[block.kind](cells, block, colours)
    chart.title = block.title
    chart.title.tx.rich.p[0].pPr = _font(1100, bold=True)
    chart.title.overlay = False
    chart.legend.position = "r" if block.kind == "scatter" else "b"
    chart.legend.overlay = False
    chart.x_axis.title, chart.y_axis.title = block.across, block.up
    for axis in (chart.x_axis, chart.y_axis):
        axis.title.tx.rich.p[0].pPr = _font(900)
        axis.title.overlay = False
        axis.txPr = RichText(p=[Paragraph(pPr=_font(900), endParaRPr=CharacterProperties())])
        axis.delete = False
        axis.spPr = _AXIS_LINE
    chart.y_axis.majorGridlines.spPr = _GRID
    chart.x_axis.tickLblPos = "low"
    return chart


def _font(size: int, *, bold: bool = False) -> ParagraphProperties:
    return ParagraphProperties(defRPr=CharacterProperties(sz=size, b=bold))


def _columns(cells: _Cells, block: Block, colours: _Colours) -> BarChart:
    chart = BarChart()
    chart.type = "col"
    stacked = block.kind == "stacked"
    chart.grouping = "stacked" if stacked else "clustered"
    chart.overlap = 100 if stacked else 0
    chart.gapWidth = 40 if stacked else 80
    for series, colour in _filled(chart, cells, block, colours):
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.graphicalProperties.line.noFill = True
    if block.share:
        chart.y_axis.scaling.max = 1 if stacked else None
    return chart


def _lines(cells: _Cells, block: Block, colours: _Colours) -> LineChart:
    chart = LineChart()
    filled = _filled(chart, cells, block, colours)
    for (series, colour), name in zip(filled, block.series, strict=True):
        line = series.graphicalProperties.line
        line.solidFill = colour
        line.dashStyle = "sysDash" if name in ("demand", BASE) else "solid"
        line.width = 22_000
        series.smooth = False
        series.marker.symbol = "none"
    return chart


def _filled(
    chart: Any, cells: _Cells, block: Block, colours: _Colours
) -> Iterator[tuple[Any, str]]:
    """Point a chart at the columns of its block; yield its series, each with its colour."""
    for number in range(len(block.series)):
        series = Series(cells.numbers(2 + number))
        series.tx = cells.text(2 + number, cells.row + 1)
        chart.series.append(series)
    chart.set_categories(cells.numbers(1))
    chart.y_axis.number_format = "0%" if block.share else "#,##0"
    chart.y_axis.scaling.min = 0
    chart.x_axis.tickLblSkip = max(1, len(block.rows) // 12)
    yield from zip(chart.series, colours.of(block.series), strict=True)


def _scatter(cells: _Cells, block: Block, _colours: _Colours) -> ScatterChart:
    """Return points, each a series of its own, so that the legend names it."""
    chart = ScatterChart()
    chart.style = None
    chart.scatterStyle = "lineMarker"
    symbols = ("circle", "square", "triangle", "diamond")
    for number in range(len(block.rows)):
        row = cells.first + number
        series = Series(cells.numbers(3, row), cells.numbers(2, row))
        series.tx = cells.text(1, row)
        colour = _PALETTE[number % len(_PALETTE)]
        series.marker.symbol = symbols[number // len(_PALETTE) % len(symbols)]
        series.marker.size = 9
        series.marker.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.marker.graphicalProperties.line.solidFill = colour
        series.graphicalProperties.line.noFill = True
        chart.series.append(series)
    chart.x_axis.number_format, chart.y_axis.number_format = "0%", "0.0"
    for axis in (chart.x_axis, chart.y_axis):
        axis.scaling.min, axis.scaling.max = 0, 1
        axis.majorUnit = 0.2
    chart.x_axis.majorGridlines = None
    # Without a place of its own the field of points shrinks to leave room for the longest name.
    place = ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.1, y=0.19)
    place.w, place.h = 0.5, 0.6
    chart.layout = Layout(manualLayout=place)
    return chart
