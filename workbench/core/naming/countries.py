"""Countries by whatever name or code a workbook gives them; what is unsure is never taken."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from workbench.core import countries
from workbench.core.naming import text as texts
from workbench.core.naming import totals
from workbench.core.naming.country_table import Match, builtin, normal
from workbench.core.project import Project

__all__ = ["CountryNames", "Match"]

Cell = str | float | int | None

_NUMBER = re.compile(r"0*(\d{1,3})(?:\.0+)?")
_CODE_BEFORE = re.compile(r"(\d{1,3}|[A-Z]{2,3})[ :._\-]+([^\W\d_].+)")
_NAME_TWICE = re.compile(r"([^()]+?) ?\(([^()]+)\)")
_MARK = re.compile(r"(?<=[a-zé)])[erp]\Z")
_ROUNDED = re.compile(r"\s*\(rounded\)\Z", re.IGNORECASE)
_MISSING_MARKS = frozenset({"NA", "N/A"})
_UNKNOWN_NUMBERS = 0.1  # share of unknown numbers from which a column has codes of another kind


class CountryNames:
    """Finds the code that a text stands for, in the countries of one project.

    ``remembered`` are answers of the user, text to code; they come before everything else.
    """

    def __init__(self, project: Project, remembered: Mapping[str, str] | None = None) -> None:
        self._table = builtin()
        self._own: dict[str, Match] = {}
        self._codes = frozenset(countries.known(project).index)
        self._groups = countries.groups(project)
        for code, name in project["countries"][["country", "name"]].to_numpy():
            self._own[normal(code)] = Match(code, f"code {code} of the table countries")
            if name:
                self._own[normal(name)] = Match(code, f"name {name!r} in the table countries")
        self._remembered = {
            normal(text): self._with_kind(Match(code, f"remembered for {text!r}"))
            for text, code in (remembered or {}).items()
        }

    def code(self, cell: Cell) -> Match | None:
        """Return what a name or code stands for, or None if that is not sure.

        ``NA`` is None, as it mostly means "not available"; ``codes`` can tell it from Namibia.
        """
        if cell is None or (isinstance(cell, float) and math.isnan(cell)):
            return None
        text = texts.plain(texts.without_superscripts(str(cell))[0]).strip("'\"* ")
        if not text:
            return None
        return self._exact(text) or self._less_exact(text)

    def codes(self, column: Iterable[Cell]) -> dict[Cell, Match | None]:
        """Return ``code`` of every distinct cell of a column, seeing the column as a whole.

        Where most cells are two-letter codes, ``NA`` is Namibia. Where many numbers are unknown,
        the numbers are codes of another office (as those of Japan Customs are) and none is taken.
        """
        found = {cell: self.code(cell) for cell in dict.fromkeys(column)}
        letters = [c for c in found if isinstance(c, str) and re.fullmatch(r"[A-Z]{2}", c.strip())]
        if len(letters) > 2 and len(letters) >= 0.8 * len(found):
            found |= {cell: self._table.codes["NA"] for cell in letters if cell.strip() == "NA"}
        numbers = [cell for cell in found if _NUMBER.fullmatch(str(cell).strip())]
        unknown = [cell for cell in numbers if found[cell] is None and not self.suggest(cell)]
        if len(unknown) > _UNKNOWN_NUMBERS * len(numbers):
            found |= {cell: self._remembered.get(normal(str(cell))) for cell in numbers}
        return found

    def suggest(self, cell: Cell) -> list[str]:
        """Return up to five codes that ``cell`` may mean, the likeliest first, to choose from."""
        text = texts.plain(str(cell or ""))
        number = _NUMBER.fullmatch(text)
        if number is not None:
            return list(self._table.former.get(str(int(number.group(1))), ()))
        if text.upper() in _MISSING_MARKS:
            return ["NAM"] if text == "NA" else []
        if totals.is_rest(text) or totals.is_total(text):
            return ["XXX"] if totals.is_rest(text) else []
        key = normal(text)
        found = list(self._table.former.get(key, ()))
        head = self._exact(re.split(r"[,(/]", text)[0].strip()) if key else None
        found += [head.code] if head is not None else []
        names = {**self._table.names, **self._own}
        close = difflib.get_close_matches(key, names, n=8, cutoff=0.72)
        found += [names[name].code for name in close]
        return list(dict.fromkeys(found))[:5]

    def looks_like(self, column: Iterable[Cell]) -> float:
        """Return which share (0-1) of the distinct cells that are not blank are countries."""
        found = {cell: m for cell, m in self.codes(column).items() if str(cell or "").strip()}
        known = sum(m is not None or totals.is_rest(str(cell)) for cell, m in found.items())
        return known / len(found) if found else 0.0

    def _exact(self, text: str) -> Match | None:
        key = normal(text)
        found = self._remembered.get(key) or self._own.get(key)
        if found is not None or text.upper() in _MISSING_MARKS:
            return found
        number = _NUMBER.fullmatch(text)
        if number is not None:
            return self._checked(self._table.numbers.get(int(number.group(1))))
        found = self._table.names.get(key)
        if found is None and (text.isupper() or (text.islower() and len(text) == 3)):
            found = self._table.codes.get(text.upper())
        if found is None and text in self._groups:
            return Match(text, "a group of the project", "group")
        if found is None and key and key not in self._table.former and totals.is_whole(text):
            return Match("WLD", "all countries", "total")
        return self._checked(found)

    def _less_exact(self, text: str) -> Match | None:
        """Try what surely belongs to the name no more: footnote marks, ``(rounded)``, a code."""
        if _NUMBER.fullmatch(text):
            return None
        without = {
            texts.without_footnote(text): "footnote mark left out",
            _MARK.sub("", text): "mark at the end left out",
            _ROUNDED.sub("", text): "'(rounded)' left out",
        }
        for shorter, why in without.items():
            is_name = shorter != text and len(shorter) > (3 if shorter.isascii() else 0)
            found = self._exact(shorter) if is_name else None
            if found is not None:
                return replace(found, how=f"{found.how}; {why} of {text!r}")
        return self._said_twice(text)

    def _said_twice(self, text: str) -> Match | None:
        """Read ``미국(USA)``, whose parts name one country, and ``103 大韓民国``, code and name."""
        parts = _NAME_TWICE.fullmatch(text) or _CODE_BEFORE.fullmatch(text)
        if parts is None:
            return None
        first, second = self._exact(parts.group(1)), self._exact(parts.group(2))
        if second is not None and parts.group(1).isdigit():
            return replace(second, how=f"{second.how}; code before the name left out of {text!r}")
        return first if first and second and first.code == second.code else None

    def _checked(self, match: Match | None) -> Match | None:
        """Leave out what the project does not know as a country."""
        if match is None or match.kind != "country":
            return match
        return match if match.code in self._codes else None

    def _with_kind(self, match: Match) -> Match:
        if match.code == "WLD":
            return replace(match, kind="total")
        group = match.code in self._groups and match.code not in self._codes
        return replace(match, kind="group") if group else match
