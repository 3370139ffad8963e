from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.core import frames, schema

TRADE = schema.BY_NAME["trade"]


def test_that_missing_columns_are_filled_as_missing_and_never_as_zero() -> None:
    frame = frames.conform(TRADE, pd.DataFrame({"period": ["2021"], "partner": ["CHN"]}))
    assert np.isnan(frame["quantity"].iloc[0])
    assert frame["release"].iloc[0] == ""


def test_that_large_tables_hold_categoricals_with_sorted_categories_and_no_spare_ones() -> None:
    partner = pd.Categorical(["JPN", "CHN"], categories=["USA", "JPN", "CHN"])
    frame = frames.conform(TRADE, pd.DataFrame({"partner": partner}))
    assert list(frame["partner"]) == ["JPN", "CHN"]
    assert list(frame["partner"].cat.categories) == ["CHN", "JPN"]


def test_that_a_missing_category_becomes_the_empty_text() -> None:
    frame = frames.conform(TRADE, pd.DataFrame({"partner": pd.Categorical(["JPN", None])}))
    assert list(frame["partner"]) == ["JPN", ""]


def test_that_where_rows_came_from_survives() -> None:
    index = pd.Index([1 << 40, 2 << 40])
    frame = frames.conform(TRADE, pd.DataFrame({"partner": ["A", "B"]}, index=index))
    assert list(frame.index) == list(index)
    assert list(frames.conform(TRADE, frame.iloc[::-1]).index) == list(index[::-1])
