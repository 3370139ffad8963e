from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from workbench.core.lettering import cell_name, letters


@given(st.integers(1, 16_384))
def test_that_columns_are_named_as_excel_names_them(column: int) -> None:
    assert letters(column) == get_column_letter(column)
    assert cell_name(7, column) == f"{get_column_letter(column)}7"
