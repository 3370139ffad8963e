"""What a title, the name of a sheet or a heading between rows says about the figures below."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workbench.core.layout.synonyms import flow_in
from workbench.core.naming import hs, period_words, periods

_CODE = r"\d{4}(?:[.\-]\d{2,4}){1,3}|\d{4,10}"
_HS_SAID = re.compile(
    rf"\b(?:HSK?|품목코드|品目コード)\s?(?:codes?|코드|コード)?\s?(?:[:：]|no\.?)?\s?({_CODE})(?![\d.])",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"[(\[（［](\d{4}\.?\d{2}(?:[.\-]?\d{3,4})?)[)\]）］]")
_NOT_ABOUT_FIGURES = re.compile(
    r"updated|printed|retrieved|download|accessed|published|as of|edition|source|copyright|©"
    r"|출처|자료|작성|조회|출력|갱신|기준일|資料|出典|出所|作成|更新|現在|時点|[=＝]\s?100\b",
    re.IGNORECASE,
)
_PART_OF_YEAR = re.compile(
    r"\d\s?[월月]|분기|四半期|반기|半期|\b[QH][1-4]\b"
    r"|\b(?:quarter|half|to date|ytd|since|from|until)\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:[a-z]{3,6}|[tey]{1,2})?\b"
    r"|\d\s?[~〜∼～–-]\s?'?\d|이후|부터|누계|以降|累計|cumulative",
    re.IGNORECASE,
)
_NAMED_MONTH = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{4}\b")
_CONTINUED = re.compile(
    r"continued|cont'?d\b|\bpage \d|계속|続き|つづき|（続）|\(続\)", re.IGNORECASE
)


def code_in(text: str) -> str:
    """Return the one HS code that a text names, as digits; empty if there is none or several.

    >>> code_in("Imports of HS 3801.10, tonnes")
    '380110'
    """
    said = {code for code in _HS_SAID.findall(text) if not hs.revision(f"HS {code}")}
    found = {hs.clean(code).text for code in said}
    if not found:
        codes = {code for code in _IN_BRACKETS.findall(text) if periods.parse(code) is None}
        found = {hs.clean(code).text for code in codes}
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def period_in(text: str) -> str:
    """Return the one period that a text names; empty if there is none or several.

    Codes, and days on which something was printed or published, do not count.

    >>> period_in("2021년 월별 수입중량 | 자료: 관세청, 2022")
    '2021'
    """
    pieces = (part for part in text.split(" | ") if not _NOT_ABOUT_FIGURES.search(part))
    found = {_period_of(_HS_SAID.sub(" ", piece)) for piece in pieces} - {""}
    return found.pop() if len(found) == 1 else ""


def period_template(text: str) -> tuple[str, str]:
    """Return the one period that a text names, and a template that also holds that of next year.

    Both are empty where there is none. The template fits the part of the title that names it. What
    needs a remark when it is read, such as a fiscal year, is held whole, under ``period``.

    >>> period_template("수입 | 2021년 월별 수입중량")
    ('2021', '{year}년 월별 수입중량')
    """
    period = period_in(text)
    piece = next((part for part in text.split(" | ") if period and period_in(part)), "")
    if not piece or set("{}*") & set(piece):
        return "", ""
    forms = [*_NAMED_MONTH.finditer(piece), *period_words.INSIDE.finditer(piece)]
    read = [(match, periods.parse(match.group())) for match in forms]
    noted = any(isinstance(found, periods.Period) and found.note for _, found in read)
    if len(period) == 4 and not noted:
        name = "{year}"
        places = [match.span() for match in re.finditer(rf"(?<!\d){period}(?!\d)", piece)]
    else:
        name = "{period}"
        places = [match.span() for match, found in read if found == period]
    if not places or (name == "{year}" and len(places) > 1):
        return "", ""
    start, end = places[0]
    return period, piece[:start] + name + piece[end:]


def _period_of(piece: str) -> str:
    """Return the period of a piece of a title; none if its year is only the end of a longer one."""
    period = periods.find_in(piece)
    if not isinstance(period, periods.Period):
        return ""
    if len(period) > 4 or not _PART_OF_YEAR.search(piece):
        return str(period)
    months = {periods.parse(text) for text in _NAMED_MONTH.findall(piece)} - {None}
    month = months.pop() if len(months) == 1 and not re.search(r"\w\s?[-–~]\s?\w", piece) else None
    return str(month) if isinstance(month, periods.Period) else ""


def speaks_of_others(heading: str, title: str) -> bool:
    """Return whether a heading between rows says that they are about something else than ``title``.

    >>> speaks_of_others("Exports of graphite", "Imports of graphite")
    True
    """
    return any(
        (new := find(heading)) and new != find(title) for find in (flow_in, code_in, period_in)
    )


def contradicts(heading: str, title: str) -> bool:
    """Return whether both name a direction, code or period, and not the same one."""
    return any(
        (new := find(heading)) and (old := find(title)) and new != old
        for find in (flow_in, code_in, period_in)
    )


def disagreements(constants: Mapping[str, str], title: str) -> list[str]:
    """Return in words what holds for all rows although the title says another thing.

    A profile that was kept for imports is recognised on exports with the same columns.

    >>> disagreements({"flow": "import"}, "Exports of graphite")
    ['all rows are taken as import, but the title says export']
    """
    said = {"flow": flow_in(title), "hs": code_in(title), "period": period_in(title)}
    taken = dict(constants)
    if isinstance(period := periods.parse(taken.pop("period", None)), periods.Period):
        taken["period"] = str(period)
    return [
        f"all rows are taken as {taken[role]}, but the title says {text}"
        for role, text in said.items()
        if text and role in taken
        if not (text.startswith(taken[role]) or taken[role].startswith(text))
    ]


def is_new_title(heading: str, title: str) -> bool:
    """Return whether a heading above a repeated header begins another table, not another page."""
    if not heading or heading in title:
        return False
    return speaks_of_others(heading, title) or _CONTINUED.search(heading) is None
