"""The worked example of the logarithmic mean decomposition: every effect of every source."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from workbench.core.ledger.effects import lmdi, lmdi_multiplicative, logarithmic_mean
from workbench.core.ledger.tables import State, ledger

HERE = Path(__file__).parent
SHARED = HERE.parents[1].parent / "shared" / "oracles"
FILES = [p / "lmdi_example.csv" for p in (HERE, SHARED) if (p / "lmdi_example.csv").exists()]
DEMAND = (13_000.0, 30_000.0)
EFFECTS = ("effect_demand", "effect_import_ratio", "effect_source_share")


@pytest.fixture(params=FILES, ids=lambda path: path.parent.name)
def example(request) -> pd.DataFrame:
    return pd.read_csv(request.param, comment="#").set_index("item")


def test_that_every_effect_of_the_example_is_reproduced(example: pd.DataFrame) -> None:
    items = example.loc[["CHN", "JPN", "OTH"]]
    one, two = (
        State(dict(zip(items.index, items[column], strict=True)), demand)
        for column, demand in zip(("V0", "V1"), DEMAND, strict=True)
    )
    found = ledger("graphite", one, two).effects.set_index("country").loc[items.index]
    published = items[list(EFFECTS)].to_numpy()
    ours = found[["demand", "home_production", "source_shares"]].to_numpy()
    assert ours == pytest.approx(published, abs=1e-8)
    assert ours.sum() == pytest.approx(1000.0, abs=1e-9)


def test_that_the_weights_are_logarithmic_means(example: pd.DataFrame) -> None:
    rows = example.loc[["CHN", "JPN", "OTH", "TOTAL (additive)"]]
    ours = logarithmic_mean(rows["V0"].to_numpy(), rows["V1"].to_numpy())
    assert ours[:3] == pytest.approx(rows["log_mean_weight"].to_numpy()[:3], rel=1e-14)
    assert ours[3] == pytest.approx(rows["log_mean_weight"].iloc[3], rel=1e-12)


def test_that_the_factors_multiply_to_the_growth_of_imports(example: pd.DataFrame) -> None:
    items = example.loc[["CHN", "JPN", "OTH"]]
    factors = []
    for column, demand in zip(("V0", "V1"), DEMAND, strict=True):
        amounts = items[column].to_numpy()
        total = amounts.sum()
        rows = [np.full(3, demand), np.full(3, total / demand), amounts / total]
        factors.append(np.vstack(rows))
    ours = lmdi_multiplicative(*factors)
    published = example.loc["TOTAL (multiplicative factors)", list(EFFECTS)]
    assert ours == pytest.approx(published.to_numpy(dtype=float), rel=1e-12)
    assert ours.prod() == pytest.approx(14 / 13, rel=1e-14)
    assert lmdi(*factors).sum() == pytest.approx(1000.0, rel=1e-13)
