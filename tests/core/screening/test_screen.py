"""All materials at once give what the indicators give one by one, whatever the rows are like."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.core.measure import measure
from workbench.core.overview import overview
from workbench.core.progress import Cancelled, Progress
from workbench.core.project import Project, from_records
from workbench.core.screening import screen as module
from workbench.core.screening import sums
from workbench.core.screening.screen import screen

KEYS = {
    "hhi": "hhi",
    "hhi_normalised": "hhi_normalised",
    "effective_suppliers": "effective_suppliers",
    "cr1": "cr1",
    "cr3": "cr3",
    "shannon": "shannon",
    "top_partner_share": "cr1",
}
MATERIALS = ("coke", "pitch", "tar")
PERIODS = (
    "2021", "2022", "2021H1", "2021Q1", "2021Q2", "2021-01", "2021-02", "2021-07", "2022-01",
)  # fmt: skip


def row(period, partner, amount, material="pitch", reporter="KOR", flow="import", release=""):
    return {
        "period": period,
        "flow": flow,
        "reporter": reporter,
        "partner": partner,
        "material": material,
        "release": release,
        "value": amount,
        "quantity": None if amount is None else amount / 2,
    }


def project_of(home, rows) -> Project:
    return from_records(
        {
            "settings": [{"key": "home", "value": home}],
            "materials": [{"material": name} for name in MATERIALS],
            "trade": rows,
        }
    )


@st.composite
def trades(draw) -> tuple[str, list]:
    home = draw(st.sampled_from(["KOR", "EU"]))
    reporters = ["KOR", "JPN"] if home == "KOR" else ["EU", "DEU", "FRA"]
    keys = draw(
        st.lists(
            st.tuples(
                st.sampled_from(draw(st.sampled_from([PERIODS, PERIODS[:2], PERIODS[5:]]))),
                st.sampled_from(["CHN", "USA", "DEU", "AUS", *draw(st.sampled_from([[], ["WLD"]]))]),
                st.sampled_from([*MATERIALS, "unknown"]),
                st.sampled_from(reporters),
                st.sampled_from(["import", "import", "import", "export"]),
                st.sampled_from(draw(st.sampled_from([[""], ["", "2022-03", "2023-03-15"]]))),
            ),
            max_size=25,
            unique=True,
        )
    )
    amounts = st.one_of(st.none(), st.just(0.0), st.floats(1.0, 1e6))
    rows = [
        row(period, partner, draw(amounts), material, reporter, flow, release)
        for period, partner, material, reporter, flow, release in keys
    ]
    return home, rows


def one_by_one(project, basis, grain, as_of=""):
    found = measure(project, bases=(basis,), keys=tuple(KEYS), grain=grain, as_of=as_of)
    told = found[found["status"] == "ok"]
    names = zip(told["material"], told["period"], told["indicator"], strict=True)
    notes = zip(told["value"], told["note"], strict=True)
    return dict(zip(names, notes, strict=True))


def check(project, basis, grain, as_of=""):
    fast = screen(project, basis=basis, grain=grain, as_of=as_of)
    slow = one_by_one(project, basis, grain, as_of)
    frame = fast.frame()
    figures = {(one.material, one.period): one for one in frame.itertuples()}
    known = {key for key, one in figures.items() if not math.isnan(one.hhi)}
    assert known == {key[:2] for key in slow}
    for (material, period, indicator), (value, note) in slow.items():
        one = figures[material, period]
        assert getattr(one, KEYS[indicator]) == pytest.approx(value, rel=1e-9)
        if indicator == "top_partner_share":
            assert note.split(";")[0] == one.top_partner


@given(trades(), st.sampled_from(["value", "quantity"]), st.sampled_from(["year", "half", "month"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_that_figures_are_those_of_the_indicators(trade, basis, grain):
    check(project_of(*trade), basis, grain)


@given(trades(), st.sampled_from(["2021-06", "2022-03-31", "2023"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_that_only_what_was_known_at_a_day_counts(trade, as_of):
    check(project_of(*trade), "value", "year", as_of)


@given(trades())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_that_the_year_to_show_is_that_of_the_overview(trade):
    project = project_of(*trade)
    found, rows = screen(project, basis="value"), overview(project, "value")
    for place, shown in enumerate(rows.itertuples()):
        slot = int(found.shown[place])
        name = found.periods[slot] if slot >= 0 else ""
        partial = slot >= 0 and not found.full[place, slot]
        assert name + "*" * partial == shown.period
        if slot >= 0:
            assert found.figures["hhi"][place, slot] == pytest.approx(shown.hhi, nan_ok=True)
            assert found.figures["imports"][place, slot] == pytest.approx(shown.imports, nan_ok=True)
            assert found.top_partner(place, slot) == shown.top_partner
