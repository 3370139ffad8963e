"""Input-output tables as offices write them, and every way in which one is refused."""

from __future__ import annotations

import csv
from pathlib import Path

import io_tables as io
import numpy as np
import pytest

from workbench.core.formats.input_output import Read, read_table
from workbench.core.problem import DataRefused, errors

NAMES = ("AUS/ore", "AUS/metal", "KOR/ore", "KOR/metal")


def right(read: Read) -> None:
    """The table is the one of io_tables."""
    assert [str(problem) for problem in errors(read.problems)] == []
    table = read.required()
    assert table.names == NAMES
    assert table.products == ("ore", "metal")
    np.testing.assert_array_equal(table.economy.flows, io.FLOWS)
    np.testing.assert_array_equal(table.economy.final, io.FINAL)
    assert table.economy.product.tolist() == [0, 1, 0, 1]


def refused(read: Read) -> list[str]:
    assert read.table is None
    return [str(problem) for problem in errors(read.problems)]


@pytest.fixture
def book(tmp_path: Path):
    return lambda **sheets: io.write(tmp_path / "table.xlsx", **sheets)


@pytest.mark.parametrize("sign", ["|", "/", "_", ":"])
@pytest.mark.parametrize("names", [("flows", "final"), ("Z", "Y"), ("중간수요", "최종수요")])
def test_that_names_in_one_cell_are_taken_apart(book, sign: str, names: tuple[str, str]) -> None:
    cells = io.in_one_cell(sign)
    sheets = dict(zip(names, (io.square(cells), io.demand(cells)), strict=True))
    right(read_table([book(**sheets)]))


@pytest.mark.parametrize("labels", [False, True])
@pytest.mark.parametrize("merged", [False, True])
def test_that_names_in_two_cells_are_read_with_regions_said_once(book, labels, merged) -> None:
    def above(sides):
        regions = [region for region, _ in sides]
        if merged:
            regions = [r if r not in regions[:n] else "" for n, r in enumerate(regions)]
        head = [["", "", *regions], ["", "", *(sector for _, sector in sides)]]
        return [*head, ["region", "sector"]] if labels else head

    def rows(figures):
        seen = []
        for (region, sector), row in zip(io.INDUSTRIES, figures, strict=True):
            yield ["" if merged and region in seen else region, sector, *row]
            seen.append(region)

    flows = [*above(io.INDUSTRIES), *rows(io.FLOWS)]
    final = [*above((("AUS", "FD"), ("KOR", "FD"))), *rows(io.FINAL)]
    read = read_table([book(flows=flows, final=final)])
    right(read)
    assert read.required().consumers == ("AUS FD", "KOR FD")


def test_that_one_sheet_may_hold_both_with_titles_totals_and_notes_around(book) -> None:
    rows = [["Input-output table, million USD"], []]
    rows.append(["", *io.in_one_cell(), *io.CONSUMERS, "Total"])
    for name, row, final in zip(io.in_one_cell(), io.FLOWS, io.FINAL, strict=True):
        rows.append([name, *row, *final, sum(row) + sum(final)])
    rows += [["Total", *np.sum(io.FLOWS, axis=0).tolist(), 0, 0, 0], ["Source: an office"]]
    read = read_table([book(table=rows)])
    right(read)
    said = {problem.cell: problem.message for problem in read.problems}
    assert "adds up others" in said["H3"]
    assert "adds up others" in said["A8"]
    assert "empty" in said["A9"]


def test_that_rows_and_columns_in_another_order_are_put_in_order(book) -> None:
    order = [2, 0, 3, 1]
    names = io.in_one_cell()
    flows = [["", *(names[n] for n in order)]]
    flows += [[name, *(io.FLOWS[row][n] for n in order)] for row, name in enumerate(names)]
    final = io.demand()
    right(read_table([book(flows=flows, final=[final[0], *final[:0:-1]])]))


def test_that_a_table_of_one_country_needs_no_regions(book) -> None:
    names = ["ore", "metal"]
    flows = [["", *names], ["ore", 0, 5], ["metal", 0, 0]]
    table = read_table([book(Z=flows, Y=[["", "households"], ["ore", 1], ["metal", 9]])]).required()
    assert table.names == ("ore", "metal")
    assert table.consumers == ("households",)


def test_that_two_text_files_are_told_apart_by_their_names(tmp_path: Path) -> None:
    paths = [tmp_path / "b_Y_annual.csv", tmp_path / "b_Z_annual.csv"]
    for path, rows in zip(paths, (io.demand(), io.square()), strict=True):
        with path.open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    right(read_table(paths))
    right(read_table(paths[::-1]))


def test_that_decimal_commas_are_understood_from_all_cells_together(tmp_path: Path) -> None:
    rows = [["", "A/x", "A/y", "home"], ["A/x", "0", "1,234", "7,5"], ["A/y", "0", "0", "1.234,5"]]
    path = tmp_path / "table.csv"
    path.write_text("\n".join(";".join(row) for row in rows))
    economy = read_table([path]).required().economy
    assert economy.flows[0, 1] == pytest.approx(1.234)
    assert economy.final[:, 0].tolist() == [7.5, 1234.5]


def test_that_empty_cells_are_refused_and_count_as_zero_only_when_asked(book) -> None:
    flows = io.square()
    flows[1][1] = flows[3][2] = ""
    path = book(flows=flows, final=io.demand())
    (told,) = refused(read_table([path]))
    assert "table.xlsx [flows!B2]: 2 cells are empty" in told
    assert "B2, C4" in told
    read = read_table([path], blank_is_zero=True)
    right(read)
    assert [p.severity for p in read.problems if "count as 0" in p.message] == ["warning"]


def changed(rows: list[list[object]], row: int, column: int, value: object) -> list[list[object]]:
    copy = [list(line) for line in rows]
    copy[row][column] = value
    return copy


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "place", "why"),
    [
        ("flows", 2, 3, "many", "flows!D3", "holds no figure"),
        ("flows", 2, 3, "#DIV/0!", "flows!D3", "holds no figure"),
        ("flows", 2, 3, "n/a", "flows!D3", "holds no figure"),
        ("flows", 2, 3, "NaN", "flows!D3", "holds no figure"),
        ("flows", 2, 3, "20 %", "flows!D3", "holds no figure"),
        ("flows", 2, 3, True, "flows!D3", "holds no figure"),
        ("flows", 2, 3, 1e308, "flows!D3", "no amount of money"),
        ("flows", 2, 3, -4, "flows!D3", "negative"),
        ("final", 4, 2, -4, "final!C5", "negative"),
        ("flows", 2, 0, "AUS|coal", "flows!A3", "no column"),
        ("flows", 0, 2, "AUS|coal", "flows!C1", "no industry of the rows"),
        ("flows", 2, 0, "AUS|ore", "flows!A3", "a row already, named in A2"),
        ("flows", 0, 2, "AUS|ore", "flows!C1", "a column already, named in B1"),
        ("flows", 2, 0, "AUSmetal", "flows!A3", "region and sector"),
        ("final", 0, 2, "", "final!C1", "no name"),
        ("final", 2, 0, "AUS|coal", "final!A3", "no industry of the flows"),
        ("final", 2, 0, "AUS|ore", "final!A3", "a row already, named in A2"),
    ],
)
def test_that_a_wrong_cell_is_named(book, sheet, row, column, value, place, why) -> None:
    sheets = {"flows": io.square(), "final": io.demand()}
    sheets[sheet] = changed(sheets[sheet], row, column, value)
    told = refused(read_table([book(**sheets)]))
    assert any(place in line and why in line for line in told), told


def test_that_all_findings_come_at_once(book) -> None:
    flows = changed(changed(io.square(), 1, 1, "x"), 2, 2, -1)
    told = refused(read_table([book(flows=flows, final=changed(io.demand(), 1, 1, ""))]))
    assert len(told) == 3


def test_that_a_workbook_without_final_demand_or_known_sheets_is_refused(book) -> None:
    assert "no final demand" in refused(read_table([book(flows=io.square())]))[0]
    told = refused(read_table([book(one=io.square(), two=io.demand())]))
    assert "sheets found: one, two" in told[0]
    with pytest.raises(DataRefused, match="no table with names"):
        read_table([book(flows=[["only"]])])


def test_that_a_missing_row_of_final_demand_is_no_zero(book) -> None:
    told = refused(read_table([book(flows=io.square(), final=io.demand()[:-1])]))
    assert any("no row of final demand" in line and "KOR/metal" in line for line in told)


def test_that_who_buys_more_than_it_makes_is_told_and_not_refused(book) -> None:
    final = changed(io.demand(), 4, 2, 1)
    told = read_table([book(flows=io.square(), final=final)])
    right_but = told.required().economy.output
    assert right_but[3] == 1
    assert any("buys more" in p.message and p.value == "KOR/metal" for p in told.problems)


def test_that_who_buys_and_makes_nothing_is_refused(book) -> None:
    final = changed(io.demand(), 4, 2, 0)
    (told,) = refused(read_table([book(flows=io.square(), final=final)]))
    assert "flows!A5" in told
    assert "makes nothing" in told


def test_that_a_mark_for_unknown_is_no_empty_cell_and_a_dash_is_one(book) -> None:
    flows = changed(changed(io.square(), 1, 1, "-"), 3, 2, "n/a")
    told = read_table([book(flows=flows, final=io.demand())], blank_is_zero=True)
    assert [problem.cell for problem in errors(told.problems)] == ["C4"]
    assert any("a cell is empty" in p.message and p.value == "B2" for p in told.problems)


def test_that_the_first_wrong_cells_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    names = [f"A|s{n}" for n in range(6)]
    rows = [["", *names, "home"], *([name, *["x"] * 6, 1] for name in names)]
    told = refused(read_table([io.write(tmp_path / "t.xlsx", one=rows)]))
    assert len(told) == 21
    assert "16 more cells" in told[-1]


def test_that_a_table_of_national_accounts_is_read_without_its_accounts(tmp_path: Path) -> None:
    rows = [["V1", *io.in_one_cell("_"), "AUS_HFCE", "KOR_HFCE", "OUT"]]
    for name, row, final in zip(io.in_one_cell("_"), io.FLOWS, io.FINAL, strict=True):
        rows.append([name, *row, *final, sum(row) + sum(final)])
    rows += [["VA", 65, 45, 15, 50, "", "", ""], ["OUT", 65, 65, 15, 900, "", "", "x"]]
    read = read_table([io.write(tmp_path / "icio.xlsx", icio=rows)])
    right(read)
    assert read.required().consumers == ("AUS_HFCE", "KOR_HFCE")
    left = {p.value: p.cell for p in read.problems if "account beside the flows" in p.message}
    assert left == {"VA": "A6", "OUT": "H1"}
    (odd,) = [problem for problem in read.problems if "not balanced" in problem.message]
    assert (odd.cell, odd.value) == ("A7", "KOR_metal 90, said 900")


def test_that_the_same_file_twice_is_refused(book) -> None:
    path = book(flows=io.square())
    with pytest.raises(DataRefused, match="given twice"):
        read_table([path, path])


def test_that_an_empty_sheet_is_told(book) -> None:
    read = read_table([book(flows=io.square(), final=io.demand(), notes=[[""]])])
    right(read)
    assert [p.sheet for p in read.problems if p.message == "the sheet is empty"] == ["notes"]
