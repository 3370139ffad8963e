"""What names of columns mean, in three languages, from ``resources/reference/header_names.csv``."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache

from workbench.core.layout.wording import plain
from workbench.paths import resources

_BRACKETS = re.compile(r"[(\[（［〔][^)\]）］〕]*[)\]）］〕]")
_SIGNS = re.compile(r"[_./:*]+")
_FLOW_WORDS = (
    ("import", re.compile(r"수입|輸入|\bimports?\b(?! reliance)", re.IGNORECASE)),
    ("export", re.compile(r"수출(?!입)|輸出(?!入)|\bexports?\b", re.IGNORECASE)),
)
_BOTH_WAYS = re.compile(r"수출입|輸出入|imports? (?:and|&) exports?", re.IGNORECASE)


@dataclass(frozen=True)
class Meaning:
    """The role that a header has by its name, how sure that is (0-1), and the direction it says."""

    role: str
    certainty: float
    flow: str = ""


@cache
def _names() -> dict[str, str]:
    path = resources() / "reference" / "header_names.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {core(row["text"]): row["role"] for row in rows}


@cache
def core(text: str) -> str:
    """Return a header without brackets and signs, as names are compared.

    >>> core("Trade_Value (US$)")
    'trade value'
    """
    return plain(_SIGNS.sub(" ", _BRACKETS.sub(" ", text)))


def flow_in(text: str) -> str:
    """Return the direction that a header, title or file name speaks of; empty if none or both."""
    words = _SIGNS.sub(" ", _BOTH_WAYS.sub(" ", text)).replace("-", " ")
    found = [flow for flow, pattern in _FLOW_WORDS if pattern.search(words)]
    return found[0] if len(found) == 1 else ""


@cache
def meaning(header: str) -> Meaning | None:
    """Return what a header means by its name, ``None`` if nothing is known.

    >>> meaning("수입금액(천불)")
    Meaning(role='value', certainty=0.95, flow='import')
    """
    names = _names()
    text = core(header)
    if text in names:
        return Meaning(names[text], 1.0)
    flow = flow_in(text)
    if flow:
        rest = text
        for _, pattern in _FLOW_WORDS:
            rest = pattern.sub(" ", rest)
        rest = plain(rest)
        if rest in names:
            return Meaning(names[rest], 0.95, flow)
    found = _last_known(text, names)
    return Meaning(found, 0.85, flow) if found else None


def _last_known(text: str, names: dict[str, str]) -> str:
    """Return the role of the longest known name that ends or begins the text as whole words."""
    words = text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        for part in (" ".join(words[-count:]), " ".join(words[:count])):
            if len(part) > 2 and part in names:
                return names[part]
    return ""
