"""The sheets that explain a workbook: what every figure means, and where the figures come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd
from openpyxl import Workbook

from workbench.core import schema, screens
from workbench.core.indicators import all_indicators
from workbench.core.project import Project
from workbench.core.report import layout
from workbench.core.report.cells import TextCells
from workbench.core.report.extra_sheets import (
    APPRAISAL,
    DEFINITIONS,
    ORIGIN,
    PORTFOLIO,
    RANKING,
    SOURCES,
)
from workbench.core.report.stacking import RUN
from workbench.core.simulation.measures import MEASURES

_DEFINED = {
    "table": 14,
    "name": 24,
    "meaning": 60,
    "unit": 22,
    "allowed": 48,
    "key": 8,
    "required": 10,
    "formula": 56,
    "source": 48,
}
_TOLD = {
    "table": 14,
    "rows": 40,
    "source": 90,
    "file": 28,
    "sheet": 16,
    "first row": 10,
    "imported": 26,
    "sha256": 66,
}
_SHARES = (("base_share", "share in the base"), ("scenario_share", "share in the scenario"))
_RESULTS: dict[str, tuple[tuple[str, str], ...]] = {
    "balance": (
        (RUN, "base, or the key of the scenario; the same on flows, shift and summary"),
        ("period", "month"),
        ("demand", "outside demand and use by home producers = delivered + shortage"),
        ("delivered", "demand that was served"),
        ("shortage", "demand that was not served"),
        ("stock", "at the end of the month: before + production + imports - exports - delivered"),
        ("production", "made at home"),
        ("imports", "arrived from abroad"),
        ("exports", "sold abroad"),
    ),
    "flows": (
        ("source", "named supplier, or the country where none is named"),
        ("quantity", "arrived in the month (imports), or made at home and not exported"),
    ),
    "shift": (
        *_SHARES,
        ("change", "scenario_share - base_share, of supply (imports + home production kept)"),
        ("change_of_imports", "the same, with imports alone as the denominator"),
    ),
    APPRAISAL: (
        ("value", "as planned; the base and every scenario equally likely"),
        ("p5", "5 % of the draws of schedule, yield and spreads lie below"),
        ("p95", "95 % of the draws lie below"),
        ("per_billion", "value per billion of public money in the currency of the project"),
    ),
    RANKING: (
        ("rank", "1 is the best per billion of public money; empty where that is not known"),
        ("stability", "share of draws in which the project has this rank"),
        ("best_rank", "over the draws; the same for worst_rank"),
    ),
    PORTFOLIO: (
        ("spent", "public money of the best set of projects, from none to all that is of use"),
        ("shortage_left", "expected value of shortage with that set"),
        ("gap", "0 where the set is proven to be the best"),
    ),
    ORIGIN: (
        ("date", "first day of the answer; it holds until the next row of the same rule"),
        ("verdict", "pass, fail, unknown, or ended where the rule asks for nothing any more"),
        ("content_low", "least share of value that qualifies; content_high the largest"),
        ("binding", "sources that keep the rule from being met"),
        ("change", "fewest sources to change so that it passes, or why none is possible"),
    ),
    "compare": (("meaning", "each column names the scenario and the months it is measured over"),),
}


def write_definitions(book: Workbook) -> None:
    """Add the sheet that says what tables, columns, measures and indicators mean."""
    _write(book, DEFINITIONS, _DEFINED, _definitions())


def _appraisal_measures() -> Mapping[str, str]:
    """Return what the measures of cooperation models mean."""
    from workbench.core.appraisal import appraise  # noqa: PLC0415 - slow to load

    return appraise.MEASURES


def _definitions() -> Iterator[Sequence[str]]:
    for table in schema.TABLES:
        yield (table.name, "", table.meaning)
        for column in table.columns:
            words = (column.meaning, column.unit, column.expected)
            marks = ("yes" if column.key else "", "yes" if column.required else "")
            yield (table.name, column.name, *words, *marks)
    for setting in screens.settings():
        allowed = f"{setting.column.expected}; without a row: {setting.default or 'empty'}"
        yield ("thresholds", setting.key, setting.meaning, "", allowed)
    for sheet, names in _RESULTS.items():
        for name, meaning in names:
            yield (sheet, name, meaning)
    for name, meaning in MEASURES.items():
        yield ("summary", name, meaning)
    for name, meaning in _appraisal_measures().items():
        yield (APPRAISAL, name, meaning)
    for key, indicator in all_indicators().items():
        told = (f"{indicator.title}: {indicator.meaning}", indicator.unit, "", "", "")
        yield ("indicators", key, *told, indicator.formula, indicator.source)


def write_sources(book: Workbook, project: Project) -> None:
    """Add the sheet that says where figures come from: publications first, then the files."""
    origins = project["origins"]
    published = (origins["source"] != "").to_numpy()
    _write(book, SOURCES, _TOLD, _sources(pd.concat([origins[published], origins[~published]])))


def _sources(origins: pd.DataFrame) -> Iterator[Sequence[str]]:
    first = origins["row"].map(lambda row: "" if pd.isna(row) else f"{row:.0f}")
    names = ["table", "key", "source", "file", "sheet", "imported", "sha256"]
    for row, number in zip(origins[names].itertuples(index=False), first, strict=True):
        yield (*row[:5], number, *row[5:])


def _write(
    book: Workbook, name: str, widths: dict[str, int], rows: Iterable[Sequence[str]]
) -> None:
    sheet = book.create_sheet(name)
    layout.prepare(sheet, [float(w) for w in widths.values()], [layout.TEXT_FORMAT] * len(widths))
    sheet.append([layout.header(sheet, title) for title in widths])
    makers = [TextCells(sheet) for _ in widths]
    count = 0
    for row in rows:
        sheet.append([make(str(text)) for make, text in zip(makers, row, strict=False)])
        count += 1
    layout.add_filter(sheet, len(widths), count)
