"""Rows that add up other rows, and rows for all that is not named."""

from __future__ import annotations

import re

from workbench.core.naming import text as texts

_WORLD = frozenset(
    {"world", "all countries", "all partners", "the world", "total world", "total all countries"}
    | {"all countries total", "전세계", "전 세계", "세계", "世界", "全世界", "세계계", "世界計"}
    | {"전체국가", "전체 국가", "全国計", "全世界計"}
)
_TOTAL = frozenset(
    {"total", "totals", "grand total", "overall total", "overall", "sum", "sum total", "all"}
    | {"all commodities", "all products", "total trade", "total imports", "total exports"}
    | {"total production", "total supply", "total value", "total quantity", "total all products"}
    | {"합계", "총계", "총합계", "계", "전체", "총액", "합 계", "총 계", "누계", "총합"}
    | {
        "計",
        "合計",
        "総計",
        "総合計",
        "総額",
        "全体",
        "合 計",
        "総 計",
        "累計",
        "总计",
        "合计",
        "總計",
    }
)
_SUBTOTAL = frozenset({"subtotal", "subtotals", "소계", "소 계", "中計", "小計", "小 計", "小计"})
_ENGLISH = re.compile(
    r"(?:(?:world|grand|sub|regional|group) ?totals?\b.*"  # World total (rounded)
    r"|totals?(?: ?[(\[:,].*| (?:of|for|all|in) .*)"  # Total, all countries
    r"|.+[ ,:] ?(?:sub ?)?totals?)\Z"  # Asia, total
)
_EAST_ASIAN = re.compile(
    r".+(?:합계|총계|소계|합산|合計|小計|総計|总计|合计)\Z|.+ [계計]\Z"
    r"|(?:아시아|유럽|북미|중남미|아프리카|중동|대양주|세계|アジア|欧州|北米|中南米|アフリカ|中東|大洋州|EU|世界)[계計]\Z"
)
_REST = re.compile(
    r"(?:all )?(?:the )?(?:others?|remaining|rest)(?: (?:countries|country|partners|economies|areas"
    r"|suppliers|sources|regions|origins|producers))*(?: \(.*\))?\Z"
    r"|rest of (?:the )?world\Z|row\Z|not (?:specified|stated)\Z"
    r"|기타(?: ?(?:국|국가|나라|지역|공급국))?\Z|그 ?외(?: .*)?\Z|나머지(?: .*)?\Z"
    r"|その他(?:の?(?:国|国々|諸国|地域|国・地域|国地域))?\Z|其他(?:国家|地区)?\Z"
)


def is_total(text: str) -> bool:
    """Return whether a row of this name adds up other rows, as ``World`` or ``소계`` do."""
    for name in _forms(text):
        if name in _WORLD or name in _TOTAL or name in _SUBTOTAL:
            return True
        if _ENGLISH.fullmatch(name) or _EAST_ASIAN.fullmatch(name):
            return True
    return False


def is_whole(text: str) -> bool:
    """Return whether the name stands for all countries together, not for a part of them."""
    names = _forms(re.sub(r"\s*\((?:rounded|total)\)|\s*（.*）", "", text))
    return any(
        name in _WORLD or name in _TOTAL or name in {"world total", "world totals"}
        for name in names
    )


def is_rest(text: str) -> bool:
    """Return whether a row of this name holds what is not named: ``Other countries``, ``기타``."""
    return any(_REST.fullmatch(name) for name in _forms(text))


def _forms(text: str) -> tuple[str, ...]:
    """Return the name as written and without a footnote mark, both in plain signs."""
    name = texts.plain(texts.without_superscripts(text)[0]).casefold()
    name = (
        re.sub(r"\A[\s\[(<*【・-]+|[\s\])>:*】.。-]+\Z", "", name) if "(" not in name[1:] else name
    )
    name = texts.plain_dashes(name).replace("sub-", "sub ").strip()
    return tuple(dict.fromkeys((name, texts.without_footnote(name))))
