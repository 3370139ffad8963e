"""Mappings kept under a name, with the fingerprint by which the next file is recognised."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workbench.core.layout import mapping as mappings
from workbench.core.layout.finding import find_tables
from workbench.core.layout.found import FoundTable
from workbench.core.layout.header import headers
from workbench.core.layout.mapping import Mapping, WrongMapping
from workbench.core.layout.wording import fit, generalised
from workbench.core.problem import DataRefused, Problem
from workbench.core.reading.sheets import Workbook
from workbench.paths import resources, user_profiles

_NAME = re.compile(r"[a-z0-9][a-z0-9_\-]{0,60}\Z")
_LEAST = 0.8
_MOST_HEADERS = 40


@dataclass(frozen=True)
class SheetProfile:
    """One kind of table that a file of the profile has.

    ``headers`` are templates of its headers; a table is recognised by most of them and by the
    name of the sheet, a template as well. Without a ``mapping`` it is refused, saying why.
    """

    headers: tuple[str, ...]
    sheet: str = "*"
    mapping: Mapping | None = None
    refuse: str = ""
    remedy: str = ""

    def score(self, found: FoundTable) -> int:
        """Return how well a table fits: headers it has, less two for each that it lacks.

        0 if its sheet is another, or more than a fifth of the headers is not there.
        """
        if fit(self.sheet, found.sheet.name) is None or not self.headers:
            return 0
        texts = [text for header in headers(found) for text in {header.text, *header.texts[-1:]}]
        has = sum(any(fit(wanted, text) is not None for text in texts) for wanted in self.headers)
        lacks = len(self.headers) - has
        return max(has - 2 * lacks, 0) if has >= _LEAST * len(self.headers) else 0


@dataclass(frozen=True)
class Mean:
    """The figures of several tables with the same key become their mean, if all are there."""

    table: str
    column: str
    of: int


@dataclass(frozen=True)
class Profile:
    """How to read the files of one source."""

    name: str
    title: str
    sheets: tuple[SheetProfile, ...]
    mean: Mean | None = None
    builtin: bool = False

    def fitting(self, found: FoundTable) -> list[SheetProfile]:
        """Return what the profile says about a table: several where it fills several tables."""
        scored = [(sheet.score(found), sheet) for sheet in self.sheets]
        best = max(scored, key=lambda pair: pair[0], default=None)
        if best is None or best[0] <= 0:
            return []
        same = [sheet for _, sheet in scored if sheet.headers == best[1].headers]
        return [sheet for sheet in same if sheet.score(found) == best[0]]

    def score(self, tables: Iterable[FoundTable]) -> int:
        """Return how well the profile fits the best of the tables; 0 if it fits none."""
        return max((sheet.score(found) for found in tables for sheet in self.sheets), default=0)


def all_profiles() -> dict[str, Profile]:
    """Return every profile by name: the built-in ones, then the user's, which come before them.

    Raises:
        DataRefused: if a file of the user's is no profile, naming it.
    """
    found = dict(_builtin())
    folder = user_folder()
    if folder.is_dir():
        for path in sorted(folder.glob("*.json")):
            found[path.stem] = _load(path, builtin=False)
    return found


@cache
def _builtin() -> dict[str, Profile]:
    paths = sorted((resources() / "profiles").glob("*.json"))
    return {path.stem: _load(path, builtin=True) for path in paths}


def user_folder() -> Path:
    """Return the folder of the user's profiles; WORKBENCH_PROFILES moves it."""
    return user_profiles()


def recognise(workbook: Workbook) -> Profile | None:
    """Return the profile that fits a workbook best, ``None`` if none does."""
    tables = [t for sheet in workbook.sheets if sheet.visible for t in find_tables(sheet)]
    return recognise_tables(tables)


def recognise_tables(tables: Sequence[FoundTable]) -> Profile | None:
    """Return the profile that fits the tables of a workbook best, ``None`` if none does."""
    scored = [
        (profile.score(tables), not profile.builtin, profile) for profile in all_profiles().values()
    ]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def save(
    name: str,
    mapping: Mapping,
    workbook: Workbook,
    title: str = "",
    found: FoundTable | None = None,
) -> Path:
    """Keep a mapping as a profile that recognises files like this one.

    Args:
        name: small letters, digits, ``-`` and ``_``.
        mapping: what the columns mean.
        workbook: the file it was made for; the table that the mapping fits is its fingerprint.
        title: what to call the profile.
        found: that table, if it is known; else the first that the mapping fits.

    Raises:
        DataRefused: if the name will not do or no table fits the mapping.
    """
    check_name(name)
    tables = [t for sheet in workbook.sheets for t in find_tables(sheet)]
    found = found or next((t for t in tables if _fits(mapping, t)), None)
    if found is None:
        raise DataRefused(
            [Problem("no table of this workbook fits the mapping", file=workbook.name)]
        )
    texts = [generalised(header.text) for header in headers(found) if header.text]
    single = len([sheet for sheet in workbook.sheets if sheet.rows]) == 1
    sheet = "*" if single else re.sub(r"\d+", "*", found.sheet.name)
    entry = {
        "sheet": sheet,
        "headers": list(dict.fromkeys(texts))[:_MOST_HEADERS],
        "mapping": mappings.to_json(mapping),
    }
    folder = user_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    data = {"title": title or f"as {workbook.name}", "sheets": [entry]}
    draft = path.with_suffix(".draft")
    draft.write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    draft.replace(path)
    return path


def check_name(name: str) -> None:
    """Check the name of a profile.

    Raises:
        DataRefused: if it will not do as the name of a file everywhere.
    """
    if not _NAME.match(name):
        raise DataRefused(
            [
                Problem(
                    "this cannot be the name of a profile",
                    value=name,
                    expected="small letters, digits, - and _, such as kita-monthly",
                )
            ]
        )


def _fits(mapping: Mapping, found: FoundTable) -> bool:
    texts = [header.text for header in headers(found)]
    wanted = [role.header for role in mapping.columns if role.header]
    fits = sum(any(fit(header, text) is not None for text in texts) for header in wanted)
    return fits >= _LEAST * len(wanted)


def _load(path: Path, *, builtin: bool) -> Profile:
    try:
        return from_json(path.stem, json.loads(path.read_text("utf-8")), builtin=builtin)
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as problem:
        refusal = Problem(
            f"the profile cannot be read: {problem}",
            file=str(path.name),
            remedy="Mend or delete the file, or save the profile again",
        )
        raise DataRefused([refusal]) from problem


def from_json(name: str, data: dict[str, Any], *, builtin: bool = False) -> Profile:
    """Return the profile that a JSON object describes.

    Raises:
        WrongMapping, KeyError, TypeError: if it describes none.
    """
    if not isinstance(data, dict) or not isinstance(data.get("sheets"), list):
        raise WrongMapping("a profile is an object with a list of sheets")
    sheets = tuple(
        SheetProfile(
            headers=tuple(str(text) for text in entry["headers"]),
            sheet=str(entry.get("sheet", "*")),
            mapping=mappings.from_json(entry["mapping"]) if "mapping" in entry else None,
            refuse=str(entry.get("refuse", "")),
            remedy=str(entry.get("remedy", "")),
        )
        for entry in data["sheets"]
    )
    mean = Mean(**data["mean"]) if "mean" in data else None
    return Profile(name, str(data.get("title", name)), sheets, mean, builtin)
