from __future__ import annotations

import openpyxl
import pytest

from workbench.core import edit
from workbench.core.formats import read_files
from workbench.core.measure import measure
from workbench.core.project import Project
from workbench.core.trace import origin_of, rows_behind, uses_of
from workbench.paths import sample_workbook

MATERIAL = "artificial graphite"


@pytest.fixture(scope="module")
def sample() -> Project:
    imported = read_files([sample_workbook()], Project())
    assert imported.project is not None
    return imported.project


def test_that_every_figure_leads_back_to_a_cell_that_holds_it(sample: Project) -> None:
    book = openpyxl.load_workbook(sample_workbook(), read_only=True)
    cells = {
        name: [tuple(cell.value for cell in row) for row in book[name].iter_rows()]
        for name in ("trade", "suppliers", "capacity")
    }
    for table, column in (("trade", "quantity"), ("suppliers", "name"), ("capacity", "capacity")):
        for label in list(sample[table].index)[::97] or sample[table].index:
            origin = origin_of(sample, table, int(label), column)
            assert origin.file == "graphite.xlsx"
            letter, row = origin.cell[0], int(origin.cell[1:])
            there = cells[table][row - 1][ord(letter) - ord("A")]
            assert there == sample[table].at[label, column]


def test_that_the_publication_or_assumption_behind_a_row_is_named(sample: Project) -> None:
    trade = sample["trade"]
    china = trade[(trade["partner"] == "CHN") & (trade["material"] == MATERIAL)].index[0]
    japan = trade[(trade["partner"] == "JPN") & (trade["material"] == MATERIAL)].index[0]
    assert "Comtrade" in str(origin_of(sample, "trade", int(china)))
    assert "assumption:" in str(origin_of(sample, "trade", int(japan)))


def test_that_a_row_typed_by_hand_says_so(sample: Project) -> None:
    changed, label = edit.add_row(sample, "materials", {"material": "gallium"})
    assert str(origin_of(changed, "materials", label)).startswith("typed by hand")


def test_that_changing_a_row_changes_exactly_the_figures_said_to_use_it(sample: Project) -> None:
    label = rows_behind(sample, MATERIAL, "2021-05", "CHN")["trade"][0]
    uses = " ".join(uses_of(sample, "trade", label))
    for period, used in (("2021-05", True), ("2021", True), ("2021-06", False), ("2022", False)):
        before = measure(sample, material=MATERIAL, period=period, keys=["hhi"])
        doubled = sample["trade"].at[label, "value"] * 2
        after = measure(
            edit.set_cell(sample, "trade", label, "value", doubled),
            material=MATERIAL,
            period=period,
            keys=["hhi"],
        )
        assert (not before.equals(after)) == used
        assert (f"in {period}" in uses.replace(",", " ").split("simulation")[0] + " ") or not used


def test_that_the_rows_behind_a_year_are_its_months(sample: Project) -> None:
    rows = rows_behind(sample, MATERIAL, "2021", "CHN")["trade"]
    assert sorted(sample["trade"].loc[rows, "period"]) == [f"2021-{m:02d}" for m in range(1, 13)]


def test_that_a_row_that_does_not_exist_is_refused(sample: Project) -> None:
    with pytest.raises(KeyError):
        origin_of(sample, "trade", 1)
