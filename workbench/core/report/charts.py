"""Native Excel charts of finished runs, drawn from cells on the sheet ``charts``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, ParagraphProperties

from workbench.core import countries
from workbench.core.report import layout
from workbench.core.report.cells import NumberCells, TextCells
from workbench.core.report.extra_sheets import CHARTS
from workbench.core.simulation.result import Result

_MOST_COUNTRIES = 12
_TITLE_FONT = ParagraphProperties(defRPr=CharacterProperties(sz=1200, b=True))
_COLOURS = {
    "base": "9AA5B1",
    "scenario": "0F6CBD",
    "demand": "4D4D4D",
    "delivered": "0F6CBD",
    "stock": "009E73",
    "shortage": "D55E00",
}
"""Apart also for colour-blind readers; grey is always the base."""

_LINES = ("delivered", "demand", "stock", "shortage")
"""Of the balance; demand is dashed and drawn over what is delivered, which it often equals."""

_HEIGHT = 20
"""Rows of the sheet that one chart covers."""


def add_charts(book: Workbook, runs: Sequence[Result]) -> None:
    """Add the sheet ``charts``: for each run the shift and the balance of the material most hit.

    The figures stand left of the charts, which refer to these cells.
    """
    sheet = book.create_sheet(CHARTS)
    layout.fit_on_paper(sheet)
    for letter, width in zip("ABCDEF", (28, 14, 14, 14, 14, 3), strict=True):
        sheet.column_dimensions[letter].width = width
    row = 1
    for run in runs:
        if run.shift.empty and run.balance.empty:
            continue
        material = _most_changed(run)
        rows = _shift_rows(run, material)
        row = _block(sheet, row, rows, _shift_chart(sheet, run, material, row, len(rows) - 2))
        rows = _balance_rows(run, material)
        row = _block(sheet, row, rows, _balance_chart(sheet, run, material, row, len(rows) - 2))
    if row == 1:
        sheet.append(["no figures to draw"])


def _most_changed(run: Result) -> str:
    """Return the material whose share of supply changes most, else the one most often short."""
    change = run.shift.assign(size=run.shift["change"].abs()).dropna(subset=["size"])
    if len(change) and change["size"].max() > 0:
        return str(change["material"].iloc[int(change["size"].to_numpy().argmax())])
    balance = run.balance
    short = balance["shortage"].groupby(balance["material"].astype(str), sort=False).sum()
    return str(short.idxmax()) if len(short) else str(run.shift["material"].iloc[0])


def _title(run: Result, material: str, what: str) -> str:
    names = run.project["materials"].set_index("material")["name"]
    shown = (names.get(material) or material) if len(names) else material
    return f"{shown}: {what}, {run.scenario or 'base'}"


def _unit(run: Result, material: str) -> str:
    units = run.project["materials"].set_index("material")["unit"]
    return str(units.get(material) or "unit of the material")


def _shift_rows(run: Result, material: str) -> list[list[Any]]:
    part = run.shift[run.shift["material"].astype(str) == material]
    larger = part[["base_share", "scenario_share"]].max(axis=1)
    part = part.loc[larger.sort_values(ascending=False, kind="stable").index]
    head = [_title(run, material, "share of supply, average of " + _window(run))]
    rows = [
        [countries.display_name(run.project, str(country)), base, scenario]
        for country, base, scenario in zip(
            part["country"], part["base_share"], part["scenario_share"], strict=True
        )
    ]
    return [head, ["country", "base", "scenario"], *rows[:_MOST_COUNTRIES]]


def _window(run: Result) -> str:
    return " to ".join(run.window) if all(run.window) else "all months"


def _balance_rows(run: Result, material: str) -> list[list[Any]]:
    columns = ["period", *_LINES]
    part = run.balance.loc[run.balance["material"].astype(str) == material, columns]
    head = [_title(run, material, f"balance by month in {_unit(run, material)}")]
    return [head, columns, *(list(row) for row in part.itertuples(index=False))]


def _block(sheet: Any, row: int, rows: list[list[Any]], chart: Any) -> int:
    """Write the figures, place the chart beside them and return the first free row."""
    form = "0.0%" if isinstance(chart, BarChart) else "#,##0.00"
    numbers = [NumberCells(sheet, form) for _ in _LINES]
    text = TextCells(sheet)
    for place, cells in enumerate(rows):
        if place == 0:
            sheet.append([layout.title(sheet, str(cells[0]))])
        elif place == 1:
            numeric = [layout.header(sheet, str(cell), over_numbers=True) for cell in cells[1:]]
            sheet.append([layout.header(sheet, str(cells[0])), *numeric])
        else:
            figures = (make(float(cell)) for make, cell in zip(numbers, cells[1:], strict=False))
            sheet.append([text(str(cells[0])), *figures])
    sheet.add_chart(chart, f"G{row}")
    gap = max(_HEIGHT + 1 - len(rows), 1)
    for _ in range(gap):
        sheet.append([])
    return row + len(rows) + gap


def _shift_chart(sheet: Any, run: Result, material: str, row: int, count: int) -> BarChart:
    chart = BarChart()
    chart.type = "col"
    chart.grouping = "clustered"
    chart.title = _title(run, material, "share of supply")
    _fill(chart, sheet, row, count, ("base", "scenario"))
    chart.y_axis.title = "share of supply"
    chart.y_axis.number_format = "0%"
    chart.y_axis.scaling.min = 0
    for series, name in zip(chart.series, ("base", "scenario"), strict=True):
        series.graphicalProperties = GraphicalProperties(solidFill=_COLOURS[name])
    return chart


def _balance_chart(sheet: Any, run: Result, material: str, row: int, count: int) -> LineChart:
    chart = LineChart()
    chart.title = _title(run, material, "balance by month")
    _fill(chart, sheet, row, count, _LINES)
    chart.y_axis.title = _unit(run, material)
    chart.y_axis.number_format = "#,##0"
    chart.x_axis.title = "month"
    chart.x_axis.tickLblSkip = max(1, count // 12)
    for series, name in zip(chart.series, _LINES, strict=True):
        series.graphicalProperties.line.solidFill = _COLOURS[name]
        series.graphicalProperties.line.dashStyle = "sysDash" if name == "demand" else "solid"
        series.graphicalProperties.line.width = 19_050
        series.smooth = False
    return chart


def _fill(chart: Any, sheet: Any, row: int, count: int, names: tuple[str, ...]) -> None:
    """Point the chart at its block: title row, header row, then ``count`` rows of figures."""
    last = row + 1 + max(count, 1)
    figures = Reference(sheet, min_col=2, max_col=1 + len(names), min_row=row + 1, max_row=last)
    chart.add_data(figures, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=row + 2, max_row=last))
    chart.width, chart.height = 24, 9.5
    chart.title.tx.rich.p[0].pPr = _TITLE_FONT
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="DDE2E8"))
    chart.legend.position = "b"
    chart.x_axis.delete = chart.y_axis.delete = False
