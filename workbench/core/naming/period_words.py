"""The forms in which workbooks write periods: patterns for text that is casefolded and plain."""

from __future__ import annotations

import re

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_NAMED = (
    r"(?P<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_Y4 = r"(?P<y>\d{4})"
_OF_YEAR = r"(?: ?년도?| ?年)"
_MONTH = r"(?P<m>0?[1-9]|1[0-2])"
_TWO = r"(?P<m>0[1-9]|1[0-2])"
_QUARTER = (
    r"q ?(?P<q>[1-4])",
    r"(?P<q>[1-4]) ?q",
    r"(?P<q>[1-4])(?:st|nd|rd|th) quarter",
    r"quarter (?P<q>[1-4])",
    r"제? ?(?P<q>[1-4])(?: ?/ ?4)? ?분기",
    r"第 ?(?P<q>[1-4]) ?四半期",
)
_HALF = (
    r"h ?(?P<h>[12])",
    r"(?P<h>[12]) ?h",
    r"(?P<h>[12])(?:st|nd) half",
    r"제? ?(?P<h>[12]) ?반기",
    r"(?P<h>[상하]) ?반기",
    r"(?P<h>[上下])半?期",
)


def _with_year(kind: str, ways: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    """Return the patterns of a part of a year: after its year, before it, and without it."""
    frames = (
        rf"{_Y4}{_OF_YEAR}?[ \-.]?(?:WAY)",
        rf"(?:WAY)[ \-,]?(?:of )?(?:{_Y4}{_OF_YEAR}?|'?(?P<y2>\d\d))",
        r"(?:WAY)",
    )
    return [(kind, re.compile(frame.replace("WAY", way))) for frame in frames for way in ways]


FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("year", re.compile(rf"(?:year |cy ?)?{_Y4}{_OF_YEAR}?")),
    ("year", re.compile(rf"'?(?P<y>\d{{2}}){_OF_YEAR}")),
    ("month", re.compile(rf"{_Y4}{_TWO}")),
    ("month", re.compile(rf"{_Y4} ?(?:m|[-/])(?:0)?{_MONTH}")),
    ("month", re.compile(rf"{_Y4}\. ?{_TWO}\.?")),
    ("month", re.compile(rf"{_Y4}\. {_MONTH}\.?")),
    ("month", re.compile(rf"'?(?P<y>\d{{4}}|\d{{2}}){_OF_YEAR} ?{_MONTH} ?[월月](?:분|分)?")),
    ("month", re.compile(rf"m ?{_MONTH}[ -]{_Y4}")),
    ("month", re.compile(rf"{_TWO}[/-]{_Y4}")),
    ("named month", re.compile(rf"{_NAMED},?[ \-/]?{_Y4}")),
    ("named month", re.compile(rf"{_NAMED}(?:-'?| ?')(?P<y>\d{{2}})")),
    ("named month", re.compile(rf"{_Y4}[ \-/]?{_NAMED}")),
    ("day", re.compile(rf"{_Y4}-{_TWO}-(?P<d>\d\d)(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?z?)?")),
    ("day", re.compile(rf"{_Y4}[/.] ?{_MONTH}[/.] ?(?P<d>\d{{1,2}})\.?")),
    ("day", re.compile(rf"{_Y4}{_TWO}(?P<d>\d\d)")),
    ("day", re.compile(rf"{_Y4}{_OF_YEAR} ?{_MONTH} ?[월月] ?(?P<d>\d{{1,2}}) ?[일日]")),
    ("fiscal", re.compile(r"(?:fy|fiscal year) ?'?(?P<y>\d{4}|\d{2})(?:[/-]\d{2,4})?")),
    ("fiscal", re.compile(rf"{_Y4} ?(?:fy|年度|회계연도|회계년도)")),
    *_with_year("quarter", _QUARTER),
    ("quarter", re.compile(rf"{_Y4}{_OF_YEAR}? (?P<q>[1-4])/4")),
    ("quarter months", re.compile(rf"{_Y4}{_OF_YEAR}? ?(?P<q>1-3|4-6|7-9|10-12) ?[月월]期?")),
    *_with_year("half", _HALF),
    ("month only", re.compile(rf"{_MONTH} ?[월月](?:분|分)?")),
    ("month only", re.compile(_NAMED)),
    ("month only", re.compile(rf"m{_TWO}")),
)
"""Kind and pattern, tried in this order; groups y, m, d, q and h are year, month, day and parts."""

ESTIMATED = re.compile(
    r"(?<=[\d년年월月])(?: ?(?:\((?:e|p|r|est\.?|prel\.?|잠정|추정|예측|속보|確報|速報|予測|推計)\)"
    r"|est(?:imated?|\.)?|prelim(?:inary|\.)?|[epr]/?|잠정|추정|\*+)| \d{1,2}/)\Z"
)
"""Marks after a period that say its figures are estimated or preliminary, and footnotes."""

INSIDE = re.compile(
    r"(?<!\d)(?:\d{4} ?[년年] ?\d{1,2} ?[월月]|\d{4} ?[년年] ?\d ?분기|\d{4}[ -]?[QHqh][1-4]"
    r"|[1-4][Qq] ?\d{4}|\d{4}M\d{1,2}|\d{4}-\d{2}(?![\d-])|[A-Z][a-z]{2}[- ]\d{4}"
    r"|FY ?\d{4}|\d{4} ?年度|\d{4})(?!\d)"
)

_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911}
_ERA = re.compile(r"(令和|平成|昭和|大正) ?(元|\d{1,2}) ?年")


def to_common_era(text: str) -> str:
    """Return the text with Japanese years as common ones.

    >>> to_common_era("令和3年11月")
    '2021年11月'
    """

    def year(match: re.Match[str]) -> str:
        count = 1 if match[2] == "元" else int(match[2])
        return f"{_ERAS[match[1]] + count}年"

    return _ERA.sub(year, text)
