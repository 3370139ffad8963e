"""All that is known about names and codes of countries, from three files of resources/reference."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from workbench.core import countries
from workbench.core.naming import text as texts
from workbench.paths import resources

Kind = Literal["country", "group", "total"]


@dataclass(frozen=True)
class Match:
    """What a text stands for: a code of the table countries, and how that was found, in words.

    ``kind`` is ``group`` for several countries together (the code of a group, or of a region that
    is no group of the project) and ``total`` for all of them (``WLD``).
    """

    code: str
    how: str
    kind: Kind = "country"


@dataclass(frozen=True)
class Table:
    """Matches by normal form of the name, by alphabetic code, by number; and former countries."""

    names: dict[str, Match]
    codes: dict[str, Match]
    numbers: dict[int, Match]
    former: dict[str, tuple[str, ...]]


_LATIN_MARKS = re.compile(r"[\u0300-\u036f]")
_WORDS = re.compile(r"[^\W_]+")
_SPELLED = {
    "rep": "republic",
    "dem": "democratic",
    "fed": "federated",
    "federation": "federated",
    "federal": "federated",
    "sts": "states",
    "state": "states",
    "isds": "islands",
    "isd": "islands",
    "is": "islands",
    "island": "islands",
    "st": "saint",
    "ste": "saint",
    "sint": "saint",
    "terr": "territory",
    "territories": "territory",
    "br": "british",
    "fr": "french",
    "utd": "united",
    "fmr": "former",
    "peoples": "people",
}
_LEFT_OUT = frozenset({"the", "of", "and", "et"})


@cache
def normal(name: str) -> str:
    """Return a name so that spellings, word order, accents and punctuation make no difference.

    >>> normal("Korea, Rep. of") == normal("Republic of Korea")
    True
    """
    marked = unicodedata.normalize("NFD", texts.plain(name).casefold().replace("&", " and "))
    bare = unicodedata.normalize("NFC", _LATIN_MARKS.sub("", marked))
    bare = bare.replace("ø", "o").replace("’", "'").replace("`", "'").replace("'", "")
    bare = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)", "", bare)
    found = _WORDS.findall(bare)
    if not bare.isascii():
        return "".join(found)
    words = sorted(_SPELLED.get(word, word) for word in found if word not in _LEFT_OUT)
    return " ".join(words)


@cache
def builtin() -> Table:
    """Return what the files say. Read once; do not change it."""
    table = Table({}, {}, {}, {})
    known = countries.builtin()
    for code, english, korean, japanese in known[
        ["country", "name", "name_ko", "name_ja"]
    ].to_numpy():
        for name in (english, korean, japanese):
            table.names.setdefault(normal(name), _named(code, name))
    for row in _rows("country_names.csv"):
        table.names.setdefault(normal(row["name"]), _named(row["country"], row["name"]))
    for row in _rows("country_codes.csv"):
        code = row["country"]
        table.codes[code] = Match(code, f"ISO 3166 alpha-3 code {code}")
        table.codes[row["alpha2"]] = Match(code, f"ISO 3166 alpha-2 code {row['alpha2']}")
        if row["numeric"]:
            number = int(row["numeric"])
            table.numbers[number] = Match(code, f"ISO 3166 numeric code {row['numeric']}")
    for row in _rows("country_variants.csv"):
        _add_variant(table, row)
    for code in ("S19", "XXX"):
        table.codes[code] = Match(code, f"code {code}")
    return table


def _add_variant(table: Table, row: dict[str, str]) -> None:
    text, code, note = row["text"], row["code"], row["note"]
    if row["kind"] == "former":
        table.former[text if text.isdigit() else normal(text)] = tuple(code.split(";"))
        return
    kind = cast("Kind", row["kind"] if row["kind"] in ("group", "total") else "country")
    kind = "total" if code == "WLD" else kind
    if text.isdigit():
        table.numbers[int(text)] = Match(code, note or f"numeric code {text}", kind)
    elif row["kind"] == "code":
        table.codes[text] = Match(code, f"code {text}: {note}" if note else f"code {text}", kind)
    else:
        words = {"country": f"known as {text!r}", "group": "a group of countries"}
        how = words.get(kind, "all countries")
        match = Match(code, f"{how}; {note}" if note else how, kind)
        table.names[normal(text)] = match


def _named(code: str, name: str) -> Match:
    return Match(code, f"name {name!r}", "total" if code == "WLD" else "country")


def _rows(file_name: str) -> Iterator[dict[str, str]]:
    path = resources() / "reference" / file_name
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))
