"""A report as a PDF file."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from workbench.core.problem import DataRefused
from workbench.core.report.block_picture import picture
from workbench.core.report.chart_block import Block
from workbench.core.report.study import Report, Section
from workbench.ui.printing import write_pdf

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
