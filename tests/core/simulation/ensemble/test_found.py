"""The tables of an ensemble, on a market that can be recomputed by hand."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import study
from uncertain_studies import licence

from workbench.core.simulation.ensemble.found import BANDS, Ensemble
from workbench.core.simulation.ensemble.run import ensemble


@pytest.fixture(scope="module")
def coin() -> Ensemble:
    """China lets nothing out in 2022-02 and 2022-03, or everything; as likely as not.

    80 of 100 a month are missing then; nobody takes over, as Japan ships its usual 20.
    """
    rows = [licence(size=1.0, probability=0.5), licence(country="JPN", size=0.0)]
    return ensemble(study(*rows), "s", 64)


def test_that_chances_are_shares_of_draws(coin):
    chance = coin.chance.set_index("period")["chance"]
    assert chance.tolist() == coin.chance_of("anode").tolist() == [0, 0.5, 0.5, 0, 0, 0]


def test_that_fans_are_quantiles_by_month(coin):
    fan = coin.fan_of("anode").set_index(["series", "period"]).loc["shortage"]
    assert fan["p5"].tolist() == [0.0] * 6
    assert fan["p95"].tolist() == pytest.approx([0, 80, 80, 0, 0, 0])
    assert (np.diff(coin.fan[["p5", "p25", "p50", "p75", "p95"]], axis=1) >= 0).all()
    assert set(coin.fan["series"]) == {"shortage", "stock", "imports", "production"}
    assert coin.fan_of("other").empty


def test_that_the_time_to_survive_may_be_for_ever(coin):
    row = coin.survival.iloc[0]
    assert row["never_short"] == 0.5
    assert (row["p5"], row["p50"], row["p95"]) == (0.0, 0.0, np.inf)
    assert row["cvar95"] == 0.0
    assert sorted(set(coin.survival_of("anode"))) == [0.0, np.inf]


def test_that_the_bands_of_a_material_stand_in_the_summary_too(coin):
    table = coin.bands_of("anode")
    assert tuple(table) == BANDS
    summary = coin.result.summary
    for name in ("p5", "p50", "p95", "cvar95"):
        np.testing.assert_array_equal(table[name][:-1], summary[name])
    shortage = table.set_index("measure").loc["shortage"]
    assert shortage["plan"] == pytest.approx(160)
    assert shortage[["p5", "p50", "p95", "cvar95"]].tolist() == pytest.approx([0, 0, 160, 160])
    assert table.iloc[-1]["measure"] == "time_to_survive"
    assert table.iloc[-1]["plan"] == 0.0


def test_that_rounding_is_no_shortage(coin):
    for one in coin.series.values():
        one[0, 0] = -1e-13
    again = coin._fan(coin.shown)
    first = again[again["period"] == again["period"].iloc[0]]
    assert not first.loc[first["series"] == "shortage", "p50"].any()
    assert not np.signbit(first["p50"]).any()
