"""Pages that stand alone."""

from __future__ import annotations

import pandas as pd
import pytest

from workbench.core.report.page import END, begin, listed, shown, table

NASTY = "<script>alert(1)</script>&\"'"


def test_that_no_text_of_the_data_becomes_markup():
    frame = pd.DataFrame({NASTY: [NASTY]})
    page = begin(NASTY) + listed([NASTY]) + table(frame) + END
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 5
    assert "default-src 'none'" in page


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (float("nan"), "—"),
        (float("inf"), "for ever"),
        (0.123456, "0.1235"),
        (1234567.8, "1,234,568"),
    ],
)
def test_that_missing_is_shown_as_missing(number, words):
    assert shown(number) == words


def test_that_rows_left_out_are_counted():
    assert "7 more rows" in table(pd.DataFrame({"a": range(10)}), most=3)
