"""A part of the study: rows of one table, and who says so; and the figures it is made from."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FIGURES = Path(__file__).resolve().parents[2] / "resources" / "sample" / "figures"

Row = Mapping[str, str | float]

ASSUMED = "assumption: "
YEARS = range(2017, 2025)


@dataclass(frozen=True)
class Part:
    """Rows of one table. ``sources`` gives (which rows, source): a key with ``*`` for any part."""

    table: str
    rows: tuple[Row, ...]
    sources: tuple[tuple[str, str], ...]


def part(table: str, rows: Iterable[Row], sources: Mapping[str, str]) -> Part:
    """Return a part of the study."""
    return Part(table, tuple(map(_tidy, rows)), tuple(sources.items()))


def _tidy(row: Row) -> Row:
    """Round derived figures to 12 digits: more than a source has, fewer than Excel keeps."""
    return {
        name: float(f"{value:.12g}") if isinstance(value, float) else value
        for name, value in row.items()
    }


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one file of figures, every cell as text."""
    with (FIGURES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _published() -> dict[str, dict[str, str]]:
    return {row["figure"]: row for row in read("published")}


def figure(name: str) -> float:
    """Return a single figure of ``published.csv``."""
    return float(_published()[name]["value"])


def cite(*names: str) -> str:
    """Return the sources of single figures in words, with the place in the source."""
    rows = [_published()[name] for name in names]
    texts = []
    for row in rows:
        text = f"{row['source']}, {row['locator']}" if row["locator"] else row["source"]
        if text not in texts:
            texts.append(text)
    return "; ".join(texts)


def months(year: int) -> list[str]:
    """Return the twelve periods of a year."""
    return [f"{year}-{month:02d}" for month in range(1, 13)]
