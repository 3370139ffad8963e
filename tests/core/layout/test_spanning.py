"""Labels that stand once for several rows."""

from __future__ import annotations

from dataclasses import replace

from made_sheets import sheet_of

from workbench.core.layout.applying import apply
from workbench.core.layout.finding import find_tables
from workbench.core.layout.mapping import ColumnRole, Mapping
from workbench.core.problem import errors
from workbench.core.project import Project
from workbench.core.reading.sheets import Merged, Sheet

MAPPING = Mapping(
    "trade",
    (ColumnRole("hs", "HS"), ColumnRole("partner", "Country"), ColumnRole("quantity", "t")),
    constants={"flow": "import", "reporter": "KOR", "period": "2021"},
)
HEADER = ["HS", "Country", "t"]


def read(sheet: Sheet, *merged: Merged) -> tuple[list[tuple[str, str, float]], list[str]]:
    """Return material, partner and quantity of every row, and the cells with errors."""
    (found,) = find_tables(replace(sheet, merged=merged))
    extract = apply(MAPPING, found, Project())
    frame = next(part.frame for part in extract.parts if part.table == "trade")
    rows = frame[["material", "partner", "quantity"]].astype(object)
    cells = [problem.cell for problem in errors(extract.problems)]
    return list(rows.itertuples(index=False, name=None)), cells


def test_that_a_merged_label_holds_for_all_its_rows_but_a_figure_does_not() -> None:
    sheet = sheet_of([HEADER, ["380110", "China", 1], [None, "Japan", None], ["380110", "USA", 3]])
    rows, wrong = read(sheet, ((2, 1), (3, 1)), ((2, 3), (3, 3)))
    assert rows == [("380110", "CHN", 1.0), ("380110", "USA", 3.0)]
    assert not wrong
    assert read(sheet_of([HEADER, ["380110", "China", 1], [None, "Japan", 2]]), ((2, 1), (3, 1)))[
        0
    ] == [("380110", "CHN", 1.0), ("380110", "JPN", 2.0)]


def test_that_an_outline_is_filled_but_a_gap_in_a_list_is_a_finding() -> None:
    outline = [["380110", "China", 1], [None, "Japan", 2], ["250410", "China", 3], [None, "USA", 4]]
    rows, wrong = read(sheet_of([HEADER, *outline, [None, None, 10]]))
    assert rows == [
        ("380110", "CHN", 1.0), ("380110", "JPN", 2.0), ("250410", "CHN", 3.0),
        ("250410", "USA", 4.0),
    ]  # fmt: skip
    assert sorted(wrong) == ["A6", "B6"]  # what the last row adds up is nobody's label
    listed = [["380110", "China", 1], ["380110", "Japan", 2], [None, "USA", 3]]
    rows, wrong = read(sheet_of([HEADER, *listed]))
    assert len(rows) == 2
    assert wrong == ["A4"]
