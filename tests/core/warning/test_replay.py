"""No month of a replay knows anything that was not known at its end."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core import periods
from workbench.core.problem import DataRefused
from workbench.core.project import from_records
from workbench.core.warning.replay import replay
from workbench.core.warning.rules import all_rules
from workbench.core.warning.watch import watch

FIRST, LENGTH = periods.span("2019-01")[0], 40
PARTNERS = ("CHN", "JPN", "DEU")


def month(number):
    return periods.month_name(FIRST + number)


@st.composite
def trades(draw):
    """Trade as it comes: gaps, zeros, revisions, late releases, the other side's figures."""
    seed = draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    own_from = draw(st.sampled_from([0, 25, LENGTH]))  # before it only the other side reports
    rows = []
    for number in range(LENGTH):
        if random.random() < 0.06:
            continue  # nobody published this month
        for partner in PARTNERS:
            fate = random.random()
            if fate < 0.15:
                continue
            amount = 0.0 if fate < 0.2 else float(random.lognormal(3, 1))
            cells = {"quantity": amount, "value": amount * float(random.lognormal(1, 0.4))}
            own = {"flow": "import", "reporter": "KOR", "partner": partner, **cells}
            other = {"flow": "export", "reporter": partner, "partner": "KOR", **cells}
            rows += [
                {**side, "period": month(number), "material": "urea"}
                for side in ([other] if number < own_from else [own, other])
            ]
            if random.random() < 0.2:  # a revision, known much later
                late = month(number + int(random.integers(1, 9)))
                again = {**rows[-1], "release": f"{late}-20", "value": amount * 9.0}
                rows.append(again)
    events = [
        {
            "date": f"{month(int(random.integers(0, LENGTH)))}-15",
            "country": str(random.choice(PARTNERS)),
            "material": "urea",
            "kind": kind,
            "text": "x",
        }
        for kind in ("export control", "market")
    ]
    return rows, events


def project_of(rows, events):
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "urea", "unit": "t"}],
            "trade": rows,
            "events": events,
        }
    )


def known_by(rows, events, text, lag=1):
    """Return what was known at the end of a month, worked out a row at a time."""
    end = periods.last_day(text).isoformat()
    over = periods.span(text)[0]

    def known(row):
        if row.get("release"):
            return row["release"] <= end
        return periods.span(row["period"])[0] + lag <= over

    return [r for r in rows if known(r)], [e for e in events if e["date"] <= end]


@settings(max_examples=25)
@given(trades(), st.integers(3, LENGTH + 2))
def test_that_replaying_a_month_equals_data_cut_off_at_its_end(trade, number):
    rows, events = trade
    everything, then = project_of(rows, events), month(number)
    kept_rows, kept_events = known_by(rows, events, then)
    cut = watch(project_of(kept_rows, kept_events), as_of=then)
    whole = watch(everything, as_of=then)
    pd.testing.assert_frame_equal(whole.alarms, cut.alarms)
    pd.testing.assert_frame_equal(whole.materials, cut.materials)
    done = replay(everything, last=month(LENGTH + 2), first=month(0))
    place = int(np.flatnonzero(done.months == FIRST + number)[0])
    found = {
        (key, done.entries.series["partner"].iloc[case] if track.rule.scope == "series" else "")
        for key, track in done.tracks.items()
        for case in np.flatnonzero(track.alarm[place])
    }
    assert found == set(zip(cut.alarms["rule"], cut.alarms["partner"], strict=True))
    graded = done.grades()
    assert graded.loc[graded["as_of"] == then, "grade"].tolist() == cut.materials["grade"].tolist()


@settings(max_examples=15)
@given(trades(), st.randoms(use_true_random=False))
def test_that_the_order_of_rows_never_matters(trade, random):
    rows, events = trade
    mixed = list(rows)
    random.shuffle(mixed)
    one, two = watch(project_of(rows, events)), watch(project_of(mixed, events))
    pd.testing.assert_frame_equal(one.alarms, two.alarms)
    pd.testing.assert_frame_equal(one.materials, two.materials)


@settings(max_examples=15)
@given(trades(), st.sampled_from([0.001, 8.0, 1e6]))
def test_that_scaling_all_amounts_leaves_the_share_rules_unchanged(trade, factor):
    rows, events = trade
    scaled = [{**r, "quantity": r["quantity"] * factor, "value": r["value"] * factor} for r in rows]
    rules = ("share_level", "share_jump")
    one = watch(project_of(rows, events), rules=rules).alarms
    two = watch(project_of(scaled, events), rules=rules).alarms
    assert one[["partner", "rule"]].equals(two[["partner", "rule"]])
    np.testing.assert_allclose(one["value"], two["value"], rtol=1e-9)


def test_that_a_revision_counts_from_its_day_on(rows, make):
    steady = rows("CHN", [100.0] * 24)
    low = rows("CHN", [10.0], first="2019-12", release="2020-03-10")
    project = make(steady, rows("JPN", [100.0] * 24), low)
    done = replay(project, first="2020-01", last="2020-04", rules=["volume_drop"])
    alarm = done.tracks["volume_drop"].alarm.any(axis=1)
    assert alarm.tolist() == [False, False, True, True]


def test_that_a_newer_release_counts_however_late_the_older_one_is_known(rows, make):
    early = rows("CHN", [10.0], first="2019-12", release="2020-01-05")
    late = rows("CHN", [100.0], first="2019-12", release="2019-12-31")
    project = make(rows("CHN", [100.0] * 23), rows("JPN", [100.0] * 24), early, late)
    undated = rows("CHN", [100.0], first="2019-12")  # known at the end of January only
    for each in (
        project,
        make(rows("CHN", [100.0] * 23), rows("JPN", [100.0] * 24), early, undated),
    ):
        found = watch(each, as_of="2020-01", rules=["volume_drop"])
        assert found.alarms["value"].tolist() == [20.0]


def test_that_an_empty_span_is_refused(rows, make):
    with pytest.raises(DataRefused, match="2020-01 is before 2021-01"):
        replay(make(rows("CHN", [1.0] * 24)), first="2021-01", last="2020-01")
    with pytest.raises(DataRefused, match="no figures of imports"):
        replay(make())


def test_that_every_rule_is_tracked_over_all_months(rows, make):
    done = replay(make(rows("CHN", [100.0] * 30)))
    assert set(done.tracks) == set(all_rules())
    assert {track.alarm.shape[0] for track in done.tracks.values()} == {len(done.months)} == {30}
