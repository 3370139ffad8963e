"""The table trade as codes: which rows are imports of home."""

from __future__ import annotations

import numpy as np
import pandas as pd

from workbench.core.project import from_records
from workbench.core.screening.reading import Coded, Trade


def trade_of(rows, home="KOR", length=12):
    keys = ("period", "flow", "reporter", "partner", "release", "value")
    return Trade.of(
        from_records(
            {
                "settings": [{"key": "home", "value": home}],
                "materials": [{"material": "m"}],
                "trade": [dict(zip(keys, row, strict=True)) | {"material": "m"} for row in rows],
            }
        ),
        "value",
        length,
        "",
    )


def test_that_only_imports_of_home_from_outside_are_chosen():
    trade = trade_of(
        [
            ("2021", "import", "DEU", "CHN", "", 1.0),
            ("2021", "import", "DEU", "FRA", "", 1.0),
            ("2021", "export", "DEU", "CHN", "", 1.0),
            ("2021", "import", "USA", "CHN", "", 1.0),
        ],
        home="EU",
    )
    assert trade.chosen.tolist() == [True, False, False, False]
    rows = np.concatenate([np.arange(len(trade))[part] for part in trade.slices()])
    assert rows.tolist() == [0]


def test_that_rows_that_are_all_good_are_not_looked_at_one_by_one():
    trade = trade_of([("2021", "import", "KOR", "CHN", "", 1.0)])
    assert trade.chosen is None
    assert list(trade.slices()) == [slice(0, 1)]


def test_that_releases_of_different_figures_are_simply_added_up():
    once = [("2021-01", "import", "KOR", "CHN", "2021-02", 1.0)]
    more = [*once, ("2021-02", "import", "KOR", "CHN", "2021-03", 1.0)]
    again = [*more, ("2021-02", "import", "KOR", "CHN", "2021-04", 2.0)]
    assert [bool(trade_of(rows).odd[0]) for rows in (once, more, again)] == [False, False, True]


def test_that_a_plain_column_is_coded_in_order_of_its_text():
    coded = Coded.of(pd.Series(["b", "a", "b"]))
    assert coded.labels == ("a", "b")
    assert coded.codes.tolist() == [1, 0, 1]
    assert coded.among(np.array([False, True])).tolist() == [True, False, True]
    assert coded.among(np.array([True, True])) is None
