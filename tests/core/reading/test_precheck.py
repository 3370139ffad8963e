"""Files that are no workbook, and workbooks that must not be opened, each refused in words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from workbench.core.problem import DataRefused
from workbench.core.reading import precheck
from workbench.core.reading.precheck import check_file

SPREADSHEET_XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
)


def message(path: Path) -> str:
    with pytest.raises(DataRefused) as caught:
        check_file(path, path.name)
    (found,) = caught.value.problems
    assert (found.file, bool(found.remedy)) == (path.name, True)
    return found.message


def with_part(path: Path, name: str, content: bytes) -> Path:
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"ID;PWXL;N;E\r\nP;PGeneral", "a SYLK file"),
        (b'{"period": 2021}', "a JSON file"),
        (b"MIME-Version: 1.0\r\n", "a web archive"),
        (b'<?xml version="1.0"?><book>', "an XML file"),
        (b"\x00\x01\x02\x03", "something else"),
        (b"PK\x03\x04 and then nothing", "damaged or was cut off"),
    ],
)
def test_that_what_is_no_workbook_is_called_by_its_name(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "figures.xlsx"
    path.write_bytes(content)
    assert words in message(path)


@pytest.mark.parametrize(
    ("content", "container"),
    [
        (b"period,flow\n2021,import\n", "text"),
        ("국가,금액\n".encode("cp949"), "text"),
        ("a\tb".encode("utf-16"), "text"),
        (b"\xef\xbb\xbf<html><body><table>", "html"),
        (b"  <!DOCTYPE html><html>", "html"),
        (SPREADSHEET_XML.encode("utf-16"), "xml"),
    ],
)
def test_that_tables_in_other_forms_are_recognised_under_any_name(
    tmp_path: Path, content: bytes, container: str
) -> None:
    path = tmp_path / "figures.xls"
    path.write_bytes(content)
    assert check_file(path, path.name).container == container


def test_that_a_workbook_cut_in_half_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "half.xlsx"
    openpyxl.Workbook().save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "cut off" in message(path)


def test_that_an_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    for part, words in (("word/document.xml", "a text document"), ("photo.jpg", "an archive")):
        path = tmp_path / "other.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(part, b"x")
        assert words in message(path)


def test_that_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = with_part(tmp_path / "bomb.xlsx", "xl/media/a.bin", b"\0" * (40 << 20))
    assert "unpacks to 40 MB" in message(path)


def test_that_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    openpyxl.Workbook().save(tmp_path / "many.xlsx")
    monkeypatch.setattr(precheck, "MOST_ENTRIES", 3)
    assert "parts" in message(tmp_path / "many.xlsx")


@pytest.mark.parametrize("name", ["../../outside.xml", "/etc/outside.xml", "..\\outside.xml"])
def test_that_parts_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    assert "points outside" in message(with_part(tmp_path / "up.xlsx", name, b"<a/>"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_that_entities_are_refused(tmp_path: Path, encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'.encode(encoding)
    path = with_part(tmp_path / "laughs.xlsx", "xl/extra.xml", laughs)
    assert "declares entities" in message(path)


def test_that_two_parts_of_one_name_are_mentioned(tmp_path: Path) -> None:
    path = with_part(tmp_path / "a.xlsx", "xl/Worksheets/sheet1.xml", b"<worksheet/>")
    (problem,) = check_file(path, path.name).problems
    assert (problem.severity, "share a name" in problem.message) == ("warning", True)


def test_that_a_damaged_picture_does_not_matter(tmp_path: Path) -> None:
    path = with_part(tmp_path / "a.xlsx", "xl/drawings/drawing1.xml", b"<figure-of-fun/>" * 99)
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/drawings/drawing1.xml").header_offset + 60
    content = bytearray(path.read_bytes())
    content[start : start + 9] = bytes(9)
    path.write_bytes(content)
    assert check_file(path, path.name).container == "xlsx"


def test_that_a_password_is_named_as_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "secret.xlsx"
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    path.write_bytes(head + "EncryptedPackage".encode("utf-16-le"))
    assert "password" in message(path)


def test_that_macros_and_links_are_mentioned_and_the_book_is_read(tmp_path: Path) -> None:
    path = with_part(tmp_path / "macros.xlsm", "xl/vbaProject.bin", b"x")
    checked = check_file(path, path.name)
    assert checked.container == "xlsx"
    assert [(p.severity, "macros" in p.message) for p in checked.problems] == [("warning", True)]


def test_that_a_file_is_judged_by_its_content_not_by_its_ending(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "book.xlsx")
    (tmp_path / "book.xlsx").rename(tmp_path / "book.txt")
    assert check_file(tmp_path / "book.txt", "book.txt").container == "xlsx"
    (tmp_path / "old.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert check_file(tmp_path / "old.xlsx", "old.xlsx").container == "xls"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_that_wide_letters_are_text_although_half_of_one_looks_like_a_control_character(
    tmp_path: Path, codec: str
) -> None:
    path = tmp_path / "korean.csv"
    path.write_bytes(
        "기간;국가명;수입중량(kg)\n2021-01;중국;1,000\n2021-01;대한민국;5\n".encode(codec)
    )
    assert check_file(path, path.name).container == "text"


def test_that_zero_bytes_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "zeros.csv"
    path.write_bytes(bytes(5000))
    assert message(path) == "this is not a workbook but something else"
