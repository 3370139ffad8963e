"""Import of files of other offices through their profiles, to rows of the project.

    python tests/benchmarks/bench_foreign.py [--rows 1000000] [--runs 3]

As UN Comtrade Plus writes its CSV (47 columns, rows with one field more than the header; files of
250,000 rows, the most that it gives), and as K-stat writes its workbook (a sheet for each HS code,
two header rows, exports and imports beside each other, so that a row of the sheet becomes two of
the project). Peers, each in a process of its own: the bare iteration of the ``csv`` module, and of
calamine, over the same files.
"""

from __future__ import annotations

import argparse
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
from _measure import Measured, in_process, show

from workbench.core.countries import builtin

_OURS = """
from pathlib import Path
from workbench.core.formats import read_files
from workbench.core.project import Project
done = read_files([Path(path) for path in {paths!r}], Project(), profile={profile!r})
assert done.project is not None, done.problems[:3]
assert done.rows["trade"] == {trade}, done.rows
"""
_CSV = """
import csv
found = 0
for path in {paths!r}:
    with open(path, encoding="utf-8-sig", newline="") as file:
        found += sum(1 for _ in csv.reader(file)) - 1
assert found == {rows}
"""
_CALAMINE = """
from python_calamine import CalamineWorkbook
found = 0
for path in {paths!r}:
    book = CalamineWorkbook.from_path(path)
    names = book.sheet_names
    found += sum(1 for name in names for _ in book.get_sheet_by_name(name).iter_rows())
assert found >= {rows}
"""
_LIMIT = "< 2 x and < 1024 MB"
_PARTNERS, _MONTHS = 200, 240
_COMTRADE = 250_000
_HEADER = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,"
    "flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,"
    "classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,"
    "aggrLevel,isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,"
    "isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,"
    "isNetWgtEstimated,grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,"
    "legacyEstimationFlag,isReported,isAggregate"
)
_LINE = (
    '"C","M","{y}{m:02d}01","{y}","{m}","{y}{m:02d}","410","KOR","Rep. of Korea","M","Import",'
    '"0","{iso}","{name}","0","W00","World","H6","HS","true","{hs}","Goods of heading {hs}","6",'
    '"true","C00","TOTAL CPC","0","0","TOTAL MOT","8","kg","{kg}","false","-1","N/A","0","false",'
    '"{kg}","false","0","false","{usd}",,"{usd}","0","true","false",\n'
)


def write_comtrade(folder: Path, rows: int) -> tuple[list[Path], int]:
    """Write ``rows`` lines as Comtrade Plus does; return the files and the rows of trade."""
    paths = []
    for start in range(0, rows, _COMTRADE):
        paths.append(folder / f"comtrade-{rows}-{start}.csv")
        _write_comtrade(paths[-1], range(start, min(rows, start + _COMTRADE)))
    return paths, rows


def _write_comtrade(path: Path, lines: range) -> None:
    """Write lines: partners, months and goods in turn."""
    partners = _partners()
    figures = np.random.default_rng(lines.start).integers(1, 10**9, (len(lines), 2))
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEADER + "\n")
        for number, (kg, usd) in zip(lines, figures.tolist(), strict=True):
            iso, name = partners[number % _PARTNERS]
            year, month = divmod(number // _PARTNERS % _MONTHS, 12)
            hs = 280110 + number // (_PARTNERS * _MONTHS)
            words = {"y": 2005 + year, "m": month + 1, "iso": iso, "name": name, "hs": hs}
            file.write(_LINE.format(**words, kg=kg, usd=usd))


def write_kstat(folder: Path, rows: int) -> tuple[list[Path], int]:
    """Write ``rows`` rows as K-stat does, in sheets of 48,000; return file and rows of trade."""
    path = folder / f"kstat-{rows}.xlsx"
    each = _PARTNERS * _MONTHS
    sheets = [min(each, rows - start) for start in range(0, rows, each)]
    texts: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for number, count in enumerate(sheets):
            name = f"xl/worksheets/sheet{number + 1}.xml"
            book.writestr(name, _kstat_sheet(280461 + number, count, texts))
        _write_frame(book, len(sheets), texts)
    return [path], 2 * rows


def _kstat_sheet(hs: int, count: int, texts: dict[str, int]) -> str:
    def cell(text: str) -> str:
        return f'<c t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'

    top = ["순번", "국가명", "년월", "수출", "수출", "수입", "수입", "수지"]
    below = ["순번", "국가명", "년월", "금액", "증감률", "금액", "증감률", "수지"]
    lines = [[f"품목 국가별 수출입 - HS {hs}"], ["주기 : 월별 , 단위 : 금액 - 천불"], top, below]
    xml = ["<row>" + "".join(map(cell, line)) + "</row>" for line in lines]
    partners = _partners()
    figures = np.random.default_rng(hs).integers(1, 10**7, (count, 2))
    for number, (out, back) in enumerate(figures.tolist()):
        year, month = divmod(number // _PARTNERS, 12)
        words = cell(partners[number % _PARTNERS][1]) + cell(f"{2005 + year}년 {month + 1:02d}월")
        numbers = "".join(f"<c><v>{x}</v></c>" for x in (out, 1.5, back, -2.5, out - back))
        xml.append(f"<row><c><v>{number + 1}</v></c>{words}{numbers}</row>")
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + "".join(xml)
        + "</sheetData></worksheet>"
    )


def _write_frame(book: zipfile.ZipFile, sheets: int, texts: dict[str, int]) -> None:
    """Write the parts that tie the sheets together."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    numbers = range(1, sheets + 1)
    listed = "".join(f'<sheet name="HS {n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    book.writestr(
        "xl/workbook.xml",
        f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>{listed}</sheets></workbook>',
    )
    parts = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    parts.append((f"rId{sheets + 1}", "sharedStrings", "sharedStrings.xml"))
    ties = "".join(
        f'<Relationship Id="{key}" Type="{office}/{what}" Target="{target}"/>'
        for key, what, target in parts
    )
    root = f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
    for name, inner in (("xl/_rels/workbook.xml.rels", ties), ("_rels/.rels", root)):
        book.writestr(
            name, f'<Relationships xmlns="{package}/relationships">{inner}</Relationships>'
        )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n in numbers
    )
    book.writestr(
        "[Content_Types].xml",
        f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/>'
        f"{types}</Types>",
    )
    strings = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    book.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{strings}</sst>')


def _partners() -> list[tuple[str, str]]:
    known = builtin()
    named = known[(known["name"] != "") & ~known["country"].isin(["WLD", "XXX", "KOR"])]
    pairs = named[["country", "name"]].to_numpy()[:_PARTNERS]
    return [(str(code), str(name)) for code, name in pairs]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--full", action="store_true", help="the same, as other benchmarks know it")
    parser.add_argument("--folder", type=Path, default=None, help="keep the files here")
    words = parser.parse_args()
    table: list[tuple[str, Measured, str, Measured, str]] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = words.folder or Path(temporary)
        for profile, write, peer, bare in (
            ("comtrade_plus", write_comtrade, "csv module, bare iteration", _CSV),
            ("kita_kstat", write_kstat, "calamine, bare iteration", _CALAMINE),
        ):
            paths, trade = write(folder, words.rows)
            facts: dict[str, object] = {"paths": [str(path) for path in paths], "rows": words.rows}
            facts |= {"profile": profile, "trade": trade}
            ours = in_process(_OURS.format(**facts), words.runs)
            theirs = in_process(bare.format(**facts), words.runs)
            table.append((f"{profile} {words.rows:,} rows", ours, peer, theirs, _LIMIT))
    show(table)


if __name__ == "__main__":
    main()
