"""Files that are no workbook, and workbooks that must not be opened, each refused in words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from workbench.core.problem import DataRefused
from workbench.core.reading import precheck
from workbench.core.reading.precheck import check_file


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
        (b"period,flow\n2021,import\n", "a text file"),
        ("국가,금액\n".encode("cp949"), "a text file"),
        ("a\tb".encode("utf-16"), "a text file"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b'<?xml version="1.0"?><Workbook>', "an XML file"),
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
