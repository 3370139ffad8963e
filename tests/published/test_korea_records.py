"""Records of Korea's imports 2015-2024 (BACI), beside a plain calculation of the same shares."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.core.project import Project, from_records
from workbench.core.record.check import check
from workbench.core.record.claim import Claim, Direction

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    return pd.read_csv(HERE / "korea_imports_baci_2015_2024.csv", comment="#", dtype={"hs": str})


@pytest.fixture(scope="module")
def korea(figures: pd.DataFrame) -> Project:
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": hs, "unit": "t"} for hs in sorted(set(figures["hs"]))],
            "trade": [
                {
                    "period": str(row.period),
                    "flow": "import",
                    "reporter": "KOR",
                    "partner": row.partner,
                    "material": row.hs,
                    "quantity": row.quantity,
                    "value": row.value,
                }
                for row in figures.itertuples()
            ],
        }
    )


@pytest.mark.parametrize("direction", ["lowest", "highest"])
@pytest.mark.parametrize("country", ["CHN", "JPN"])
def test_that_the_verdict_on_every_product_is_that_of_the_plain_shares(
    korea: Project, figures: pd.DataFrame, country: str, direction: Direction
) -> None:
    tested = 0
    for hs, rows in figures.groupby("hs"):
        found = check(korea, Claim(country, (str(hs),), str(hs), direction))
        for one in found.findings:
            if one.definition.grain != "year" or one.definition.denominator != "imports":
                continue
            basis = one.definition.basis
            total = rows.groupby("period")[basis].sum(min_count=1)
            own = rows[rows["partner"] == country].groupby("period")[basis].sum()
            shares = (own.reindex(total.index).fillna(0.0) / total).dropna()
            last = shares.iloc[-1]
            earlier = shares.iloc[:-1]
            record = last < earlier.min() if direction == "lowest" else last > earlier.max()
            assert one.value == pytest.approx(last)
            assert one.compared == len(earlier)
            assert (one.verdict == "true") == record
            tested += 1
    assert tested == 8 * 4
