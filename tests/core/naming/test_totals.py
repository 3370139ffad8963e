from __future__ import annotations

import pytest

from workbench.core.naming import totals

WHOLE = [
    "World",
    "Total",
    "Grand total",
    "합계",
    "총계",
    "계",
    "計",
    "合計",
    "World total (rounded)",
]
WHOLE += ["전세계", "世界", "[Total]", "TOTAL¹", "합  계"]
PART = ["소계", "小計", "Sub-total", "Subtotal", "アジア計", "Asia, total", "유럽 소계"]
PART += ["World total (rounded), excluding U.S. production"]
REST = [
    "Other countries",
    "Other countries4",
    "Others",
    "Rest of world",
    "기타",
    "その他",
    "기타 국가",
]
NEITHER = [
    "China",
    "TotalEnergies",
    "時計",
    "기계",
    "会計",
    "Other Asia, nes",
    "",
    "World Bank prices",
]


@pytest.mark.parametrize("text", WHOLE)
def test_that_a_total_of_all_is_known(text: str) -> None:
    assert totals.is_total(text)
    assert totals.is_whole(text)
    assert not totals.is_rest(text)


@pytest.mark.parametrize("text", PART)
def test_that_a_total_of_some_is_not_taken_for_all(text: str) -> None:
    assert totals.is_total(text)
    assert not totals.is_whole(text)


@pytest.mark.parametrize("text", REST)
def test_that_the_rest_is_no_total(text: str) -> None:
    assert totals.is_rest(text)
    assert not totals.is_total(text)


@pytest.mark.parametrize("text", NEITHER)
def test_that_other_names_are_neither(text: str) -> None:
    assert not totals.is_total(text)
    assert not totals.is_rest(text)
