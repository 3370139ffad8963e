from __future__ import annotations

import dataclasses
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.project import Project, from_records
from workbench.core.record.check import (
    COLUMNS,
    Check,
    check,
    latest_in_full,
    lists,
    materials_of,
    partners_of,
)
from workbench.core.record.claim import Claim, Definition, Finding

ROW = {"flow": "import", "reporter": "KOR", "material": "m"}
CLAIM = Claim("JPN", ("m",), "m")
YEAR = Definition("year", "quantity", "imports", "material", "now")


def trade(shares: dict[str, float], material: str = "m", **more: Any) -> list[dict[str, Any]]:
    """Return imports of 100 a period, of which a share comes from Japan."""
    return [
        {
            **ROW,
            "material": material,
            "period": period,
            "partner": partner,
            "quantity": 100 * part,
            "value": 100 * part,
            **more,
        }
        for period, share in shares.items()
        for partner, part in (("JPN", share), ("CHN", 1 - share))
    ]


def project(rows: list[dict[str, Any]], **tables: list[dict[str, Any]]) -> Project:
    base = {
        "settings": [{"key": "home", "value": "KOR"}],
        "materials": [
            {"material": "m", "unit": "t", "lists": "core;lead"},
            {"material": "n", "unit": "t", "lists": "core"},
        ],
        "trade": rows,
    }
    return from_records({**base, **tables})


def under(found: Check, definition: Definition) -> Finding:
    return next(one for one in found.findings if one.definition == definition)


def other(**parts: Any) -> Definition:
    return dataclasses.replace(YEAR, **parts)


def test_that_a_record_is_true_by_year_and_false_by_half() -> None:
    rows = trade({"2020H1": 0.2, "2020H2": 0.8, "2021H1": 0.6, "2021H2": 0.5, "2022H1": 0.5})
    rows += trade({"2022H2": 0.2})
    found = check(project(rows), CLAIM)
    year = under(found, YEAR)
    assert (year.verdict, year.period, year.value) == ("true", "2022", pytest.approx(0.35))
    assert (year.former, year.former_period, year.since) == (pytest.approx(0.5), "2020", "")
    half = under(found, other(grain="half"))
    assert [name for name, _ in half.series] == ["2020H2", "2021H2", "2022H2"]
    assert half.verdict == "true"
    then = check(project(rows), dataclasses.replace(CLAIM, period="2022H1"))
    first = under(then, other(grain="half"))
    assert (first.verdict, first.since, first.former_period) == ("false", "2020H1", "2020H1")
    assert under(then, YEAR).period == "2021"


def test_that_it_is_the_highest_where_that_is_asked_and_since_begins_where_asked() -> None:
    rows = trade({"2018": 0.9, "2019": 0.2, "2020": 0.3, "2021": 0.4})
    claim = dataclasses.replace(CLAIM, direction="highest")
    assert under(check(project(rows), claim), YEAR).verdict == "false"
    since = dataclasses.replace(claim, since="2019")
    found = under(check(project(rows), since), YEAR)
    assert (found.verdict, found.compared, found.first) == ("true", 2, "2019")


def test_that_an_equal_value_is_no_new_record() -> None:
    found = under(check(project(trade({"2019": 0.1, "2020": 0.4, "2021": 0.1})), CLAIM), YEAR)
    assert (found.verdict, found.since) == ("false", "2019")
    assert "equal" in found.note


def test_that_revised_figures_change_the_answer_between_then_and_now() -> None:
    rows = trade({"2020": 0.3, "2021": 0.2}, release="2022-01-20")
    rows += trade({"2021": 0.4}, release="2023-01-20")
    found = check(project(rows), CLAIM)
    then, now = under(found, other(release="then")), under(found, YEAR)
    assert (then.verdict, then.as_of) == ("true", "2022-01-20")
    assert (now.verdict, now.value) == ("false", pytest.approx(0.4))
    later = check(project(rows), dataclasses.replace(CLAIM, as_of="2023-06-01"))
    assert under(later, other(release="then")).verdict == "false"


def test_that_a_period_is_out_when_its_last_figure_is() -> None:
    rows = trade({"2020": 0.3, "2021": 0.2}, release="2022-01-20")
    rows[-1]["release"] = "2022-03-20"
    then = under(check(project(rows), CLAIM), other(release="then"))
    assert (then.as_of, then.value) == ("2022-03-20", pytest.approx(0.2))


def test_that_a_claim_is_never_about_figures_that_were_not_out() -> None:
    rows = trade({"2020": 0.3, "2021": 0.2, "2022": 0.1})
    found = check(project(rows), dataclasses.replace(CLAIM, as_of="2022-12-31"))
    assert under(found, YEAR).period == "2021"
    asked = dataclasses.replace(CLAIM, as_of="2022-12-31", period="2022")
    then = under(check(project(rows), asked), other(release="then"))
    assert then.verdict == "unknown"
    assert "no imports reported" in then.note


def test_that_incomplete_periods_are_not_compared_and_named() -> None:
    rows = trade({"2019-01": 0.0, "2020": 0.3, "2021": 0.2})
    found = under(check(project(rows), CLAIM), YEAR)
    assert (found.verdict, found.first) == ("true", "2020")
    assert found.missing == ("m in 2019: only 1 of 12 months reported",)


def test_that_supply_is_known_by_quantity_where_production_is() -> None:
    rows = trade({"2020": 0.3, "2021": 0.4})
    made = [
        {"period": period, "country": "KOR", "material": "m", "quantity": amount}
        for period, amount in (("2020", 0.0), ("2021", 100.0))
    ]
    found = check(project(rows, production=made), CLAIM)
    assert under(found, YEAR).verdict == "false"
    supply = under(found, other(denominator="supply"))
    assert (supply.verdict, supply.value) == ("true", pytest.approx(0.2))
    value = under(found, other(denominator="supply", basis="value"))
    assert value.verdict == "unknown"
    assert "quantity only" in value.note


def test_that_mean_and_total_of_a_list_differ() -> None:
    rows = trade({"2020": 0.2, "2021": 0.1}) + trade({"2020": 0.2, "2021": 0.4}, "n")
    rows += [{**ROW, "period": "2021", "partner": "DEU", "quantity": 900.0}]
    claim = Claim("JPN", ("m", "n"), "core")
    found = check(project(rows), claim)
    mean, total = (under(found, other(weighting=w)) for w in ("mean", "total"))
    assert (mean.verdict, mean.value) == ("false", pytest.approx((10 / 1000 + 0.4) / 2))
    assert (total.verdict, total.value) == ("true", pytest.approx(50 / 1100))


def test_that_a_list_is_compared_only_with_periods_of_the_same_materials() -> None:
    rows = trade({"2019": 0.1, "2020": 0.3, "2021": 0.2}) + trade({"2020": 0.5, "2021": 0.1}, "n")
    found = under(check(project(rows), Claim("JPN", ("m", "n"), "core")), other(weighting="mean"))
    assert (found.verdict, found.first) == ("true", "2020")
    assert found.missing == ("n in 2019: no imports reported",)


def test_that_quantities_of_several_units_make_no_total() -> None:
    materials = [{"material": "m", "unit": "t"}, {"material": "n", "unit": "MWh"}]
    rows = trade({"2020": 0.2, "2021": 0.1}) + trade({"2020": 0.2, "2021": 0.1}, "n")
    found = check(project(rows, materials=materials), Claim("JPN", ("m", "n"), "all"))
    total = under(found, other(weighting="total"))
    assert total.verdict == "unknown"
    assert "MWh, t" in total.note
    assert under(found, other(weighting="total", basis="value")).verdict == "true"


def test_that_a_country_without_an_amount_is_missing_and_not_zero() -> None:
    rows = trade({"2020": 0.2, "2021": 0.1})
    for row in rows:
        if row["partner"] == "JPN" and row["period"] == "2020":
            del row["quantity"]
    found = under(check(project(rows), CLAIM), YEAR)
    assert (found.verdict, found.compared) == ("unknown", 0)
    assert found.missing == ("m in 2020: no quantity reported for JPN",)
    china = under(check(project(rows), dataclasses.replace(CLAIM, country="CHN")), YEAR)
    assert china.compared == 1
    assert china.missing == found.missing


def test_that_a_group_is_one_country() -> None:
    rows = [
        {**ROW, "period": period, "partner": partner, "quantity": amount}
        for period, amounts in (("2020", (30, 10, 60)), ("2021", (5, 10, 85)))
        for partner, amount in zip(("DEU", "FRA", "CHN"), amounts, strict=True)
    ]
    found = under(check(project(rows), dataclasses.replace(CLAIM, country="EU")), YEAR)
    assert (found.value, found.former) == (pytest.approx(0.15), pytest.approx(0.4))


@settings(max_examples=20)
@given(
    st.lists(st.floats(0, 1), min_size=2, max_size=6),
    st.sampled_from(["lowest", "highest"]),
    st.randoms(use_true_random=False),
)
def test_that_the_order_of_rows_is_irrelevant_and_the_record_is_one(
    shares: list[float], direction: Any, shuffle: random.Random
) -> None:
    rows = trade({f"{2015 + place}": share for place, share in enumerate(shares)})
    claim = dataclasses.replace(CLAIM, direction=direction)
    before = check(project(rows), claim).frame()
    shuffle.shuffle(rows)
    found = check(project(rows), claim)
    assert found.frame().equals(before)
    year = under(found, YEAR)
    values = [value for _, value in year.series]
    best = min if direction == "lowest" else max
    if year.verdict == "true":
        assert year.value == best(values)
        assert values.count(year.value) == 1
    else:
        assert best(values[:-1]) == pytest.approx(best(values), abs=1e-12)


def test_that_every_definition_has_a_row_and_projects_know_their_lists_and_partners() -> None:
    made = project(trade({"2020": 0.2, "2021": 0.1}))
    found = check(made, CLAIM).frame()
    assert tuple(found.columns) == COLUMNS
    assert len(found) == 32
    assert lists(made) == ("core", "lead")
    assert materials_of(made, "lead") == ("m",)
    assert materials_of(made, "") == ("m", "n")
    assert set(partners_of(made)) == {"CHN", "JPN"}
    assert latest_in_full(made, "m", "year") == "2021"
    assert latest_in_full(made, "m", "half") == ""
