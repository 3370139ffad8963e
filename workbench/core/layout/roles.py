"""Guesses what the columns of a found table mean, from their names and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.core.layout import amounts, applying, saying, titles
from workbench.core.layout.cells import shown
from workbench.core.layout.codes_across import codes_across
from workbench.core.layout.found import FoundTable
from workbench.core.layout.header import headers
from workbench.core.layout.looking import Seen, adds_up, look_at, sample
from workbench.core.layout.mapping import FIGURES, ColumnRole, Mapping
from workbench.core.layout.saying import Said
from workbench.core.layout.synonyms import flow_in, meaning
from workbench.core.naming.countries import CountryNames
from workbench.core.project import Project

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_KANA_OR_KANJI = re.compile(r"[\u3040-\u30ff]|輸[出入]|[国品]名|年月")
_UNKNOWN = "quantity or value"
_SURE = 0.75
"""A guess that is less certain is not used without being asked for."""


@dataclass(frozen=True)
class Guess:
    """What a table may mean. ``confidence`` 0-1; ``questions`` are what nobody but the user knows.

    The mapping is complete only if there are no questions.
    """

    mapping: Mapping
    confidence: float
    reasons: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it may be used without asking."""
        return not self.questions and self.confidence >= _SURE


def guess(found: FoundTable, project: Project, file: str = "", said: Said | None = None) -> Guess:
    """Return the most likely meaning of a table, with reasons and open questions.

    Args:
        found: the table.
        project: the project to add to: its home is the reporter where nobody else is.
        file: name of the file, which may say the direction.
        said: what the user says of all rows, where the table does not.
    """
    said = said or Said()
    names = CountryNames(project)
    named = headers(found)
    across = codes_across(named)
    columns = [look_at(found, header, names, across.get(header.column)) for header in named]
    known = [column for column in columns if column is not None]
    known, left = _without_sums(_agreed(_without_mere_codes(known)))
    known, unlike = _without_goods(known) if across else (known, [])
    left += unlike
    constants, template, reasons = _constants(
        found, "" if "flow" in said.constants else file, known
    )
    reasons += left
    table = _table(known, found, file)
    known = _fit_table(known, table, found, said)
    if table == "trade":
        _ends(known, constants, reasons, _Home(found, project, names), said)
    picked = [column for column in known if column.role != "ignore"]
    reasons = [f"{c.header.text or 'a column without a name'!r}: {c.why}" for c in picked] + reasons
    mapping = Mapping(
        table=table,
        columns=_roles(picked),
        constants=constants,
        templates=(template,) if template else (),
        duplicates="add" if table == "trade" else "refuse",
    )
    mapping, used = saying.applied(said, mapping, found)
    reasons += [f"{word}: as was said" for word in used]
    has = {*mapping.constants, *(["period"] if template else [])}
    questions = _questions(table, known, has)
    needed = [c.certainty for c in picked if c.role in (*applying.REQUIRED[table], *FIGURES)]
    sure = min(needed, default=0.0)
    return Guess(mapping, min(sure, 0.5) if questions else sure, tuple(reasons), tuple(questions))


def _roles(columns: Sequence[Seen]) -> tuple[ColumnRole, ...]:
    """Return the columns as roles; one for all the periods across that its template fits."""
    made: list[ColumnRole] = []
    for column in columns:
        header = column.template or column.header.text
        place = 0 if header else column.header.column
        role = ColumnRole(column.role, header=header, position=place, sets=column.sets)
        if role not in made:
            made.append(role)
    return tuple(made)


def _agreed(columns: list[Seen]) -> list[Seen]:
    """Return the columns with one period each: a year and a month, or a whole period."""
    whole = [c for c in columns if c.role == "period"]
    if whole and any(c.role in ("year", "month", "quarter") for c in columns):
        return [c for c in columns if c.role not in ("year", "month", "quarter")]
    return columns


_NO_COUNTRIES = ("NO", "ID", "NR")
"""Codes of countries that as the name of a column rather number its rows."""


def _without_mere_codes(columns: list[Seen]) -> list[Seen]:
    """Return the columns without those that only look like a country by a code of few letters.

    Beside columns of countries by their names ``USA`` is one; ``No`` and ``Id`` never are.
    """

    def short(column: Seen) -> bool:
        text = column.header.text
        return "partner" in column.sets and text.isascii() and len(text) <= 3

    named = sum("partner" in c.sets and not short(c) for c in columns)
    return [
        column
        for column in columns
        if not short(column)
        or (
            (named >= 2 and column.header.text.isupper())
            and column.header.text not in _NO_COUNTRIES
        )
    ]


def _without_sums(columns: list[Seen]) -> tuple[list[Seen], list[str]]:
    """Return the columns without totals of the periods beside them, and what is left out."""
    parts = [c for c in columns if c.template or "partner" in c.sets]
    months = any("{month}" in c.template or "{quarter}" in c.template for c in parts)
    sums = [
        c
        for c in columns
        if c.role in (*FIGURES, "figure") and (months if c.template else parts) and adds_up(c)
    ]
    said = [f"{c.header.text!r}: left out, it adds up other columns" for c in sums]
    return [c for c in columns if c not in sums], said


def _without_goods(columns: list[Seen]) -> tuple[list[Seen], list[str]]:
    """Return the columns without figures that name no code beside columns that do, and which."""
    figures = [c for c in columns if c.role in (*FIGURES, "figure") and not c.has_code]
    said = [f"{c.header.text!r}: left out, no HS code is in its name" for c in figures]
    return [c for c in columns if c not in figures], said


def _constants(
    found: FoundTable, file: str, columns: list[Seen]
) -> tuple[dict[str, str], str, list[str]]:
    """Return what title, sheet name and file name say for all rows, with the reasons."""
    constants: dict[str, str] = {}
    template = ""
    reasons: list[str] = []
    roles = {column.role for column in columns}
    about = {"the title": found.title, "the sheet": found.sheet.name, "the file name": file}
    if "flow" not in roles and not any("flow" in column.sets for column in columns):
        for where, text in about.items():
            if flow := flow_in(text):
                constants["flow"] = flow
                reasons.append(f"{flow}: {where} says so")
                break
    code = titles.code_in(found.title)
    if code and "hs" not in roles and not any(c.has_code for c in columns):
        constants["hs"] = code
        reasons.append(f"HS {code}: the title says so")
    if not roles & {"period", "year"} and not any(_has_year(c.template) for c in columns):
        template = _period(found, columns, reasons)
    return constants, template, reasons


def _has_year(template: str) -> bool:
    return "{period}" in template or "{year}" in template


def _period(found: FoundTable, columns: list[Seen], reasons: list[str]) -> str:
    """Return a template for the one period of title or sheet name; months across need a year.

    No constant: a profile kept from it would give next year's file the period of this one.
    """
    parts = {"month", "quarter"} & {c.role for c in columns}
    parts |= {role for role in ("month", "quarter") for c in columns if f"{{{role}}}" in c.template}
    for where, text in {"the title": found.title, "the sheet": found.sheet.name}.items():
        period, template = titles.period_template(text)
        if period and not (parts and "{year}" not in template):
            reasons.append(f"{period}: {where} says so")
            return template
    return ""


def _table(columns: list[Seen], found: FoundTable, file: str) -> str:
    """Return the table of the project that the columns fit best."""
    roles = {column.role for column in columns}
    if {"production"} & roles and roles & {"country", "partner"}:
        return "production"
    traded = roles & {"flow", "partner", "importer", "exporter", "reporter"}
    if not traded and not roles & {"quantity", "value", "figure"} and {"hs", "material"} <= roles:
        return "materials"
    about = f"{found.title} {found.sheet.name} {file}"
    named = any((known := meaning(word)) and known.role == "production" for word in about.split())
    return "production" if named and not traded and "country" in roles else "trade"


def _fit_table(columns: list[Seen], table: str, found: FoundTable, said: Said) -> list[Seen]:
    """Return the columns with the names of roles that the table has."""
    renamed = {
        "trade": {"country": "partner", "production": "ignore"},
        "production": {"partner": "country", "production": "quantity", "value": "ignore"},
        "materials": {"quantity": "ignore", "value": "ignore", "production": "ignore"},
    }[table]
    made = [replace(c, role=renamed.get(c.role, c.role)) for c in columns]
    if table == "production" and any(c.role == "production" for c in columns):
        # Other quantities, such as reserves, are not what was made.
        made = [
            replace(new, role="ignore")
            if new.role == "quantity" and old.role not in ("production", "figure")
            else new
            for old, new in zip(columns, made, strict=True)
        ]
    measured = {c.role for c in made} & {"quantity", "value"}
    figure = "quantity" if table == "production" and not measured else "ignore"
    if table == "trade" and not measured:
        kinds = [k for k in ("quantity", "value") if amounts.unit_for(k, [found.title])]
        kinds = kinds or [k for k in ("quantity", "value") if k in said.units]
        figure = kinds[0] if len(kinds) == 1 else _UNKNOWN
    unsure = {"role": "quantity", "certainty": 0.0} if figure == _UNKNOWN else {"role": figure}
    return [replace(c, **unsure) if c.role == "figure" else c for c in made]


def _ends(
    columns: list[Seen], constants: dict[str, str], reasons: list[str], home: _Home, said: Said
) -> None:
    """Say who reports: the importer where both ends are named, else home."""
    roles = {column.role for column in columns}
    if {"importer", "exporter"} <= roles and "reporter" not in roles:
        for column in columns:
            column.role = {"importer": "reporter", "exporter": "partner"}.get(
                column.role, column.role
            )
        constants["flow"] = "import"
        reasons.append("both ends are named: read as imports of the importer")
        return
    for column in columns:
        if column.role in ("importer", "exporter"):
            column.role = "partner"
    if {"reporter"} - roles - {*said.constants} and home.may_report(columns):
        constants["reporter"] = home.code
        reasons.append(f"nobody reports by name: taken as figures of home, {home.code}")


class _Home:
    """Knows whether home may be the reporter of figures that name none."""

    def __init__(self, found: FoundTable, project: Project, names: CountryNames) -> None:
        self.code = project.home
        self._found = found
        self._names = names

    def may_report(self, columns: Sequence[Seen]) -> bool:
        """Return whether neither the partners nor the language speak against it."""
        headers_ = " ".join(column.header.text for column in columns) + self._found.title
        if _KANA_OR_KANJI.search(headers_) and self.code != "JPN":
            return False
        if _HANGUL.search(headers_) and self.code != "KOR":
            return False
        numbers_ = [c.header.column for c in columns if c.role == "partner"]
        cells = [shown(cell) for n in numbers_ for cell in sample(self._found, n) if cell]
        cells += [c.sets["partner"] for c in columns if "partner" in c.sets]
        codes = {found.code for cell in cells if (found := self._names.code(cell))}
        return bool(self.code) and self.code not in codes


def _questions(table: str, columns: list[Seen], constants: set[str]) -> list[str]:
    roles = {c.role for c in columns} | constants
    for column in columns:
        roles |= set(column.sets)
        if _has_year(column.template):
            roles.add("period")
        if column.has_code:
            roles.add("hs")
    if roles & {"year"}:
        roles.add("period")
    if "hs" in roles:
        roles.add("material")
    asked = [saying.QUESTIONS[role] for role in applying.REQUIRED[table] if role not in roles]
    if table != "materials" and not {c.role for c in columns} & {"quantity", "value"}:
        asked.append("Which column holds quantities or values?")
    if any(c.certainty == 0.0 for c in columns):
        asked.append(saying.QUESTIONS["unit"])
    return asked
