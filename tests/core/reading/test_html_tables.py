"""Web pages that are served as workbooks."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.problem import DataRefused
from workbench.core.reading.grid import Refused
from workbench.core.reading.html_tables import TablesOfPage
from workbench.core.reading.sheets import Workbook
from workbench.core.reading.worker import read_workbook

PAGE = """<!DOCTYPE html><html><head><meta charset="euc-kr"><title>K-stat</title>
<style>td {mso-number-format:"\\@"}</style></head><body>no cell
<table><tr><th rowspan=2>년</th><th colspan="2">수출</th></tr><tr><td>금액<td>증감률
<tr><td>2021</td><td> 72,000 </td><td>&lt;0.1&#37;<br>(p)</td></tr></table>
<table><tr><td></td></tr></table>
<table><tr><td>출처: <b>무역</b>협회<script>alert("x")</script></td></tr></table></body></html>"""


def read(folder: Path, content: bytes) -> Workbook:
    path = folder / "K-stat 수출입.xls"
    path.write_bytes(content)
    return read_workbook(path)


def test_that_the_tables_of_a_page_are_sheets_of_texts(tmp_path: Path) -> None:
    book = read(tmp_path, PAGE.encode("cp949"))
    first, third = book.sheets
    assert (first.name, third.name) == ("K-stat 수출입", "K-stat 수출입 3")
    assert [first.cell(1, column) for column in (1, 2, 3)] == ["년", "수출", None]
    assert [first.cell(2, column) for column in (1, 2, 3)] == [None, "금액", "증감률"]
    assert [first.cell(3, column) for column in (1, 2, 3)] == ["2021", "72,000", "<0.1%\n(p)"]
    assert first.merged == (((1, 1), (2, 1)), ((1, 2), (1, 3)))
    assert third.cell(1, 1) == "출처: 무역협회"
    assert "web page in CP949 (Korean)" in book.problems[0].message


def test_that_a_page_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataRefused, match="a web page without a table"):
        read(tmp_path, b"<html><body>The session has expired.</body></html>")


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr>" + '<td rowspan="999999999" colspan="999999999">x</td>' * 30,
        "<table><tr><td>" * 5_000 + "x",
        "<td>x</td><table></tr></td></table></table>",
        "<table><td colspan='-3' rowspan='x'>a<td colspan='0'>b",
    ],
)
def test_that_pages_that_lie_are_read_or_refused(page: str) -> None:
    tables = TablesOfPage("a")
    with suppress(Refused):
        tables.feed(page)
        assert all(len(grid.buffers) <= 16_384 for grid in tables.grids())


@given(st.lists(st.sampled_from(["<table>", "</table>", "<tr>", "<td rowspan=3>", "</td>", "x"])))
def test_that_any_order_of_tags_gives_tables(tags: list[str]) -> None:
    tables = TablesOfPage("a")
    tables.feed("".join(tags))
    for grid in tables.grids():
        assert all(len(buffer.kinds()) == grid.rows for buffer in grid.buffers)
