from __future__ import annotations

import numpy as np
import pytest

from workbench.core.facts import figures_with_facts, inputs_of
from workbench.core.figures import Figures
from workbench.core.measure import measure
from workbench.core.project import Project, from_records

IMPORT = {"flow": "import", "reporter": "KOR", "material": "anode"}


def project_of(**tables: list[dict[str, object]]) -> Project:
    base: dict[str, list[dict[str, object]]] = {
        "settings": [{"key": "home", "value": "KOR"}],
        "materials": [
            {"material": "anode", "stage": "intermediate", "unit": "t"},
            {"material": "coke", "stage": "refined"},
        ],
    }
    return from_records({**base, **tables})  # type: ignore[arg-type]


def one(project: Project, **options: object) -> Figures:
    (figure,) = figures_with_facts(project, basis="quantity", material="anode", **options)  # type: ignore[arg-type]
    return figure


def test_that_both_bases_and_earlier_years_are_at_hand() -> None:
    rows = [
        {**IMPORT, "period": str(year), "partner": "CHN", "quantity": year, "value": 2 * year}
        for year in (2018, 2019, 2020, 2021)
    ]
    figure = one(project_of(trade=rows), period="2021")
    assert [year.period for year in figure.earlier] == ["2020", "2019"]
    assert figure.earlier[1].imports.tolist() == [2019.0]
    money = figure.on("value")
    assert money is not None
    assert money.imports.tolist() == [4042.0]
    assert [year.imports.tolist() for year in money.earlier] == [[4040.0], [4038.0]]


def test_that_first_halves_are_compared_with_first_halves() -> None:
    rows = [
        {**IMPORT, "period": f"{year}-{month:02d}", "partner": "CHN", "quantity": month}
        for year in (2019, 2020, 2021)
        for month in range(1, 13)
    ]
    figures = list(figures_with_facts(project_of(trade=rows), basis="quantity", grain="half"))
    last = {figure.period: figure for figure in figures}["2021H1"]
    assert [half.period for half in last.earlier] == ["2020H1", "2019H1"]
    assert last.imports.tolist() == [21.0]


def test_that_a_longer_row_is_not_split_and_every_month_says_so() -> None:
    rows = [{**IMPORT, "period": "2021", "partner": "CHN", "quantity": 12.0}]
    table = measure(project_of(trade=rows), bases=["quantity"], keys=["hhi"], grain="quarter")
    assert table["period"].tolist() == ["2021Q1", "2021Q2", "2021Q3", "2021Q4"]
    assert (table["status"] == "missing").all()
    assert table["note"].str.contains("reported only for 2021 as a whole").all()


def test_that_missing_months_of_a_sum_are_told() -> None:
    rows = [
        {**IMPORT, "period": f"2021-{month:02d}", "partner": "CHN", "quantity": 1.0}
        for month in range(1, 10)
    ]
    project = project_of(trade=rows)
    table = measure(project, bases=["quantity"], keys=["hhi"], grain="year")
    assert table[["period", "status"]].to_numpy().tolist() == [["2021", "ok"]]
    assert "only 9 of 12 months reported" in table["note"].item()
    inside = measure(
        project,
        bases=["quantity"],
        material="anode",
        keys=["hhi"],
        grain="quarter",
        period="2021H2",
    )
    assert inside["status"].tolist() == ["ok", "missing"]


def test_that_world_production_is_that_of_the_year_that_holds_the_period() -> None:
    made = [
        {"period": "2021", "country": country, "material": "anode", "quantity": amount}
        for country, amount in (("CHN", 80.0), ("JPN", 0.0), ("KOR", 20.0), ("WLD", 100.0))
    ]
    rows = [{**IMPORT, "period": "2021-03", "partner": "CHN", "quantity": 1.0}]
    world = one(project_of(trade=rows, production=made), period="2021-03").facts.world
    assert dict(zip(world.countries, world.amounts, strict=True)) == {"CHN": 80.0, "KOR": 20.0}
    assert world.period == "2021"


def test_that_exports_of_all_countries_are_added_by_exporter() -> None:
    sold = {"period": "2021", "flow": "export", "material": "anode"}
    rows: list[dict[str, object]] = [
        {**sold, "reporter": "CHN", "partner": "KOR", "quantity": 5.0},
        {**sold, "reporter": "CHN", "partner": "USA", "quantity": 6.0},
        {**sold, "reporter": "CHN", "partner": "WLD", "quantity": 11.0},
        {**sold, "reporter": "JPN", "partner": "KOR", "quantity": 3.0},
    ]
    found = one(project_of(trade=rows), period="2021").facts.exporters
    assert dict(zip(found.countries, found.amounts, strict=True)) == {"CHN": 11.0, "JPN": 3.0}


def test_that_trade_inside_a_group_as_home_is_known_and_that_of_a_country_is_none() -> None:
    rows: list[dict[str, object]] = [
        {**IMPORT, "period": "2021", "reporter": "DEU", "partner": "FRA", "quantity": 5.0},
        {**IMPORT, "period": "2021", "reporter": "DEU", "partner": "CHN", "quantity": 3.0},
    ]
    union = project_of(trade=rows, settings=[{"key": "home", "value": "EU"}])
    facts = one(union, period="2021").facts
    assert facts.inner_imports == 5.0
    assert np.isnan(facts.inner_exports)
    assert one(project_of(trade=rows), period="2021").facts.inner_imports == 0.0


def test_that_inputs_of_an_earlier_stage_come_with_their_own_figures() -> None:
    recipe = {"output": "anode", "input": "coke", "quantity": 1.5}
    rows: list[dict[str, object]] = [
        {**IMPORT, "period": "2021", "partner": "CHN", "quantity": 3.0},
        {**IMPORT, "period": "2021", "partner": "JPN", "quantity": 7.0, "material": "coke"},
    ]
    project = project_of(trade=rows, recipes=[recipe])
    assert inputs_of(project, ["anode", "coke"]) == {"anode": ("coke",)}
    (coke,) = one(project, period="2021").facts.inputs
    assert (coke.material, coke.by_partner) == ("coke", {"JPN": 7.0})


def test_that_only_what_was_known_on_a_day_counts() -> None:
    row = {**IMPORT, "period": "2021", "partner": "CHN"}
    rows: list[dict[str, object]] = [
        {**row, "quantity": 1.0, "release": "2022-01-15"},
        {**row, "quantity": 9.0, "release": "2022-06-15"},
    ]
    project = project_of(trade=rows)
    sums = [
        one(project, period="2021", as_of=day).imports.tolist()
        for day in ("2022-03", "2022-12", "2021-12")
    ]
    assert sums == [[1.0], [9.0], []]


@pytest.mark.parametrize("options", [{"groups": ["Mars"]}, {"period": "soon"}, {"as_of": "soon"}])
def test_that_what_is_no_group_or_period_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"Mars|soon"):
        list(figures_with_facts(project_of(), basis="value", **options))  # type: ignore[arg-type]
