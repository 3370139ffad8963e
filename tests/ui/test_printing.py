"""A report as a PDF file."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from PySide6.QtGui import QPainter

from workbench.core.problem import DataRefused
from workbench.core.report.block_picture import picture
from workbench.core.report.chart_block import Block
from workbench.core.report.study import Report, Section
from workbench.ui.printing import _cell, _lines, _Printer, write_pdf

pytestmark = pytest.mark.usefixtures("qapp")

BLOCK = Block("columns", "흑연", "year", "t", ("a",), (("2024", (1.0,)),))


def a_report(rows):
    frame = pd.DataFrame({"material": ["人造黒鉛 <b>"] * rows, "value": range(rows)})
    section = Section("On whom?", ("Some words.",), (("Table", frame),), (picture(BLOCK),))
    return Report("연구", (section,))


def pages(path):
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


def test_that_a_long_table_goes_on_over_the_pages(tmp_path):
    short, long = tmp_path / "short.pdf", tmp_path / "long.pdf"
    write_pdf(a_report(3), short)
    write_pdf(a_report(110), long)
    assert short.read_bytes().startswith(b"%PDF")
    assert pages(short) == 1
    assert pages(long) >= 3


def test_that_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(DataRefused):
        write_pdf(a_report(1), tmp_path / "nowhere" / "a.pdf")


def test_that_figures_short_words_and_headers_are_never_broken_inside():
    assert _cell(1234567.0).startswith("<td class='whole' align='right'>1,234,567")
    assert _cell("currency") == "<td class='whole'>currency</td>"
    assert _cell("avoided_shortage_value") == "<td>avoided shortage value</td>"
    assert _cell("https://a.example/b_c <b>").startswith("<td>https://a.example/b_c &lt;b&gt;")
    assert _lines("private_per_public") == "private per<br>public"
    assert _lines("investment") == "investment"


def test_that_a_table_wider_than_the_page_is_printed_whole(tmp_path, monkeypatch):
    scales = []
    scale = QPainter.scale
    monkeypatch.setattr(
        QPainter, "scale", lambda self, x, y: (scales.append(x), scale(self, x, y))[1]
    )
    for columns in (2, 24):
        frame = pd.DataFrame({f"figure {n}": [1234567891.0] for n in range(columns)})
        section = Section("Wide", (), (("Table", frame),), ())
        write_pdf(Report("Wide", (section,)), tmp_path / f"{columns}.pdf")
        narrowest = min(scales)
        assert (narrowest < 1.0) == (columns == 24)


@pytest.mark.parametrize("rows", range(36, 56, 2))
def test_that_a_title_is_never_left_alone_at_the_foot_of_a_page(tmp_path, monkeypatch, rows):
    printed = []
    text, page = _Printer.text, _Printer._new_page
    monkeypatch.setattr(
        _Printer,
        "text",
        lambda self, words, **how: (printed.append(words), text(self, words, **how)),
    )
    monkeypatch.setattr(_Printer, "_new_page", lambda self: (printed.append(""), page(self)))
    frame = pd.DataFrame({"material": ["tar"] * rows})
    above = Section("On whom?", ("Some words.",), (("Table", frame),))
    for size in (5, 60):
        printed.clear()
        table = pd.DataFrame({"material": ["pitch"] * size})
        below = Section("Which rules?", ("Some words.",), (("Table", table),))
        write_pdf(Report("title", (above, below)), tmp_path / "a.pdf")
        title = next(at for at, words in enumerate(printed) if "Which rules?" in words)
        assert "<h3>Table</h3>" in printed[title + 1]
