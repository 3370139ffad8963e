"""Tables of a report in words: names for keys, the currency by its name, shares in percent."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from workbench.core import countries
from workbench.core.project import Project

_COUNTRIES = ("country", "partner", "top_partner")
_SHARES = frozenset({"top_share", "base_share", "scenario_share", "change", "without", "with"})
_BY_ROW = frozenset({"value", "threshold", "p5", "p95", "base", "scenario"})
"""Numbers that are shares in some rows only, and those ``per_billion...``."""
_OF_ONE = frozenset({"share", "share of apparent consumption"})
_SHARE_KEYS = frozenset(
    {
        "Share of the largest partner",
        *("import_dependence", "self_sufficiency", "import_share_of_supply", "top_partner_share"),
        *("import_dependence_change", "home_share", "export_share"),
        *("share_level", "share_jump"),
    }
)
"""Titles of indicators, and keys of measures and rules, whose numbers are shares of 1."""
_LONGEST = 24  # letters of a name in a column
_FEW = 3  # tables that are named of a source that has many
_WORDS = {"hhi": "HHI", "cvar": "CVaR", "cvar95": "CVaR 95 %"}


class Percent(float):
    """A share of 1 that is shown in percent."""

    __slots__ = ()


def readable(project: Project, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table for people: keys as names, ``currency`` as the project's, shares as percent.

    Args:
        project: the project, whose names are used.
        frame: a table of a report; it is not changed.

    Returns:
        The same rows. Columns in which a number is a share hold :class:`Percent` for it.
    """
    shares = _share_rows(frame)
    made = frame.copy()
    for name in frame:
        column, label = frame[name], str(name)
        if label in _SHARES and column.dtype.kind == "f":
            made[name] = _percent(column, pd.Series(data=True, index=frame.index))
        elif column.dtype.kind == "f" and shares.any():
            if label in _BY_ROW or label.startswith("per_billion"):
                made[name] = _percent(column, shares)
        elif label in _names():
            made[name] = column.map(_names()[label](project))
    if "unit" in frame:
        currency = project.setting("currency")
        units = frame["unit"].astype(str).replace("currency", currency)
        made["unit"] = units.mask(shares, "")  # such numbers say themselves that they are percent
    return made


def sources(origins: pd.DataFrame) -> pd.DataFrame:
    """Return every source once, with the tables that have figures of it.

    Args:
        origins: the table ``origins``.

    Returns:
        columns ``source`` and ``tables``: sources in words with their file, then files alone.
    """
    names = ["table", "source", "file", "sheet"]
    told = [tuple(map(str, row)) for row in origins[names].itertuples(index=False)]
    found: dict[str, list[str]] = {}
    for table, source, file, sheet in sorted(told, key=lambda row: not row[1]):
        place = f"{file}, sheet {sheet}" if sheet not in ("", table) else file
        words = f"{source} ({place})" if source and place else source or place
        if words:
            found.setdefault(words, []).append(table)
    tables = [_few(list(dict.fromkeys(each))) for each in found.values()]
    return pd.DataFrame({"source": list(found), "tables": tables}, dtype="str")


def _few(names: list[str]) -> str:
    rest = len(names) - _FEW
    return ", ".join(names) if rest < 2 else f"{', '.join(names[:_FEW])} and {rest} others"


def _share_rows(frame: pd.DataFrame) -> pd.Series:
    """Return in which rows the numbers are shares of 1."""
    found = pd.Series(data=False, index=frame.index)
    if "unit" in frame:
        found |= frame["unit"].isin(_OF_ONE)
    for name in ("indicator", "measure", "rule"):
        if name in frame:
            found |= frame[name].isin(_SHARE_KEYS)
    return found


def _percent(column: pd.Series, which: pd.Series) -> pd.Series:
    values = [
        Percent(value) if of_one else value
        for value, of_one in zip(column.tolist(), which.tolist(), strict=True)
    ]
    return pd.Series(values, index=column.index, dtype=object)


def _names() -> Mapping[str, Callable[[Project], Callable[[str], str]]]:
    """Return by column how a project calls what its cells are keys of."""
    return {
        "material": lambda project: _listed(_table(project, "materials", "material")),
        "run": lambda project: _named(_table(project, "scenarios", "scenario")),
        "project": lambda project: _named(_table(project, "projects", "project")),
        "measure": lambda _project: _spelled,
        "rule": lambda _project: _spelled,
    } | dict.fromkeys(
        _COUNTRIES, lambda project: lambda code: countries.display_name(project, code)
    )


def _table(project: Project, table: str, key: str) -> Mapping[str, str]:
    """Return by key what stands for it: its name, unless names are too long for a column."""
    rows = project[table]
    pairs = zip(rows[key].astype(str), rows["name"].astype(str), strict=True)
    names = {code: name for code, name in pairs if name}
    if all(len(name) <= _LONGEST for name in names.values()):
        return names
    # All of a column alike: keys in words as they are, names only for bare codes.
    codes = {code: name for code, name in names.items() if not any(map(str.isalpha, code))}
    return {
        code: name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        for code, name in codes.items()
    }


def _named(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda key: names.get(key, key)


def _listed(names: Mapping[str, str]) -> Callable[[str], str]:
    """Return how several keys, with semicolons, are called."""
    return lambda keys: "; ".join(names.get(key.strip(), key.strip()) for key in keys.split(";"))


def _spelled(key: str) -> str:
    return " ".join(_WORDS.get(word, word) for word in key.split("_"))
