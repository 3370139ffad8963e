"""Countries in the rows of a foreign table; the names that nobody knows are listed, to be asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from workbench.core.layout.cells import Distinct, shown
from workbench.core.layout.parts import UnknownName
from workbench.core.layout.places import LEFT_OUT, REST, Reading
from workbench.core.layout.wording import plain
from workbench.core.naming import totals
from workbench.core.naming.countries import CountryNames, Match
from workbench.core.naming.remembered import LEAVE_OUT
from workbench.core.values import Cell


class CountryReader:
    """Reads countries; lists the names that it does not know.

    Args:
        names: knows the names.
        known: codes of countries; other codes are groups.
        role: what the countries are in the rows, for the list of unknown names.
        may_skip: whether rows of unknown countries are left out instead of refused.
        values: what the source's own names and numbers stand for, later ones before earlier ones.
        own_numbers: whether a number that ``values`` lacks is one of the source's, and not read.
    """

    def __init__(
        self,
        names: CountryNames,
        known: frozenset[str],
        role: str,
        *,
        may_skip: bool = False,
        values: Iterable[tuple[str, str]] = (),
        own_numbers: bool = False,
    ) -> None:
        self.unknown: dict[str, UnknownName] = {}
        self._names = names
        self._known = known
        self._role = role
        self._may_skip = may_skip
        self._values = {plain(given): meant for given, meant in values}
        self._own_numbers = own_numbers
        self._column: dict[str, Match | None] = {}
        self._counts: Counter[str] = Counter()

    def look_at(self, cells: Distinct) -> None:
        """See a whole column before its cells: among two-letter codes NA is Namibia."""
        counts = np.bincount(cells.codes, minlength=len(cells.cells))
        self._counts = Counter()
        for text, count in zip(cells.texts(), counts, strict=True):
            self._counts[text] += int(count)
        texts = [text for text in self._counts if text and self._meant(text) == text]
        self._column = {str(text): found for text, found in self._names.codes(texts).items()}

    def __call__(self, cell: Cell) -> Reading:
        """Return the code of a country."""
        text = shown(cell)
        meant = self._meant(text)
        if meant == LEAVE_OUT != text:
            return LEFT_OUT, f"{text!r}, to be left out as was said of it"
        if not meant:
            return self._ask(text, "a number that the profile does not know")
        found = self._column[meant] if meant in self._column else self._names.code(meant)
        if found is None:
            return self._unknown(text)
        if found.code not in self._known:
            return LEFT_OUT, f"the group {text!r}, whose members have rows of their own"
        return found.code, found.how if "left out" in found.how else ""

    def _meant(self, text: str) -> str:
        """Return what the source means by a text; nothing for a number that is not known."""
        key = plain(text).strip("'")
        if key in self._values:
            return self._values[key]
        return "" if self._own_numbers and key.isdigit() else text

    def _unknown(self, text: str) -> Reading:
        if totals.is_rest(text):
            return REST, f"{text!r} read as areas not specified"
        if totals.is_total(text):
            return LEFT_OUT, f"{text!r}, which adds up other rows"
        return self._ask(text, "which is no country that is known")

    def _ask(self, text: str, why: str) -> Reading:
        """List an unknown name; its rows are refused or, if the mapping says so, left out."""
        near = tuple(self._names.suggest(text)) if self._meant(text) else ()
        self.unknown[text] = UnknownName(
            text, self._role, self._counts[text], near, left_out=self._may_skip
        )
        if self._may_skip:
            return LEFT_OUT, f"{text!r}, {why}"
        if not self._meant(text):
            return "", "one of the numbers that the profile knows; say once what it stands for"
        return "", "a country" + (f"; perhaps {', '.join(near[:3])}" if near else "")
