"""The cooperation model, the scenarios, the origin rules, the events and the remarks."""

from __future__ import annotations

from sample.chain import PITCH_MAKER, PLANT
from sample.part import ASSUMED, Part, Row, cite, figure, months, part, read
from sample.trade import GRAPHITE, NATURAL, reported, reported_value

PROJECT = "graphite anode"
WRITTEN = "2025-01-31"
_AUTHOR = "sample study"
_LICENCE_START, _LICENCE_MONTHS = "2023-12", 6
_UNDER_LICENCE = ["2023-12", *months(2024)[:5]]
_LIST = "the cooperation model: list of partners in ddaily 2022-08-25"
_SCENARIOS: tuple[Row, ...] = (
    {
        "scenario": "china-licence",
        "name": "China licenses graphite exports from 2023-12 중국 흑연 수출통제",
        "note": "as deep as exports to Korea fell in the six months from December 2023",
    },
    {
        "scenario": "second-phase",
        "name": "Second phase of the plant: 16,000 t/yr from 2023-07 포항 2단계",
        "note": "what if the plan of 2021 had been kept; the pitch has to follow",
    },
    {
        "scenario": "us-demand",
        "name": "US demand pull: 25 % more cells to the United States 미국 수요",
        "note": "more cells need more graphite, and most of it comes from China",
    },
    {
        "scenario": "licence-second-phase",
        "name": "China licenses exports, second phase on time 수출통제 + 포항 2단계",
        "parent": "china-licence",
        "note": "the shocks of china-licence, and the plant that was planned for 2023",
    },
)


def settings() -> Part:
    """Return what is studied."""
    values = {
        "title": "인조흑연 국산화: artificial graphite for battery anodes in Korea, 2017-2024",
        "home": "KOR",
        "currency": "USD",
        "first_period": "2023-01",
        "months": "24",
        "basis": "value",
    }
    rows = [{"key": key, "value": value} for key, value in values.items()]
    return part("settings", rows, {"*": "choices of this study"})


def dollars(billion_won: float) -> float:
    """Return USD for billion KRW at the stated rate."""
    return round(billion_won * 1e9 / figure("krw_per_usd"), 2)


def cooperation() -> list[Part]:
    """Return the cooperation model: project, partners, support."""
    rate = f"{ASSUMED}won are converted at {figure('krw_per_usd'):,.0f} KRW/USD, mean of 2021"
    money = f"{rate}, recalled. Amounts in won: {cite('investment')}"
    project: Row = {
        "project": PROJECT,
        "name": "인조흑연 음극재 협력모델 artificial graphite anode 人造黒鉛負極材",
        "material": GRAPHITE,
        "supplier": PLANT,
        "status": "running",
        "investment": dollars(figure("investment")),
        "state_budget": dollars(figure("state_budget")),
        "note": "260 billion KRW of private investment, 10 billion KRW of state money; 8,000 t/yr "
        "from December 2021, planned to grow to 16,000 t/yr; day of approval not found",
    }
    links = [
        ("KRICT 한국화학연구원", "research", "pitch", "hands on the pitch process"),
        ("Dongyang 동양", "input", "pitch", "makes the pitch"),
        ("POSCO Chemical 포스코케미칼", "producer", GRAPHITE, "now POSCO Future M 포스코퓨처엠"),
        ("LG Energy Solution LG에너지솔루션", "evaluator", "cell", "tests the anode and buys it"),
    ]
    partners = [
        {"project": PROJECT, "organisation": who, "role": role, "material": what, "note": note}
        for who, role, what, note in links
    ]
    support = {
        "project": PROJECT,
        "kind": "rnd",
        "amount": dollars(figure("state_budget")),
        "note": "10 billion KRW of state research money",
    }
    return [
        part("projects", [project], {PROJECT: money}),
        part("partners", partners, {f"{PROJECT};*": _LIST}),
        part("support", [support], {f"{PROJECT};rnd": money}),
    ]


def observed_cut(material: str) -> float:
    """Return by how much exports fell in the first six months of the licence, against 2022."""
    if material == GRAPHITE:
        before = reported_value(material, months(2022)) / 12
        during = reported_value(material, _UNDER_LICENCE) / _LICENCE_MONTHS
    else:
        rows = reported(material)
        before = sum(float(rows[p]["quantity_kg"]) for p in months(2022)) / 12
        during = sum(float(rows[p]["quantity_kg"]) for p in _UNDER_LICENCE) / _LICENCE_MONTHS
    return round(1 - during / before, 2)


def scenarios() -> list[Part]:
    """Return the scenarios and their shocks."""
    shocks = [
        _licence(1, GRAPHITE, "uniform(0.42,0.78)"),
        _licence(2, NATURAL, "uniform(0.3,0.7)"),
        *_second_phase("second-phase"),
        {
            "scenario": "us-demand",
            "order": 1,
            "kind": "demand_change",
            "country": "USA",
            "material": "cell",
            "start": "2023-07",
            "size": 0.25,
            "spread": "uniform(0.1,0.5)",
            "parameters": '{"ramp_months": 6}',
        },
        *_second_phase("licence-second-phase"),
    ]
    return [
        part("scenarios", _SCENARIOS, {"*": "questions of this study"}),
        part("shocks", shocks, _shock_sources()),
    ]


def _licence(order: int, material: str, spread: str) -> Row:
    return {
        "scenario": "china-licence",
        "order": order,
        "kind": "export_restriction",
        "country": "CHN",
        "material": material,
        "start": _LICENCE_START,
        "duration": _LICENCE_MONTHS,
        "size": observed_cut(material),
        "spread": spread,
    }


def _second_phase(scenario: str) -> list[Row]:
    plant = figure("capacity_phase_2")
    return [
        {
            "scenario": scenario,
            "order": order,
            "kind": "capacity_change",
            "supplier": supplier,
            "start": "2023-07",
            "size": size,
            "parameters": '{"change": "set"}',
        }
        for order, supplier, size in ((1, PLANT, plant), (2, PITCH_MAKER, plant * 1.4))
    ]


def _shock_sources() -> dict[str, str]:
    return {
        "china-licence;1": f"{ASSUMED}the cut is the fall of China's reported export value to "
        "Korea, mean of 2023-12 to 2024-05 against 2022; falling prices and demand are in it, and "
        "stocks bought ahead in November 2023 too (with November it is 42 %, December alone 78 %)",
        "china-licence;2": f"{ASSUMED}the fall of the reported tonnes over the same months; "
        "November 2023 alone brought 13,885 t, three times the usual",
        "second-phase;*": f"{ASSUMED}July 2023 (the plan says 2023 only). 16,000 t/yr: "
        f"{cite('capacity_phase_2')}; pitch at 1.4 t for a tonne",
        "us-demand;1": f"{ASSUMED}a round figure, reached within six months",
        "licence-second-phase;*": "as in second-phase",
    }


def rules() -> Part:
    """Return the origin rule of the US Inflation Reduction Act by year."""
    names = sorted({row["rule"] for row in read("rules")})
    text = "each row says its source; figures/rules.csv"
    return part("rules", read("rules"), {f"{name};*": text for name in names})


def events() -> Part:
    """Return what happened."""
    return part("events", read("events"), {"*;*;*;*": "each row says its source"})


def notes() -> Part:
    """Return remarks on figures that a reader has to know."""
    texts = {
        ("trade", f"2023-*;import;KOR;CHN;{GRAPHITE};"): "Read values, not quantities, for 2023: "
        "China's value is real, the tonnes of UN Comtrade double without it (95,827 t at 1.76 "
        "USD/kg). Quantities here are derived from the value; see the sheet origins.",
        ("trade", f"2023-11;import;KOR;CHN;{NATURAL};"): "13,885 t in one month: bought ahead of "
        "the licences of December 2023.",
        ("capacity", f"{PLANT};2025-01"): "16,000 t/yr is the plan of 2021 and 2022; texts of 2023 "
        "and 2024 say 18,000 t/yr.",
        ("materials", "urea"): "Monthly figures were not found; the sheet trade holds years. The "
        "crisis of October and November 2021 shows in the events only.",
        ("materials", GRAPHITE): "Published shares conflict: China's share of anode material in "
        "the world in 2021 is 67.8 % or 87.5 %, by source.",
    }
    rows = [
        {"table": table, "key": key, "date": WRITTEN, "author": _AUTHOR, "text": text}
        for (table, key), text in texts.items()
    ]
    return part("notes", rows, {"*;*;*": "remarks of this study"})
