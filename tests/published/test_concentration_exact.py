"""Measures of concentration against exact arithmetic."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from workbench.core.indicators.cr1 import cr1
from workbench.core.indicators.cr3 import cr3
from workbench.core.indicators.effective_suppliers import effective_suppliers
from workbench.core.indicators.hhi import hhi
from workbench.core.indicators.hhi_normalised import hhi_normalised
from workbench.core.indicators.shannon import shannon

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "oracles"
FILES = [HERE / "concentration_exact.csv", SHARED / "concentration_exact.csv"]


@pytest.mark.parametrize("path", [p for p in FILES if p.is_file()], ids=lambda p: p.parent.name)
def test_that_every_measure_of_concentration_is_the_exact_one(path: Path) -> None:
    rows = pd.read_csv(path, comment="#")
    assert len(rows) == 7
    for row in rows.itertuples():
        shares = [float(part) for part in str(row.shares).split(";")]
        assert hhi(shares) == pytest.approx(row.HHI, abs=1e-12)
        assert effective_suppliers(shares) == pytest.approx(row.N_eff, abs=1e-12)
        assert cr1(shares) == pytest.approx(row.CR1, abs=1e-12)
        assert cr3(shares) == pytest.approx(row.CR3, abs=1e-12)
        assert shannon(shares) == pytest.approx(row.Shannon_nat, abs=1e-12)
        # A single supplier leaves 0/0; ours is 1 by convention.
        normalised = 1.0 if row.n == 1 else row.HHI_normalised
        assert hhi_normalised(shares) == pytest.approx(normalised, abs=1e-12)
