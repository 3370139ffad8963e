"""One row for every supplier, source and country, and for those that fail together."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from toy_network import MONTH, SUPPLIERS, YEAR, toy

from workbench.core.problem import DataRefused
from workbench.core.progress import Cancelled, Progress
from workbench.core.simulation.exposure import EXPOSURE, Together, exposure


def row(table: pd.DataFrame, name: str, kind: str = "supplier") -> pd.Series:
    found = table[(table["supplier"] == name) & (table["kind"] == kind)]
    assert len(found) == 1
    return found.iloc[0]


def test_that_every_supplier_source_and_country_has_a_row() -> None:
    trade = {"period": "2023", "flow": "import", "reporter": "KOR", "partner": "AUS"}
    table = exposure(toy(trade=[trade | {"material": "coke", "quantity": 520}])).table
    assert tuple(table.columns) == EXPOSURE
    named = set(table.loc[table["kind"] == "supplier", "supplier"])
    assert named == {"EV plant", "ESS plant", "AN_CN", "AN_JP", "AN_KR", "COKE"}
    assert row(table, "AUS", "source")["material"] == "coke"
    countries = table.loc[table["kind"] == "country", "supplier"].tolist()
    assert countries == ["AUS", "CHN", "JPN"]


def test_that_who_is_missed_before_it_has_recovered_is_exposed() -> None:
    table = exposure(toy()).table
    assert row(table, "AN_CN")["exposed"] is True
    assert row(table, "AN_KR")["exposed"] is False
    sooner = [one | {"recovery_time": 3 * MONTH} for one in SUPPLIERS]
    found = row(exposure(toy(suppliers=sooner)).table, "AN_CN")
    assert (found["exposed"], found["impact"]) == (False, 0.0)


def test_that_the_index_compares_countries_with_countries_and_the_others_with_each_other() -> None:
    table = exposure(toy(), [Together(("AN_CN", "COKE"), 8)]).table
    assert row(table, "AN_CN+COKE", "together")["risk_exposure_index"] == 1.0
    alone = row(table, "AN_CN")
    assert alone["risk_exposure_index"] == pytest.approx(1300 / (3133 + 1 / 3), rel=1e-9)
    assert row(table, "CHN", "country")["risk_exposure_index"] == 1.0
    assert row(exposure(toy()).table, "AN_CN")["risk_exposure_index"] == 1.0


def test_that_the_longest_recovery_counts_for_those_that_fail_together() -> None:
    found = row(exposure(toy(), [Together(("AN_CN", "COKE"))]).table, "AN_CN+COKE", "together")
    assert found["time_to_recover"] == pytest.approx(10)
    assert found["country"] == "CHN;KOR"


def test_that_an_unknown_recovery_time_leaves_the_impact_unknown_and_says_so() -> None:
    rows = [{k: v for k, v in one.items() if k != "recovery_time"} for one in SUPPLIERS]
    found = exposure(toy(suppliers=rows))
    china = row(found.table, "AN_CN")
    assert math.isnan(china["impact"])
    assert china["exposed"] is None  # it lasts 3.1 weeks, and nobody knows how many it takes
    assert china["status"] == "no recovery time"
    assert row(found.table, "AN_KR")["exposed"] is False  # never missed, however long it takes
    assert any("unknown, not zero" in problem.message for problem in found.problems)
    assumed = row(exposure(toy(suppliers=rows), assumed=8).table, "AN_CN")
    assert assumed["impact"] == pytest.approx(1300, abs=1e-6)


def test_that_a_country_is_unknown_while_one_of_its_sources_is() -> None:
    """The source beyond the named supplier has no recovery time, and may take the longest."""
    trade = [
        {"period": "2023", "flow": "import", "reporter": "KOR", "partner": "CHN"}
        | {"material": "anode", "quantity": 50 * YEAR}
    ]
    china = row(exposure(toy(trade=trade)).table, "CHN", "country")
    assert math.isnan(china["impact"])
    assert china["exposed"] is None
    assert china["status"] == "no recovery time of CHN (anode)"
    both = exposure(toy(trade=trade), [Together(("AN_CN", "CHN"))]).table
    assert math.isnan(row(both, "AN_CN+CHN", "together")["impact"])
    nothing = [trade[0] | {"quantity": 0.0}]
    assert row(exposure(toy(trade=nothing)).table, "CHN", "country")["impact"] > 0


def test_that_nothing_is_ranked_below_an_impact_that_is_unknown() -> None:
    rows = [
        {k: v for k, v in one.items() if k != "recovery_time" or one["supplier"] != "AN_CN"}
        for one in SUPPLIERS
    ]
    found = exposure(toy(suppliers=rows), [Together(("AN_CN", "COKE"), 8)])
    both, japan = row(found.table, "AN_CN+COKE", "together"), row(found.table, "AN_JP")
    assert both["impact"] > 0
    assert math.isnan(both["risk_exposure_index"])
    assert (japan["impact"], japan["risk_exposure_index"]) == (0.0, 0.0)
    assert any("may be the largest" in problem.message for problem in found.problems)


def test_that_an_impact_without_a_price_is_unknown_and_one_that_loses_nothing_is_not() -> None:
    goods = [{"material": "EV", "margin": 5, "stock": 150}, {"material": "ESS", "stock": 20}]
    found = exposure(toy(materials=[*goods, {"material": "anode"}, {"material": "coke"}]))
    china = row(found.table, "AN_CN")
    assert math.isnan(china["impact"])
    assert china["status"] == "no margin of ESS"
    assert row(found.table, "COKE")["impact"] == 0.0


def test_that_a_network_too_small_from_the_start_is_told() -> None:
    more = [{"period": "2024", "material": "EV", "quantity": 300 * YEAR}]
    found = exposure(toy(demand=more))
    told = [problem.message for problem in found.problems]
    assert any("even if nobody fails" in message and "weeks only" in message for message in told)


def test_that_without_demand_nobody_is_exposed() -> None:
    nothing = [{"period": "2024", "material": "EV", "quantity": 0}]
    table = exposure(toy(demand=nothing)).table
    assert table["time_to_survive"].map(math.isinf).all()
    assert (table["impact"] == 0).all()
    assert (table["risk_exposure_index"] == 0).all()


def test_that_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(DataRefused, match="AN_JP"):
        exposure(toy(), [Together(("AN_XX",))])


def test_that_the_work_can_be_stopped() -> None:
    class Stop(Progress):
        def step(self, done: float, *_news: object) -> None:
            if done > 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        exposure(toy(), progress=Stop())
