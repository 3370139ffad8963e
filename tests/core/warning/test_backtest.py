"""Hits, misses, false alarms and lead time, by hand and on published figures."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from workbench.core import countries
from workbench.core.project import from_records
from workbench.core.warning.backtest import EVENTS, backtest
from workbench.core.warning.scoring import EPISODES, SCORES

SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data"
CONTROL = {"country": "CHN", "material": "urea", "kind": "export control", "text": "inspection"}


def row_of(found, rule):
    return found.scores.set_index("rule").loc[rule]


@pytest.fixture
def dip(rows, make):
    """Drops in 2020-03 (a control follows in 2020-06) and 2021-06 (nothing follows)."""
    amounts = [100.0] * 48
    amounts[26] = amounts[41] = 10.0
    events = [{**CONTROL, "date": "2020-06-15"}]
    return make(rows("CHN", amounts), events=events)


def test_that_a_drop_before_a_control_is_a_hit_with_its_lead(dip):
    found = backtest(dip, rules=["volume_drop"])
    assert (tuple(found.scores), tuple(found.events)) == (SCORES, EVENTS)
    drops = found.episodes
    assert tuple(drops) == EPISODES
    # the figure of March is known at the end of April: two months before June
    assert drops[["from", "to", "verdict", "event"]].to_numpy().tolist() == [
        ["2020-04", "2020-04", "true", "2020-06-15"],
        ["2021-07", "2021-07", "false", ""],
    ]
    row = row_of(found, "volume_drop")
    assert (row["hits"], row["misses"], row["lead_median"]) == (1, 0, 2)
    assert (row["alarms"], row["true"], row["false"], row["precision"]) == (2, 1, 1, 0.5)
    event = found.events.iloc[0]
    assert (event["outcome"], event["lead"]) == ("hit", 2.0)
    assert event["sentence"] == "warned: volume_drop 2 months before"


def test_that_base_rates_are_counted_over_the_months_that_were_judged(dip):
    row = row_of(backtest(dip, rules=["volume_drop"]), "volume_drop")
    # judged from 2019-02 (12 months known) to 2022-01: 36 months, of which 30 can be told
    assert row["watched_years"] == pytest.approx(3)
    assert row["base_rate"] == pytest.approx(6 / 30)
    assert row["alarm_rate"] == pytest.approx(2 / 36)
    assert row["month_precision"] == pytest.approx(1 / 2)
    assert row["chance_precision"] == pytest.approx(6 / 30)
    assert row["false_per_year"] == pytest.approx(1 / 3)


def test_that_a_warning_that_always_stands_is_no_better_than_chance(rows, make):
    events = [{**CONTROL, "date": "2020-06-15"}]
    project = make(rows("CHN", [90.0] * 48), rows("JPN", [10.0] * 48), events=events)
    row = row_of(backtest(project, rules=["share_level"]), "share_level")
    assert (row["recall"], row["chance_of_hit"]) == (1.0, 1.0)
    assert row["month_precision"] == row["chance_precision"]


def test_that_an_alarm_after_the_event_is_an_echo(rows, make):
    amounts = [100.0] * 48
    amounts[30] = 10.0
    project = make(rows("CHN", amounts), events=[{**CONTROL, "date": "2020-06-15"}])
    found = backtest(project, rules=["volume_drop"])
    assert found.episodes["verdict"].tolist() == ["echo"]
    assert found.events["outcome"].tolist() == ["miss"]


def test_that_the_rule_on_events_foretells_nothing_by_itself(rows, make):
    project = make(rows("CHN", [100.0] * 48), events=[{**CONTROL, "date": "2020-06-15"}])
    found = backtest(project, rules=["export_control", "volume_drop"])
    assert row_of(found, "export_control")["hits"] == 0
    assert row_of(found, "together")["alarms"] == 0
    assert found.events["outcome"].tolist() == ["miss"]


def test_that_other_materials_countries_and_kinds_do_not_count(rows, make):
    events = [
        {**CONTROL, "date": "2020-06-15", "material": ""},
        {**CONTROL, "date": "2020-06-15", "country": "KOR"},
        {**CONTROL, "date": "2020-06-15", "kind": "plant"},
    ]
    found = backtest(make(rows("CHN", [100.0] * 48), events=events))
    assert found.events.empty


def test_that_yearly_figures_do_not_allow_the_answer(rows, make):
    yearly = [{**row, "period": "2021"} for row in rows("CHN", [500.0])]
    found = backtest(make(yearly, events=[{**CONTROL, "date": "2021-10-15"}]))
    assert found.events["outcome"].tolist() == ["cannot be answered"]
    assert found.events["sentence"].iloc[0] == (
        "the data do not allow the answer: only figures of longer periods are there "
        "(2021 to 2021), no months"
    )
    assert row_of(found, "together")["unanswerable"] == 1


def test_that_a_named_span_leaves_older_events_out(dip):
    assert backtest(dip, first="2020-07").events.empty
    assert len(backtest(dip, first="2020-05").events) == 1


def table(name):
    """Return the rows of a shared table; none where it is not there."""
    path = SHARED / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def graphite(rows):
    known = countries.builtin()
    codes = dict(zip(known["name"], known["country"], strict=True))
    codes |= {"Czech Republic": "CZE", "UAE": "ARE", "Turkey": "TUR", "Vietnam": "VNM"}
    codes |= {"Russian Federation": "RUS", "USA": "USA", "Rep. of Korea": "KOR"}
    names = {"380110": "artificial graphite", "250410": "natural graphite"}
    trade = [
        {
            "period": row["month"],
            "flow": "export",
            "reporter": "CHN",
            "partner": codes[row["partner"]],
            "material": names[row["hs"]],
            "value": row["value_usd"],
            "quantity": row["qty_kg"],
        }
        for row in rows
    ]
    events = [
        {"date": date, "country": "CHN", "material": name, "kind": "export control"}
        for name in names.values()
        for date in ("2023-12-01",)
    ]
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": name, "unit": "kg"} for name in names.values()],
            "trade": trade,
            "events": events,
        }
    )


@pytest.mark.parametrize(
    "rows", [r for r in [table("china_graphite_exports_monthly_by_partner.csv")] if r]
)
def test_that_the_graphite_control_was_not_foretold_but_seen_a_month_later_in_korea(rows):
    found = backtest(graphite(rows), home="all")
    assert len(found.homes) == 39
    korea = found.events[found.events["home"] == "KOR"]
    assert korea["outcome"].tolist() == ["miss", "miss"]
    drops = found.episodes
    drops = drops[(drops["home"] == "KOR") & (drops["rule"] == "volume_drop")]
    echoes = drops[drops["verdict"] == "echo"]
    assert sorted(zip(echoes["material"], echoes["from"], strict=True)) == [
        ("artificial graphite", "2024-01"),
        ("natural graphite", "2024-01"),
    ]
    row = row_of(found, "together")
    assert row["hits"] + row["misses"] + row["unanswerable"] == row["events"] == 78
    assert row["false"] > row["true"]


@pytest.mark.parametrize("prices", [rows for rows in [table("prices.csv")] if rows])
def test_how_early_the_world_price_of_urea_alone_would_have_warned(prices, rows, make):
    """One unit a month at the world price, as if it were customs figures of all partners."""
    urea = [row for row in prices if row["item"] == "Urea" and "2015-01" <= row["period"] < "2022"]
    urea = [row for row in urea if len(row["period"]) == len("2015-01")]
    trade = [{**rows("WLD", [1.0], row["period"])[0], "value": float(row["value"])} for row in urea]
    events = [{**CONTROL, "date": "2021-10-15", "country": ""}]
    found = backtest(make(trade, events=events), rules=["price_jump"])
    event = found.events.iloc[0]
    assert (event["outcome"], event["lead"]) == ("hit", 6.0)
    # the price of February 2021 was known at the end of March, seven month ends before
    assert found.episodes["from"].tolist() == ["2017-12", "2021-03", "2021-07", "2021-11"]
    assert found.episodes["verdict"].tolist() == ["false", "true", "true", "echo"]
