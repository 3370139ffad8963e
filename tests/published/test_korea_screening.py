"""Screening reproduces the concentration of Korea's imports 2015-2024, BACI (CEPII)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.core.figures import Basis
from workbench.core.project import from_records
from workbench.core.screening.concentration import concentration
from workbench.core.screening.screen import screen

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "oracles" / "korea_imports_concentration.csv"
COLUMNS = {
    "hhi": "HHI_0_1",
    "hhi_normalised": "HHI_norm",
    "effective_suppliers": "N_eff",
    "cr1": "CR1",
    "cr3": "CR3",
    "shannon": "Shannon_nat",
}


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return pd.read_csv(
        HERE / "korea_imports_baci_2015_2024.csv", comment="#", dtype={"hs": str, "period": str}
    )


@pytest.mark.parametrize("basis", ["value", "quantity"])
def test_that_every_published_figure_is_reproduced_in_one_pass(
    rows: pd.DataFrame, basis: Basis
) -> None:
    imports = {"flow": "import", "reporter": "KOR"}
    columns = rows.rename(columns={"hs": "material"}).to_dict("records")
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": hs} for hs in sorted(set(rows["hs"]))],
            "trade": [
                {**imports, **{name: row[name] for name in ("period", "partner", "material")}}
                | {"value": row["value"], "quantity": row["quantity"]}
                for row in columns
            ],
        }
    )
    found = screen(project, basis=basis).frame().set_index(["material", "period"])
    plain = concentration(rows["hs"], rows["period"], rows["partner"], rows[basis])
    bare = plain.set_index(["product", "year"])
    published = pd.read_csv(
        HERE / "korea_imports_concentration.csv", comment="#", dtype={"hs": str, "period": str}
    )
    published = published[published["basis"] == basis]
    assert len(published) == 20
    for row in published.itertuples():
        for ours in (found, bare):
            assert ours.at[(row.hs, row.period), "hhi"] == pytest.approx(row.hhi, abs=1e-12)
            share = ours.at[(row.hs, row.period), "cr1"]
            assert share == pytest.approx(row.top_partner_share, abs=1e-12)


@pytest.mark.parametrize("path", [path for path in (SHARED,) if path.is_file()])
def test_that_every_measure_is_the_published_one(rows: pd.DataFrame, path: Path) -> None:
    published = pd.read_csv(path, dtype={"hs": str, "year": str})
    for basis in ("value", "quantity"):
        found = concentration(rows["hs"], rows["period"], rows["partner"], rows[basis])
        ours = found.set_index(["product", "year"])
        for row in published[published["weight"] == basis].to_dict("records"):
            for name, column in COLUMNS.items():
                value = ours.at[(row["hs"], row["year"]), name]
                assert value == pytest.approx(row[column], abs=1e-12)
