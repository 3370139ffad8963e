"""All materials at once give what the indicators give one by one, whatever the rows are like."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.core.history import figures as history
from workbench.core.measure import measure
from workbench.core.overview import overview
from workbench.core.progress import Cancelled, Progress
from workbench.core.project import Project, from_records
from workbench.core.screening import reading, sums
from workbench.core.screening import screen as module
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
    """Return home and rows of trade, few labels in each, so that rows meet."""
    home = draw(st.sampled_from(["KOR", "EU"]))
    reporters = ["KOR", "JPN"] if home == "KOR" else ["EU", "DEU", "FRA"]
    labels = st.tuples(
        st.sampled_from(draw(st.lists(st.sampled_from(PERIODS), min_size=1, max_size=4))),
        st.sampled_from(draw(st.sampled_from([["CHN", "USA", "DEU", "AUS"], ["CHN", "WLD"]]))),
        st.sampled_from(draw(st.sampled_from([["pitch"], [*MATERIALS, "unknown"]]))),
        st.sampled_from(reporters),
        st.sampled_from(["import", "import", "import", "export"]),
        st.sampled_from(draw(st.sampled_from([[""], ["", "2022-03", "2023-03-15"]]))),
    )
    keys = draw(st.lists(labels, max_size=25, unique=True))
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
    for told in history(project, basis=basis, grain=grain, as_of=as_of):
        total = float(told.known.sum())
        one = figures.get((told.material, told.period))
        assert (one.imports if one else 0.0) == pytest.approx(total, rel=1e-9)


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
            assert found.figures["imports"][place, slot] == pytest.approx(
                shown.imports, nan_ok=True
            )
            assert found.top_partner(place, slot) == shown.top_partner


ODD = {
    "lengths": ("KOR", [row("2021", "CHN", 90.0), row("2021-01", "CHN", 10.0)]),
    "total": ("KOR", [row("2021", "CHN", 90.0), row("2021", "WLD", 120.0)]),
    "releases": (
        "KOR",
        [row("2021", "CHN", 90.0, release="2022-03"), row("2021", "CHN", 80.0, release="2023-03")],
    ),
    "group": (
        "EU",
        [row("2021", "CHN", 90.0, reporter="EU"), row("2021", "CHN", 60.0, reporter="DEU")],
    ),
    "group, members by year": (
        "EU",
        [row("2021-01", "CHN", 90.0, reporter="EU"), row("2021", "CHN", 60.0, reporter="DEU")],
    ),
}


@pytest.mark.parametrize("odd", ODD)
def test_that_rows_that_cannot_simply_be_added_up_are_not(odd):
    home, rows = ODD[odd]
    everything = [*rows, row("2021", "USA", 30.0, reporter=rows[0]["reporter"])]
    for grain in ("year", "month"):
        check(project_of(home, rows), "value", grain)
        check(project_of(home, everything), "value", grain)


def plain_rows():
    return [
        row(period, partner, amount + place, material)
        for place, material in enumerate(MATERIALS)
        for period in ("2021", "2022")
        for partner, amount in (("CHN", 70.0), ("JPN", 20.0), ("USA", 10.0))
    ]


def test_that_neither_order_nor_splitting_of_rows_matters():
    rows = plain_rows()
    first = rows[0] | {"value": 30.0}, rows[0] | {"value": 40.0}
    changed = [*rows[:0:-1], *first]
    one, two = (screen(project_of("KOR", some), basis="value") for some in (rows, changed))
    for name, values in one.figures.items():
        assert two.figures[name] == pytest.approx(values, rel=1e-12), name


def test_that_many_materials_are_added_up_in_blocks(monkeypatch):
    rows = [*plain_rows(), row("2021", "CHN", 5.0, flow="export"), *ODD["lengths"][1]]
    whole = screen(project_of("KOR", rows), basis="value").frame()
    monkeypatch.setattr(sums, "MOST_CELLS", 7)
    monkeypatch.setattr(reading, "STEP", 2)
    monkeypatch.setattr(sums, "STEP", 2)
    monkeypatch.setattr(module, "MOST_CELLS", 7)
    monkeypatch.setattr(module, "PART", 1)
    assert screen(project_of("KOR", rows), basis="value").frame().equals(whole)


def test_that_parts_arrive_one_after_the_other_and_can_be_stopped(monkeypatch):
    monkeypatch.setattr(module, "PART", 1)

    class Stops(Progress):
        def step(self, done, total, text=""):
            del total, text
            if done == 2:
                raise Cancelled

    found = module.Screening(project_of("KOR", plain_rows()), basis="value")
    parts = found.parts(Stops())
    for _ in range(2):
        found.take(next(parts))
    with pytest.raises(Cancelled):
        next(parts)
    assert found.done.tolist() == [True, True, False]
    assert np.isnan(found.figures["hhi"][2]).all()


def test_that_a_period_can_be_asked_for():
    found = screen(
        project_of("KOR", [*plain_rows(), *ODD["lengths"][1]]), basis="value", period="2021H1"
    )
    assert found.grain == "half"
    assert found.shown.tolist() == [-1, 0, -1]
    none = screen(project_of("KOR", plain_rows()), basis="value", period="1999")
    assert (none.shown == -1).all()


def test_that_shares_by_partner_are_those_of_the_period_to_show():
    found = screen(project_of("KOR", plain_rows()), basis="value")
    assert found.partners == ("CHN", "JPN", "USA")
    assert found.mix[0] == pytest.approx([0.7, 0.2, 0.1])
    assert found.mix.sum(axis=1) == pytest.approx(np.ones(3))


def test_that_a_project_without_trade_gives_nothing():
    assert screen(project_of("KOR", []), basis="value").frame().empty
