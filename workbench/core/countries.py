"""Built-in facts about countries, overridden by the project's own rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import pandas as pd

from workbench.core import frames, schema
from workbench.core.project import Project
from workbench.paths import resources


@cache
def builtin() -> pd.DataFrame:
    """Return the built-in rows of the table ``countries``, with the names in Korean and Japanese.

    Columns are those of the schema and ``name_ko``, ``name_ja``. Read once; do not change it.
    """
    path = resources() / "reference" / "countries.csv"
    frame = pd.read_csv(path, keep_default_na=False, dtype=str, encoding="utf-8", comment="#")
    table = schema.BY_NAME["countries"]
    for column in table.columns:
        if column.is_number:
            frame[column.name] = pd.to_numeric(frame[column.name], errors="coerce")
    names = frame[["name_ko", "name_ja"]]
    conformed = frames.conform(table, frame)
    return conformed.assign(**{str(name): names[name].to_numpy() for name in names})


def known(project: Project) -> pd.DataFrame:
    """Return all countries of a project by code: its own rows, then the built-in others.

    Kept for the tables asked about last, as every name that is shown asks; do not change it.
    """
    return _known(_Table(project["countries"]))


@dataclass(frozen=True, eq=False)
class _Table:
    """A table compared by identity, as it is never changed in place."""

    frame: pd.DataFrame

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Table) and other.frame is self.frame

    def __hash__(self) -> int:
        return id(self.frame)


@lru_cache(maxsize=4)
def _known(table: _Table) -> pd.DataFrame:
    own = table.frame.set_index("country", drop=False)
    rest = builtin().set_index("country", drop=False)
    rest = rest.loc[~rest.index.isin(own.index), list(own.columns)]
    return pd.concat([own, rest]) if len(own) else rest


def groups(project: Project) -> frozenset[str]:
    """Return the names of all country groups, such as ``EU``."""
    lists = known(project)["groups"]
    return frozenset(name for text in lists.unique() for name in text.split(";") if name)


def members(project: Project, code: str) -> frozenset[str]:
    """Return the countries that ``code`` stands for: itself, or the members of a group.

    A group stays one where a row of the table ``countries`` has its name, as it must have for
    what the group reports about itself to be read.
    """
    table = known(project)
    if not code or ";" in code:
        return frozenset()
    named = table["groups"].str.contains(code, regex=False).to_numpy()
    lists = table["groups"][named]
    inside = lists.index[[code in text.split(";") for text in lists]]
    if len(inside):
        return frozenset(inside) - {code}
    return frozenset({code}) if code in table.index else frozenset()


def display_name(project: Project, code: str) -> str:
    """Return the name to show for a country code; the code itself where no name is known."""
    table = known(project)
    if code in table.index and table.at[code, "name"]:
        return str(table.at[code, "name"])
    return code
