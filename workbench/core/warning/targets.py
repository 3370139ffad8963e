"""Events that the early warning should have foretold, and when a warning counts for one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.core import periods
from workbench.core.warning.entries import Bools, Ints
from workbench.core.warning.replay import Replay


@dataclass(frozen=True)
class Targets:
    """Pairs of an event and a group of series: one place in every array is one pair."""

    event: Ints
    group: Ints
    month: Ints
    series: tuple[Ints, ...]
    """Series that the event is about: of the material, from its country."""

    def __len__(self) -> int:
        return len(self.event)


def targets_of(replay: Replay) -> Targets:
    """Return the events of the kinds wanted, up to the window after the last month replayed.

    Where the user named a first month, only later events count; else all do, so that none from
    before the data is passed over in silence.

    An event counts for the material it names and the series from its country (every series where
    it names none); an event that names no material, or happens at home, counts for nothing here.
    """
    entries, events = replay.entries, replay.events
    window = replay.limits.months("backtest.window")
    last = int(replay.months[-1])
    partner = entries.series["partner"].to_numpy(dtype=str)
    found: list[tuple[int, int, int, Ints]] = []
    for number in range(len(events)):
        month = int(events.month[number])
        kind_counts = events.kind[number] in replay.limits.kinds
        if not kind_counts or not replay.since < month <= last + window:
            continue
        for group, labels in enumerate(entries.groups.itertuples(index=False)):
            country = events.country[number]
            if labels.material != events.material[number] or labels.home == country:
                continue
            about = (entries.group_of == group) & (~np.bool_(country) | (partner == country))
            found.append((number, group, month, np.flatnonzero(about)))
    event, of, months = (
        np.array([pair[place] for pair in found], dtype=np.int64) for place in range(3)
    )
    return Targets(event, of, months, tuple(pair[3] for pair in found))


def follows(replay: Replay, targets: Targets) -> Bools:
    """Return months x series: whether a target event begins within the window after the month."""
    window = replay.limits.months("backtest.window")
    found = np.zeros((len(replay.months), len(replay.entries.series)), dtype=np.bool_)
    for month, series in zip(targets.month.tolist(), targets.series, strict=True):
        inside = (replay.months < month) & (replay.months >= month - window)
        found[np.ix_(inside, series)] = True
    return found


def horizon(replay: Replay) -> int:
    """Return the month up to which the table of events is taken as complete."""
    return max(int(replay.months[-1]), int(replay.events.month.max(initial=0)))


def definition(replay: Replay) -> list[str]:
    """Return, in sentences, what counts as hit, miss, false alarm and lead time."""
    window = replay.limits.months("backtest.window")
    kinds = ", ".join(sorted(replay.limits.kinds))
    until = periods.month_name(horizon(replay))
    lag = replay.entries.lag
    return [
        (
            f"Events: rows of the table events of the kinds {kinds} that name the material; "
            "the warnings must be about the country of the event. The table is taken as "
            f"complete up to {until}."
        ),
        (
            f"Hit: a warning stood at the end of at least one of the {window} months before "
            "the month of the event. Miss: none did, although a rule could be judged. Cannot be "
            "answered: no rule could be judged in these months."
        ),
        (
            f"Lead time: months from the first of these {window} month ends at which a warning "
            "stood to the month of the event; a warning that stood before is counted with "
            f"{window}."
        ),
        (
            "Alarm: months in a row in which a rule warns of one partner. True if an event "
            f"begins after its first month and at most {window} months after its last; echo if "
            f"it began in the {window} months from an event on; false if neither; open if the "
            "table of events does not reach far enough to tell."
        ),
        (
            "Base rate: share of the months watched that an event followed within "
            f"{window} months. Chance precision: what as many warnings about the same partners "
            "would have reached in months drawn at random; a month precision no higher than that "
            "is chance. Chance of a hit: for the partners that events were about, share of all "
            f"months with a warning in the {window} months before, whether an event followed or "
            "not; a recall no higher than that is chance, as with a warning that always stands."
        ),
        (
            "Rules on figures alone are added up as 'together'; the rule that reads the table "
            "of events foretells nothing by itself and is added only to 'with events'."
        ),
        (
            "Every month is replayed with the figures known at its end: rows with a release date "
            f"from that day on, others {lag} month(s) after their month (publication lag)."
        ),
    ]
