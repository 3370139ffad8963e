"""The names of units, from ``resources/reference/unit_names.csv``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from workbench.core.naming import text as texts
from workbench.paths import resources


@dataclass(frozen=True)
class Name:
    """One name of a unit; see the head of the file for what the parts mean."""

    text: str
    kind: Literal["quantity", "value"]
    unit: str
    factor: float
    use: str
    note: str


def alone(text: str) -> Name | None:
    """Return the unit whose name is exactly ``text``, if need be without regard to case."""
    exact, folded = _names()
    return exact.get(text) or folded.get(text.casefold())


def in_running_text(text: str) -> Iterator[tuple[re.Match[str], Name]]:
    """Yield the units named in running text with their places, from left to right."""
    for match in _pattern().finditer(text):
        name = alone(match.group())
        if name is not None:
            yield match, name


@cache
def _names() -> tuple[dict[str, Name], dict[str, Name]]:
    path = resources() / "reference" / "unit_names.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    exact: dict[str, Name] = {}
    folded: dict[str, Name] = {}
    for row in rows:
        kind = cast("Literal['quantity', 'value']", row["kind"])
        key = texts.plain(row["text"])
        name = Name(key, kind, row["unit"], float(row["factor"]), row["use"], row["note"])
        exact[key] = name
        if name.use != "exact":
            folded.setdefault(key.casefold(), name)
    return exact, folded


@cache
def _pattern() -> re.Pattern[str]:
    exact, _ = _names()
    usable = sorted((n.text for n in exact.values() if n.use == "any"), key=len, reverse=True)
    ways = [
        rf"(?<![a-z0-9]){re.escape(text)}(?![a-z0-9])" if text.isascii() else re.escape(text)
        for text in usable
    ]
    return re.compile("|".join(ways), re.IGNORECASE)
