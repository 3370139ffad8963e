"""The localisation of anodes in Korea: what moves, and what does not, in three forms of the HHI."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.core.measure import measure
from workbench.core.project import Project, from_records

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "oracles" / "korea_anode_scenario.csv"
FILES = [path for path in (HERE / "korea_anode_scenario.csv", SHARED) if path.is_file()]
MIX = {"CHN": 0.788, "JPN": 0.148, "USA": 0.064}
COLUMNS = {
    "self_sufficiency": "self_sufficiency_prod_over_AC",
    "net_import_reliance": "NIR",
    "import_dependence": "NIR",
    "import_share_of_supply": "import_dependence_imports_over_supply",
    "japan_external_dependence": "import_dependence_imports_over_supply",
    "top_partner_share": "CHN_share_of_imports",
    "single_country_dependence_supply": "CHN_share_of_supply",
    "hhi": "HHI_imports",
    "hhi_supply": "HHI_total_supply_incl_domestic",
    "hhi_foreign": "HHI_foreign_only_of_supply",
}


def market(made: float, sold: float, bought: float) -> Project:
    row = {"period": "2021", "reporter": "KOR", "material": "anode"}
    trade = [
        {**row, "flow": "import", "partner": partner, "quantity": bought * share}
        for partner, share in MIX.items()
        if bought
    ]
    if sold:
        trade.append({**row, "flow": "export", "partner": "POL", "quantity": sold})
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "anode", "unit": "t"}],
            "trade": trade,  # type: ignore[dict-item]
            "production": [
                {"period": "2021", "country": "KOR", "material": "anode", "quantity": made}
            ],
        }
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_that_every_form_of_dependence_is_the_published_one(path: Path) -> None:
    rows = pd.read_csv(path, comment="#").to_dict("records")
    assert len(rows) == 6
    for row in rows:
        made, sold, bought = (
            row[f"{name}_t"] for name in ("domestic_production", "exports", "imports")
        )
        table = measure(market(made, sold, bought), bases=["quantity"], keys=list(COLUMNS))
        values = table.set_index("indicator")["value"]
        for key, column in COLUMNS.items():
            expected = pytest.approx(row[column], abs=1e-6, nan_ok=True)
            assert values[key] == expected, (row["scenario"], key)
