"""The back-test: would the early warning have told of what happened, and how often in vain?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.figures import Basis, named
from workbench.core.progress import Progress
from workbench.core.project import Project
from workbench.core.warning.replay import Replay, replay
from workbench.core.warning.scoring import (
    EPISODES,
    SCORES,
    Signal,
    episodes,
    outcomes,
    score,
    signals,
)
from workbench.core.warning.targets import Targets, definition, follows, targets_of

EVENTS = (
    "home",
    "material",
    "date",
    "country",
    "kind",
    "text",
    "outcome",
    "lead",
    "rules",
    "sentence",
)
_OUTCOME = {1: "hit", 0: "miss", -1: "cannot be answered"}


@dataclass(frozen=True)
class Backtest:
    """What came of replaying every month.

    Attributes:
        first, last: first and last month replayed.
        homes: whose imports were watched.
        basis: what shares and volumes weigh by.
        definition: what counts as hit, miss, false alarm and lead time, in sentences.
        scores: one row a rule, then ``together`` and ``with events`` (columns ``SCORES``).
        by_home: the same for ``together``, one row a home.
        events: one row an event and home: outcome, lead in months, rules, a sentence.
        episodes: one row an alarm: from, to, verdict, event (columns ``EPISODES``).
        replay: everything that was judged, for charts.
    """

    first: str
    last: str
    homes: tuple[str, ...]
    basis: Basis
    definition: tuple[str, ...]
    scores: pd.DataFrame
    by_home: pd.DataFrame
    events: pd.DataFrame
    episodes: pd.DataFrame
    replay: Replay


def backtest(
    project: Project,
    *,
    first: str = "",
    last: str = "",
    home: str = "",
    material: str = "",
    rules: Sequence[str] = (),
    mirror: bool = True,
    basis: Basis | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Replay every month with what was known then, and compare with the table of events.

    Arguments and errors are those of :func:`workbench.core.warning.replay.replay`.
    """
    done = replay(
        project,
        first=first,
        last=last,
        home=home,
        material=material,
        rules=rules,
        mirror=mirror,
        basis=basis,
        progress=progress,
    )
    targets = targets_of(done)
    every = signals(done)
    found = [episodes(done, targets, key) for key in done.tracks]
    alarms = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=EPISODES)
    homes = tuple(dict.fromkeys(done.entries.groups["home"].astype(str)))
    return Backtest(
        first=periods.month_name(int(done.months[0])),
        last=periods.month_name(int(done.months[-1])),
        homes=homes,
        basis=done.basis,
        definition=tuple(definition(done)),
        scores=_scores(done, targets, every, alarms),
        by_home=_by_home(done, targets, every, alarms, homes),
        events=_events(done, targets, every),
        episodes=alarms.sort_values(["from", *EPISODES[:4]], ignore_index=True),
        replay=done,
    )


def _scores(
    done: Replay, targets: Targets, every: Sequence[Signal], alarms: pd.DataFrame
) -> pd.DataFrame:
    coming = follows(done, targets)
    rows = [
        score(done, targets, signal, alarms["verdict"][_of(done, alarms, signal.key)], coming)
        for signal in every
    ]
    return pd.DataFrame(rows, columns=list(SCORES))


def _of(done: Replay, alarms: pd.DataFrame, key: str) -> pd.Series:
    """Return which alarms belong to a row of the table of scores."""
    if key in done.tracks:
        return alarms["rule"] == key
    counted = [k for k, t in done.tracks.items() if key != "together" or not t.rule.reads_events]
    return alarms["rule"].isin(counted)


def _by_home(
    done: Replay,
    targets: Targets,
    every: Sequence[Signal],
    alarms: pd.DataFrame,
    homes: Sequence[str],
) -> pd.DataFrame:
    """Return the scores of all rules on figures, for every home."""
    together = next(signal for signal in every if signal.key == "together")
    coming = follows(done, targets)
    home_of = done.entries.series["home"].to_numpy(dtype=str)
    of_group = done.entries.groups["home"].to_numpy(dtype=str)
    figures = _of(done, alarms, "together")
    rows = []
    for home in homes:
        inside = home_of == home
        signal = Signal("together", together.alarm & inside, together.judged & inside)
        keep = np.flatnonzero(of_group[targets.group] == home)
        own = Targets(
            targets.event[keep],
            targets.group[keep],
            targets.month[keep],
            tuple(targets.series[place] for place in keep),
        )
        verdicts = alarms["verdict"][figures & (alarms["home"] == home)]
        rows.append({"home": home, **score(done, own, signal, verdicts, coming & inside)})
    return pd.DataFrame(rows, columns=["home", *SCORES]).drop(columns="rule")


def _events(done: Replay, targets: Targets, every: Sequence[Signal]) -> pd.DataFrame:
    """Return for every event and home whether it was foretold, by what, and how early."""
    by_rule = {signal.key: outcomes(done, targets, signal) for signal in every}
    result, lead = by_rule.pop("together")
    by_rule.pop("with events")
    rows = []
    for place in range(len(targets)):
        labels = done.entries.groups.iloc[int(targets.group[place])]
        event = int(targets.event[place])
        leads = {
            key: int(months[place])
            for key, (found, months) in by_rule.items()
            if found[place] == 1 and not done.tracks[key].rule.reads_events
        }
        outcome = _OUTCOME[int(result[place])]
        rows.append(
            {
                "home": labels["home"],
                "material": labels["material"],
                **{
                    name: str(getattr(done.events, name)[event])
                    for name in ("date", "country", "kind", "text")
                },
                "outcome": outcome,
                "lead": float(lead[place]) if outcome == "hit" else float("nan"),
                "rules": ";".join(leads),
                "sentence": _answer(done, targets, place, outcome, leads),
            }
        )
    frame = pd.DataFrame(rows, columns=list(EVENTS))
    text = {name: "str" for name in EVENTS if name != "lead"}
    return frame.astype({**text, "lead": "float64"}).sort_values(
        ["date", "material", "home"], ignore_index=True
    )


def _answer(done: Replay, targets: Targets, place: int, outcome: str, leads: dict[str, int]) -> str:
    """Return, in a sentence, how early it would have warned of one event, or why nobody knows."""
    window = done.limits.months("backtest.window")
    if outcome == "hit":
        told = [f"{key} {months} months before" for key, months in leads.items()]
        return f"warned: {named(told)}"
    if outcome == "miss":
        return f"not warned in the {window} months before, although rules could be judged"
    return "the data do not allow the answer: " + _why_unknown(done, targets, place)


def _why_unknown(done: Replay, targets: Targets, place: int) -> str:
    group, month = int(targets.group[place]), int(targets.month[place])
    before = done.months < month
    if (done.newest[before, group] >= 0).any():
        return "too few monthly figures were known in the months before"
    longer = done.entries.longer
    rows = longer[longer["group"] == group]
    if rows.empty:
        return "no figures of these imports were known before the event"
    names = sorted(rows["period"].astype(str))
    return f"only figures of longer periods are there ({names[0]} to {names[-1]}), no months"
