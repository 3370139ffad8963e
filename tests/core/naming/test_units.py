from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.naming import units

MASS = {
    1e-6: ["g"],
    1e-3: [
        "kg",
        "(kg)",
        "数量 (KG)",
        "Netweight (kg)",
        "net_weight_kg",
        "Cap_kg_2023",
        "キログラム",
    ],
    1: [
        "t",
        "톤",
        "トン",
        "metric tons",
        "MT",
        "metr. t",
        "Prod_t_est_2022",
        "수출 중량(톤)",
        "t/yr",
        "tonnes",
        "Mine production, metric tons of contained cobalt",
        "1000 kg",
    ],
    1e3: [
        "kt",
        "천톤",
        "1000 t",
        "1,000 t",
        "10³ t",
        "'000 tonnes",
        "thousand metric tons",
        "Prod_kt_2022",
        "thousands of tons",
        "Tsd. t",
        "천톤/년",
        "thousand tonnes (kt)",
    ],
    1e4: ["만톤"],
    1e6: ["Mt", "million tonnes"],
}
MONEY = {
    ("USD", 1): ["US$", "Trade Value (US$)", "trade_value_usd", "달러", "CIF Trade Value (US$)"],
    ("USD", 1e3): [
        "천불",
        "US$ 1,000",
        "1000 USD",
        "[1000 USD]",
        "thousand US dollars",
        "수입금액(천불)",
        "USD (thousands)",
        "Trade value in thousands (USD)",
        "단위 : 금액 - 천불, 증감률 - %",
        "千米ドル",
    ],
    ("USD", 1e6): ["백만불", "US$ million", "금액(백만달러)", "$m", "M$", "100만달러", "백만 달러"],
    ("USD", 1e9): ["US$bn", "십억달러"],
    ("KRW", 1e8): ["억원"],
    ("KRW", 1e9): ["10억원", "십억원"],
    ("JPY", 1e3): ["千円", "1,000 yen"],
    ("JPY", 1e6): ["百万円", "（金額単位：100万円）"],
    ("JPY", 1e8): ["億円"],
    ("JPY", 1e9): ["産業連関表（10億円）"],
    ("EUR", 1e6): ["Mio. EUR", "€ million", "백만유로"],
}
NONE = [
    "Country",
    "수량",
    "금액",
    "증감률",
    "%",
    "Total",
    "2021",
    "1000",
    "",
    "Import/Export",
    "CIF/FOB",
]
NONE += ["kg_per_kwh", "Price per ton (USD)", "대 중국 수출", "no", "Item", "월", "month"]


@pytest.mark.parametrize(
    ("factor", "text"), [(f, text) for f, all_ in MASS.items() for text in all_]
)
def test_that_mass_is_found_with_its_factor_to_tonnes(factor: float, text: str) -> None:
    found = units.parse(text)
    assert found is not None
    assert (found.kind, found.unit, found.factor) == ("quantity", "t", pytest.approx(factor))


@pytest.mark.parametrize(
    ("money", "text"), [(m, text) for m, all_ in MONEY.items() for text in all_]
)
def test_that_money_is_found_with_its_multiplier(money: tuple[str, float], text: str) -> None:
    found = units.parse(text)
    assert found is not None
    assert (found.kind, found.unit, found.factor) == ("value", *money)


@pytest.mark.parametrize(
    ("text", "unit", "factor"),
    [("GWh", "MWh", 1000), ("m3", "m3", 1), ("㎥", "m3", 1), ("kl", "m3", 1), ("NO", "pieces", 1)],
)
def test_that_other_quantities_have_base_units_too(text: str, unit: str, factor: float) -> None:
    assert units.parse(text) == units.Unit("quantity", unit, factor, text.replace("㎥", "m3"))


@pytest.mark.parametrize("text", NONE)
def test_that_a_header_without_unit_has_none(text: str) -> None:
    assert units.parse(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "factor"),
    [
        ("$/t", "USD/t", 1),
        ("USD/kg", "USD/t", 1000),
        ("원/톤", "KRW/t", 1),
        ("Coal ($/mt)", "USD/t", 1),
    ],
)
def test_that_a_price_is_neither_value_nor_quantity(text: str, unit: str, factor: float) -> None:
    found = units.parse(text)
    assert found is not None
    assert (found.kind, found.unit, found.factor) == ("price", unit, pytest.approx(factor))


def test_that_a_multiplier_alone_says_that_the_unit_is_missing() -> None:
    for text in ("Million", "VA in million "):
        found = units.parse(text)
        assert found is not None
        assert (found.kind, found.unit, found.factor) == ("multiplier", "", 1e6)
        assert "not named" in found.conversion_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("수입금액(천불)", "천불: 1 in the sheet is 1,000 USD"),
        ("kg", "kg: 1 in the sheet is 0.001 t"),
        ("MT", "MT: 1 in the sheet is 1 t (MT read as metric ton)"),
        ("g", "g: 1 in the sheet is 0.000001 t"),
    ],
)
def test_that_the_conversion_is_stated(text: str, words: str) -> None:
    found = units.parse(text)
    assert found is not None
    assert found.conversion_text == words


@given(st.text(max_size=30))
def test_that_any_header_is_survived_and_factors_are_positive(text: str) -> None:
    found = units.parse(text)
    assert found is None or found.factor > 0
