"""XML spreadsheets of Excel 2003."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from workbench.core.problem import DataRefused
from workbench.core.reading.sheets import ERROR
from workbench.core.reading.worker import read_workbook

HEAD = (
    '<?xml version="1.0" encoding="{}"?>{}<Workbook xmlns="urn:schemas-microsoft-com:office:'
    'spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
)
BODY = """<Worksheet ss:Name="수출"><Table>
<Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">흑연</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="Number">1.5</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2021-12-02T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell>
<Cell><Data ss:Type="String">007</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="숨김"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>
</x:WorksheetOptions></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["utf-8", "euc-kr", "utf-16"])
def test_that_cells_keep_their_kind_and_place(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes((HEAD.format(encoding, "") + BODY).encode(encoding))
    sheet, hidden = read_workbook(path).sheets
    assert (sheet.name, sheet.visible, hidden.visible) == ("수출", True, False)
    assert (sheet.cell(3, 1), sheet.cell(3, 4), sheet.cell(4, 4)) == ("흑연", 1.5, "007")
    assert [sheet.cell(4, column) for column in (1, 2, 3)] == [dt.date(2021, 12, 2), True, "#N/A"]
    assert int(sheet.columns[2].kinds[3]) == ERROR
    assert sheet.merged == (((3, 1), (3, 2)),)


@pytest.mark.parametrize(
    ("declared", "body", "words"),
    [
        ('<!DOCTYPE a [<!ENTITY b "ha">]>', BODY, "declares entities"),
        ("", BODY[:300], "not well-formed"),
        ("", BODY.replace('Index="3"', 'Index="99999999"'), "larger than Excel allows"),
        ("", BODY.replace(">1.5<", ">x<"), "damaged"),
        ("", BODY.replace('ss:Index="4"', 'ss:Index="1"'), "not in order"),
    ],
)
def test_that_what_contradicts_itself_is_refused(
    tmp_path: Path, declared: str, body: str, words: str
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(HEAD.format("utf-8", declared) + body, "utf-8")
    with pytest.raises(DataRefused, match=words):
        read_workbook(path)
