"""Values of cells, their names, and dates as numbers."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from workbench.core.lettering import cell_name
from workbench.core.reading.sheets import date_number, date_value


@given(st.dates() | st.datetimes())
def test_that_dates_survive_as_numbers_to_the_millisecond(day: dt.date) -> None:
    found = date_value(date_number(day))
    if isinstance(day, dt.datetime) and not isinstance(found, dt.datetime):
        found = dt.datetime.combine(found, dt.time())
    if isinstance(day, dt.datetime):
        assert isinstance(found, dt.datetime)
        assert abs(found - day) <= dt.timedelta(milliseconds=1)
    else:
        assert found == day


@pytest.mark.parametrize("column", [1, 26, 27, 52, 702, 703, 16_384])
def test_that_cells_are_named_as_excel_does(column: int) -> None:
    assert cell_name(7, column) == f"{get_column_letter(column)}7"
