"""The localisation of graphite anodes in Korea, and the plumbing of a run."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import pytest

from workbench.core.problem import DataRefused
from workbench.core.project import Project, from_records
from workbench.core.simulation.result import BALANCE, FLOWS, SHIFT, SUMMARY, Result
from workbench.core.simulation.run import run

# Own arithmetic on published anchors: imports 13,000 t in 2021 (dailybizon 21238), import mix
# 78.8 / 14.8 / 6.4 % by quantity (KIPOST idxno=1082), capacity 8,000 -> 16,000 t (chemlocus
# 128661), 18,000 t (hankyung 2023-02-01). A constant import mix is an assumption.
NEED = 13_000
MIX = {"CHN": 0.788, "JPN": 0.148, "XXX": 0.064}
CASES = [  # demand, home production
    (13_000, 0),
    (13_000, 8_000),
    (13_000, 4_000),
    (13_000, 16_000),
    (30_000, 16_000),
    (30_000, 18_000),
]
ORACLE = Path(__file__).resolve().parents[4] / "shared" / "oracles" / "korea_anode_scenario.csv"


def project(**tables: list[dict[str, Any]]) -> Project:
    trade = [
        {"period": "2021", "flow": "import", "reporter": "KOR", "partner": partner}
        | {"material": "anode", "quantity": share * NEED}
        for partner, share in MIX.items()
    ]
    base = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "12"}],
        "materials": [{"material": "anode", "unit": "t"}],
        "trade": trade,
    }
    return from_records(base | tables)


def expected(demand: float, made: float) -> dict[str, float]:
    """The exact arithmetic of the case, from its two numbers."""
    bought, sold = max(0.0, demand - made), max(0.0, made - demand)
    home, foreign = min(made, demand) / demand, bought / demand
    squares = sum(share**2 for share in MIX.values())
    return {
        "demand": demand,
        "delivered": demand,
        "shortage": 0.0,
        "production": made,
        "imports": bought,
        "exports": sold,
        "self_sufficiency": made / demand,
        "import_dependence": (bought - sold) / demand,
        "import_share_of_supply": foreign,
        "hhi_imports": squares if bought else math.nan,
        "top_partner_share": MIX["CHN"] if bought else math.nan,
        "hhi_supply": home**2 + squares * foreign**2,
        "hhi_foreign": squares * foreign**2,
    }


def measures(result: Result) -> dict[str, float]:
    return dict(zip(result.summary["measure"], result.summary["scenario"], strict=True))


def china(result: Result) -> tuple[float, float]:
    rows = result.shift.set_index("country")
    if "CHN" not in rows.index:
        return 0.0, math.nan
    return rows.at["CHN", "scenario_share"], rows.at["CHN", "scenario_share_of_imports"]


def check(result: Result, demand: float, made: float) -> None:
    found = measures(result)
    for name, value in expected(demand, made).items():
        assert found[name] == pytest.approx(value, rel=1e-9, abs=1e-9, nan_ok=True), name
    of_supply, of_imports = china(result)
    bought = max(0.0, demand - made)
    assert of_supply == pytest.approx(MIX["CHN"] * bought / demand, rel=1e-9, abs=1e-12)
    assert of_imports == pytest.approx(MIX["CHN"] if bought else math.nan, rel=1e-9, nan_ok=True)


def shock(order: int, kind: str, **cells: Any) -> dict[str, Any]:
    return {"scenario": "s", "order": order, "kind": kind, "start": "2022-01"} | cells


@pytest.mark.parametrize(("demand", "made"), CASES)
def test_that_a_plant_as_a_shock_gives_the_published_localisation(
    demand: float, made: float
) -> None:
    shocks = [
        shock(1, "capacity_change", supplier="pohang", material="anode", size=made),
        shock(2, "demand_change", material="anode", size=demand / NEED - 1),
    ]
    result = run(project(shocks=shocks), "s")
    check(result, demand, made)
    assert any("new plant" in problem.message for problem in result.problems)


@pytest.mark.parametrize(("demand", "made"), CASES)
@pytest.mark.parametrize("given_as", ["table", "shock"])
def test_that_a_plant_in_the_base_gives_the_published_localisation(
    demand: float, made: float, given_as: str
) -> None:
    tables: dict[str, list[dict[str, Any]]] = {
        "suppliers": [{"supplier": "pohang", "country": "KOR", "material": "anode"}],
        "capacity": [{"supplier": "pohang", "period": "2022-01", "capacity": made}],
    }
    if given_as == "table":
        tables["demand"] = [{"period": "2022", "material": "anode", "quantity": demand}]
        check(run(project(**tables)), demand, made)
    else:
        tables["shocks"] = [shock(1, "demand_change", material="anode", size=demand / NEED - 1)]
        check(run(project(**tables), "s"), demand, made)


def test_that_half_used_capacity_counts_by_its_volume_and_imports_are_scaled_with_a_finding() -> (
    None
):
    plant = {"supplier": "pohang", "country": "KOR", "material": "anode"}
    suppliers = [plant | {"capacity": 8_000, "volume": 4_000}]
    dated = [{"supplier": "pohang", "period": "2022-01", "capacity": 8_000}]
    suppliers[0].pop("capacity")
    result = run(project(suppliers=suppliers, capacity=dated))
    check(result, 13_000, 4_000)
    assert any("scaled by 0.692308" in problem.message for problem in result.problems)


if ORACLE.exists():

    def test_that_the_cases_are_those_of_the_oracle() -> None:
        with ORACLE.open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        columns = {
            "self_sufficiency_prod_over_AC": "self_sufficiency",
            "NIR": "import_dependence",
            "import_dependence_imports_over_supply": "import_share_of_supply",
            "HHI_imports": "hhi_imports",
            "HHI_total_supply_incl_domestic": "hhi_supply",
            "HHI_foreign_only_of_supply": "hhi_foreign",
            "imports_t": "imports",
            "exports_t": "exports",
        }
        assert len(rows) == len(CASES)
        for row, (demand, made) in zip(rows, CASES, strict=True):
            values = expected(demand, made)
            assert (float(row["demand_t"]), float(row["domestic_production_t"])) == (demand, made)
            for theirs, ours in columns.items():
                value = float(row[theirs]) if row[theirs] else math.nan
                assert values[ours] == pytest.approx(value, abs=5e-7, nan_ok=True), theirs


def test_that_the_tables_have_the_promised_columns_and_one_row_a_month_and_material() -> None:
    result = run(project())
    assert tuple(result.balance.columns) == BALANCE
    assert tuple(result.flows.columns) == FLOWS
    assert tuple(result.shift.columns) == SHIFT
    assert tuple(result.summary.columns) == SUMMARY
    assert list(result.balance["period"]) == [f"2022-{month:02d}" for month in range(1, 13)]
    assert result.window == ("2022-01", "2022-12")
    assert result.flows["quantity"].sum() == pytest.approx(NEED, rel=1e-12)
    assert (result.shift["change"] == 0).all()


def test_that_what_was_not_shipped_is_measured_when_it_is_missing() -> None:
    sea = {"supplier": "sea", "country": "CHN", "material": "anode", "lead_time": 3}
    suppliers = [sea | {"volume": MIX["CHN"] * NEED}]
    ban = shock(1, "export_restriction", country="CHN", start="2022-02", duration=3, size=1)
    result = run(project(suppliers=suppliers, shocks=[ban]), "s")
    assert result.window == ("2022-02", "2022-07")  # shipments of April would come in July
    row = result.shift.set_index("country").loc["CHN"]
    three, six = MIX["CHN"] * 3, 6 - MIX["CHN"] * 3
    assert row["scenario_share"] == pytest.approx(three / six, rel=1e-9)
    assert measures(result)["shortage"] == pytest.approx(three * NEED / 12, rel=1e-9)


def test_that_a_shock_left_out_makes_the_result_incomplete() -> None:
    cut = shock(1, "export_restriction", country="CHN", size=0.5)
    assert not run(project(shocks=[cut]), "s").incomplete
    assert run(project(shocks=[cut, shock(2, "meteor")]), "s").incomplete


def test_that_trade_without_any_quantity_is_an_error_and_not_a_country_without_trade() -> None:
    row = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "CHN"}
    values = [row | {"material": "anode", "value": 5.0}]
    first = {"key": "first_period", "value": "2022-01"}
    settings = [{"key": "home", "value": "KOR"}, first]
    result = run(project(trade=values, settings=settings))
    assert result.incomplete
    assert any("needs quantities" in problem.message for problem in result.problems)


@pytest.mark.parametrize(
    ("first", "months", "capacity"),
    [("2022-01", 12, {}), ("2022-01", 36, {"capacity": 0}), ("", 24, {}), ("2021-01", 36, {})],
)
def test_that_a_plant_opened_at_the_end_of_the_figures_displaces_imports(
    first: str, months: int, capacity: dict[str, float]
) -> None:
    settings = [{"key": "home", "value": "KOR"}, {"key": "months", "value": str(months)}]
    settings += [{"key": "first_period", "value": first}] if first else []
    plant = {"supplier": "pohang", "country": "KOR", "material": "anode"} | capacity
    dated = [{"supplier": "pohang", "period": "2021-12", "capacity": 8_000}]
    result = run(project(settings=settings, suppliers=[plant], capacity=dated))
    after = result.flows[result.flows["period"] >= "2022-01"]
    supply = after.groupby("country")["quantity"].sum()
    assert supply["KOR"] / supply.sum() == pytest.approx(8 / 13, rel=1e-9)
    assert supply["CHN"] / supply.sum() == pytest.approx(0.303077, abs=5e-7)
    assert result.balance["demand"].to_numpy() == pytest.approx(NEED / 12, rel=1e-9)
    told = " ".join(problem.message for problem in result.problems)
    assert "13000 a year: production 0 (plants as they stood then) + imports 13000" in told


def test_that_the_window_is_the_time_in_which_a_shock_acts() -> None:
    cut = shock(1, "export_restriction", country="CHN", start="2022-03", duration=4, size=0.5)
    result = run(project(shocks=[cut]), "s")
    assert result.window == ("2022-03", "2022-06")
    assert measures(result)["shortage_months"] == 4


def test_that_running_twice_gives_the_same_and_leaves_the_project_alone() -> None:
    cut = shock(1, "export_restriction", country="CHN", size=0.5)
    one = project(shocks=[cut])
    before = {name: frame.copy() for name, frame in one.tables.items()}
    first, second = run(one, "s"), run(one, "s")
    for name in ("balance", "flows", "shift", "summary", "base_balance"):
        assert getattr(first, name).equals(getattr(second, name))
    assert all(one[name].equals(frame) for name, frame in before.items())


def test_that_an_edit_of_the_base_is_noticed() -> None:
    one = project()
    run(one)
    other = project(demand=[{"period": "2022", "material": "anode", "quantity": 26_000}])
    found = measures(run(one.replace({"demand": other["demand"]})))
    assert found["demand"] == pytest.approx(26_000, rel=1e-12)


def test_that_an_unknown_scenario_is_refused_with_the_known_names() -> None:
    with pytest.raises(DataRefused, match="one of licences"):
        run(project(scenarios=[{"scenario": "licences"}]), "licenses")
