"""Which published rules hold: for all materials at once what the indicators say one by one."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from workbench.core.measure import measure
from workbench.core.project import Project, from_records
from workbench.core.screening.rules import RULES, rules_met
from workbench.core.screening.screen import screen

MATERIALS = ("coke", "pitch", "tar")
PERIODS = ("2020", "2021", "2022", "2022H1", "2022Q1", "2022-01", "2021-01", "2020-05")
OWN = {
    "screen.kita_vulnerable.years": ("1", "2", "3"),
    "screen.kita_vulnerable.years_needed": ("1", "2"),
    "screen.kita_vulnerable.largest": ("0", "1"),
    "screen.kita_vulnerable.imports_from_country": ("500", "0"),
    "screen.kiet_concern.country": ("", "KOR", "WLD", "XXX"),
    "screen.kiet_vulnerable.bilateral_deficit": ("0",),
    "screen.motie_dependent.imports": ("1000",),
    "currency": ("EUR", "USD"),
}


def row(period, partner, value, material="pitch", flow="import", reporter="KOR", **more):
    told = {"period": period, "partner": partner, "value": value, "material": material}
    return {**told, "flow": flow, "reporter": reporter, "quantity": value, **more}


def project_of(rows, settings=(), home="KOR") -> Project:
    given_ = [{"key": "home", "value": home}, *settings]
    return from_records(
        {
            "settings": given_,
            "materials": [{"material": name} for name in MATERIALS],
            "trade": rows,
        }
    )


@st.composite
def projects(draw) -> Project:
    """Return projects with few labels in each, so that rows meet and rules are nearly met."""
    home = draw(st.sampled_from(["KOR", "KOR", "EU"]))
    partners = draw(st.sampled_from([["CHN", "USA"], ["CHN", "USA", "AUS"], ["CHN", "WLD"]]))
    releases = draw(st.sampled_from([[""], [""], ["", "2022-03"]]))
    period = draw(st.lists(st.sampled_from(PERIODS), min_size=1, max_size=4))
    labels = st.tuples(
        st.sampled_from(period),
        st.sampled_from(partners),
        st.sampled_from(draw(st.sampled_from([["pitch"], [*MATERIALS, "unknown"]]))),
        st.sampled_from(["import", "import", "import", "export"]),
        st.sampled_from(["KOR", "JPN"] if home == "KOR" else ["EU", "DEU"]),
        st.sampled_from(releases),
    )
    keys = draw(st.lists(labels, max_size=30, unique=True))
    scale = draw(st.sampled_from([1.0, 1e6]))
    amounts = st.one_of(st.none(), st.just(0.0), st.sampled_from([1.0, 5.0, 10.0, 20.0, 90.0]))
    rows = []
    for when, partner, material, flow, reporter, release in keys:
        value, quantity = draw(amounts), draw(amounts)
        rows.append(
            row(when, partner, None if value is None else scale * value, material, flow, reporter)
            | {"quantity": quantity, "release": release}
        )
    own = draw(st.lists(st.sampled_from(sorted(OWN)), max_size=3, unique=True))
    settings = [{"key": key, "value": draw(st.sampled_from(OWN[key]))} for key in own]
    return project_of(rows, settings, home)


def one_by_one(project, found) -> dict[tuple[str, str], tuple[float, str, str]]:
    """Return value, status and note of every indicator for the period that is shown."""
    told = {}
    shown = {found.periods[slot] for slot in found.shown if slot >= 0}
    for period in shown:
        frame = measure(project, bases=(found.basis,), keys=RULES, period=period, as_of=found.as_of)
        for one in frame.itertuples():
            told[one.material, period, one.indicator] = (one.value, one.status, one.note)
    return told


def check(project, basis, period="", as_of=""):
    found = screen(project, basis=basis, period=period, as_of=as_of)
    rules = rules_met(project, found)
    table, slow = rules.columns(), one_by_one(project, found)
    for place, (material, slot) in enumerate(zip(found.materials, found.shown, strict=True)):
        for key in RULES:
            value = table[key].iloc[place]
            open_ = f"{key}: " in table["rules_unknown"].iloc[place]
            assert math.isnan(value) == open_
            if value == 1.0:
                assert key.split("_")[0].upper() in table["rules"].iloc[place]
            if slot < 0:
                assert math.isnan(value)
                continue
            expected, status, note = slow[material, found.periods[slot], key]
            assert value == pytest.approx(expected, nan_ok=True), (material, key, note)
            if status == "ok":
                assert note.startswith(rules.words(place, key).split("not known")[0])


@given(projects(), st.sampled_from(["value", "quantity"]))
@tries(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_that_every_rule_is_what_its_indicator_says(project, basis):
    check(project, basis)


@given(
    projects(),
    st.sampled_from(["2022", "2022H1", "2022Q1", "2022-01", "2021"]),
    st.sampled_from(["", "2022-03-31", "2023"]),
)
@tries(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_that_a_rule_of_another_period_and_day_is_what_its_indicator_says(project, period, as_of):
    check(project, "value", period, as_of)


def rules_of(rows, settings=(), basis="value"):
    project = project_of(rows, settings)
    return rules_met(project, screen(project, basis=basis))


def test_that_a_word_says_whose_rules_hold_and_which_are_open():
    years = [row(year, "CHN", 9e6, name) for name in MATERIALS[:2] for year in ("2020", "2021")]
    rows = [*years, row("2019", "CHN", 9e6, "coke"), row("2021", "USA", 3e6, "pitch")]
    assert rules_of(rows).shorts() == ["KIET, KITA, MOTIE", "KIET, KITA ?, MOTIE", "?"]


def test_that_exports_of_a_longer_period_leave_a_deficit_open():
    rows = [row("2022H1", "CHN", 9e6), row("2022", "CHN", 5e6, flow="export")]
    project = project_of(rows)
    check(project, "value", "2022H1")
    table = rules_met(project, screen(project, basis="value", period="2022H1")).columns()
    assert "deficit with CHN not known" in table["rules_unknown"].iloc[1]


def test_that_an_empty_project_and_a_home_that_is_looked_at_have_no_verdict():
    assert rules_of([]).shorts() == ["?"] * 3
    own = [{"key": "screen.kiet_concern.country", "value": "KOR"}]
    table = rules_of([row("2021", "CHN", 9e6)], own).columns()
    assert "kiet_concern: the rule looks at KOR, which is home" in table["rules_unknown"].iloc[1]
