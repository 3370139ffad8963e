"""GeoPolRisk against geopolrisk-py 2.0.1, from the same inputs."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.core.indicators._geopolitical import import_risk, world_concentration
from workbench.core.indicators.geopolrisk import geopolrisk
from workbench.core.indicators.geopolrisk_cf import characterisation_factor
from workbench.core.measure import explain, measure
from workbench.core.project import Project, from_records

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "oracles"
ROWS = pd.read_csv(HERE / "geopolrisk_korea_graphite_2022.csv", comment="#")
COPPER = 0.409412948
UNKNOWN = 0.5
"""What the package takes for a partner without an indicator (Other Asia): not our rule."""


@pytest.fixture(scope="module")
def korea() -> Project:
    bought, made = (ROWS[ROWS["kind"] == kind] for kind in ("import", "production"))
    common = {"period": "2022", "material": "graphite"}
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "graphite", "unit": "t"}],
            "countries": [
                {
                    "country": row.country,
                    "political_stability": 2.5
                    - 5 * (row.instability if row.instability == row.instability else UNKNOWN),
                }
                for row in bought.itertuples()
            ],
            "trade": [
                {
                    **common,
                    "flow": "import",
                    "reporter": "KOR",
                    "partner": row.country,
                    "quantity": row.quantity,
                    "value": row.value * 1000,
                }
                for row in bought.itertuples()
            ],
            "production": [
                {**common, "country": row.country, "quantity": row.quantity}
                for row in made.itertuples()
            ],
        }
    )


def test_that_a_project_gives_the_score_and_the_factor_of_the_package(korea: Project) -> None:
    table = measure(korea, bases=["quantity"], keys=["geopolrisk", "geopolrisk_cf"])
    values = table.set_index("indicator")["value"]
    assert values["geopolrisk"] == pytest.approx(0.1833355900624165, abs=1e-9)
    assert values["geopolrisk_cf"] == pytest.approx(1.16740312654245, abs=1e-9)


def test_that_the_explanation_has_the_published_parts(korea: Project) -> None:
    about = {"material": "graphite", "period": "2022", "basis": "quantity"}
    inputs = {row.name: row.value for row in explain(korea, "geopolrisk", **about).inputs}
    assert inputs["concentration of world production"] == pytest.approx(0.4667444028811589)
    assert inputs["import risk"] == pytest.approx(0.3927965475980156, abs=1e-9)
    inputs = {row.name: row.value for row in explain(korea, "geopolrisk_cf", **about).inputs}
    assert inputs["price of the imports"] == pytest.approx(2.6069676672131346, abs=1e-9)


def _cases() -> list[pd.Series]:
    path = SHARED / "geopolrisk_results.csv"
    if not path.is_file():
        return []
    rows = pd.read_csv(path)
    rows["iso"] = rows["Country [Economic Entity]"].map(
        {"Rep. of Korea": "KOR", "Japan": "JPN", "USA": "USA", "Germany": "DEU"}
    )
    return [row for _, row in rows.dropna(subset=["iso"]).iterrows()]


@pytest.mark.parametrize("row", _cases(), ids=lambda row: f"{row['iso']}-{row['DBID']}")
def test_that_every_figure_of_the_package_is_reproduced(row: pd.Series) -> None:
    trade = pd.read_csv(SHARED / "geopolrisk_inputs_trade.csv")
    made = pd.read_csv(SHARED / "geopolrisk_inputs_production.csv")
    bought = trade[
        (trade["period"] == row["Year"])
        & (trade["rawMaterial"] == row["Raw Material"])
        & (trade["reporterISO"] == row["iso"])
    ]
    made = made[(made["year"] == row["Year"]) & (made["raw_material"] == row["Raw Material"])]
    home = float(made.loc[made["Country_ISO"] == row["iso"], "production"].sum())
    risks = bought["partnerWGI"].fillna(UNKNOWN)
    score = geopolrisk(made["production"], bought["qty"], risks, home)
    price = bought["cifvalue"].sum() / bought["qty"].sum()
    assert world_concentration(made["production"]) == pytest.approx(row["HHI"], abs=1e-9)
    assert import_risk(bought["qty"], risks, home) == pytest.approx(row["Import Risk"], abs=1e-9)
    assert score == pytest.approx(row["GeoPolRisk Score"], abs=1e-9)
    factor = characterisation_factor(score, price, COPPER)
    published = row["GeoPolRisk Characterization Factor [eq. Kg-Cu/Kg]"]
    assert factor == pytest.approx(published, rel=1e-9)


def test_that_a_discontinued_code_is_missing_and_not_zero_risk(korea: Project) -> None:
    """Germanium after 2016: the code was discontinued, nothing is reported, risk is unknown."""
    trade = korea["trade"]
    project = korea.replace({"trade": trade[trade["quantity"] > 1e12]})
    made = project["production"]
    project = project.replace({"production": made[made["country"] != "KOR"]})
    keys = ["geopolrisk", "geopolrisk_cf", "hhi", "supply_risk_eu", "kiet_concern"]
    table = measure(project, bases=["quantity"], period="2022", keys=keys)
    assert table["value"].isna().all()
    assert (table["status"] == "missing").all()
    assert (table["note"] != "").all()
