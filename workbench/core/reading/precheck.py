"""What can be said about a file before anything parses it: is it a workbook, and a sane one?"""

from __future__ import annotations

import codecs
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath
from typing import Literal, get_args

from workbench.core.problem import DataRefused, Problem

Container = Literal["xlsx", "xlsb", "ods", "xls", "text", "html", "xml"]

LARGEST_FILE = 200 << 20
MOST_ENTRIES = 2_000
LARGEST_UNZIPPED = 2 << 30
MOST_RATIO = 200
_RATIO_FROM = 20 << 20
_HEAD = 4096

_TEMPLATE = "Save it from Excel as .xlsx, or start from an empty one: workbench template OUT.xlsx"
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database or project file"),
    (b"{\\rtf", "a text document"),
    (b"ID;P", "a SYLK file"),
    (b"MIME-Version:", "a web archive"),
    (b"From: <Saved by", "a web archive"),
    (b"{", "a JSON file"),
)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_PAGE = (b"<!doctype html", b"<html", b"<table", b"<meta ", b"<head")
_PARTS: tuple[tuple[str, Container], ...] = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", "xlsx"),
    ("content.xml", "ods"),
)
_NOTED: tuple[tuple[str, str], ...] = (
    ("vbaProject.bin", "the workbook contains macros; they are ignored"),
    ("externalLinks/", "cells refer to other workbooks; the values last saved are used"),
    ("connections.xml", "the workbook has data connections; they are not followed"),
)


@dataclass(frozen=True)
class Checked:
    """What kind of file it is, by content, and what is worth knowing about it."""

    container: Container
    problems: tuple[Problem, ...] = field(default=())


def check_file(path: Path, name: str) -> Checked:
    """Return what kind of workbook the file is.

    Args:
        path: the file to look at.
        name: what to call it in findings.

    Raises:
        DataRefused: if it is no workbook, or one that must not be opened.
    """
    size = path.stat().st_size
    if size == 0:
        raise refused(name, "the file is empty", _TEMPLATE)
    if size > LARGEST_FILE:
        raise refused(
            name,
            f"the file has {size >> 20} MB; at most {LARGEST_FILE >> 20} MB are read",
            "Split it into several files",
        )
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _with_ending(_check_ole(path, name), name)
    if head.startswith(b"PK"):
        return _with_ending(_check_zip(path, name), name)
    return Checked(_of_text(head, name))


def _with_ending(checked: Checked, name: str) -> Checked:
    """Add a remark if the name promises another kind of workbook than the content is."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    promised = {"xlsm": "xlsx", "xltx": "xlsx", "xltm": "xlsx", "xlt": "xls"}.get(ending, ending)
    if promised == checked.container or promised not in get_args(Container):
        return checked
    text = f"the file is named .{ending}, but it is an .{checked.container} and read as one"
    remark = Problem(text, severity="info", file=name)
    return Checked(checked.container, (*checked.problems, remark))


def refused(name: str, message: str, remedy: str) -> DataRefused:
    """Return the refusal of a whole file."""
    expected = "a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods) or a table as text (.csv, .tsv)"
    return DataRefused([Problem(message, file=name, expected=expected, remedy=remedy)])


def _of_text(head: bytes, name: str) -> Container:
    for sign, words in _SIGNS:
        if head.startswith(sign):
            raise refused(name, f"this is not a workbook but {words}", _TEMPLATE)
    if wide := _wide_text(head):
        head = wide.encode()
    elif _has_zeros(head):
        raise refused(name, "this is not a workbook but something else", _TEMPLATE)
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if _SPREADSHEET_XML in text:
        return "xml"
    if text.startswith(b"<?xml") and b"<html" not in text:
        raise refused(name, "this is not a workbook but an XML file", _TEMPLATE)
    if any(sign in text for sign in _PAGE):
        return "html"
    if any(byte < 9 for byte in text):
        raise refused(name, "this is not a workbook but something else", _TEMPLATE)
    return "text"


def _has_zeros(head: bytes) -> bool:
    """Return whether zero bytes are more than a slip: those of wide letters, or of no text."""
    return head.count(0) * 20 > len(head)


def _wide_text(head: bytes) -> str:
    """Return the text of a head in UTF-16 or UTF-32, with or without a mark; empty if it is none.

    Half of a Korean or Japanese letter in it may look like a control character.
    """
    if not (_has_zeros(head) or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))):
        return ""
    for codec in ("utf-32", "utf-16", "utf-16-le", "utf-16-be"):
        decoder = codecs.getincrementaldecoder(codec)("strict")
        try:
            text = decoder.decode(head).lstrip("\ufeff")
        except UnicodeError:
            continue
        odd = sum(unicodedata.category(letter) in ("Cn", "Co", "Cs") for letter in text)
        plain = any(" " <= letter < "\x7f" for letter in text)
        if plain and odd * 20 <= len(text) and not any(letter < "\x09" for letter in text):
            return text
    return ""


def _check_ole(path: Path, name: str) -> Checked:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        raise refused(
            name,
            "the workbook is protected with a password",
            "Open it in Excel, remove the password and save it again",
        )
    return Checked("xls")


def _check_zip(path: Path, name: str) -> Checked:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries, path.stat().st_size, name)
            container = _container(entries, name)
            _check_declarations(archive, entries, name)
    except _UNREADABLE as problem:
        raise refused(
            name,
            "the workbook is damaged or was cut off",
            "Copy or download it again, or save it anew in Excel",
        ) from problem
    return Checked(container, tuple(_remarks(entries, name)))


def _check_entries(entries: list[zipfile.ZipInfo], size: int, name: str) -> None:
    whole = sum(entry.file_size for entry in entries)
    bomb = whole > _RATIO_FROM and whole > MOST_RATIO * size
    if len(entries) > MOST_ENTRIES or whole > LARGEST_UNZIPPED or bomb:
        raise refused(
            name,
            f"the workbook unpacks to {whole >> 20} MB in {len(entries)} parts, "
            "far more than a table of figures needs",
            "Copy the sheets you need into a new workbook",
        )
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in parts.parts[:1]:
            raise refused(
                name,
                f"a part of the workbook points outside of it: {entry.filename!r}",
                "Do not use this file; ask whoever sent it for a clean copy",
            )
        if entry.flag_bits & 1:
            raise refused(
                name, "the file is protected with a password", "Save it without a password"
            )


def _container(entries: list[zipfile.ZipInfo], name: str) -> Container:
    names = {entry.filename.replace("\\", "/").lstrip("/") for entry in entries}
    for part, container in _PARTS:
        if part in names:
            return container
    if any(part.startswith("xl/") for part in names):
        return "xlsx"
    what = "a text document" if "word/document.xml" in names else "an archive"
    raise refused(name, f"this is not a workbook but {what}", _TEMPLATE)


def _check_declarations(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str
) -> None:
    """No program writes a DOCTYPE into a workbook; attacks by entities need one."""
    for entry in entries:
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        try:
            with archive.open(entry) as file:
                head = file.read(_HEAD).replace(b"\0", b"").upper()
        except _UNREADABLE:
            continue  # whoever needs the part finds it damaged; a drawing is not needed
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
            raise refused(
                name,
                f"the part {entry.filename!r} declares entities, which no workbook needs",
                "Do not use this file; ask whoever sent it for a clean copy",
            )


def _remarks(entries: list[zipfile.ZipInfo], name: str) -> list[Problem]:
    found = [
        Problem(text, severity="warning", file=name)
        for mark, text in _NOTED
        if any(mark in entry.filename for entry in entries)
    ]
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        text = "two parts of the workbook share a name; only one of them is read"
        remedy = "Open it in Excel, check the figures and save it again"
        found.append(Problem(text, severity="warning", file=name, remedy=remedy))
    return found
