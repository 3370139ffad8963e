"""Hits, misses, false alarms and lead time of one set of rules."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbench.core import periods
from workbench.core.warning.entries import Bools, Ints
from workbench.core.warning.replay import Replay, Track
from workbench.core.warning.targets import Targets, horizon

SCORES = (
    "rule",
    "watched_years",
    "events",
    "hits",
    "misses",
    "unanswerable",
    "recall",
    "chance_of_hit",
    "lead_median",
    "alarms",
    "true",
    "echo",
    "false",
    "open",
    "precision",
    "alarm_rate",
    "month_precision",
    "chance_precision",
    "base_rate",
    "false_per_year",
)
EPISODES = ("home", "material", "partner", "rule", "from", "to", "verdict", "event", "sentence")


@dataclass(frozen=True)
class Signal:
    """Where a set of rules warned, months x series; a rule on groups warns for all its series."""

    key: str
    alarm: Bools
    judged: Bools


def spread(replay: Replay, track: Track) -> tuple[Bools, Bools]:
    """Return alarms and judgements of a rule, months x series that have monthly figures."""
    entries = replay.entries
    there = np.zeros(len(entries.series), dtype=np.bool_)
    there[entries.series_of] = True
    if track.rule.scope == "series":
        return track.alarm & there, track.judged & there
    group = entries.group_of
    return track.alarm[:, group] & there, track.judged[:, group] & there


def signals(replay: Replay) -> list[Signal]:
    """Return the signal of each rule, of all rules on figures, and of all rules."""
    found = [Signal(key, *spread(replay, track)) for key, track in replay.tracks.items()]
    shape = (len(replay.months), len(replay.entries.series))
    figures = [one for one in found if not replay.tracks[one.key].rule.reads_events]
    # Events and silence can nearly always be judged; alone they do not make a month watched.
    content = [one for one in figures if replay.tracks[one.key].rule.scope == "series"]
    nothing = np.zeros(shape, dtype=np.bool_)
    watched = np.logical_or.reduce([one.judged for one in content] or [nothing])
    told = np.logical_or.reduce([one.alarm for one in figures] or [nothing])
    every = np.logical_or.reduce([one.alarm for one in found] or [nothing])
    return [
        *found,
        Signal("together", told, watched | told),
        Signal("with events", every, watched | every),
    ]


def outcomes(replay: Replay, targets: Targets, signal: Signal) -> tuple[Ints, Ints]:
    """Return for each target 1 hit, 0 miss, -1 unanswerable; and the lead in months (0: none)."""
    window = replay.limits.months("backtest.window")
    result = np.full(len(targets), -1, dtype=np.int64)
    lead = np.zeros(len(targets), dtype=np.int64)
    for number, month in enumerate(targets.month.tolist()):
        inside = np.flatnonzero((replay.months < month) & (replay.months >= month - window))
        cells = np.ix_(inside, targets.series[number])
        warned = signal.alarm[cells].any(axis=1)
        if warned.any():
            result[number] = 1
            lead[number] = month - int(replay.months[inside[int(np.argmax(warned))]])
        elif signal.judged[cells].any():
            result[number] = 0
    return result, lead


def episodes(replay: Replay, targets: Targets, key: str) -> pd.DataFrame:
    """Return the alarms of one rule: unbroken months in which it warned, and what came of it."""
    track, entries = replay.tracks[key], replay.entries
    by_series = track.rule.scope == "series"
    edge = np.zeros((1, track.alarm.shape[1]), dtype=np.int8)
    step = np.diff(np.concatenate((edge, track.alarm.astype(np.int8), edge)), axis=0)
    case, start = np.nonzero(step.T == 1)
    end = np.nonzero(step.T == -1)[1] - 1
    group = entries.group_of[case] if by_series else case
    verdict, event = _verdicts(replay, targets, case, group, start, end, by_series=by_series)
    months = np.array([periods.month_name(int(month)) for month in replay.months], dtype=object)
    labels = entries.groups.iloc[group]
    partner = entries.series["partner"].to_numpy(dtype=str)[case] if by_series else ""
    said = [replay.sentences[key, int(m), int(c)] for m, c in zip(start, case, strict=True)]
    frame = pd.DataFrame(
        {
            "home": labels["home"].to_numpy(dtype=str),
            "material": labels["material"].to_numpy(dtype=str),
            "partner": partner,
            "rule": key,
            "from": months[start],
            "to": months[end],
            "verdict": verdict,
            "event": event,
            "sentence": said,
        },
        index=range(len(case)),
    )
    return frame.astype("str")


def _verdicts(
    replay: Replay,
    targets: Targets,
    case: Ints,
    group: Ints,
    start: Ints,
    end: Ints,
    *,
    by_series: bool,
) -> tuple[list[str], list[str]]:
    window, until = replay.limits.months("backtest.window"), horizon(replay)
    verdicts, events = [], []
    for one, of, low, high in zip(case, group, start, end, strict=True):
        first, last = int(replay.months[low]), int(replay.months[high])
        about = [
            place
            for place in np.flatnonzero(targets.group == of).tolist()
            if not by_series or one in targets.series[place]
        ]
        after = [place for place in about if first < targets.month[place] <= last + window]
        ahead = [place for place in about if 0 <= first - targets.month[place] <= window]
        if after:
            verdict, named = "true", after[0]
        elif ahead:
            verdict, named = "echo", ahead[-1]
        else:
            verdict, named = ("open" if last + window > until else "false"), -1
        verdicts.append(verdict)
        events.append(str(replay.events.date[targets.event[named]]) if named >= 0 else "")
    return verdicts, events


def score(
    replay: Replay, targets: Targets, signal: Signal, verdicts: pd.Series, coming: Bools
) -> dict[str, object]:
    """Return one row of the table of scores.

    Args:
        replay: what was judged.
        targets: the events.
        signal: where these rules warned.
        verdicts: verdict of each of their alarms.
        coming: months x series: whether an event follows; see ``targets.follows``.
    """
    window = replay.limits.months("backtest.window")
    result, lead = outcomes(replay, targets, signal)
    count = {name: int((verdicts == name).sum()) for name in ("true", "echo", "false", "open")}
    closed = (replay.months + window <= horizon(replay))[:, None]
    watched = signal.judged & closed
    warned = signal.alarm & watched
    years = float(_group_months(replay, signal.judged)) / 12
    hits, misses = int((result == 1).sum()), int((result == 0).sum())
    told = count["true"] + count["echo"] + count["false"]
    leads = lead[result == 1]
    return {
        "rule": signal.key,
        "watched_years": years,
        "events": len(targets),
        "hits": hits,
        "misses": misses,
        "unanswerable": int((result == -1).sum()),
        "recall": _part(hits, hits + misses),
        "chance_of_hit": _chance(targets, result, signal, window),
        "lead_median": float(np.median(leads)) if len(leads) else float("nan"),
        "alarms": len(verdicts),
        **count,
        "precision": _part(count["true"], told),
        "alarm_rate": _part(int(signal.alarm.sum()), int(signal.judged.sum())),
        "month_precision": _part(int((warned & coming).sum()), int(warned.sum())),
        "chance_precision": _by_chance(warned, watched, coming),
        "base_rate": _part(int((watched & coming).sum()), int(watched.sum())),
        "false_per_year": _part(count["false"], years),
    }


def _group_months(replay: Replay, judged: Bools) -> int:
    """Return in how many months something of a material was judged, added up over materials."""
    group = replay.entries.group_of
    found = np.zeros((len(judged), len(replay.entries.groups)), dtype=np.bool_)
    month, series = np.nonzero(judged)
    found[month, group[series]] = True
    return int(found.sum())


def _chance(targets: Targets, result: Ints, signal: Signal, window: int) -> float:
    """Return the mean over answered targets of how often a warning stood in a window of theirs."""
    rates = []
    known: dict[bytes, float] = {}
    for place in np.flatnonzero(result >= 0).tolist():
        series = targets.series[place]
        key = series.tobytes()
        if key not in known:
            known[key] = _window_rate(
                _any(signal.alarm[:, series]), _any(signal.judged[:, series]), window
            )
        rates.append(known[key])
    found = [rate for rate in rates if np.isfinite(rate)]
    return float(np.mean(found)) if found else float("nan")


def _any(parts: Bools) -> Bools:
    return np.asarray(parts.any(axis=1))


def _window_rate(alarm: Bools, judged: Bools, window: int) -> float:
    """Return the share of windows, in months that were judged, in which a warning stood."""
    if len(alarm) <= window:
        return float("nan")
    alarms, counts = (np.append(0, np.cumsum(part)) for part in (alarm, judged))
    warned = alarms[window:] > alarms[:-window]
    there = counts[window:] > counts[:-window]
    return _part(int((warned & there).sum()), int(there.sum()))


def _by_chance(warned: Bools, watched: Bools, coming: Bools) -> float:
    """Return the precision of as many warnings by series in months drawn at random."""
    months = watched.sum(axis=0)
    rate = np.divide(
        (watched & coming).sum(axis=0), months, where=months > 0, out=np.zeros(len(months))
    )
    return _part(float((warned.sum(axis=0) * rate).sum()), int(warned.sum()))


def _part(number: float, whole: float) -> float:
    return number / whole if whole > 0 else float("nan")
