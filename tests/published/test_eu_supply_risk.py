"""EU supply risk: what was published in 2017, and the threshold test of four studies."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.core.indicators.eu_critical import is_critical
from workbench.core.indicators.supply_risk_eu import supply_risk

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "oracles"
WORKED = [HERE / "eu_crm_2017_sr_worked.csv", SHARED / "eu_crm_2017_sr_worked.csv"]
SCORES = [HERE / "eu_crm_scores.csv", SHARED / "eu_crm_scores_2011_2023.csv"]


def present(paths: list[Path]) -> list[Path]:
    return [path for path in paths if path.is_file()]


def _number(text: object) -> float | None:
    return None if str(text) in ("N/A", "nan") else float(str(text))


def _risk(row: object, shift: float) -> float:
    """Return the risk with every rounded input moved by half a unit: -1 lowest, 1 highest."""
    both = row.supply_used == "GS + EUS"  # type: ignore[attr-defined]
    world = _number(row.HHI_WGI_t_GS) if row.supply_used != "EUS only" else None  # type: ignore[attr-defined]
    own = _number(row.HHI_WGI_t_EU) if row.supply_used != "GS only" else None  # type: ignore[attr-defined]
    reliance = _number(row.IR_pct) if both else None  # type: ignore[attr-defined]
    recycled = float(row.EoL_RIR_pct) / 100  # type: ignore[attr-defined]
    substituted = float(row.SI_SR)  # type: ignore[attr-defined]

    def moved(value: float | None, half: float) -> float | None:
        return None if value is None else max(value + shift * half, 0.0)

    ends = [None]
    if reliance is not None:
        ends = [min(max(reliance / 100 + side * 0.005, 0.0), 1.0) for side in (-1, 0, 1)]
        ends = [ends[1]] if shift == 0 else ends
    risks = [
        supply_risk(
            moved(world, 0.05),
            moved(own, 0.05),
            end,
            min(max(recycled - shift * 0.005, 0.0), 1.0),
            min(substituted + shift * 0.05, 1.0),
        )
        for end in ends
    ]
    return max(risks) if shift > 0 else min(risks)


@pytest.mark.parametrize("path", present(WORKED), ids=lambda p: p.parent.name)
def test_that_every_published_supply_risk_lies_in_the_interval_of_its_rounded_inputs(
    path: Path,
) -> None:
    rows = pd.read_csv(path, comment="#", keep_default_na=False)
    assert len(rows) == 32
    for row in rows.itertuples():
        published = float(row.SR_published)
        low, high = _risk(row, -1), _risk(row, 1)
        assert low - 0.05 <= published <= high + 0.05, row.material
        assert abs(_risk(row, 0) - published) <= 0.3, row.material
        if "SR_recomputed_from_rounded" in rows:
            assert _risk(row, 0) == pytest.approx(float(row.SR_recomputed_from_rounded), abs=6e-4)


@pytest.mark.parametrize(
    ("year", "importance", "count"),
    [(2014, 5.0, 20), (2017, 2.8, 26), (2020, 2.8, 30), (2023, 2.8, 32)],
)
@pytest.mark.parametrize("path", present(SCORES), ids=lambda p: p.parent.name)
def test_that_as_many_materials_are_critical_as_were_published(
    path: Path, year: int, importance: float, count: int
) -> None:
    rows = pd.read_csv(path, comment="#")
    of_year = rows[(rows["Year"] == year) & rows["SR"].notna() & rows["EI"].notna()]
    found = [is_critical(row.SR, row.EI, 1.0, importance) for row in of_year.itertuples()]
    assert sum(found) == count
