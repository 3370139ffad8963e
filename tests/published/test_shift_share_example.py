"""The worked example of shift-share: three products, two years, one country."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.core.ledger.mix import mix_between
from workbench.core.project import Project, from_records

HERE = Path(__file__).parent
SHARED = HERE.parents[1].parent / "shared" / "oracles"
NAME = "shift_share_example.csv"
FILES = [place / NAME for place in (HERE, SHARED) if (place / NAME).exists()]
PARTS = {
    "within": "within_base",
    "between": "between_base",
    "interaction": "interaction",
    "within_midpoint": "within_ME",
    "between_midpoint": "between_ME",
}


@pytest.fixture(params=FILES, ids=lambda path: path.parent.name)
def example(request) -> pd.DataFrame:
    return pd.read_csv(request.param, comment="#").set_index("product")


def imported(example: pd.DataFrame) -> Project:
    rows = []
    for product, row in example.drop("TOTAL").iterrows():
        for period, side in (("2020", "0"), ("2021", "1")):
            china, whole = row[f"chn_{side}"], row[f"imports_{side}"]
            for partner, value in (("CHN", china), ("JPN", whole - china)):
                rows.append(
                    {
                        "period": period,
                        "flow": "import",
                        "reporter": "KOR",
                        "partner": partner,
                        "material": product,
                        "value": value,
                    }
                )
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": name} for name in example.drop("TOTAL").index],
            "trade": rows,
        }
    )


def test_that_every_part_of_the_example_is_reproduced(example: pd.DataFrame) -> None:
    found, notes = mix_between(
        imported(example), "CHN", ("A", "B", "C"), before="2020", after="2021", basis="value"
    )
    assert notes == ()
    ours = found.set_index("material")
    for name, published in PARTS.items():
        for product in ours.index:
            expected = example.at[product, published]
            assert ours.at[product, name] == pytest.approx(expected, abs=1e-15)
        assert ours[name].sum() == pytest.approx(example.at["TOTAL", published], abs=1e-15)
    change = example.at["TOTAL", "r1"] - example.at["TOTAL", "r0"]
    assert ours[["within", "between", "interaction"]].sum().sum() == pytest.approx(
        change, abs=1e-15
    )
