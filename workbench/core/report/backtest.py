"""A back-test as a page that stands alone, and its outcome in a few sentences."""

from __future__ import annotations

import html
import math

import pandas as pd

from workbench.core.report.backtest_picture import VERDICTS, events_of, picture
from workbench.core.report.page import END, begin, listed, table
from workbench.core.warning.backtest import Backtest
from workbench.core.warning.grading import CHECKED
from workbench.core.warning.rules import all_rules

_PERCENT = (
    "recall",
    "chance_of_hit",
    "precision",
    "alarm_rate",
    "month_precision",
    "chance_precision",
    "base_rate",
)


def page(found: Backtest) -> str:
    """Return a back-test as one HTML page without scripts, with its picture inside.

    All texts of the data are escaped; the page loads nothing from anywhere.
    """
    homes = ", ".join(found.homes[:12])
    more = len(found.homes) - 12
    homes += f" and {more} others" if more > 0 else ""
    materials = list(dict.fromkeys(found.replay.entries.groups["material"].astype(str)))
    head = "Back-test of the early warning"
    parts = [
        begin(head),
        (
            f"<p>{html.escape(f'{found.first} to {found.last}; imports of {homes}')}; shares and "
            f"volumes by {found.basis}.</p>"
        ),
        listed(verdict(found)),
        *(_drawn(found, material) for material in materials),
        "<h2>By rule</h2>",
        table(_shown(found.scores)),
        "<h2>What counts as what</h2>",
        listed(found.definition),
        "<h2>The rules</h2>",
        table(rules_table(found)),
        "<h2>By event</h2>",
        table(found.events.drop(columns="text")),
    ]
    if len(found.homes) > 1:
        parts += ["<h2>By country</h2>", table(_shown(found.by_home))]
    parts += ["<h2>Every alarm</h2>", table(found.episodes), END]
    return "\n".join(parts)


def verdict(found: Backtest) -> list[str]:
    """Return the outcome in a few sentences, with what chance alone would have reached."""
    row = dict(found.scores.set_index("rule").loc["together"].items())
    answered = int(row["hits"] + row["misses"])
    if not len(found.events):
        return ["The table of events names nothing that could have been foretold in this span."]
    if not answered:
        reasons = dict.fromkeys(found.events["sentence"].astype(str))
        return ["None of the events can be answered.", *reasons]
    said = [
        f"Of {answered} cases (an event and a country) the rules on figures warned of "
        f"{row['hits']:.0f} before ({row['recall']:.0%}); warnings stood so often that chance "
        f"alone would have reached {row['chance_of_hit']:.0%}."
        if math.isfinite(float(row["chance_of_hit"]))
        else f"Of {answered} cases (an event and a country) the rules on figures warned of "
        f"{row['hits']:.0f} before ({row['recall']:.0%}).",
        (
            f"Of {row['alarms']:.0f} alarms {row['true']:.0f} came before an event, "
            f"{row['echo']:.0f} after one had begun, {row['false']:.0f} were false "
            f"({row['false_per_year']:.2g} a year for each material watched) and "
            f"{row['open']:.0f} are open."
        ),
    ]
    if row["hits"]:
        said.append(f"Median lead time of the hits: {row['lead_median']:g} months.")
    if row["unanswerable"]:
        open_ = int(row["unanswerable"])
        said.append(f"{open_} more {'cases' if open_ > 1 else 'case'} cannot be answered.")
    return said


def _drawn(found: Backtest, material: str) -> str:
    keys = "".join(
        f"<span class='key' style='background:{colour}'></span>{name}"
        for name, colour in VERDICTS.items()
    )
    told = "".join(f"<li>{html.escape(words)}</li>" for _, words in events_of(found, material))
    return (
        f"<h2>{html.escape(material)}</h2><p>alarms:{keys}</p>{picture(found, material)}"
        f"<ol>{told}</ol>"
    )


def _shown(scores: pd.DataFrame) -> pd.DataFrame:
    """Return scores for reading: shares in percent."""
    percent = {
        name: [f"{x:.0%}" if math.isfinite(x) else "—" for x in scores[name]] for name in _PERCENT
    }
    return scores.assign(**percent)


def rules_table(found: Backtest) -> pd.DataFrame:
    """Return the rules that were judged: meaning, formula, points, thresholds, source."""
    limits = found.replay.limits
    rows = [
        {
            "rule": key,
            "meaning": rule.meaning,
            "formula": rule.formula,
            "points": float(limits.points.get(key, 1)),
            "thresholds": "; ".join(
                f"{limit.key.split('.')[1]} = {limit.value:g} {limit.unit}"
                for limit in limits.entries.values()
                if limit.key.startswith(f"{key}.")
            ),
            "source": rule.source,
        }
        for key, rule in all_rules().items()
        if key in found.replay.tracks
    ]
    return pd.DataFrame(rows)


def grading_text(found: Backtest) -> str:
    """Return how points become grades, in a sentence."""
    limits = found.replay.limits
    steps = [f"{grade} from {limits[f'grading.{grade}']:g} points on" for grade in "ABC"]
    often = ", ".join(f"{grade} {often}" for grade, often in CHECKED.items())
    return f"{', '.join(steps)}, D without a warning; checked {often}"
