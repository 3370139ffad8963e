"""Mappings as values that can be kept, and what cannot be one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.layout.mapping import (
    FIGURES,
    PLACES,
    SKIPS,
    ColumnRole,
    Condition,
    Mapping,
    WrongMapping,
    from_json,
    to_json,
)

TEXTS = st.text(max_size=12)
ROLES = st.builds(
    ColumnRole,
    role=st.sampled_from([*PLACES, "quantity", "value", "ignore"]),
    header=TEXTS,
    position=st.integers(0, 9),
    unit=TEXTS,
    sets=st.dictionaries(st.sampled_from(PLACES), TEXTS, max_size=2),
    zero_is_missing=st.booleans(),
)
MAPPINGS = st.builds(
    Mapping,
    table=st.just("trade"),
    columns=st.lists(ROLES, max_size=4).map(tuple),
    constants=st.dictionaries(st.sampled_from(PLACES), TEXTS, max_size=3),
    templates=st.lists(TEXTS, max_size=2).map(tuple),
    values=st.dictionaries(
        st.sampled_from(PLACES), st.dictionaries(TEXTS, TEXTS, max_size=2), max_size=2
    ),
    own_numbers=st.lists(st.sampled_from(PLACES), unique=True, max_size=2).map(tuple),
    keep=st.lists(
        st.builds(Condition, header=TEXTS, values=st.lists(TEXTS, max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
    skip=st.lists(st.sampled_from(SKIPS), unique=True).map(tuple),
    duplicates=st.sampled_from(["refuse", "add"]),
    take=st.sampled_from(["all", "latest"]),
    decimal=st.sampled_from(["", ".", ","]),
    only_known=st.booleans(),
    notes=st.lists(TEXTS, max_size=2).map(tuple),
)


@given(MAPPINGS)
def test_that_a_mapping_comes_back_from_json_as_it_was(mapping: Mapping) -> None:
    assert from_json(json.loads(json.dumps(to_json(mapping)))) == mapping


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"table": "settings", "columns": []},
        {"table": "trade", "columns": [{"role": "quantitty"}]},
        {"table": "trade", "columns": [{"role": "price", "header": "x"}]},
        {"table": "trade", "columns": [{"role": "hs", "headr": "x"}]},
        {"table": "trade", "columns": "hs"},
        {"table": "trade", "columns": [], "skip": ["everything"]},
        {"table": "trade", "columns": [], "take": "first"},
        {"table": "trade", "columns": [], "constants": {"planet": "x"}},
        {"table": "trade", "columns": [], "constants": []},
        {"table": "trade", "columns": [], "values": {"flow": "M"}},
        {"table": "trade", "columns": [], "decimal": ";"},
        {"table": "trade", "columns": [], "keep": [{"header": "a", "value": 1}]},
    ],
)
def test_that_what_is_no_mapping_is_refused_in_words(data: Any) -> None:
    with pytest.raises(WrongMapping) as refused:
        from_json(data)
    assert len(str(refused.value)) > 10


def test_that_figures_are_columns_of_some_table() -> None:
    from workbench.core import schema

    names = {name for table in schema.TABLES for name in table.names}
    assert set(FIGURES) <= names
