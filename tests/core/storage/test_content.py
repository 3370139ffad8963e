from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from stored_projects import assert_same, example, projects

from workbench.core import provenance
from workbench.core.problem import DataRefused
from workbench.core.project import Project, from_records
from workbench.core.storage import content
from workbench.core.storage.content import Damaged, PartName, TooNew


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(projects())
def test_that_a_project_comes_back_from_its_parts(project: Project) -> None:
    assert_same(project, content.project_of(content.contents(project)))


def _hash(project: Project) -> str:
    return content.digest(content.contents(project))


def test_that_the_hash_sees_values_order_columns_and_provenance() -> None:
    base = example()
    trade = base["trade"]
    others = {
        "value": trade.assign(value=trade["value"] + 1e-12),
        "text": trade.assign(partner=trade["partner"].astype(str).replace("USA", "USB")),
        "order": trade.iloc[::-1],
        "gap": trade.assign(quantity=trade["quantity"].fillna(0.0)),
        "column": trade.rename(columns={"quantity": "value", "value": "quantity"}),
        "provenance": trade.set_axis(provenance.pack(2, np.arange(len(trade)) + 2)),
        "row": trade.iloc[1:],
    }
    hashes = {name: _hash(base.replace({"trade": frame})) for name, frame in others.items()}
    assert len({*hashes.values(), _hash(base)}) == len(others) + 1


def test_that_the_hash_does_not_depend_on_the_order_of_parts_or_the_bits_of_a_gap() -> None:
    parts = content.contents(example())
    assert content.digest(dict(reversed(parts.items()))) == content.digest(parts)
    other_nan = np.array([0x7FF8000000000001], dtype=np.uint64).view(np.float64)
    rows = pd.DataFrame({"material": ["a", "b"], "price": [other_nan[0], 1.0]})
    plain = pd.DataFrame({"material": ["a", "b"], "price": [np.nan, 1.0]})
    one, two = (Project().replace({"materials": frame}) for frame in (rows, plain))
    assert _hash(one) == _hash(two)


def test_that_a_column_nobody_uses_is_not_stored_so_that_a_new_one_changes_no_hash() -> None:
    parts = content.contents(from_records({"materials": [{"material": "pitch"}]}))
    assert {name.column for name in parts} == {"", "material"}


def test_that_values_no_file_can_hold_are_all_named() -> None:
    rows = pd.DataFrame({"material": ["a", "b\ud800"], "price": [1.0, np.inf], "note": ["", "한"]})
    with pytest.raises(DataRefused) as refused:
        content.contents(Project().replace({"materials": rows}))
    found = {(p.table, p.column, p.row) for p in refused.value.problems}
    assert found == {("materials", "material", 2), ("materials", "price", 2)}


BAD = {
    "rows lost": ({("", "index"): None}, Damaged),
    "rows doubled": ({("", "index"): np.array([1, 1, 2])}, Damaged),
    "too few numbers": ({("price", "numbers"): np.array([1.0])}, Damaged),
    "infinite": ({("price", "numbers"): np.array([1.0, np.inf, 1.0])}, Damaged),
    "no texts": ({("material", "texts"): None}, Damaged),
    "no codes": ({("material", "codes"): None}, Damaged),
    "code too high": ({("material", "codes"): np.array([0, 1, 3], dtype=np.int32)}, Damaged),
    "code below zero": ({("material", "codes"): np.array([0, 1, -1], dtype=np.int32)}, Damaged),
    "too few codes": ({("material", "codes"): np.array([0, 1], dtype=np.int32)}, Damaged),
    "text unused": ({("material", "codes"): np.array([0, 2, 2], dtype=np.int32)}, Damaged),
    "texts doubled": ({("material", "texts"): ["a", "a", "c"]}, Damaged),
    "texts out of order": ({("material", "texts"): ["b", "a", "c"]}, Damaged),
    "no text at all": ({("material", "texts"): []}, Damaged),
    "text too long": ({("material", "texts"): ["a", "b", "c" * 1_000_001]}, Damaged),
    "numbers as texts": ({("material", "numbers"): np.ones(3)}, Damaged),
    "texts as numbers": ({("price", "texts"): ["a"]}, Damaged),
    "unknown column": ({("colour", "texts"): ["a"]}, TooNew),
}


@pytest.mark.parametrize("name", BAD)
def test_that_parts_that_cannot_be_ours_are_refused(name: str) -> None:
    changes, error = BAD[name]
    rows = [{"material": text, "price": 1.0} for text in "abc"]
    parts = dict(content.contents(from_records({"materials": rows})))
    for (column, kind), values in changes.items():
        part = PartName("materials", column, kind)  # type: ignore[arg-type]
        parts.pop(part, None)
        if values is not None:
            parts[part] = values
    with pytest.raises(error):
        content.project_of(parts)


def test_that_a_table_nobody_knows_is_refused_as_newer() -> None:
    with pytest.raises(TooNew, match="prices"):
        content.project_of({PartName("prices", "", "index"): np.array([1])})
