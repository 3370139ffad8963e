"""From tables to the network of the models: units, recipes, stocks, demand, profit."""

from __future__ import annotations

import numpy as np
import pytest
from toy_network import supplier, toy

from workbench.core.simulation.exposure.reading import Reading, read


def of(found: Reading, name: str) -> int:
    return found.network.index(name)


def test_that_amounts_are_weekly_and_times_are_weeks() -> None:
    found = read(toy())
    source = found.network.sources.index
    assert found.web.capacity[source("AN_CN")] == pytest.approx(150, rel=1e-12)
    assert found.recovery[source("AN_KR")] == pytest.approx(20, rel=1e-12)
    assert found.web.demand[of(found, "EV")] == pytest.approx(100, rel=1e-12)
    assert found.web.profit[[of(found, "EV"), of(found, "ESS")]].tolist() == [5, 2]


def test_that_foreign_sources_use_only_what_rows_that_name_them_say() -> None:
    found = read(toy())
    use = found.web.use[of(found, "coke")]
    source = found.network.sources.index
    used = [use[source(name)] for name in ("AN_CN", "AN_JP", "AN_KR")]
    assert used == [0.0, 1.2, 1.2]
    general = [{"output": "anode", "input": "coke", "quantity": 1, "yield": 0.5}]
    general += [{"output": "anode", "input": "coke", "supplier": "AN_JP", "quantity": 3}]
    use = read(toy(recipes=general)).web.use[of(found, "coke")]
    assert [use[source(name)] for name in ("AN_CN", "AN_JP", "AN_KR")] == [0.0, 3.0, 2.0]


def test_that_stock_at_home_counts_once_and_stock_abroad_beside_it() -> None:
    found = read(toy())
    stock = [found.web.stock[of(found, name)] for name in ("EV", "ESS", "anode", "coke")]
    assert stock == [150, 20, 80 + 20 + 10, 40]  # the plants' 150 and 20 are the stock at home


def test_that_only_what_is_asked_for_or_has_figures_is_in_demand() -> None:
    found = read(toy())
    assert found.web.demand[of(found, "coke")] == 0.0  # though its plant could make more than used
    row = {"period": "2023", "flow": "import", "reporter": "KOR", "partner": "AUS"}
    traded = toy(trade=[row | {"material": "coke", "quantity": 52 * 10_000}])
    found = read(traded)
    assert found.web.demand[of(found, "coke")] > 0.0


def test_that_a_country_of_unknown_capacity_counts_with_the_most_it_has_shown() -> None:
    row = {"flow": "import", "reporter": "KOR", "partner": "AUS", "material": "coke"}
    months = [row | {"period": "2022-05", "quantity": 52 * 30}]
    months += [row | {"period": f"2023-{m:02d}", "quantity": 52 * 10} for m in range(1, 13)]
    found = read(toy(trade=months, settings=[{"key": "home", "value": "KOR"}]))
    place = found.network.sources.index("AUS")
    assert found.web.capacity[place] == pytest.approx(12 * 30)


def test_that_a_missing_margin_is_told_and_is_not_nothing() -> None:
    goods = [{"material": "EV", "price": 40}, {"material": "ESS"}]
    found = read(toy(materials=[*goods, {"material": "anode"}, {"material": "coke"}]))
    assert found.web.profit[of(found, "EV")] == 40
    assert found.unvalued == {of(found, "ESS")}
    assert found.web.profit[of(found, "ESS")] > 0
    told = [str(problem) for problem in found.problems]
    assert any("no margin of EV" in text and "price stands in" in text for text in told)
    assert any("neither margin nor price of ESS" in text for text in told)


def test_that_an_unknown_recovery_time_stays_unknown() -> None:
    rows = [supplier("EV plant", "KOR", "EV", 120, None, 0)]
    found = read(toy(suppliers=rows))
    assert np.isnan(found.recovery).all()
