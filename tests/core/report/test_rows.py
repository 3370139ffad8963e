"""The rows as XML: what is read back is what stood in the table, piece by piece."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from workbench.core.progress import Cancelled, Progress
from workbench.core.report import filling, rows
from workbench.core.report.filling import Rows
from workbench.core.report.rows import xml_rows
from workbench.core.schema import Column

NUMBER, TEXT, DATE = Column("n", "number", ""), Column("t", "text", ""), Column("d", "date", "")
COLUMNS = (TEXT, NUMBER, DATE)


def read_back(
    path: Path, frame: pd.DataFrame, progress: Progress | None = None
) -> list[tuple[object, ...]]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("trade")
    sheet.append(["t", "n", "d"])
    pieces = xml_rows(sheet, frame, COLUMNS, ["@", "0.00", "@"])
    filling.save(book, {"trade": Rows(pieces, len(frame), 3)}, path, progress or Progress())
    return list(openpyxl.load_workbook(path)["trade"].values)[1:]


def a_frame(texts: list[str], numbers: list[float]) -> pd.DataFrame:
    text = pd.Series(texts, dtype="str")
    return pd.DataFrame({"t": text, "n": np.array(numbers, dtype=float), "d": ""})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    cells=st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8),
            st.floats(allow_infinity=False) | st.integers(-(10**6), 10**6).map(float),
        ),
        min_size=1,
        max_size=12,
    ),
    categorical=st.booleans(),
)
def test_that_text_and_numbers_are_read_back_as_they_were(
    tmp_path: Path, cells: list[tuple[str, float]], categorical: bool
) -> None:
    frame = a_frame([text for text, _ in cells], [number for _, number in cells])
    if categorical:
        frame["t"] = frame["t"].astype("category")
    again = read_back(tmp_path / "out.xlsx", frame)
    again += [(None, None, None)] * (len(cells) - len(again))  # empty rows at the end
    for (text, number), (text_again, number_again, _) in zip(cells, again, strict=True):
        assert rows.stored(text).replace("_x005F_", "_") == (text_again or "")
        assert number_again == (None if np.isnan(number) else number)


def test_that_markup_and_blanks_in_text_stay_text(tmp_path: Path) -> None:
    texts = ["<row/>", "a & b", "]]>", "two\nlines", "=1+1"]
    again = read_back(tmp_path / "out.xlsx", a_frame(texts, [1.0] * 5))
    assert [row[0] for row in again] == texts


@pytest.mark.parametrize("others", [[1.0, 0.0], [0.1 + 0.2, 1e300], [float("nan")] * 2])
def test_that_a_missing_number_leaves_its_cell_empty_and_zero_does_not(
    tmp_path: Path, others: list[float]
) -> None:
    again = read_back(tmp_path / "out.xlsx", a_frame(["x"] * 3, [float("nan"), *others]))
    assert [row[1] for row in again] == [None, *(None if x != x else x for x in others)]  # noqa: PLR0124


def test_that_pieces_join_without_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "PIECE", 3)
    frame = a_frame([f"row {number}" for number in range(10)], list(range(10)))
    again = read_back(tmp_path / "out.xlsx", frame)
    assert [row[:2] for row in again] == [(f"row {number}", number) for number in range(10)]


def test_that_progress_counts_rows_and_may_cancel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "PIECE", 4)
    seen: list[tuple[float, float, str]] = []

    class Watch(Progress):
        def step(self, done: float, total: float, text: str = "") -> None:
            seen.append((done, total, text))
            if done >= 8:
                raise Cancelled

    with pytest.raises(Cancelled):
        read_back(tmp_path / "out.xlsx", a_frame([""] * 10, [1.0] * 10), Watch())
    assert seen == [(4, 10, "writing trade"), (8, 10, "writing trade")]


def test_that_only_full_dates_become_dates(tmp_path: Path) -> None:
    frame = a_frame([""] * 4, [float("nan")] * 4)
    frame["d"] = ["2021-12-02", "2021-12", "1900-01-01", ""]
    again = [row[2] for row in read_back(tmp_path / "out.xlsx", frame)]
    assert [getattr(day, "year", day) for day in again[:3]] == [2021, "2021-12", "1900-01-01"]
