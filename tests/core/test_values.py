from __future__ import annotations

import datetime as dt
import math

import pytest

from workbench.core.schema import BY_NAME, Column
from workbench.core.values import Cell, Unfit, clean, convert

TRADE, SHOCKS = BY_NAME["trade"], BY_NAME["shocks"]


@pytest.mark.parametrize(
    ("column", "cell", "stored"),
    [
        (TRADE.column("quantity"), 12, 12.0),
        (TRADE.column("quantity"), "12.5", 12.5),
        (TRADE.column("period"), 2021.0, "2021"),
        (TRADE.column("period"), "2021h1", "2021H1"),
        (TRADE.column("period"), dt.datetime(2021, 11, 1), "2021-11"),  # noqa: DTZ001
        (TRADE.column("release"), dt.date(2021, 12, 2), "2021-12-02"),
        (TRADE.column("release"), "2021-12", "2021-12"),
        (TRADE.column("partner"), " chn ", "CHN"),
        (TRADE.column("flow"), "Import", "import"),
        (TRADE.column("material"), 250410.0, "250410"),
        (BY_NAME["materials"].column("hs"), "0801.11; 250410;", "0801.11;250410"),
        (SHOCKS.column("parameters"), '{"b": 1, "a": "한국"}', '{"a": "한국", "b": 1}'),
        (SHOCKS.column("parameters"), '{"a": "\\u007f"}', '{"a": "\\u007f"}'),
        (SHOCKS.column("spread"), "Uniform( 0.3, 0.9 )", "uniform(0.3,0.9)"),
    ],
)
def test_that_a_cell_becomes_the_one_form_of_its_column(
    column: Column, cell: Cell, stored: object
) -> None:
    assert convert(column, cell) == stored


@pytest.mark.parametrize("cell", [None, "", "  ", float("nan")])
def test_that_missing_numbers_are_nan_and_never_zero(cell: Cell) -> None:
    assert math.isnan(convert(TRADE.column("quantity"), cell))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        (TRADE.column("quantity"), "a lot"),
        (TRADE.column("quantity"), "72,000"),
        (TRADE.column("quantity"), -1.0),
        (TRADE.column("quantity"), float("inf")),
        (TRADE.column("quantity"), True),
        (TRADE.column("quantity"), "#N/A"),
        (TRADE.column("period"), "2021-13"),
        (TRADE.column("period"), ""),
        (TRADE.column("release"), "2021-02-30"),
        (TRADE.column("flow"), "imports"),
        (BY_NAME["partners"].column("readiness"), 4.5),
        (SHOCKS.column("parameters"), "[1]"),
        (SHOCKS.column("parameters"), '{"a": NaN}'),
        (SHOCKS.column("parameters"), '{"a": 1e999}'),
        (SHOCKS.column("parameters"), "[" * 100_000),
        (SHOCKS.column("spread"), "about half"),
        (TRADE.column("material"), "x" * 40_000),
    ],
)
def test_that_a_cell_that_does_not_fit_is_refused_with_what_was_expected(
    column: Column, cell: Cell
) -> None:
    with pytest.raises(Unfit) as refusal:
        convert(column, cell)
    assert str(refusal.value)


def test_that_text_has_one_form_whatever_the_file_used() -> None:
    decomposed = "\u1112\u1161\u11ab\u1100\u116e\u11a8"  # 한국 in jamo
    assert clean(f" {decomposed}\r\n\x00\x1b ") == "한국"
