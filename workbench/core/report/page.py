"""The parts of an HTML page that stands alone: it has no script and loads nothing from anywhere."""

from __future__ import annotations

import html
import math
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from workbench.core.report.placing import write_and_place
from workbench.core.report.wording import Percent

MOST_ROWS = 300
"""Rows of a table that are listed on a page; workbook and JSON have all of them."""
END = "</body></html>"
_STYLE = """
body{font:14px/1.45 sans-serif;color:#1C2128;max-width:1000px;margin:24px auto;padding:0 16px}
table{border-collapse:collapse;margin:8px 0 20px;font-size:13px}
th,td{border-bottom:1px solid #DEE1E5;padding:3px 8px;text-align:left;vertical-align:top}
th{background:#F5F6F7}td.n,th.n{text-align:right}td.n{font-variant-numeric:tabular-nums}
.wide{overflow-x:auto}svg{width:100%;height:auto}h2{margin-top:28px}.muted{color:#57606A}
.key{display:inline-block;width:12px;height:12px;margin:0 4px 0 12px;vertical-align:-1px}
@media print{body{max-width:none;margin:0}h2{break-after:avoid}figure,tr{break-inside:avoid}}
"""


def begin(title: str) -> str:
    """Return the beginning of a page up to its heading."""
    name = html.escape(title)
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>"
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; "
        "style-src 'unsafe-inline'\">"
        f"<title>{name}</title><style>{_STYLE}</style></head><body><h1>{name}</h1>"
    )


def listed(lines: Iterable[str]) -> str:
    """Return a list of lines, escaped."""
    return "<ul>" + "".join(f"<li>{html.escape(line)}</li>" for line in lines) + "</ul>"


def table(frame: pd.DataFrame, most: int = MOST_ROWS) -> str:
    """Return a table, escaped; numbers right-aligned, missing ones as a dash."""
    head = "".join(
        f"<th{_class(frame[name])}>{html.escape(str(name).replace('_', ' '))}</th>"
        for name in frame
    )
    body = []
    for row in frame.head(most).itertuples(index=False):
        cells = "".join(_cell(value) for value in row)
        body.append(f"<tr>{cells}</tr>")
    rest = len(frame) - most
    more = f"<p>{rest} more rows are in the workbook and the JSON.</p>" if rest > 0 else ""
    return f"<div class='wide'><table><tr>{head}</tr>{''.join(body)}</table></div>{more}"


def write_page(text: str, path: Path) -> None:
    """Write a page to a file, which is replaced only by a whole one.

    Raises:
        DataRefused: if it cannot be written there.
    """

    def write(place: Path) -> None:
        place.write_text(text, encoding="utf-8")

    write_and_place(path, write)


def _class(column: pd.Series) -> str:
    return " class='n'" if is_of_numbers(column) else ""


def is_of_numbers(column: pd.Series) -> bool:
    """Return whether a column of a table holds nothing but numbers."""
    if column.dtype == object:
        return all(isinstance(value, float) for value in column)
    return bool(pd.api.types.is_numeric_dtype(column))


def _cell(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"<td class='n'>{shown(value)}</td>"
    return f"<td>{html.escape(str(value))}</td>"


def shown(number: float) -> str:
    """Return a number for reading; a dash where it is missing."""
    if math.isinf(number):
        return "for ever"
    if math.isnan(number):
        return "—"
    if isinstance(number, Percent):
        return f"{100 * number:,.1f} %"
    return f"{number:,.0f}" if abs(number) >= 10_000 else f"{number:,.4g}"
