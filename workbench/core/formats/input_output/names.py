"""Names along the sides of an input-output table: region and sector in two cells or in one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from workbench.core.layout.cells import shown
from workbench.core.naming import text as texts
from workbench.core.naming.totals import is_total
from workbench.core.reading.sheets import Sheet
from workbench.core.simulation.industries import Industry

SIGNS = ("|", "/", "_", ":")
"""Signs that may stand between region and sector in one cell, in the order they are tried."""

_OUTPUT = frozenset(
    {"out", "output", "gross output", "total output", "output at basic prices"}
    | {
        "총산출",
        "총산출액",
        "총투입",
        "총투입계",
        "国内生産額",
        "産出額",
        "総産出",
        "总产出",
        "总投入",
    }
)
"""Names of what an industry makes in all, in plain signs and small letters."""
_ACCOUNTS = _OUTPUT | frozenset(
    {"total use", "total uses", "total demand", "total inputs", "total input", "intermediate use"}
    | {"intermediate inputs", "intermediate consumption", "va", "gva", "gdp", "tls"}
    | {"value added", "gross value added", "value added at basic prices"}
    | {"taxes less subsidies", "taxes less subsidies on products"}
    | {
        "총수요",
        "총수요계",
        "총공급",
        "부가가치",
        "부가가치계",
        "중간투입계",
        "중간수요계",
        "최종수요계",
    }
    | {"需要合計", "粗付加価値", "付加価値", "增加值"}
)
"""Rows and columns of national accounts beside the flows."""

Texts = tuple[str, ...]
"""What stands in the cells of one name."""


def along_row(sheet: Sheet, rows: Sequence[int], columns: Sequence[int]) -> list[Texts]:
    """Return the texts of header rows over each column; all numbers count from 1.

    Where there are two rows, a region may stand over several columns once (merged, or the rest
    left empty); it holds until the next one.
    """
    return _together([[shown(sheet.cell(row, column)) for column in columns] for row in rows])


def along_column(sheet: Sheet, columns: Sequence[int], rows: Sequence[int]) -> list[Texts]:
    """Return the texts of index columns beside each row, as :func:`along_row` does."""
    return _together([[shown(sheet.cell(row, column)) for row in rows] for column in columns])


def _together(lines: list[list[str]]) -> list[Texts]:
    for line in lines[:-1]:
        before = ""
        for place, text in enumerate(line):
            # A cell that is empty in every line names nothing, and no region goes on over it.
            if not text and lines[-1][place]:
                line[place] = before
            before = line[place] or before
    return list(zip(*lines, strict=True))


def industries(names: Sequence[Texts], columns: Collection[Texts] = ()) -> list[Industry | None]:
    """Return the industries that names speak of; None where a name is not whole.

    A name in one cell is taken apart at a sign that all names have but those of totals and
    accounts; of rows, all that are a column as well. Without such a sign every name is a sector of
    one region.

    >>> industries([("CHN|material",)])
    [Industry(region='CHN', sector='material')]
    """
    same = set(columns)
    own = [name for name in names if not beside(joined(name))]
    sign = _sign_of([name for name in own if name in same] or own)
    return [_industry(name, sign) for name in names]


def matched(names: Sequence[Texts], known: Collection[Industry]) -> list[Industry | None]:
    """Return for each name the known industry it speaks of in any form, or None."""
    wanted = set(known)
    return [next((one for one in forms(name) if one in wanted), None) for name in names]


def forms(name: Texts) -> list[Industry]:
    """Return every industry that a name may speak of."""
    if len(name) == 2:
        return [Industry(*name)] if all(name) else []
    parts = [_apart(name[0], sign) for sign in SIGNS]
    found = [Industry(*part) for part in parts if part]
    return [*found, Industry("", name[0])] if name[0] else []


def joined(name: Texts) -> str:
    """Return a name as a person reads it."""
    return " ".join(text for text in name if text)


def beside(name: str) -> str:
    """Return why a name is that of no industry and no consumer; empty where it may be one.

    >>> beside("Gross output")
    'is an account beside the flows'
    """
    if is_total(name):
        return "adds up others"
    return "is an account beside the flows" if folded(name) in _ACCOUNTS else ""


def is_output(name: str) -> bool:
    """Return whether a row or column of this name says what each industry makes in all."""
    return folded(name) in _OUTPUT


def folded(name: str) -> str:
    """Return a name in small letters and plain signs, as names are compared that look alike."""
    return " ".join(texts.plain(name).casefold().split())


def _sign_of(names: Sequence[Texts]) -> str:
    texts = [name[0] for name in names if len(name) == 1 and name[0]]
    for sign in SIGNS:
        if texts and all(_apart(text, sign) for text in texts):
            return sign
    return ""


def _industry(name: Texts, sign: str) -> Industry | None:
    if len(name) == 2:
        return Industry(*name) if all(name) else None
    if not sign:
        return Industry("", name[0]) if name[0] else None
    found = _apart(name[0], sign)
    return Industry(*found) if found else None


def _apart(text: str, sign: str) -> tuple[str, str] | None:
    region, _, sector = (part.strip() for part in text.partition(sign))
    return (region, sector) if region and sector else None
