"""Concentration of Korea's imports 2015-2024, BACI (CEPII), eight products."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.core.measure import measure
from workbench.core.project import Project, from_records

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def korea() -> Project:
    rows = pd.read_csv(HERE / "korea_imports_baci_2015_2024.csv", comment="#", dtype={"hs": str})
    trade = [
        {
            "period": str(row.period),
            "flow": "import",
            "reporter": "KOR",
            "partner": row.partner,
            "material": row.hs,
            "quantity": row.quantity,
            "value": row.value,
        }
        for row in rows.itertuples()
    ]
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": hs, "hs": hs} for hs in sorted(set(rows["hs"]))],
            "trade": trade,
        }
    )


@pytest.mark.parametrize("key", ["hhi", "top_partner_share"])
def test_that_every_published_concentration_figure_is_reproduced(korea: Project, key: str) -> None:
    ours = measure(korea, keys=[key]).set_index(["material", "period", "basis"])
    published = pd.read_csv(
        HERE / "korea_imports_concentration.csv", comment="#", dtype={"hs": str, "period": str}
    )
    assert len(published) == 40
    for row in published.itertuples():
        value = ours.at[(row.hs, row.period, row.basis), "value"]
        assert value == pytest.approx(getattr(row, key), abs=1e-12)


def test_that_the_largest_partner_is_named_beside_its_share(korea: Project) -> None:
    row = measure(
        korea, material="250410", period="2023", keys=["top_partner_share"], bases=["value"]
    )
    assert row["note"].item().startswith("CHN")


SHARED = HERE.parents[2] / "shared" / "oracles" / "korea_imports_concentration.csv"
COLUMNS = {
    "hhi": "HHI_0_1",
    "hhi_normalised": "HHI_norm",
    "effective_suppliers": "N_eff",
    "cr1": "CR1",
    "cr3": "CR3",
    "shannon": "Shannon_nat",
    "single_country_dependence": "CR1",
}


@pytest.mark.parametrize("key", COLUMNS)
@pytest.mark.parametrize("path", [path for path in (SHARED,) if path.is_file()])
def test_that_every_measure_of_concentration_is_the_published_one(
    korea: Project, path: Path, key: str
) -> None:
    ours = measure(korea, keys=[key]).set_index(["material", "period", "basis"])["value"]
    published = pd.read_csv(path, dtype={"hs": str, "year": str})
    assert len(published) == 40
    for row in published.to_dict("records"):
        value = ours[(row["hs"], row["year"], row["weight"])]
        assert value == pytest.approx(row[COLUMNS[key]], abs=1e-12)


def test_that_value_and_quantity_give_different_answers_and_each_says_which(
    korea: Project,
) -> None:
    """2021: China 85.9 % of natural graphite by value, 94.0 % by quantity."""
    table = measure(korea, material="250410", period="2021", keys=["top_partner_share"])
    shares = table.set_index("basis")["value"]
    assert shares["value"] == pytest.approx(0.859, abs=5e-4)
    assert shares["quantity"] == pytest.approx(0.940, abs=5e-4)
