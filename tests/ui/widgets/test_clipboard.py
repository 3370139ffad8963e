"""What is pasted into a spreadsheet stays what it was."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.widgets.clipboard import as_html, as_tsv, cells_of, harmless, mime


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "＝1", "\r=1", "−1"])
def test_that_what_a_spreadsheet_takes_for_a_formula_is_marked_as_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "포스코", "a=1", "8507.60", "R&D"])
def test_that_other_text_stays_as_it_is(text):
    assert harmless(text) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_that_numbers_keep_every_digit(value):
    assert float(as_tsv([[value]])) == value


def test_that_a_missing_number_is_empty_and_not_zero():
    assert as_tsv([[math.nan, 0.0, -2.0]]) == "\t0\t-2"
    assert "<td></td><td>0</td>" in as_html([[math.nan, 0.0]])


def test_that_markup_is_escaped_and_line_breaks_stay_in_their_cell():
    data = mime([["<b>", 'two\n"lines"']])
    assert "&lt;b&gt;" in data.html()
    assert data.text() == '<b>\t"two\n""lines"""'


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\r\x00")),
            min_size=2,
            max_size=3,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_that_what_was_copied_is_pasted_as_it_was(rows):
    assert cells_of(as_tsv(rows)) == rows


def test_that_a_program_that_copied_something_ends_without_a_crash() -> None:
    program = (
        "from PySide6.QtWidgets import QApplication\n"
        "from workbench.ui.widgets import clipboard\n"
        "app = QApplication([])\n"
        "app.clipboard().setMimeData(clipboard.mime([['a', 1.0]]))\n"
        "clipboard.leave_text()\n"
        "assert app.clipboard().text().startswith('a')\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
