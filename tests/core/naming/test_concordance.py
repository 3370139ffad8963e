from __future__ import annotations

from workbench.core.naming.concordance import Concordance

ROWS = [
    ["From HS2022", " To HS2017", "Relationship"],
    ["854141", "854140", "1:n"],
    ["854142", 854140.0, "1:n"],
    ["854149", "854140", "1:n"],
    [90121.0, "090121", "1:1"],
    ["381800", "381800", ""],
    ["381800", "382499", ""],
    ["", "", ""],
    ["see note", "854140", ""],
]
TABLE = Concordance.from_rows(ROWS)


def test_that_one_code_may_become_several_in_both_directions() -> None:
    assert TABLE.map("381800", "HS2022", "HS2017") == ["381800", "382499"]
    assert TABLE.map("854140", "HS2017", "HS2022") == ["854141", "854142", "854149"]
    assert "one of 3" in TABLE.explain("854140", "HS2017", "HS2022")


def test_that_lost_zeros_of_the_table_do_not_break_the_join() -> None:
    assert TABLE.map("090121", "HS2022", "HS2017") == ["090121"]


def test_that_national_codes_and_headings_are_mapped_by_what_they_share() -> None:
    assert TABLE.map("8541421010", "HS2022", "HS2017") == ["854140"]
    assert TABLE.map("8541", "HS2022", "HS2017") == ["8541"]
    assert TABLE.map("3818", "HS2022", "HS2017") == ["3818", "3824"]


def test_that_what_is_unknown_is_said() -> None:
    assert TABLE.map("999999", "HS2022", "HS2017") == []
    assert "not in the table" in TABLE.explain("999999", "HS2022", "HS2017")
    assert "no table from HS2022 to HS2012" in TABLE.explain("381800", "HS2022", "HS2012")
    assert TABLE.map("999999", "HS2022", "HS2022") == ["999999"]


def test_that_unreadable_rows_are_named() -> None:
    assert [(problem.row, problem.severity) for problem in TABLE.problems] == [(9, "warning")]


def test_that_a_table_without_revisions_is_refused() -> None:
    nameless = Concordance.from_rows(ROWS[1:3])
    assert not nameless.pairs
    assert "HS revisions" in str(nameless.problems[0])
    named = Concordance.from_rows(ROWS[1:3], "HS2022", "HS2017")
    assert named.map("854141", "HS2022", "HS2017") == ["854140"]
    assert TABLE.joined(named).map("381800", "HS2022", "HS2017") == []
