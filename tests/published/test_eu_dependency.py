"""EU dependency indicators: four products of known arithmetic."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.core.indicators.eu_dependency import eu_dependency
from workbench.core.indicators.eu_dependency_cdi1 import eu_dependency_cdi1
from workbench.core.indicators.eu_dependency_cdi2 import eu_dependency_cdi2
from workbench.core.indicators.eu_dependency_cdi3 import eu_dependency_cdi3
from workbench.core.measure import measure
from workbench.core.project import Project, from_records

SHARED = Path(__file__).parents[2].parent / "shared" / "oracles" / "cdi_example.csv"

# Product: imports from outside by partner, imports from each other, all exports; CDI 1 to 3.
PRODUCTS = {
    "P1": ({"CHN": 80, "USA": 10, "VNM": 10}, 60, 50, (0.66, 0.625, 2.0), True),
    "P2": ({"CHN": 50, "USA": 30, "JPN": 20}, 200, 40, (0.38, 1 / 3, 2.5), False),
    "P3": ({"CHN": 90, "USA": 10}, 20, 150, (0.82, 5 / 6, 2 / 3), False),
    "P4": (
        {"CHN": 63.245553, "USA": 36.754447},
        99,
        99,
        (0.5350889348551618, 0.5025125628140703, 1.0101010101010102),
        True,
    ),
}


def _shared() -> list[tuple[str, dict[str, float], float, float, tuple[float, ...], bool]]:
    if not SHARED.is_file():
        return []
    rows = pd.read_csv(SHARED)
    found = []
    for row in rows.to_dict("records"):
        pairs = [part.split(":") for part in row["extra_EU_imports"].split(";")]
        values = (row["CDI1_HHI"], row["CDI2_extra_share"], row["CDI3_M_over_X"])
        bought = {name: float(x) for name, x in pairs}
        found.append(
            (
                row["product"],
                bought,
                row["intra_EU_imports"],
                row["total_EU_exports"],
                values,
                row["dependent"],
            )
        )
    return found


CASES = [(name, *case) for name, case in PRODUCTS.items()] + _shared()


@pytest.mark.parametrize(("name", "bought", "inside", "sold", "values", "dependent"), CASES)
def test_that_the_parts_and_the_verdict_are_the_published_ones(
    name: str,
    bought: dict[str, float],
    inside: float,
    sold: float,
    values: tuple[float, float, float],
    dependent: bool,
) -> None:
    total = sum(bought.values())
    parts = (
        eu_dependency_cdi1(list(bought.values())),
        eu_dependency_cdi2(total, inside),
        eu_dependency_cdi3(total, sold),
    )
    assert parts == pytest.approx(values, abs=1e-12)
    assert eu_dependency(*parts) == dependent


@pytest.fixture(scope="module")
def union() -> Project:
    """The four products as imports of Germany; France sends what is traded inside the EU."""
    trade: list[dict[str, object]] = []
    for name, (bought, inside, sold, _, _) in PRODUCTS.items():
        row = {"period": "2021", "reporter": "DEU", "material": name}
        trade += [
            {**row, "flow": "import", "partner": partner, "value": amount}
            for partner, amount in bought.items()
        ]
        trade.append({**row, "flow": "import", "partner": "FRA", "value": inside})
        # Exports to members and to others count alike.
        trade.append({**row, "flow": "export", "partner": "FRA", "value": sold / 2})
        trade.append({**row, "flow": "export", "partner": "USA", "value": sold / 2})
    return from_records(
        {
            "settings": [{"key": "home", "value": "EU"}],
            "materials": [{"material": name} for name in PRODUCTS],
            "trade": trade,  # type: ignore[dict-item]
        }
    )


@pytest.mark.parametrize("name", PRODUCTS)
def test_that_a_group_as_home_gives_the_published_parts(union: Project, name: str) -> None:
    keys = [f"eu_dependency_cdi{part}" for part in (1, 2, 3)]
    table = measure(union, bases=["value"], material=name, keys=[*keys, "eu_dependency"])
    values = table.set_index("indicator")["value"]
    *_, expected, dependent = PRODUCTS[name]
    assert values[keys].tolist() == pytest.approx(expected, abs=1e-12)
    assert values["eu_dependency"] == float(dependent)
