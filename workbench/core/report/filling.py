"""Rows streamed into the sheets of a finished workbook that has only headers so far.

openpyxl makes everything but the rows of the tables: styles, comments, widths, charts. They are
put into its file here, so that neither time nor memory depends on cell objects.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from openpyxl import Workbook

from workbench.core.progress import Progress

_LEVEL = 4
"""Of compression: half the time of level 6, and 5 % larger."""

_END = b"</sheetData>"
_BIG = 10_000_000
"""Cells from which the XML of a sheet may pass 2 GB, beyond which a zip has other headers."""


@dataclass(frozen=True)
class Rows:
    """What is to come below the header of a sheet: pieces of XML, and how much it will be."""

    pieces: Iterator[tuple[int, bytes]]
    rows: int
    columns: int


def save(book: Workbook, waiting: Mapping[str, Rows], draft: Path, progress: Progress) -> None:
    """Write ``book`` to ``draft`` with the ``waiting`` rows below the headers of their sheets.

    Args:
        book: a write-only workbook; a sheet with waiting rows has its header row and no other.
        waiting: rows by the title of the sheet.
        draft: the new file.
        progress: told the rows written of all rows.
    """
    made = BytesIO()
    book.save(made)
    places = {_part(sheet): sheet.title for sheet in book.worksheets if sheet.title in waiting}
    total = sum(rows.rows for rows in waiting.values())
    done = 0
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as target,
    ):
        for info in source.infolist():
            name = places.get(info.filename)
            if name is None:
                target.writestr(info, source.read(info), zipfile.ZIP_DEFLATED, _LEVEL)
                continue
            rows = waiting[name]
            big = rows.rows * rows.columns > _BIG
            with target.open(info.filename, "w", force_zip64=big) as part:
                for count in _fill(part, source.read(info), rows):
                    done += count
                    progress.step(done, total, f"writing {name}")


def _part(sheet: Any) -> str:
    """Return the name of a sheet's part in the file."""
    return str(sheet.path).lstrip("/")


def _fill(part: IO[bytes], xml: bytes, rows: Rows) -> Iterator[int]:
    """Write a sheet with its rows; yield the number of rows of each piece once it is written."""
    before, end, after = xml.partition(_END)
    if not end:
        raise ValueError("the sheet has no header row to put the rows under")
    part.write(before)
    for count, piece in rows.pieces:
        part.write(piece)
        yield count
    part.write(end + after)
