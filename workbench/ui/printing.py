"""A report as a PDF file: Qt lays out the text and draws the pictures as vectors of the page."""

from __future__ import annotations

import html
import re
import textwrap
from pathlib import Path

import pandas as pd
from PySide6.QtCore import QByteArray, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)
from PySide6.QtSvg import QSvgRenderer

from workbench import __version__
from workbench.core.report.page import shown
from workbench.core.report.placing import write_and_place
from workbench.core.report.study import Report, Section

_DOTS = 1200
_BEGIN = 0.25
"""Part of a page that what goes on over pages needs to begin on one."""
_MARGIN = 15.0  # millimetres
_POINT = _DOTS / 72
_MOST_ROWS = 120
_HEADER = 12  # letters of a line above a column, and of a word that is not broken
_LONGEST = 24  # letters of a word that is never broken; addresses are
_TAG = re.compile("<[^>]*>")
_KEY = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")
"""A name such as ``avoided_shortage_value``, which would be broken anywhere."""
_STYLE = """
body{font-family:sans-serif;font-size:9pt;color:#1C2128}h1{font-size:18pt}h2{font-size:13pt}
h3{font-size:10pt}table{border-collapse:collapse}
th{background-color:#F5F6F7;text-align:left;font-size:7pt;padding:2px;white-space:nowrap}
td{font-size:7pt;padding:2px}td.whole{white-space:nowrap}
"""


def write_pdf(report: Report, path: Path) -> None:
    """Write a report as a PDF file; what stood there is replaced only by a whole one.

    Raises:
        OSError: if the file cannot be written.
    """
    _application()

    def write(place: Path) -> None:
        printer = _Printer(place, report.title)
        printer.text(f"<h1>{html.escape(report.title)}</h1>")
        for section in report.sections:
            printer.section(section)
        printer.end()

    write_and_place(path, write)


def _application() -> QGuiApplication | None:
    """Return the application; without one, fonts cannot be measured."""
    from PySide6.QtWidgets import QApplication

    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return None
    global _kept  # noqa: PLW0603 - Qt has one application, which must live as long as fonts do
    _kept = QApplication(["workbench"])
    return _kept


_kept: QGuiApplication | None = None


class _Printer:
    """Puts blocks one below the other, on as many pages as it takes."""

    def __init__(self, place: Path, title: str) -> None:
        self._writer = QPdfWriter(str(place))
        self._writer.setTitle(title)
        self._writer.setCreator(f"Supply-Chain Risk Workbench {__version__}")
        self._writer.setResolution(_DOTS)
        margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        layout = QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
        self._writer.setPageLayout(layout)
        self._painter = QPainter()
        if not self._painter.begin(self._writer):
            raise OSError(f"{place} cannot be written")
        self._width = float(self._writer.width()) / _POINT
        self._height = float(self._writer.height()) / _POINT
        self._painter.scale(_POINT, _POINT)
        self._y = 0.0

    def section(self, section: Section) -> None:
        """Print a section: its text, tables and pictures. Its title is never left alone."""
        words = "".join(f"<p>{html.escape(line)}</p>" for line in section.text)
        title = f"<h2>{html.escape(section.title)}</h2>{words}"
        tables = [
            f"<h3>{html.escape(caption)}</h3>{_table(frame)}" for caption, frame in section.tables
        ]
        if tables:
            both = self._height_of(title) + self._height_of(tables[0])
            fits = both <= self._height
            self._keep(both if fits else self._height_of(title) + _BEGIN * self._height)
        self.text(title)
        for place, drawn in enumerate(tables):
            self.text(drawn, goes_on=place == 0)
        for drawn in section.pictures:
            self.picture(drawn)

    def _keep(self, height: float) -> None:
        """Begin a page where so much does not fit below."""
        if self._y and self._height - self._y < height:
            self._new_page()

    def _height_of(self, words: str) -> float:
        document, wide = self._laid_out(words)
        return document.size().height() * self._width / wide + 4

    def _laid_out(self, words: str) -> tuple[QTextDocument, float]:
        """Return rich text of our own making, and its width: more than a page for wide tables."""
        document = QTextDocument()
        document.setDefaultStyleSheet(_STYLE)
        document.setDocumentMargin(0)
        document.setHtml(f"<body>{words}</body>")
        if max(map(len, _TAG.sub(" ", words).split()), default=0) <= _LONGEST:
            document.setDefaultTextOption(_whole_words())
        document.setPageSize(QSizeF(self._width, -1))
        document.setTextWidth(self._width)
        wide = document.size().width()
        wide = wide if wide > self._width + 1 else self._width  # sizes are whole points
        document.setTextWidth(wide)
        return document, wide

    def text(self, words: str, *, goes_on: bool = False) -> None:
        """Print rich text of our own making; long ones go on over the pages.

        What fits on one page is not cut, unless it ``goes_on`` from what stands above it.
        """
        document, wide = self._laid_out(words)
        small = self._width / wide  # a table that is wider than the page is printed smaller
        done, whole = 0.0, document.size().height()
        if not goes_on:
            fits = whole * small <= self._height
            self._keep(whole * small if fits else _BEGIN * self._height)
        while done < whole - 0.5:
            part = min((self._height - self._y) / small, whole - done)
            part = self._whole_lines(document, done, part, whole)
            self._painter.save()
            self._painter.translate(0, self._y)
            self._painter.scale(small, small)
            self._painter.translate(0, -done)
            clip = QRectF(0, done, wide, part)
            self._painter.setClipRect(clip)
            document.drawContents(self._painter, clip)
            self._painter.restore()
            done += part
            self._y += part * small
            if done < whole - 0.5:
                self._new_page()
        self._y += 4

    @staticmethod
    def _whole_lines(document: QTextDocument, done: float, part: float, whole: float) -> float:
        """Return how much fits without cutting through a line of text."""
        if done + part >= whole - 0.5:
            return part
        layout, cut, block = document.documentLayout(), done, document.begin()
        while block.isValid():
            foot = layout.blockBoundingRect(block).bottom()
            if done < foot <= done + part:
                cut = max(cut, foot)
            block = block.next()
        return cut - done if cut > done + 1 else part

    def picture(self, drawn: str) -> None:
        """Print a picture as wide as the page."""
        renderer = QSvgRenderer(QByteArray(drawn.encode()))
        size = renderer.defaultSize()
        height = self._width * size.height() / max(size.width(), 1)
        if self._y + height > self._height:
            self._new_page()
        renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        renderer.render(self._painter, QRectF(0, self._y, self._width, height))
        self._y += height + 8

    def _new_page(self) -> None:
        self._writer.newPage()
        self._y = 0.0

    def end(self) -> None:
        """Finish the file."""
        if not self._painter.end():
            raise OSError("the PDF file could not be finished")


def _whole_words() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    return option


def _table(frame: pd.DataFrame) -> str:
    head = "".join(f"<th>{_lines(str(name))}</th>" for name in frame)
    rows = [
        "<tr>" + "".join(_cell(value) for value in row) + "</tr>"
        for row in frame.head(_MOST_ROWS).itertuples(index=False)
    ]
    rest = len(frame) - _MOST_ROWS
    more = f"<p>{rest} more rows are in the workbook.</p>" if rest > 0 else ""
    table = f"<table width='100%' border='1' cellspacing='0'><tr>{head}</tr>{''.join(rows)}</table>"
    return f"{table}{more}"


def _cell(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"<td class='whole' align='right'>{shown(value)}</td>"
    text = str(value)
    text = text.replace("_", " ") if _KEY.fullmatch(text) else text
    whole = " class='whole'" if len(text) <= _HEADER and " " not in text else ""
    return f"<td{whole}>{html.escape(text)}</td>"


def _lines(name: str) -> str:
    """Return the name of a column in lines of whole words."""
    words = textwrap.wrap(name.replace("_", " "), _HEADER, break_long_words=False)
    return "<br>".join(map(html.escape, words))
