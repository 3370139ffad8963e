"""The market response in single months that can be recomputed by hand."""

from __future__ import annotations

import numpy as np
import pytest
from small_market import imports, respond, supply

CUT = {"kind": "export_restriction", "country": "CHN", "start": "2022-02", "size": 0.5}


def test_that_the_worked_month_of_the_module_comes_out() -> None:
    # Need 100; China 80 of it, cut to 40; Japan usually 20 but 30 once, so it takes over 10 of
    # the refused 40; 30 are missing and nothing is in stock.
    shown = imports("anode", "2020-05", JPN=30)
    usual = imports("anode", CHN=80, JPN=20)
    run = respond(CUT, trade=shown + usual)
    assert supply(run, "CHN") == [80, 40, 40, 40, 40, 40]
    assert supply(run, "JPN") == [20, 30, 30, 30, 30, 30]
    assert run.delivered[0] == pytest.approx([100, 70, 70, 70, 70, 70])
    assert run.shortage[0] == pytest.approx([0, 30, 30, 30, 30, 30])


def test_that_stock_covers_the_gap_until_it_is_used_up() -> None:
    run = respond(CUT, materials=[{"material": "anode", "stock": 100}])
    assert run.stock[0] == pytest.approx([100, 60, 20, 0, 0, 0])
    assert run.shortage[0] == pytest.approx([0, 0, 0, 20, 40, 40])


def test_that_goods_already_on_the_way_arrive_after_a_ban() -> None:
    sea = {"supplier": "sea", "country": "CHN", "material": "anode"}
    suppliers = [sea | {"volume": 80 * 12, "lead_time": 2}]
    run = respond(CUT | {"size": 1}, suppliers=suppliers)
    assert supply(run, "sea") == [80, 80, 80, 0, 0, 0]


def test_that_refused_orders_go_to_the_cheapest_source_first_and_by_spare_at_one_price() -> None:
    abroad = {"country": "USA", "material": "anode"}
    suppliers = [
        abroad | {"supplier": "dear", "price": 9, "capacity": 1200},
        abroad | {"supplier": "cheap", "price": 5, "capacity": 120},
        abroad | {"supplier": "twice", "price": 5, "capacity": 240},
    ]
    run = respond(CUT, suppliers=suppliers)
    assert supply(run, "cheap")[1] == pytest.approx(10)
    assert supply(run, "twice")[1] == pytest.approx(20)
    assert supply(run, "dear")[1] == pytest.approx(10)
    assert run.shortage.max() == 0
    few = respond(CUT | {"size": 0.125}, suppliers=suppliers)  # 10 refused, spare 10 and 20
    assert supply(few, "cheap")[1] == pytest.approx(10 / 3)
    assert supply(few, "twice")[1] == pytest.approx(20 / 3)


def test_that_a_new_supplier_delivers_once_it_is_qualified() -> None:
    new = {"supplier": "new", "country": "USA", "material": "anode", "capacity": 1200}
    run = respond(CUT, suppliers=[new | {"qualification_time": 3}])
    assert supply(run, "new") == [0, 0, 0, 0, 40, 40]


def test_that_the_ramp_limit_bounds_the_growth_from_month_to_month() -> None:
    options = [("home", "KOR"), ("months", "6"), ("ramp_limit", "0.1")]
    new = {"supplier": "new", "country": "USA", "material": "anode", "capacity": 1200}
    settings = [{"key": key, "value": value} for key, value in options]
    run = respond(CUT, settings=settings, suppliers=[new])
    assert supply(run, "new") == pytest.approx([0, 10, 20, 30, 40, 40])


def test_that_spare_capacity_at_home_takes_over_refused_orders() -> None:
    plant = {"supplier": "plant", "country": "KOR", "material": "anode", "volume": 120}
    run = respond(CUT, suppliers=[plant | {"capacity": 480}])
    assert supply(run, "plant") == pytest.approx([10, 40, 40, 40, 40, 40])


def test_that_the_scarcest_input_limits_the_output_and_the_rest_stays_in_stock() -> None:
    run = respond(
        CUT,
        materials=[{"material": m} for m in ("anode", "tar", "coke")],
        trade=imports("tar", CHN=10) + imports("coke", USA=20),
        suppliers=[{"supplier": "plant", "country": "KOR", "material": "anode", "capacity": 120}],
        recipes=[
            {"output": "anode", "input": "tar", "quantity": 1},
            {"output": "anode", "input": "coke", "quantity": 1, "yield": 0.5},
        ],
        demand=[{"period": "2022", "material": "anode", "quantity": 120}],
    )
    anode, tar, coke = (run.network.materials.index(m) for m in ("anode", "tar", "coke"))
    assert run.production[anode] == pytest.approx([10, 5, 5, 5, 5, 5])
    assert run.shortage[tar] == pytest.approx([0, 5, 5, 5, 5, 5])
    assert run.shortage[coke] == pytest.approx(np.zeros(6))  # it was not for lack of coke
    assert run.delivered[coke] == pytest.approx([20, 10, 10, 10, 10, 10])
    # Coke left over is not ordered again: 20 arrive, 10 stay, then 10 are ordered a month.
    assert run.stock[coke] == pytest.approx([0, 10, 10, 10, 10, 10])
    assert run.imports[coke] == pytest.approx([20, 20, 10, 10, 10, 10])


@pytest.mark.parametrize(("surplus", "made", "sold"), [("export", 150, 50), ("idle", 100, 0)])
def test_that_what_demand_does_not_need_is_exported_or_stays_idle(
    surplus: str, made: float, sold: float
) -> None:
    plant = {"kind": "capacity_change", "supplier": "new", "material": "anode", "size": 150 * 12}
    run = respond(plant | {"start": "2022-02", "parameters": {"surplus": surplus}})
    assert run.production[0] == pytest.approx([0, *[made] * 5])
    assert run.exports[0] == pytest.approx([0, *[sold] * 5])
    assert run.imports[0] == pytest.approx([100, 0, 0, 0, 0, 0])


def test_that_a_shock_far_down_the_chain_pulls_its_inputs() -> None:
    run = respond(
        {"kind": "demand_change", "material": "cell", "start": "2022-03", "size": 0.1},
        materials=[{"material": "anode"}, {"material": "cell"}],
        suppliers=[
            {"supplier": "cells", "country": "KOR", "material": "cell"}
            | {"volume": 600, "capacity": 1200}
        ],
        recipes=[{"output": "cell", "input": "anode", "quantity": 2}],
    )
    cell, anode = (run.network.materials.index(m) for m in ("cell", "anode"))
    assert run.demand[cell] == pytest.approx([50, 50, 55, 55, 55, 55])
    assert run.demand[anode] == pytest.approx([100, 100, 110, 110, 110, 110])
    assert run.shortage.max() == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("size", [-0.5, 0.3])
@pytest.mark.parametrize("capacity", [{"capacity": 1200}, {}])
def test_that_home_plants_and_imports_follow_the_demand_alike(
    size: float, capacity: dict[str, float]
) -> None:
    plant = {"supplier": "plant", "country": "KOR", "material": "anode", "volume": 600}
    change = {"kind": "demand_change", "material": "anode", "start": "2022-02", "size": size}
    run = respond(change, suppliers=[plant | capacity])
    assert supply(run, "plant") == pytest.approx([50, *[50 * (1 + size)] * 5])
    assert run.imports[0] == pytest.approx([100, *[100 * (1 + size)] * 5])
    assert run.exports.max() == run.shortage.max() == 0


def test_that_less_demand_abroad_brings_no_surplus_by_itself() -> None:
    sold = {"period": "2021", "flow": "export", "reporter": "KOR", "partner": "USA"}
    run = respond(
        {"kind": "demand_change", "material": "anode", "country": "USA", "size": -0.5}
        | {"start": "2022-02"},
        trade=[*imports("anode", CHN=10), sold | {"material": "anode", "quantity": 600}],
        production=[{"period": "2021", "country": "KOR", "material": "anode", "quantity": 1200}],
    )
    assert run.exports[0] == pytest.approx([50, *[25] * 5])
    assert run.production[0] == pytest.approx([100, *[100 * 85 / 110] * 5])
    assert run.imports[0] == pytest.approx([10, *[10 * 85 / 110] * 5])


def test_that_an_existing_plant_goes_on_beside_new_capacity_whose_surplus_is_exported() -> None:
    plant = {"supplier": "plant", "country": "KOR", "material": "anode", "volume": 600}
    new = {"kind": "capacity_change", "supplier": "new", "material": "anode", "size": 120 * 12}
    run = respond(new | {"start": "2022-02"}, suppliers=[plant])
    assert run.production[0] == pytest.approx([50, *[170] * 5])
    assert run.exports[0] == pytest.approx([0, *[20] * 5])


def test_that_lost_demand_is_not_ordered_again_and_nothing_rings_after_a_shortage() -> None:
    japan = {"supplier": "sea", "country": "JPN", "material": "anode", "lead_time": 2, "price": 3}
    new = {"supplier": "new", "country": "USA", "material": "anode", "lead_time": 1, "price": 2}
    suppliers = [
        japan | {"volume": 240, "capacity": 400},
        new | {"volume": 0, "capacity": 600, "qualification_time": 3},
    ]
    settings = [{"key": "home", "value": "KOR"}, {"key": "months", "value": "24"}]
    run = respond(CUT, suppliers=suppliers, settings=settings)
    lost = [0, 40, 40, 80 / 3, 80 / 3]  # the new supplier ships in May for June
    assert run.shortage[0] == pytest.approx([*lost, *[0] * 19], abs=1e-9)
    assert supply(run, "new")[4:6] == pytest.approx([0, 40])  # of 50: what was lost stays lost
    assert run.stock[0][9:] == pytest.approx(np.zeros(15), abs=1e-9)


def test_that_a_source_near_by_fills_the_time_until_more_orders_arrive_from_afar() -> None:
    afar = {"supplier": "afar", "country": "CHN", "material": "anode", "lead_time": 2}
    near = {"supplier": "near", "country": "JPN", "material": "anode"}
    suppliers = [afar | {"volume": 960, "capacity": 3000}, near | {"volume": 240, "capacity": 500}]
    change = {"kind": "demand_change", "material": "anode", "start": "2022-03", "size": 0.1}
    run = respond(change, suppliers=suppliers)
    assert run.shortage.max() == 0
    assert supply(run, "afar") == pytest.approx([80, 80, 80, 80, 88, 88])
    assert supply(run, "near") == pytest.approx([20, 20, 30, 30, 22, 22])
