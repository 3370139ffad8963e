"""A pasted block is taken as a whole or refused with every reason."""

from __future__ import annotations

import pytest

from workbench.core.problem import DataRefused
from workbench.core.project import from_records
from workbench.ui.panes._pasting import pasted

PROJECT = from_records(
    {
        "materials": [{"material": "tar"}, {"material": "pitch"}],
        "demand": [{"period": "2021", "material": "tar", "quantity": 1}],
    }
)
LABELS = [int(label) for label in PROJECT["materials"].index]


def test_that_rows_beyond_the_last_one_are_added_and_the_rest_stays():
    block = [["pitch", "피치"], ["coke", "=1"], ["cell", ""]]
    after = pasted(PROJECT, "materials", LABELS[1:], ["material", "name", "unit"], block)
    assert after["materials"]["material"].tolist() == ["tar", "pitch", "coke", "cell"]
    assert after["materials"]["name"].tolist() == ["", "피치", "=1", ""]
    assert after["materials"].index.is_unique
    assert after["demand"] is PROJECT["demand"]


def test_that_a_pasted_key_renames_what_refers_to_it():
    after = pasted(PROJECT, "materials", LABELS, ["material"], [["coal tar"]])
    assert after["demand"]["material"].tolist() == ["coal tar"]


@pytest.mark.parametrize(
    ("columns", "block", "told"),
    [
        (["price"], [["1"], ["dear"]], [("price", 2, "dear")]),
        (["price"], [["-1"], ["1"], ["2"]], [("price", 1, "-1"), ("material", 3, "")]),
        (["note"], [["a", "b"]], [("", 0, "")]),
        (["material"], [["coke"], ["coke"]], [("", 0, "")]),
        (["material"], [["tar"], ["pitch"], ["tar"]], [("material", 3, "tar")]),
    ],
)
def test_that_what_does_not_fit_is_refused_with_every_place(columns, block, told):
    with pytest.raises(DataRefused) as refused:
        pasted(PROJECT, "materials", LABELS, columns, block)
    assert [(p.column, p.row, p.value) for p in refused.value.problems] == told


def test_that_dates_and_amounts_of_a_large_table_are_taken():
    columns = ["period", "flow", "reporter", "partner", "material", "quantity"]
    row = ["2024-01", "import", "KOR", "chn", "tar", "1,250.5"]
    after = pasted(PROJECT, "trade", [], columns, [row, ["2024-02", *row[1:]]])
    assert after["trade"]["partner"].astype(str).tolist() == ["CHN", "CHN"]
    assert after["trade"]["quantity"].tolist() == [1250.5, 1250.5]
