"""All indicators of a material over its periods, their change, and where inputs were read from."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pandas as pd
import pytest

from workbench.core.dependence import dependence, in_families, judged, rows_of_input
from workbench.core.edit import add_row
from workbench.core.indicators import Family, Input, all_indicators
from workbench.core.measure import explain, measure

ARTIFICIAL = "artificial graphite"


@pytest.fixture(scope="module")
def found(graphite):
    return dependence(graphite, ARTIFICIAL, basis="quantity", grain="half")


def test_that_every_indicator_stands_there_as_it_is_measured(graphite, found) -> None:
    rows = found.at("2024H1")
    measured = measure(
        graphite, bases=("quantity",), material=ARTIFICIAL, period="2024H1", grain="half"
    ).set_index("indicator")
    assert set(rows.index) == set(measured.index) == set(all_indicators())
    pd.testing.assert_series_equal(rows["value"], measured["value"].reindex(rows.index))
    lacking = rows[rows["value"].isna()]
    assert len(lacking)
    assert (lacking["status"] != "ok").all()
    assert (lacking["note"] != "").all()


def test_that_families_stand_together_in_their_order() -> None:
    families = [all_indicators()[key].family for key in in_families()]
    assert list(dict.fromkeys(families)) == list(get_args(Family))
    assert families == sorted(families, key=get_args(Family).index)


def test_that_the_change_is_the_one_against_the_period_right_before(found) -> None:
    rows, earlier = found.at("2024H1"), found.at("2023H2")
    assert rows.at["hhi", "change"] == pytest.approx(
        rows.at["hhi", "value"] - earlier.at["hhi", "value"]
    )
    assert found.at(found.periods[0])["change"].isna().all()


def test_that_screens_say_whether_they_hold_in_words(found) -> None:
    then, now = found.at("2023H1")["screen"], found.at("2024H2")["screen"]
    assert (then["motie_absolute"], now["motie_absolute"]) == ("holds", "does not hold")
    assert (then["korea_watch_grade"], now["korea_watch_grade"]) == ("grade A", "grade B")
    assert now["cepii_geodep"] == now["hhi"] == ""


def test_that_a_material_reported_by_year_is_shown_by_year(graphite) -> None:
    urea = dependence(graphite, "urea", basis="quantity", grain="month")
    assert urea.grain == "year"
    assert urea.periods[-1] == "2024"
    assert dependence(graphite, ARTIFICIAL, basis="quantity", grain="month").grain == "month"


def test_that_a_material_without_figures_has_no_periods(graphite) -> None:
    bare, _ = add_row(graphite, "materials", {"material": "helium"})
    assert dependence(bare, "helium", basis="quantity", grain="half").periods == ()


def test_that_groups_and_the_day_are_heeded(graphite) -> None:
    one = dependence(graphite, "natural graphite", basis="value", grain="year")
    merged = dependence(graphite, "natural graphite", basis="value", grain="year", groups=["OECD"])
    hhi = (merged.values.loc["hhi"] - one.values.loc["hhi"]).to_numpy(float)
    assert (hhi >= -1e-12).all()
    assert hhi.max() > 0
    early = dependence(graphite, "natural graphite", basis="value", grain="year", as_of="2020")
    assert early.periods[-1] <= "2020"


def test_that_a_rule_shows_the_figure_it_judges_first(graphite) -> None:
    about = {"material": ARTIFICIAL, "basis": "quantity", "grain": "half"}
    share = judged(graphite, "motie_absolute", **about)
    assert share is not None
    assert share.name == "share of CHN in imports"
    assert share.bounds.tolist() == [0.9]
    holds = dependence(graphite, **about).values.loc["motie_absolute"].to_numpy(float)
    assert ((share.values >= 0.9) >= (holds == 1)).all()
    grade = judged(graphite, "korea_watch_grade", **about)
    assert grade is not None
    assert grade.bounds.tolist() == [0.9, 0.75, 0.7, 0.5]
    np.testing.assert_allclose(grade.values, share.values)
    assert judged(graphite, "hhi", **about) is None
    assert judged(graphite, "crma_single_country", **(about | {"material": "urea"})) is None


def partners(project, labels) -> set[str]:
    rows = project["trade"].loc[labels]
    return set(zip(rows["flow"].astype(str), rows["partner"].astype(str), strict=True))


def test_that_an_input_leads_to_the_rows_it_was_read_from(graphite) -> None:
    told = explain(graphite, "hhi", material=ARTIFICIAL, period="2024H1", basis="quantity")
    china = next(one for one in told.inputs if one.name == "imports from CHN")
    table, labels = rows_of_input(graphite, china, material=ARTIFICIAL, period="2024H1")
    assert (table, partners(graphite, labels)) == ("trade", {("import", "CHN")})
    assert graphite["trade"].loc[labels, "quantity"].sum() == pytest.approx(china.value)
    whole = next(one for one in told.inputs if one.name == "imports from all partners")
    _, every = rows_of_input(graphite, whole, material=ARTIFICIAL, period="2024H1")
    assert graphite["trade"].loc[every, "quantity"].sum() == pytest.approx(whole.value)


def test_that_a_merged_group_leads_to_the_rows_of_its_members(graphite) -> None:
    about = {"material": "natural graphite", "period": "2023"}
    told = explain(graphite, "hhi", basis="quantity", groups=["OECD"], **about)
    union = next(one for one in told.inputs if one.name == "imports from OECD")
    _, labels = rows_of_input(graphite, union, **about)
    assert graphite["trade"].loc[labels, "quantity"].sum() == pytest.approx(union.value)
    assert len(partners(graphite, labels)) > 1


def test_that_other_tables_are_found_and_what_is_built_in_leads_nowhere(graphite) -> None:
    about = {"material": "natural graphite", "period": "2023"}

    def table(source: str, name: str = "x") -> str:
        return rows_of_input(graphite, Input(name, 1.0, "", source), **about)[0]

    assert table("materials, economic_importance") == "materials"
    assert table("settings, home") == "settings"
    assert table("settings, screen.motie_absolute.share") == ""
    assert table("production of 2023") == "production"
    assert table("trade of 2022") == table("sourcing, by country", "sourcing, CHN") == "trade"
    assert table("countries, built in", "governance of CHN") == ""
    assert table("CEPII, GeoDep (2024)") == table("") == ""
