"""What the columns of a foreign table mean, as a value that can be kept as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from collections.abc import Mapping as Items
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from workbench.core import schema
from workbench.core.naming import hs

Take = Literal["all", "latest"]
Duplicates = Literal["refuse", "add"]

FIGURES = (
    "quantity", "value", "price", "governance", "political_stability", "economic_importance",
    "substitution_index", "recycling_rate",
)  # fmt: skip
"""Roles of columns that hold figures; they are columns of the schema as well."""

PLACES = (
    "period", "year", "month", "quarter", "reporter", "partner", "country", "flow", "hs",
    "material", "detail", "name", "unit",
)  # fmt: skip
"""Roles of columns that say what the figures of a row are about."""

ROLES = (*PLACES, *FIGURES, "ignore")

TARGETS = ("trade", "production", "demand", "materials", "countries")
"""Tables that a mapping may fill."""

SKIPS = ("totals", "rests", "unknown countries", "zeros")
"""Kinds of rows that a mapping may leave out."""


_BRACES = re.compile(r"\{(\w+)\}")


class WrongMapping(ValueError):
    """A mapping says something that cannot be; the text says what."""


@dataclass(frozen=True)
class ColumnRole:
    """What the columns with a certain header mean.

    ``header`` is the whole header, its rows joined by blanks, or a template such as
    ``Prod_{unit}_{year}`` that fits several columns: a name in braces is a role (``{period}``,
    ``{unit}``, ``{material}`` ...) and what stands there holds for the figures of that column, so
    that a wide table becomes a long one. ``position`` (from 1) names a column by its place.
    ``sets`` says the same of all columns with this header, such as ``{"flow": "export"}``.
    ``unit`` is the unit if neither header nor unit row gives it. ``zero_is_missing`` is for
    sources that write 0 for what was not reported.
    """

    role: str
    header: str = ""
    position: int = 0
    unit: str = ""
    sets: Items[str, str] = field(default_factory=dict)
    zero_is_missing: bool = False


@dataclass(frozen=True)
class Condition:
    """Rows are taken only if the column called ``header`` holds one of ``values``."""

    header: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Mapping:
    """How one foreign table becomes rows of one table of the project.

    Where several columns have the same role the first that holds something readable counts.
    ``templates`` are fitted to the title, then to the name of the sheet; what their braces hold
    are constants. ``values`` translates what stands in the cells of a role. ``duplicates`` says
    what happens to rows with the same key: added up, or refused. ``take`` ``latest`` keeps the
    last period with a figure of every column, for tables without a period.
    """

    table: str
    columns: tuple[ColumnRole, ...]
    constants: Items[str, str] = field(default_factory=dict)
    templates: tuple[str, ...] = ()
    values: Items[str, Items[str, str]] = field(default_factory=dict)
    own_numbers: tuple[str, ...] = ()
    """Roles whose numbers are the source's own: those that ``values`` lacks are not read."""
    keep: tuple[Condition, ...] = ()
    skip: tuple[str, ...] = ("totals",)
    duplicates: Duplicates = "refuse"
    take: Take = "all"
    revision: str = ""
    """Revision of the HS that the codes are of, such as ``HS2017``; empty: as the file says."""
    decimal: str = ""
    """``.`` or ``,``; empty: as the column itself shows."""
    only_known: bool = False
    """Whether materials that the project does not have are left out, if it has any."""
    notes: tuple[str, ...] = ()
    """What a reader of the figures should know; told at every import."""

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            WrongMapping: saying what is wrong.
        """
        if self.table not in TARGETS:
            raise WrongMapping(f"unknown table {self.table!r}; one of {', '.join(TARGETS)}")
        used = {*(column.role for column in self.columns), *self.constants, *self.values}
        used |= set(self.own_numbers)
        if wrong := sorted(used - set(ROLES)):
            raise WrongMapping(f"unknown role {wrong[0]!r}; one of {', '.join(ROLES)}")
        if wrong := sorted(set(self.skip) - set(SKIPS)):
            raise WrongMapping(f"unknown kind of rows {wrong[0]!r}; one of {', '.join(SKIPS)}")
        for value, allowed in (
            (self.duplicates, ("refuse", "add")),
            (self.take, ("all", "latest")),
        ):
            if value not in allowed:
                raise WrongMapping(f"{value!r} must be one of {', '.join(allowed)}")
        if self.revision and self.revision not in hs.REVISIONS.values():
            known = ", ".join(hs.REVISIONS.values())
            raise WrongMapping(f"unknown revision {self.revision!r}; one of {known}")
        if self.decimal not in ("", ".", ","):
            raise WrongMapping(f"the decimal sign {self.decimal!r} must be a point or a comma")
        names = set(schema.BY_NAME[self.table].names)
        for role in {column.role for column in self.columns} & set(FIGURES) - names:
            raise WrongMapping(f"the table {self.table} has no column {role}")

    def roles(self) -> frozenset[str]:
        """Return every role that a column or a constant has, or the name of a column says."""
        across = {name for column in self.columns for name in _BRACES.findall(column.header)}
        said = {name for column in self.columns for name in column.sets}
        return frozenset(
            {*(column.role for column in self.columns), *self.constants, *across, *said}
        )


def to_json(mapping: Mapping) -> dict[str, Any]:
    """Return a mapping as a JSON object, without what is as usual."""
    return _bare(asdict(mapping), Mapping)


def _bare(values: dict[str, Any], kind: type) -> dict[str, Any]:
    """Return the fields that differ from their defaults, tuples as lists."""
    plain = json.loads(json.dumps(values))
    usual: dict[str, Any] = {
        part.name: part.default_factory() if callable(part.default_factory) else part.default
        for part in fields(kind)
    }
    usual = {n: list(value) if isinstance(value, tuple) else value for n, value in usual.items()}
    kept = {name: value for name, value in plain.items() if value != usual[name]}
    if kind is Mapping:
        kept["columns"] = [_bare(column, ColumnRole) for column in plain["columns"]]
    return kept


def from_json(data: Any) -> Mapping:
    """Return the mapping that a JSON object describes.

    Raises:
        WrongMapping: saying what is wrong.
    """
    given = dict(_object(data, Mapping))
    given["columns"] = tuple(
        ColumnRole(**_strings_in(_object(column, ColumnRole), "sets"))
        for column in _list(given.get("columns", []))
    )
    given["keep"] = tuple(
        Condition(str(item.get("header", "")), tuple(map(str, _list(item.get("values", [])))))
        for item in (_object(item, Condition) for item in _list(given.get("keep", [])))
    )
    for name in ("templates", "skip", "notes", "own_numbers"):
        if name in given:
            given[name] = tuple(map(str, _list(given[name])))
    translations = given.get("values", {})
    if not isinstance(translations, dict) or not all(
        isinstance(part, dict) for part in translations.values()
    ):
        raise WrongMapping("values must be an object of objects")
    given = _strings_in(given, "constants")
    try:
        return Mapping(**given)
    except TypeError as problem:
        raise WrongMapping(str(problem)) from problem


def _object(data: Any, kind: type) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise WrongMapping(f"{kind.__name__} must be an object, not {data!r}")
    names = {part.name for part in fields(kind)}
    if wrong := sorted(set(data) - names):
        raise WrongMapping(f"unknown word {wrong[0]!r}; one of {', '.join(sorted(names))}")
    if kind is ColumnRole and data.get("role") not in ROLES:
        raise WrongMapping(f"unknown role {data.get('role')!r}; one of {', '.join(ROLES)}")
    return data


def _list(data: Any) -> Iterable[Any]:
    if not isinstance(data, (list, tuple)):
        raise WrongMapping(f"a list is needed, not {data!r}")
    return data


def _strings_in(given: dict[str, Any], name: str) -> dict[str, Any]:
    inner = given.get(name, {})
    if not isinstance(inner, dict):
        raise WrongMapping(f"{name} must be an object, not {inner!r}")
    return {**given, name: {str(key): str(value) for key, value in inner.items()}}
