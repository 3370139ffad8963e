"""The localisation of anodes in Korea and its imports, from a workbook to the printed figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner

from workbench.cli import main
from workbench.core import schema

PUBLISHED = Path(__file__).resolve().parents[1] / "published"
ROWS = pd.read_csv(PUBLISHED / "korea_anode_scenario.csv", comment="#").set_index("scenario")
MIX = {"CHN": 0.788, "JPN": 0.148, "USA": 0.064}
PLANT = {"supplier": "plant", "country": "KOR", "material": "graphite"}
Records = list[dict[str, object]]


def run(*words: str | Path) -> Any:
    done = CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def imported(folder: Path, **tables: Records) -> Path:
    """Return a project made from a workbook of these rows, as a user of Excel would write it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        headers = schema.BY_NAME[name].names
        sheet.append(headers)
        for row in rows:
            sheet.append([row.get(header) for header in headers])
    book.save(folder / "book.xlsx")
    run("import", folder / "book.scrw", folder / "book.xlsx", "--json")
    return folder / "book.scrw"


def imports(period: str, total: float) -> Records:
    common = {"period": period, "flow": "import", "reporter": "KOR", "material": "graphite"}
    return [{**common, "partner": c, "quantity": total * share} for c, share in MIX.items()]


def market(folder: Path, demand: float, **tables: Records) -> Path:
    """Return the market of 2021, simulated over 2022 with the given demand."""
    base: dict[str, Records] = {
        "settings": [
            {"key": "home", "value": "KOR"},
            {"key": "first_period", "value": "2022-01"},
            {"key": "months", "value": 12},
        ],
        "materials": [{"material": "graphite", "unit": "t"}],
        "trade": imports("2021", 13_000.0),
    }
    if demand != 13_000.0:  # else what was consumed in 2021 goes on
        base["demand"] = [{"period": "2022", "material": "graphite", "quantity": demand}]
    return imported(folder, **{**base, **tables})


def expected(row: pd.Series) -> dict[str, float]:
    """Return the published row without its rounding: the same arithmetic on the same amounts."""
    made, sold, bought = row["domestic_production_t"], row["exports_t"], row["imports_t"]
    consumption, home = made + bought - sold, made - sold
    foreign = {c: bought * share / (bought + home) for c, share in MIX.items()}
    squares = sum(share**2 for share in foreign.values())
    return {
        "production": made,
        "exports": sold,
        "imports": bought,
        "self_sufficiency": made / consumption,
        "import_dependence": (bought - sold) / consumption,
        "import_share_of_supply": bought / (bought + home),
        "hhi_imports": sum(share**2 for share in MIX.values()) if bought else float("nan"),
        "hhi_supply": squares + (home / (bought + home)) ** 2,
        "hhi_foreign": squares,
        "CHN": foreign["CHN"],
        "CHN of imports": MIX["CHN"] if bought else float("nan"),
    }


def close(value: float) -> Any:
    return pytest.approx(value, rel=1e-9, abs=1e-9, nan_ok=True)


def number(value: float | None) -> float:
    return float("nan") if value is None else value


@pytest.mark.parametrize("name", ROWS.index)
def test_that_our_arithmetic_is_the_published_one(name: str) -> None:
    pairs = {
        "self_sufficiency": "self_sufficiency_prod_over_AC",
        "import_dependence": "NIR",
        "import_share_of_supply": "import_dependence_imports_over_supply",
        "hhi_imports": "HHI_imports",
        "hhi_supply": "HHI_total_supply_incl_domestic",
        "hhi_foreign": "HHI_foreign_only_of_supply",
        "CHN": "CHN_share_of_supply",
        "CHN of imports": "CHN_share_of_imports",
    }
    ours = expected(ROWS.loc[name])
    for key, column in pairs.items():
        assert ours[key] == pytest.approx(ROWS.at[name, column], abs=5.1e-7, nan_ok=True), key


@pytest.mark.parametrize("plant", ["shock", "capacity"])
@pytest.mark.parametrize("name", ROWS.index)
def test_that_a_run_reproduces_every_published_row(name: str, plant: str, tmp_path: Path) -> None:
    row = ROWS.loc[name]
    size = row["domestic_production_t"]
    tables: dict[str, Records] = {}
    if plant == "shock" and size:
        shock = {"scenario": "plant", "order": 1, "kind": "capacity_change", "start": "2022-01"}
        tables = {
            "suppliers": [{**PLANT, "capacity": 0}],
            "scenarios": [{"scenario": "plant"}],
            "shocks": [{**shock, "material": "graphite", "supplier": "plant", "size": size}],
        }
    elif size:
        tables = {
            "suppliers": [PLANT],
            "capacity": [{"supplier": "plant", "period": "2021-12", "capacity": size}],
        }
    project = market(tmp_path, row["demand_t"], **tables)
    document = run(
        "run", project, "--json", *(["--scenario", "plant"] if "shocks" in tables else [])
    )
    found = {line["measure"]: line["scenario"] for line in document["summary"]}
    shares = {line["country"]: line for line in document["shift"]}
    china = shares.get("CHN", {"scenario_share": 0.0, "scenario_share_of_imports": None})
    found |= {"CHN": china["scenario_share"], "CHN of imports": china["scenario_share_of_imports"]}
    for key, value in expected(row).items():
        assert number(found[key]) == close(value), key


@pytest.mark.parametrize("name", ROWS.index)
def test_that_reported_figures_of_two_years_give_every_published_row(
    name: str, tmp_path: Path
) -> None:
    row = ROWS.loc[name]
    common = {"reporter": "KOR", "material": "graphite", "period": "2022"}
    sold = {**common, "flow": "export", "partner": "USA", "quantity": row["exports_t"]}
    made = [("2021", 0.0), ("2022", row["domestic_production_t"])]
    after = imports("2022", row["imports_t"]) if row["imports_t"] else []
    project = imported(
        tmp_path,
        settings=[{"key": "home", "value": "KOR"}],
        materials=[{"material": "graphite", "unit": "t"}],
        trade=[*imports("2021", 13_000.0), *after, *([sold] if row["exports_t"] else [])],
        production=[
            {"period": period, "country": "KOR", "material": "graphite", "quantity": amount}
            for period, amount in made
        ],
    )
    lines = run("indicators", project, "--period", "2022", "--basis", "quantity", "--json")
    found = {line["indicator"]: number(line["value"]) for line in lines}
    wanted = expected(row)
    for key in ("self_sufficiency", "import_dependence"):
        assert found[key] == close(wanted[key])
    assert found["hhi"] == close(wanted["hhi_imports"])
    words = ["--material", "graphite", "--from", "2021", "--to", "2022", "--basis", "quantity"]
    shift = {line["country"]: line for line in run("shift", project, *words, "--json")}
    assert shift["CHN"]["base_share"] == close(0.788)
    assert shift["CHN"]["scenario_share"] == close(wanted["CHN"])
    assert number(shift["CHN"]["scenario_share_of_imports"]) == close(wanted["CHN of imports"])
    assert shift["KOR"]["scenario_share"] == close(1 - wanted["import_share_of_supply"])


def test_that_published_concentration_comes_out_of_a_workbook_of_baci(tmp_path: Path) -> None:
    text = {"hs": str, "period": str}
    baci = pd.read_csv(PUBLISHED / "korea_imports_baci_2015_2024.csv", comment="#", dtype=text)
    published = pd.read_csv(PUBLISHED / "korea_imports_concentration.csv", comment="#", dtype=text)
    codes = sorted(published["hs"].unique())
    assert len(codes) >= 2
    amounts = baci[baci["hs"].isin(codes)].astype({"period": int})
    amounts = amounts.astype(object).where(amounts.notna(), None)
    trade = amounts.rename(columns={"hs": "material"}).assign(flow="import", reporter="KOR")
    project = imported(
        tmp_path,
        settings=[{"key": "home", "value": "KOR"}],
        materials=[{"material": code, "hs": code, "unit": "t"} for code in codes],
        trade=trade.to_dict("records"),
    )
    found = {
        (line["material"], line["period"], line["basis"], line["indicator"]): line["value"]
        for line in run("indicators", project, "--json")
    }
    for row in published.itertuples():
        for key in ("hhi", "top_partner_share"):
            ours = found[row.hs, row.period, row.basis, key]
            assert ours == pytest.approx(getattr(row, key), abs=1e-12)
