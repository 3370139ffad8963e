"""A review before the import: corrections change the counts, what is wrong is held back."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from books import RIGHT, changed, write_book
from books import trade as trade_sheet
from foreign_books import GRAPHITE, KOREA, LIST, customs, listed

from workbench.core import trace
from workbench.core.formats import read_files
from workbench.core.formats.reviewing import Review, figure_units, held_back, read, save_quarantine
from workbench.core.layout import profiles
from workbench.core.progress import Cancelled, Progress
from workbench.core.project import Project, differing


@pytest.fixture
def review(tmp_path: Path) -> Review:
    """A review of Korean customs figures: 9 good figures; one unreadable, one unknown country."""
    return read([customs(tmp_path / "수입.xlsx")], KOREA)


def quantities(review: Review) -> dict[tuple[str, str], float]:
    assert review.outcome.project is not None
    trade = review.outcome.project["trade"]
    keys = zip(trade["period"], trade["partner"], strict=True)
    return dict(zip(keys, trade["quantity"], strict=True))


def test_that_a_review_counts_good_and_bad_rows_and_names_the_cells(review: Review) -> None:
    (table,) = review.tables
    assert (table.how, table.table, table.taken) == ("guess", "trade", True)
    assert review.counts == (7, 4)
    wrong = review.wrong_cells(0)
    assert set(wrong) == {(7, 4), (9, 1)}
    assert "a lot" in wrong[7, 4]
    assert 10 in table.extract.left_out  # the total
    assert quantities(review)["2022", "CHN"] == 1200


def test_that_a_cell_is_fixed_in_place_and_the_row_says_so_when_asked_where_it_is_from(
    review: Review,
) -> None:
    fixed = review.with_cell(0, 7, 4, "1,650")
    assert fixed.counts == (8, 3)
    project = fixed.outcome.project
    assert project is not None
    trade = project["trade"]
    label = int(trade.index[(trade["period"] == "2024") & (trade["partner"] == "JPN")][0])
    assert trade.at[label, "quantity"] == 1650
    told = str(trace.origin_of(project, "trade", label, "quantity"))
    assert "[수입!D7]" in told
    assert "was 'a lot', read as '1650'" in told
    other = int(trade.index[trade["partner"] == "CHN"][0])
    assert "corrected" not in str(trace.origin_of(project, "trade", other))
    assert fixed.with_cell(0, 7, 4, "a lot").counts == review.counts


def test_that_a_skipped_row_is_neither_good_nor_bad_and_can_be_taken_again(review: Review) -> None:
    skipped = review.with_skipped(0, [9])
    assert skipped.counts == (7, 1)
    assert skipped.with_skipped(0, [9], skipped=False).counts == review.counts
    assert review.with_skipped(0, [6]).counts == (4, 4)


def test_that_another_role_changes_what_is_read(review: Review) -> None:
    as_value = review.with_role(0, 2, "value")
    assert as_value.outcome.project is not None
    trade = as_value.outcome.project["trade"]
    assert trade["value"].notna().sum() == 7  # one template speaks of all the years
    assert trade["quantity"].isna().all()
    without = review.with_role(0, 4, "ignore")
    assert without.counts == (5, 2)
    assert {period for period, _ in quantities(without)} == {"2022", "2023"}
    assert without.with_role(0, 4, "quantity").counts == review.counts


def test_that_a_name_is_asked_once_and_all_its_rows_become_good(tmp_path: Path) -> None:
    review = read([listed(tmp_path / "list.csv", *LIST)], KOREA)
    assert review.counts == (2, 2)
    (name,) = review.unknown()
    assert (name.text, name.cells) == ("Freedonia", 2)
    known = review.with_answers({"Freedonia": "DEU"})
    assert known.counts == (4, 0)
    assert known.answers == {"": {"Freedonia": "DEU"}}
    left = review.with_answers({"Freedonia": "-"})
    assert left.counts == (2, 0)


def test_that_units_are_stated_and_another_one_converts_otherwise(tmp_path: Path) -> None:
    review = read([listed(tmp_path / "list.csv", *LIST[:2])], KOREA)
    table = review.tables[0]
    assert table.mapping is not None
    weight = next(u for u in figure_units(table.mapping, table.found) if u.role == "quantity")
    assert "0.001 t" in weight.conversion
    assert sorted(quantities(review).values()) == [1, 2]
    assert sorted(quantities(review.with_unit(0, [weight.column], "t")).values()) == [1000, 2000]


def test_that_questions_are_answered_by_constants_and_by_a_home(tmp_path: Path) -> None:
    rows = [["Country", "HS code", "2023", "2024"], ["China", "380110", 5, 6]]
    review = read([write_book(tmp_path / "b.xlsx", {"data": rows})], Project())
    assert review.counts[0] == 0
    assert any("imports or exports" in question for question in review.tables[0].questions)
    said = review.with_home("KOR").with_constant(0, "flow", "import")
    assert said.counts == (2, 0)
    assert said.outcome.project is not None
    assert said.outcome.project.home == "KOR"
    assert not said.needs_home
    assert review.needs_home


def test_that_header_and_range_can_be_moved(tmp_path: Path) -> None:
    review = read([customs(tmp_path / "a.xlsx", GRAPHITE[:2])], KOREA)
    found = review.tables[0].found
    shorter = review.with_range(0, replace(found, last_row=found.first_row))
    assert shorter.counts == (3, 0)
    assert review.counts == (5, 1)


def test_that_rows_that_are_not_taken_are_kept_with_their_reasons(
    review: Review, tmp_path: Path
) -> None:
    skipped = review.with_skipped(0, [6])
    ((_, rows),) = held_back(skipped)
    assert [(row.row, row.cells) for row in rows] == [(6, ""), (7, "D7"), (9, "A9")]
    assert rows[0].reason == "left out by hand"
    assert rows[1].contents == ("일본", 800.0, 600.0, "a lot")
    assert save_quarantine(skipped, tmp_path / "q.csv") == 3
    lines = list(csv.reader((tmp_path / "q.csv").read_text("utf-8-sig").splitlines()))
    assert lines[2][:4] == ["수입.xlsx", "수입", "7", "D7"]
    assert "a number" in lines[2][4]
    save_quarantine(skipped, tmp_path / "q.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "q.xlsx").active
    assert [cell.value for cell in sheet[3]][5:] == ["일본", 800, 600, "a lot"]
    assert sheet["F1"].value == "국가"


def test_that_nothing_held_back_becomes_a_formula(tmp_path: Path) -> None:
    rows = [*LIST[:1], "2023,import,KOR,=cmd|'/c calc'!A1,380110,7,7"]
    review = read([listed(tmp_path / "list.csv", *rows)], KOREA)
    save_quarantine(review, tmp_path / "q.xlsx")
    save_quarantine(review, tmp_path / "q.csv")
    cells = [c for row in openpyxl.load_workbook(tmp_path / "q.xlsx").active for c in row]
    assert any(str(cell.value).startswith("=cmd") for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    assert ",'=cmd" in (tmp_path / "q.csv").read_text("utf-8-sig")


def test_that_a_good_file_gives_what_the_import_gives(tmp_path: Path) -> None:
    paths = [
        customs(tmp_path / "a.xlsx", GRAPHITE[:1]),
        listed(tmp_path / "b.csv", *LIST[:2]),
        write_book(tmp_path / "c.xlsx", RIGHT),
    ]
    imported = read_files(paths, KOREA)
    review = read(paths, KOREA)
    assert imported.project is not None
    assert review.outcome.project is not None
    assert differing(imported.project, review.outcome.project) == frozenset()
    assert review.counts[1] == 0


def test_that_a_newer_vintage_shows_what_it_changes(tmp_path: Path) -> None:
    first = read([customs(tmp_path / "a.xlsx", GRAPHITE[:1])], KOREA).outcome.project
    assert first is not None
    rows = [["중국", 1200, 1555, 1700], ["일본", 1, 2, 3]]
    newer = read([customs(tmp_path / "b.xlsx", rows)], first)
    counts = newer.outcome.changes["trade"].counts
    assert counts == {"added": 3, "removed": 0, "revised": 1, "unchanged": 2}
    assert newer.outcome.touches_older
    assert not newer.is_recognised


def test_that_a_saved_profile_recognises_the_next_file_and_nothing_is_asked(
    tmp_path: Path,
) -> None:
    first = read([customs(tmp_path / "a.xlsx", GRAPHITE[:1])], KOREA)
    table = first.tables[0]
    assert table.mapping is not None
    profiles.save("my-customs", table.mapping, table.workbook, found=table.found)
    again = read([customs(tmp_path / "b.xlsx", GRAPHITE[:1])], KOREA)
    assert (again.files[0].profile, again.tables[0].how) == ("my-customs", "profile")
    assert again.is_recognised
    assert not again.is_own


def test_that_good_rows_of_our_own_layout_are_taken_and_the_others_held_back(
    tmp_path: Path,
) -> None:
    sheets = changed(
        trade=trade_sheet(
            ["2022", "import", "KOR", "CHN", "graphite", "a lot", 1],
            ["2022", "import", "KOR", "ATLANTIS", "graphite", 1, 1],
            ["2022", "import", "KOR", "JPN", "unknown stuff", 1, 1],
        )
    )
    review = read([write_book(tmp_path / "own.xlsx", sheets)], Project())
    place = next(n for n, table in enumerate(review.tables) if table.table == "trade")
    assert (review.good(place), review.bad(place)) == (2, 3)
    assert {row for row, _ in review.wrong_cells(place)} == {4, 5, 6}
    assert not review.is_own
    fixed = review.with_cell(place, 6, 5, "graphite").with_skipped(place, [4, 5])
    assert (fixed.good(place), fixed.bad(place)) == (3, 0)
    assert read([write_book(tmp_path / "fine.xlsx", RIGHT)], Project()).is_own


def test_that_a_table_with_another_currency_blocks_until_it_is_left_out(tmp_path: Path) -> None:
    base = read([listed(tmp_path / "usd.csv", *LIST[:2])], KOREA).outcome.project
    assert base is not None
    path = tmp_path / "krw.csv"
    text = (tmp_path / "usd.csv").read_text("utf-8").replace("USD", "KRW").replace("2023", "2024")
    path.write_text(text, "utf-8")
    review = read([path], base)
    assert review.outcome.project is None
    assert "KRW" in review.tables[0].extract.blocking[0].message
    value = 7
    assert review.with_role(0, value, "ignore").counts == (2, 0)


def test_that_a_file_that_cannot_be_read_is_named_beside_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 nothing of a workbook")
    review = read([broken, customs(tmp_path / "a.xlsx")], KOREA)
    assert review.files[0].workbook is None
    assert review.files[0].problems
    assert review.counts == (7, 4)


def test_that_files_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for folder, row in (("x", LIST[0]), ("y", LIST[2])):
        (tmp_path / folder).mkdir()
        paths.append(listed(tmp_path / folder / "same.csv", row))
    review = read(paths, KOREA)
    assert [file.name for file in review.files] == ["x/same.csv", "y/same.csv"]
    assert (review.good(0), review.good(1), review.bad(1)) == (1, 0, 1)


def test_that_reading_can_be_cancelled(tmp_path: Path) -> None:
    class Stop(Progress):
        def step(self, *_told: object) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read([customs(tmp_path / "a.xlsx")], KOREA, Stop())


def test_that_a_foreign_file_without_a_home_is_told_so_in_its_own_words(tmp_path: Path) -> None:
    rows = [["Year", "Country", "Production (t)"], [2023, "China", 5], [2023, "Japan", 6]]
    sheet = {"Graphite production": rows}
    review = read([write_book(tmp_path / "p.xlsx", sheet)], Project())
    said = review.with_constant(0, "material", "graphite")
    texts = [problem.message for problem in said.outcome.problems]
    assert any("no home is set" in text for text in texts)
    assert not any("sheet settings" in text for text in texts)
