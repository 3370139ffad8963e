from __future__ import annotations

from pathlib import Path

import pytest
from made_sheets import sheet_from, sheet_of

from workbench.core.layout import concordances
from workbench.core.naming import remembered
from workbench.core.naming.concordance import Concordance
from workbench.core.problem import DataRefused
from workbench.core.reading.sheets import Workbook

ONE_WAY = [
    ["From HS2022", "To HS2017"],
    ["010121", "010121"],
    *[[850711 + n, 850710] for n in range(4)],
]
ALL_WAYS = [
    ["Correlation", None],
    [None, None],
    ["HS2022", " HS2017", "Relationship"],
    ["010121", "010121", "1:1"],
    *[[f"85071{n}", "850710", "n:1"] for n in range(1, 5)],
    ["850711", "850720", "n:n"],
]
UN = Path(__file__).resolve().parents[3].parent / "shared/workbooks"


def book(*sheets) -> Workbook:
    return Workbook("codes.xlsx", "", sheets)


def test_that_a_code_is_split_if_any_sheet_of_the_file_splits_it() -> None:
    table = concordances.of_workbook(book(sheet_of(ONE_WAY, "a"), sheet_of(ALL_WAYS, "b")))
    assert table.map("850711", "HS2022", "HS2017") == ["850710", "850720"]
    assert table.map("850710", "HS2017", "HS2022") == ["850711", "850712", "850713", "850714"]
    assert table.map("010121", "HS2017", "HS2022") == ["010121"]
    assert table.problems == ()


def test_that_the_name_of_the_file_or_sheet_names_the_revisions_if_no_header_does() -> None:
    text = "\n".join(f"85071{n},850710" for n in range(1, 7))
    one = concordances.of_workbook(Workbook("un_HS2012toHS2007.csv", "", (sheet_from(text, "x"),)))
    assert one.map("850713", "HS2012", "HS2007") == ["850710"]
    two = concordances.of_workbook(book(sheet_from("old,new\n" + text, "H5-H6")))
    assert two.map("850710", "HS2022", "HS2017")[0] == "850711"


def test_that_what_is_no_table_of_codes_is_refused() -> None:
    for sheet in (sheet_of([["country", "value"], ["KOR", 5]]), sheet_of(ONE_WAY[:3], "a")):
        with pytest.raises(DataRefused, match="no sheet of this file is a table between"):
            concordances.of_workbook(book(sheet))


def test_that_kept_tables_come_back_equal_and_a_newer_one_takes_the_place() -> None:
    table = concordances.of_workbook(book(sheet_of(ALL_WAYS, "b")))
    (path,) = concordances.save(table)
    assert path.name == "HS2022-HS2017.csv"
    assert concordances.load() == table
    turned = Concordance.of_codes([("850710", "850719")], "HS2017", "HS2022")
    concordances.save(turned)
    assert [p.name for p in path.parent.iterdir()] == ["HS2017-HS2022.csv"]
    assert concordances.load() == turned


def test_that_a_broken_table_is_a_finding_and_the_others_are_used() -> None:
    concordances.save(concordances.of_workbook(book(sheet_of(ALL_WAYS, "b"))))
    for number, text in enumerate(("", "HS2012\n", "HS2012,HS2007\n850710\n", "a,b\n1,2\n")):
        (remembered.folder() / f"A{number}.csv").write_text(text, "utf-8")
    loaded = concordances.load()
    assert len(loaded.problems) == 4
    assert {problem.severity for problem in loaded.problems} == {"warning"}
    assert set(loaded.pairs) == {("HS2022", "HS2017"), ("HS2017", "HS2022")}


@pytest.mark.parametrize("path", sorted(UN.glob("un_HS*conversion.xlsx")), ids=lambda p: p.name)
def test_that_the_table_of_the_united_nations_is_read_with_its_splits(path: Path) -> None:
    """Photosensitive devices, 854140, were divided in HS2022; all but scrap went to four codes."""
    table = concordances.read(path)
    assert len(table.pairs["HS2022", "HS2017"]) == 5613
    for code in ("854141", "854142", "854143", "854149"):
        assert table.map(code, "HS2022", "HS2017") == ["854140"]
        assert code in table.map("854140", "HS2017", "HS2022")
    assert len(table.map("854921", "HS2022", "HS2017")) > 100
