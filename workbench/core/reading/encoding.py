"""Finds out in which encoding a text file is written: by its mark, or by trying.

A decoding that works proves little, so what it gives is weighed: Korean read as Japanese is a row
of half-width kana, Japanese read as Korean is syllables nobody uses.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

_SAMPLE = 1 << 18
_PIECE = 1 << 20
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LABELS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a mark",
    "utf-16": "UTF-16 with a mark",
    "utf-16-le": "UTF-16 (little-endian)",
    "utf-16-be": "UTF-16 (big-endian)",
    "utf-32": "UTF-32",
    "cp949": "CP949 (Korean)",
    "cp932": "Shift-JIS (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "cp1252": "Windows-1252 (Western European)",
    "latin-1": "Latin-1 (Western European)",
}

_LEAST_ZEROS = 20
"""UTF-16 has a zero byte for each digit and separator; a stray one in other texts is a slip."""

_LATIN = re.compile(r"[A-Za-z]|.[A-Za-z]", re.DOTALL)
_BESIDE_LATIN = 0.2
"""Weight of a letter of another script that touches a Latin one, as in ``L舅der`` for Länder."""

_USUAL = frozenset(
    "가각간갈감강개객거건검것게격결경계고공과관교구국군권규그극근금급기길김나남내너네년노농뉴"
    "는능니다단달담당대더던데도독동되된두드득들등디라란람량러런레려력련로록론료류르른를름리린"
    "마만말망매면명모목무문물미민바박반발방배백번법베벨별병보복본부북분불브비사산살상새색생서"
    "석선설성세센소속송수술스습승시식신실아안알압액약양어업없에여역연열영예오와완외요용우운울"
    "원월위유육율은을음의이인일임입자작장재저적전절점정제조종주준중증지직진질집차착참창채책처"
    "천철체초총최추축출충치카칼커케코콜크클타탄태터테토통투트특티파판퍼페편평포표품프피필하학"
    "한할합항해행향허현형호화환활황회효후흑히"
)
"""Syllables that make up most of a Korean text; Chinese read as Korean shows few of them."""


@dataclass(frozen=True)
class Encoding:
    """``codec`` is Python's name of it; ``strict`` is false if some bytes do not fit it."""

    codec: str
    strict: bool = True

    @property
    def label(self) -> str:
        """The name a reader knows it by."""
        return _LABELS.get(self.codec, self.codec)


def find_encoding(path: Path, declared: str = "") -> Encoding:
    """Return the encoding of a text file.

    Args:
        path: the file.
        declared: what the file itself says, such as ``charset`` of a web page; taken if it fits.
    """
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return Encoding(codec, strict=_fits(path, codec))
    if sample.count(0) * _LEAST_ZEROS > len(sample):
        codec = _utf16(sample)
        return Encoding(codec, strict=_fits(path, codec))
    said = _known(declared)
    if said and _fits(path, said):
        return Encoding(said)
    if _fits(path, "utf-8"):
        return Encoding("utf-8")
    if _nearly_utf8(sample):
        return Encoding("utf-8", strict=False)
    weights = {codec: _weigh(sample, codec, judge) for codec, judge in _JUDGES}
    for codec in sorted(weights, key=lambda codec: -weights[codec]):
        if weights[codec] > 0 and _fits(path, codec):
            return Encoding(codec)
    return Encoding("cp1252" if _fits(path, "cp1252") else "latin-1")


def _known(declared: str) -> str:
    """Return the codec for a declared name; browsers take the wider relatives of the first two."""
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return ""
    wider = {"euc_kr": "cp949", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030"}
    wider |= {"iso8859-1": "cp1252", "ascii": "", "utf-16": "", "utf-16-le": "", "utf-16-be": ""}
    return wider.get(name, name)


def _fits(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _utf16(sample: bytes) -> str:
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    return "utf-16-le" if odd >= even else "utf-16-be"


def _nearly_utf8(sample: bytes) -> bool:
    """Tell whether a few bytes at most, such as the last ones of a cut file, break UTF-8."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return whole >= 20 * broken


def _weigh(sample: bytes, codec: str, judge: Callable[[str], float]) -> float:
    """Return how plausible the characters beyond ASCII are; 0 if there is nothing to judge by."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        text = decoder.decode(sample)
    except UnicodeError:
        return 0.0
    weights = []
    for before, letter, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if letter > "\x7f":
            foreign = codec != "cp1252" and _LATIN.match(before + after)
            weights.append(min(judge(letter), _BESIDE_LATIN) if foreign else judge(letter))
    judged = [weight for weight in weights if weight]
    return sum(judged) / len(judged) if judged else 0.0


def _encodes(character: str, codec: str) -> bool:
    """Tell whether a narrower set has the character; it also spells out others, in eight bytes."""
    try:
        return len(character.encode(codec)) <= 2
    except UnicodeError:
        return False


def _korean(character: str) -> float:
    if "가" <= character <= "힣":  # the wider set holds all syllables, the narrow one the used ones
        usual = 1.0 if character in _USUAL else 0.2
        return usual if _encodes(character, "euc_kr") else -0.5
    return -1.0 if _is_letter(character) else 0.0


def _japanese(character: str) -> float:
    if "ぁ" <= character <= "ヿ":
        return 1.0
    if "一" <= character <= "鿿":
        return 0.6 if _encodes(character, "shift_jis") else -1.0
    return -1.0 if _is_letter(character) else 0.0


def _chinese(character: str) -> float:
    if "一" <= character <= "鿿":
        return 0.5 if _encodes(character, "gb2312") else -0.5
    return -1.0 if _is_letter(character) else 0.0


def _western(character: str) -> float:
    return 0.45 if character <= "\u0178" and character.isalpha() else 0.0


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LCM"


_JUDGES: Sequence[tuple[str, Callable[[str], float]]] = (
    ("cp949", _korean),
    ("cp932", _japanese),
    ("gb18030", _chinese),
    ("cp1252", _western),
)
