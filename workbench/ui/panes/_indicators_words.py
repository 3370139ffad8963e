"""What is said about one figure: as parts of a page, as rows of tables, as plain text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from workbench.core.indicators import Explanation, Indicator, Input
from workbench.core.thresholds import Threshold
from workbench.ui.texts import MISSING, number, tr
from workbench.ui.widgets.table import Heading

INPUT_HEADS = (
    Heading("name", tr("input")),
    Heading("value", tr("value"), is_number=True),
    Heading("unit", tr("unit")),
    Heading("source", tr("where from"), meaning=tr("double-click leads to the rows")),
)
THRESHOLD_HEADS = (
    Heading("name", tr("threshold")),
    Heading(
        "text", tr("holds here"), meaning=tr("type another one; empty: as published"), editable=True
    ),
    Heading("published", tr("published")),
    Heading("meaning", tr("meaning")),
    Heading("source", tr("where from")),
)
PARTS = ("Result", "Formula", "Here", "Meaning", "Range", "Example", "Source")


@dataclass(frozen=True)
class Told:
    """What is known about one figure."""

    key: str
    subject: str
    """Material, period and basis in words."""
    indicator: Indicator
    explanation: Explanation
    thresholds: tuple[Threshold, ...]


def said(told: Told) -> dict[str, str]:
    """Return the words about a figure by the name of their part; empty where there are none."""
    one = told.explanation
    state, note = one.outcome.status, one.outcome.note
    if state == "ok":
        result = f"{number(one.outcome.value)} [{tr(one.unit)}]"
        result += f"; {note}" if note and note not in one.worked else ""
    else:
        result = f"{tr(state)}: {note}"
    return {
        "Result": result,
        "Formula": tr(one.formula),
        "Here": one.worked,
        "Meaning": tr(one.meaning),
        "Range": tr(one.limits),
        "Example": tr(told.indicator.example),
        "Source": tr(one.source),
    }


def input_rows(inputs: Sequence[Input]) -> pd.DataFrame:
    names = ("name", "unit", "source")
    frame = pd.DataFrame(
        {name: pd.Series([getattr(one, name) for one in inputs], dtype="str") for name in names}
    )
    frame["value"] = pd.Series([one.value for one in inputs], dtype=float)
    return frame


def threshold_rows(found: Sequence[Threshold]) -> pd.DataFrame:
    keys = [one.key for one in found]
    cells = {
        "name": [one.name for one in found],
        "text": [_shown(one, one.text) for one in found],
        "published": [_shown(one, _published(one)) for one in found],
        "meaning": [one.meaning for one in found],
        "source": [one.said_by for one in found],
    }
    return pd.DataFrame(
        {name: pd.Series(texts, keys, dtype="str") for name, texts in cells.items()}
    )


def _published(one: Threshold) -> str:
    default = one.setting.default
    return default if one.setting.kind == "country" else f"{float(default):.12g}"


def _shown(one: Threshold, text: str) -> str:
    return text or (tr("the largest partner") if one.setting.kind == "country" else MISSING)


def _line(one: Input) -> str:
    value = MISSING if math.isnan(one.value) else f"{one.value:.12g}"
    return f"  {one.name} = {value} {one.unit}".rstrip() + (
        f" ({one.source})" if one.source else ""
    )


def as_text(told: Told) -> str:
    """Return all that is said about a figure as plain text."""
    lines = [f"{told.explanation.title} [{told.key}]", told.subject]
    lines += [f"{tr(name)}: {text}" for name, text in said(told).items() if text]
    if told.explanation.inputs:
        lines += ["", tr("Computed from")]
        lines += [_line(one) for one in told.explanation.inputs]
    if told.thresholds:
        lines += ["", tr("Thresholds")]
        lines += [f"  {x.key} = {x.text} ({x.meaning}; {x.said_by})" for x in told.thresholds]
    return "\n".join(lines)
