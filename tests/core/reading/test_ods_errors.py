from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from workbench.core.reading import ods_errors
from workbench.core.reading.ods_errors import errors_in

CELL = '<table:table-cell office:value-type="{0}" calcext:value-type="{0}"><text:p>{1}</text:p>'
ERROR = (
    '<table:table-cell office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>{}</text:p></table:table-cell>'
)


def book(path: Path, *sheets: tuple[str, list[str]]) -> Path:
    text = "".join(
        f'<table:table table:name="{name}" table:style-name="ta1">{"".join(cells)}</table:table>'
        for name, cells in sheets
    )
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("content.xml", f"<office:spreadsheet>{text}</office:spreadsheet>")
    return path


@pytest.mark.parametrize("piece", [50, 97, 1 << 20])
def test_that_errors_are_found_by_sheet_wherever_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(ods_errors, "_PIECE", piece)
    path = book(
        tmp_path / "a.ods",
        ("one", [CELL.format("float", 5), ERROR.format("#N/A"), ERROR.format("#DIV/0!")]),
        ("two &amp; a half", [CELL.format("string", "error")]),
        ("three", [ERROR.format("Err:510")] * 3),
    )
    assert errors_in(path) == {"one": ["#N/A", "#DIV/0!"], "three": ["Err:510"] * 3}


def test_that_another_file_has_none(tmp_path: Path) -> None:
    (tmp_path / "b.ods").write_bytes(b"no zip")
    assert errors_in(tmp_path / "b.ods") == {}
    with zipfile.ZipFile(tmp_path / "c.ods", "w") as file:
        file.writestr("other.xml", "")
    assert errors_in(tmp_path / "c.ods") == {}
