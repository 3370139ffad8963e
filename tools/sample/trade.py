"""What Korea imported, month by month: reported where it is reported, derived where it is not."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from sample.part import ASSUMED, YEARS, Part, Row, cite, figure, months, part, read

GRAPHITE = "artificial graphite"
NATURAL = "natural graphite"
_HS = {GRAPHITE: "380110", NATURAL: "250410"}
_JAPAN = "JPN"
_OTHERS = "XXX"
_REFERENCE = 2021


def reported(material: str) -> dict[str, dict[str, str]]:
    """Return China's reported exports to Korea by month: ``value_usd`` and ``quantity_kg``."""
    rows = read("china_exports_to_korea")
    return {row["month"]: row for row in rows if row["hs"] == _HS[material]}


def reported_value(material: str, periods: list[str]) -> float:
    """Return what China reported over some months, in USD."""
    rows = reported(material)
    return sum(float(rows[period]["value_usd"]) for period in periods)


def china_share(year: int) -> float:
    """Return China's share of Korean imports: published years, straight lines between them."""
    anchors = {
        2018: figure("kipost_share_chn"),
        2021: figure("share_chn_2021"),
        2023: figure("share_chn_2023"),
    }
    if year <= 2018:
        return anchors[2018]
    if year >= 2023:
        return anchors[2023]
    before, after = (2018, 2021) if year <= 2021 else (2021, 2023)
    weight = (year - before) / (after - before)
    return anchors[before] + weight * (anchors[after] - anchors[before])


@cache
def china_price() -> float:
    """Return USD per tonne that makes all imports of 2021 the published 13,000 t."""
    tonnes = china_share(_REFERENCE) * figure("anode_market")
    return reported_value(GRAPHITE, months(_REFERENCE)) / tonnes


@cache
def other_tonnes(year: int) -> float:
    """Return what came from elsewhere in a year; 2024 repeats 2023, for want of a figure."""
    year = min(year, 2023)
    china = reported_value(GRAPHITE, months(year)) / china_price()
    share = china_share(year)
    return china * (1 - share) / share


def _others() -> dict[str, tuple[float, float]]:
    """Return share of the rest and USD per tonne of Japan and of all others (August 2018)."""
    total, china, japan = (figure(f"kipost_{name}_kg") for name in ("total", "chn", "jpn"))
    japan_value = japan * figure("kipost_price_jpn")
    china_value = china * figure("kipost_price_chn")
    rest_value = figure("kipost_total_usd") - china_value - japan_value
    rest = total - china - japan
    return {
        _JAPAN: (japan / (japan + rest), 1000 * japan_value / japan),
        _OTHERS: (rest / (japan + rest), 1000 * rest_value / rest),
    }


def imports_of_graphite(year: int) -> float:
    """Return all imports of artificial graphite in a year, in tonnes."""
    return reported_value(GRAPHITE, months(year)) / china_price() + other_tonnes(year)


def _row(period: str, partner: str, material: str, quantity: float, value: float | str) -> Row:
    return {
        "period": period,
        "flow": "import",
        "reporter": "KOR",
        "partner": partner,
        "material": material,
        "quantity": round(quantity, 3),
        "value": value if isinstance(value, str) else round(value, 2),
    }


def artificial_graphite() -> Part:
    """Return monthly imports of artificial graphite, and exports of none."""
    rows: list[Row] = []
    for period, row in reported(GRAPHITE).items():
        value = float(row["value_usd"])
        rows.append(_row(period, "CHN", GRAPHITE, value / china_price(), value))
    for year in YEARS:
        for partner, (share, price) in _others().items():
            tonnes = other_tonnes(year) * share / 12
            rows += [_row(p, partner, GRAPHITE, tonnes, tonnes * price) for p in months(year)]
        for period in months(year):
            rows.append({**_row(period, "USA", GRAPHITE, 0.0, 0.0), "flow": "export"})
    return part("trade", rows, _graphite_sources())


def _graphite_sources() -> dict[str, str]:
    source = reported(GRAPHITE)["2021-01"]["source"]
    own = china_price() / 1000
    market = 1000 * figure("anode_market_value") / figure("anode_market")
    derived = (
        f"{ASSUMED}no monthly Korean figures by partner were found. Tonnes of a year = China's "
        "tonnes x (1 - s)/s, spread evenly over the months, where s is China's share of imports: "
        "78.8 % to 2018, 87 % in 2021, 94.3 % from 2023, straight lines between; 2024 repeats the "
        "tonnes of 2023. Japan : others = 80,340 : 34,939 kg. Value at the unit values of August "
        "2018 (Japan 14.4 USD/kg, others the remainder). Shares: "
        + cite("kipost_share_chn", "share_chn_2021", "share_chn_2023")
    )
    return {
        f"*;import;KOR;CHN;{GRAPHITE};*": (
            f"{ASSUMED}quantity = value / {own:.3f} USD/kg, the one price at which imports "
            f"of 2021 are the published 13,000 t ({cite('anode_market')}) with China at 87 %; a "
            "published price is 11.03 USD/kg (KIPOST, August 2018), another market value of 2021 "
            f"gives {market:.2f} USD/kg ({cite('anode_market_value')}). The tonnes in UN Comtrade "
            "(46,099 t in 2021) hold other grades too, and those of 2023 double at an unchanged "
            "value: an estimate, not used; they stand in figures/china_exports_to_korea.csv. "
            "The value is no assumption: HS 380110, all grades, FOB, as China reports it. "
            f"{source}"
        ),
        f"*;import;KOR;JPN;{GRAPHITE};*": derived,
        f"*;import;KOR;XXX;{GRAPHITE};*": derived,
        f"*;export;KOR;*;{GRAPHITE};*": (
            f"{ASSUMED}no exports: none were found by year. A contract of 2023-2028 with a cell "
            "maker in the United States (939.3 billion KRW, newsway 2023-02-01) is not dated by "
            "year and so not counted"
        ),
    }


def natural_graphite() -> Part:
    """Return monthly imports of natural graphite: China as reported, others from yearly figures."""
    rows = [
        _row(p, "CHN", NATURAL, float(row["quantity_kg"]) / 1000, float(row["value_usd"]))
        for p, row in reported(NATURAL).items()
    ]
    for row in read("natural_graphite_imports"):
        tonnes, value = float(row["quantity_t"]) / 12, float(row["value_kusd"]) * 1000 / 12
        rows += [_row(p, row["partner"], NATURAL, tonnes, value) for p in months(int(row["year"]))]
    sources = {
        f"*;import;KOR;CHN;{NATURAL};*": f"{reported(NATURAL)['2021-01']['source']}, "
        "HS 250410, FOB, as China reports it; tonnes of 2017 are estimates"
    }
    even = f"{ASSUMED}each year is spread evenly over its months. Yearly figures: "
    yearly = even + read("natural_graphite_imports")[0]["source"]
    for partner in dict.fromkeys(row["partner"] for row in read("natural_graphite_imports")):
        sources[f"*;import;KOR;{partner};{NATURAL};*"] = yearly
    return part("trade", rows, sources)


def urea() -> Part:
    """Return yearly imports of urea for industry and vehicles, from published shares."""
    total = figure("urea_total_2024")
    rows: list[Row] = []
    for year in range(2021, 2025):
        shares = defaultdict(float, {"CHN": figure(f"urea_chn_{year}")})
        if year == 2024:
            shares["VNM"] = figure("urea_vnm_2024")
        shares[_OTHERS] = 1 - sum(shares.values())
        price = figure(f"urea_price_{year}")
        tonnes = {code: total * share for code, share in shares.items()}
        rows += [_row(str(year), code, "urea", x, x * price) for code, x in tonnes.items()]
    published = cite(*(f"urea_chn_{year}" for year in range(2021, 2025)), "urea_vnm_2024")
    return part(
        "trade",
        rows,
        {
            "*;import;KOR;*;urea;*": f"{ASSUMED}the tonnes of every year are the published total "
            f"of 2024 ({cite('urea_total_2024')}) x the published shares of the year; countries "
            "not named are the rest; value at the mean world price of the year "
            f"({cite('urea_price_2022')}). Shares: {published}",
        },
    )


def cells(exports: dict[int, float]) -> Part:
    """Return yearly exports of cells to the United States, in MWh."""
    rows = [
        {**_row(str(year), "USA", "cell", mwh, ""), "flow": "export"}
        for year, mwh in exports.items()
    ]
    text = f"{ASSUMED}half of the cells made in Korea go to the United States; value not known"
    return part("trade", rows, {"*;export;KOR;USA;cell;*": text})
