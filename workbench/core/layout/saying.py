"""What a user says of a whole file where the file itself does not: direction, reporter, unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from workbench.core import countries
from workbench.core.layout import amounts, places
from workbench.core.layout import mapping as mappings
from workbench.core.layout.found import FoundTable
from workbench.core.layout.matching import Assigned, assign
from workbench.core.naming import hs, periods, units
from workbench.core.naming.countries import CountryNames
from workbench.core.problem import DataRefused, Problem
from workbench.core.project import Project

_UNIT_KINDS = ("quantity", "value", "price")
_SAYS: Mapping[str, tuple[str, ...]] = {
    "material": ("material", "hs"),
    "hs": ("material", "hs"),
    "year": ("period", "year"),
    "period": ("period", "year", "month", "quarter"),
}
"""Roles of columns that say a thing already, where they are not just the role itself."""


@dataclass(frozen=True)
class Said:
    """What holds for all rows of a file that does not say it.

    ``constants`` by role, as a mapping holds them; ``units`` by the kind of figure (quantity,
    value, price); ``revision`` of the HS, such as ``HS2017``.
    """

    constants: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    revision: str = ""

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.constants or self.units or self.revision)

    def words(self) -> list[str]:
        """Return everything that is said as it is typed, such as ``flow=import``."""
        said = [f"{key}={text}" for key, text in self.constants.items()]
        said += [f"unit={text}" for text in self.units.values()]
        return said + ([f"revision={self.revision}"] if self.revision else [])


def parse(words: Iterable[str], project: Project) -> Said:
    """Return what texts such as ``flow=import`` say, each checked.

    Args:
        words: ``KEY=VALUE``; ``unit`` may be said once for quantities, values and prices each.
        project: knows its countries.

    Raises:
        DataRefused: naming every text that says nothing, with what could be said.

    >>> parse(["flow=import", "unit=kg"], Project()).words()
    ['flow=import', 'unit=kg']
    """
    constants: dict[str, str] = {}
    kinds: dict[str, str] = {}
    revision = ""
    problems: list[Problem] = []
    for word in words:
        key, sign, text = (part.strip() for part in word.partition("="))
        key = key.casefold()
        if not sign or key not in _KEYS:
            problems.append(_wrong("this is nothing that can be said of a file", word, _KNOWN))
            continue
        value = _KEYS[key].read(text, project) if text else ""
        kind = _kind(value) if key == "unit" else ""
        if not value:
            problems.append(
                _wrong(f"this cannot be the {key}", word, _expected(key, text, project))
            )
        elif (kinds if key == "unit" else constants).get(kind or key, value) != value:
            problems.append(_wrong(f"the {key} is said twice", word, "one of them"))
        elif key == "unit":
            kinds[kind] = value
        else:
            constants[key] = value
    revision = constants.pop("revision", "")
    if problems:
        raise DataRefused(problems)
    return Said(constants, kinds, revision)


def applied(
    said: Said, mapping: mappings.Mapping, found: FoundTable
) -> tuple[mappings.Mapping, list[str]]:
    """Return a mapping with what was said, and which of it the table has a use for.

    What the table says itself, in a column, a header or its title, is not replaced. A mapping to
    which it was applied already stays as it is.

    >>> applied(Said({"flow": "import"}), mapping, found)[1]  # doctest: +SKIP
    ['flow=import']
    """
    assigned = assign(mapping, found)
    used: list[str] = []
    for key, text in said.constants.items():
        role = _role(key, text, mapping)
        if not role:
            continue
        if not _is_said(role, mapping, assigned):
            mapping = replace(mapping, constants={**mapping.constants, role: text})
        if mapping.constants.get(role) == text:
            used.append(f"{key}={text}")
    for kind, text in said.units.items():
        columns = _without_unit(kind, assigned, found)
        if columns:
            made = tuple(replace(c, unit=text) if c in columns else c for c in mapping.columns)
            mapping = replace(mapping, columns=made)
        if columns or any(c.name == kind and c.role.unit == text for c in assigned):
            used.append(f"unit={text}")
    if said.revision and "hs" in mapping.roles():
        mapping = replace(mapping, revision=said.revision)
        used.append(f"revision={said.revision}")
    return mapping, used


def _role(key: str, text: str, mapping: mappings.Mapping) -> str:
    """Return the role that is meant, empty if the table has no place for it."""
    if key not in _OF_TABLE[mapping.table]:
        return ""
    parts = {column.role for column in mapping.columns} & {"month", "quarter"}
    across = any("{month}" in c.header or "{quarter}" in c.header for c in mapping.columns)
    if key in ("period", "year") and (parts or across):
        return "year" if len(text) == 4 else ""
    return "period" if key == "year" else key


def _is_said(role: str, mapping: mappings.Mapping, assigned: Iterable[Assigned]) -> bool:
    """Return whether a column, a header or the profile says already what a role is."""
    roles = _SAYS.get(role, (role,))
    if any(f"{{{name}}}" in template for template in mapping.templates for name in roles):
        return True
    if any(name in mapping.constants for name in roles):
        return True
    return any(column.name in roles or set(roles) & set(column.held) for column in assigned)


def _without_unit(
    kind: str, assigned: Iterable[Assigned], found: FoundTable
) -> list[mappings.ColumnRole]:
    """Return the columns of figures whose unit nothing in the table says."""
    every = list(assigned)
    if amounts.unit_for(kind, [found.title]) is not None:
        return []
    if kind == "quantity" and any(column.name == "unit" for column in every):
        return []
    return [
        column.role
        for column in every
        if column.name == kind and not column.role.unit and not _named(column)
    ]


def _named(column: Assigned) -> bool:
    said = [column.held.get("unit", ""), *amounts.words_about(column.header)]
    return bool(column.header.unit.strip("()[] ")) or (
        amounts.unit_for(column.name, said) is not None
    )


QUESTIONS = {
    "period": "Which period do the figures belong to?",
    "flow": "Are these imports or exports?",
    "reporter": "Which country reported the figures?",
    "partner": "Which column holds the partner country?",
    "country": "Which column holds the country?",
    "material": "Which material is this about?",
    "unit": "Are the figures quantities or values, and in which unit?",
}
"""What is asked where a table does not say it, by what answers it."""


def remedy(questions: Iterable[str]) -> str:
    """Return how questions are answered on the command line; empty if none of them can be.

    >>> remedy(["Are these imports or exports?"])
    'Say it if it holds for all rows: --set flow=import (or export). '
    """
    asked = set(questions)
    options = [option(key) for key, question in QUESTIONS.items() if question in asked]
    return f"Say it if it holds for all rows: {'; '.join(options)}. " if options else ""


def option(key: str) -> str:
    """Return the option of ``workbench import`` that says a thing, with an example.

    >>> option("period")
    '--set period=2024'
    """
    also = " (or --set hs=380110)" if key == "material" else ""
    return f"--set {key}={_KEYS[key].example}{also}"


@dataclass(frozen=True)
class _Key:
    """How a thing is said: an example, what may stand there in words, and how that is read."""

    example: str
    expected: str
    read: Callable[[str, Project], str]


def _flow(text: str, project: Project) -> str:  # noqa: ARG001 - one form for all keys
    label, _ = places.as_flow(text)
    return label if label in ("import", "export") else ""


def _country(text: str, project: Project) -> str:
    known = frozenset(countries.known(project).index.astype(str))
    if text.upper() in known:
        return text.upper()
    match = CountryNames(project).code(text)
    return match.code if match is not None and match.code in known else ""


def _period(text: str, project: Project) -> str:  # noqa: ARG001
    found = periods.parse(text)
    return str(found) if isinstance(found, periods.Period) and not found.note else ""


def _year(text: str, project: Project) -> str:
    period = _period(text, project)
    return period if len(period) == 4 else ""


def _code(text: str, project: Project) -> str:  # noqa: ARG001
    return hs.clean(text).text


def _text(text: str, project: Project) -> str:  # noqa: ARG001
    return text


def _unit(text: str, project: Project) -> str:  # noqa: ARG001
    return text if _kind(text) else ""


def _kind(text: str) -> str:
    found = units.parse(text) if text else None
    return found.kind if found is not None and found.kind in _UNIT_KINDS else ""


def _revision(text: str, project: Project) -> str:  # noqa: ARG001
    return hs.revision(text if text.upper().startswith("H") else f"HS{text}")


_A_COUNTRY = "the code or name of a country, such as KOR"
_KEYS = {
    "flow": _Key("import (or export)", "one of import, export", _flow),
    "reporter": _Key("KOR", _A_COUNTRY, _country),
    "partner": _Key("CHN", f"{_A_COUNTRY}, or WLD for the world", _country),
    "country": _Key("CHN", _A_COUNTRY, _country),
    "period": _Key("2024", "a period such as 2021, 2021H1, 2021Q3 or 2021-11", _period),
    "year": _Key("2024", "a year such as 2021", _year),
    "hs": _Key("380110", "an HS code such as 380110", _code),
    "material": _Key("graphite", "the name of a material", _text),
    "unit": _Key(
        "t", "a unit of quantity (t, kg, m3, MWh, pieces), value (USD, 1000 USD) or price", _unit
    ),
    "revision": _Key("HS2017", f"one of {', '.join(hs.REVISIONS.values())}", _revision),
}
_KNOWN = f"KEY=VALUE with one of {', '.join(_KEYS)}"
_GOODS = ("hs", "material")
_OF_TABLE = {
    "trade": ("period", "year", "flow", "reporter", "partner", *_GOODS),
    "production": ("period", "year", "country", *_GOODS),
    "demand": ("period", "year", *_GOODS),
    "materials": ("period", "year"),
    "countries": (),
}
"""Which of it the tables of the project have a place for."""


def _expected(key: str, text: str, project: Project) -> str:
    near = CountryNames(project).suggest(text) if _KEYS[key].read is _country and text else []
    return _KEYS[key].expected + (f"; perhaps {', '.join(near[:3])}" if near else "")


def _wrong(message: str, word: str, expected: str) -> Problem:
    remedy = "Say it as in --set flow=import --set reporter=KOR"
    return Problem(message, value=word, expected=expected, remedy=remedy)
