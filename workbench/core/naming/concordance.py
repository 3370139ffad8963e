"""Which codes of one HS revision became which of another, from a table that the user loads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from workbench.core.naming import hs
from workbench.core.problem import Problem

Pairs = Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Concordance:
    """Codes of one revision to those of another, in both directions; one code may become several.

    ``problems`` names the rows of the table that could not be read.
    """

    pairs: Pairs = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Sequence[hs.Cell]],
        from_revision: str = "",
        to_revision: str = "",
    ) -> Concordance:
        """Make one from the rows of a two-column sheet, with or without a header.

        The header (``From HS2022 | To HS2017``) names the revisions unless they are given.
        Further columns are left alone.
        """
        found: dict[str, dict[str, None]] = {}
        problems = []
        for number, row in enumerate(rows, 1):
            old, new = (hs.clean(cell) for cell in (*row, None, None)[:2])
            if old.text and new.text:
                found.setdefault(old.text, {}).update(dict.fromkeys(new.codes))
            elif number == 1 and all(isinstance(cell, str) for cell in row[:2]):
                from_revision = from_revision or hs.revision(str(row[0]))
                to_revision = to_revision or hs.revision(str(row[1]))
            elif any(str(cell or "").strip() for cell in row[:2]):
                problems.append(_unreadable(number, row, old.note if not old.text else new.note))
        if not (from_revision and to_revision):
            problems.append(_NAMELESS)
            return cls({}, tuple(problems))
        pairs = ((code, other) for code, codes in found.items() for other in codes)
        return replace(cls.of_codes(pairs, from_revision, to_revision), problems=tuple(problems))

    @classmethod
    def of_codes(cls, pairs: Iterable[tuple[str, str]], old: str, new: str) -> Concordance:
        """Make one from pairs of codes, without doubles, as digits with all their zeros."""
        forth: dict[str, list[str]] = {}
        back: dict[str, list[str]] = {}
        for code, other in pairs:
            forth.setdefault(code, []).append(other)
            back.setdefault(other, []).append(code)
        both = {(old, new): forth, (new, old): back}
        return cls({key: {c: tuple(o) for c, o in t.items()} for key, t in both.items()})

    def joined(self, other: Concordance) -> Concordance:
        """Return both tables in one; where both have a pair of revisions, ``other`` wins."""
        return Concordance({**self.pairs, **other.pairs}, (*self.problems, *other.problems))

    def map(self, code: str, from_revision: str, to_revision: str) -> list[str]:
        """Return what ``code`` became; empty if the table does not know it.

        Codes longer than six digits are national below the sixth and give six-digit codes;
        shorter ones give what their six-digit codes became, cut to their own length.
        """
        if from_revision == to_revision:
            return [code]
        table = self.pairs.get((from_revision, to_revision), {})
        if len(code) >= 6:
            return list(table.get(code[:6], ()))
        below = (codes for old, codes in table.items() if old.startswith(code))
        return sorted({new[: len(code)] for codes in below for new in codes})

    def explain(self, code: str, from_revision: str, to_revision: str) -> str:
        """Return in words what ``map`` gives, also when it gives nothing."""
        if from_revision != to_revision and (from_revision, to_revision) not in self.pairs:
            return f"no table from {from_revision} to {to_revision} is loaded"
        found = self.map(code, from_revision, to_revision)
        if not found:
            return f"{code} is not in the table from {from_revision} to {to_revision}"
        names = ", ".join(found)
        several = f" (one of {len(found)}; the table has no shares)" if len(found) > 1 else ""
        return f"{from_revision} {code} is {to_revision} {names}{several}"


_NAMELESS = Problem(
    "the table of codes does not say which HS revisions it joins",
    expected="a header such as 'From HS2022', 'To HS2017'",
    remedy="Name the two revisions.",
)


def _unreadable(number: int, row: Sequence[hs.Cell], why: str) -> Problem:
    shown = " | ".join(str(cell) for cell in row[:2])
    return Problem(f"a pair of HS codes cannot be read: {why}", "warning", row=number, value=shown)
