"""The examples of the kinds of shock in the manual are what the simulation gives."""

from __future__ import annotations

import re
from typing import Any

import pytest
from small_market import imports, respond, supplier

from workbench.core.shocks import all_shocks
from workbench.paths import resources

PAGE = (resources() / "manual" / "3-simulation.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(\w+)` \|(.*)$", PAGE, flags=re.MULTILINE))
TRADE = imports("anode", "2020-05", JPN=60) + imports("anode", CHN=80, JPN=20)
CHINA = {"country": "CHN", "material": "anode"}
BAN = CHINA | {"kind": "export_restriction"}
NATURAL = {
    "trade": TRADE + imports("natural", BRA=40),
    "materials": [{"material": "anode"}, {"material": "natural"}],
    "suppliers": [supplier("mine", "BRA", "natural", capacity=200.0, volume=40.0)],
}
HALF_BACK = {"profile": "linear", "recovery_months": 2}
CASES: list[tuple[list[dict[str, Any]], list[int], dict[str, Any]]] = [
    ([BAN | {"parameters": {"form": "quota", "quota": 360}}], [1], {}),
    ([CHINA | {"kind": "supplier_outage", "duration": 1, "parameters": HALF_BACK}], [1, 2, 3], {}),
    ([CHINA | {"kind": "logistics_delay", "duration": 1, "size": 2}], [1, 3], {}),
    ([CHINA | {"kind": "tariff", "size": 0.25, "parameters": {"elasticity": 2}}], [1], {}),
    ([CHINA | {"kind": "price", "size": 1, "parameters": {"elasticity": 1}}], [1], {}),
    (
        [
            {"kind": "demand_change", "material": "anode", "size": 0.3}
            | {"parameters": {"ramp_months": 3}}
        ],
        [1, 3],
        {},
    ),
    (
        [
            {"kind": "capacity_change", "material": "anode", "supplier": "new", "size": 600}
            | {"parameters": {"delay_months": 1, "yield": 0.8}}
        ],
        [2],
        {},
    ),
    ([{"kind": "stockpile", "material": "anode", "size": 0.5}], [1, 2], {}),
    (
        [
            BAN,
            {"kind": "substitution", "material": "anode", "size": 0.3}
            | {"parameters": {"by": "natural"}},
        ],
        [1],
        NATURAL,
    ),
    ([CHINA | {"kind": "origin_cap", "size": 0.5}], [1], {}),
    ([BAN, {"kind": "allied_reallocation", "country": "JPN", "size": 0.5}], [1], {}),
]


def test_that_the_manual_explains_every_kind_and_no_other() -> None:
    assert set(ROWS) == set(all_shocks()) == {shocks[-1]["kind"] for shocks, _, _ in CASES}


@pytest.mark.parametrize(("shocks", "months", "tables"), CASES)
def test_that_the_example_of_a_kind_comes_out(
    shocks: list[dict[str, Any]], months: list[int], tables: dict[str, Any]
) -> None:
    run = respond(*shocks, **({"trade": TRADE} | tables))
    m = run.network.index("anode")
    for month in months:
        china, japan = (
            round(float(run.supply[run.network.sources.index(name), month]), 2)
            for name in ("CHN", "JPN")
        )
        said = f"China {china:g}, Japan {japan:g}"
        missing, stock = (round(float(row[m, month]), 6) for row in (run.shortage, run.stock))
        short = re.escape(f"{missing:g} short") if missing else ""
        pile = re.escape(f"stock {stock:g}") if stock else ""
        assert re.search(f"{re.escape(said)}[^;]*{short}[^;]*{pile}", ROWS[shocks[-1]["kind"]]), (
            said
        )
