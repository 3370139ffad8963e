"""The chain at home: materials, recipes, production, demand, makers and their capacity."""

from __future__ import annotations

from sample.part import ASSUMED, YEARS, Part, Row, cite, figure, months, part, read
from sample.trade import GRAPHITE, NATURAL, imports_of_graphite

PLANT = "POSCO Pohang"
PITCH_MAKER = "Dongyang"
COKE_OVENS = "POSCO coke ovens"
CELL_PLANTS = "Korean cell plants"
FIRST_YEAR = 2022  # first full year of the plant
_PITCH_PER_TONNE = 1.4
_PITCH_YIELD = 0.5
_TAR_AVAILABLE = 60_000.0
_QUALIFICATION = 18  # months


def tonnes_per_mwh() -> float:
    """Return t of artificial graphite in a MWh of cells: BatPaC x its share of anodes."""
    return round(figure("graphite_per_kwh") * figure("anode_share_artificial"), 4)


def output_of_plant(year: int) -> float:
    """Return what the Pohang plant made in a year, in tonnes."""
    return figure("capacity_phase_1") if year >= FIRST_YEAR else 0.0


def cells_made(year: int) -> float:
    """Return MWh of cells that the artificial graphite of a year allows, in whole GWh."""
    graphite = imports_of_graphite(year) + output_of_plant(year)
    return 1000.0 * int(graphite / tonnes_per_mwh() / 1000)


def recipes() -> Part:
    """Return what goes into what."""
    rows: list[Row] = [
        {"output": "pitch", "input": "coal tar", "quantity": 1, "yield": _PITCH_YIELD},
        {"output": GRAPHITE, "input": "pitch", "quantity": _PITCH_PER_TONNE},
        {"output": "cell", "input": GRAPHITE, "quantity": tonnes_per_mwh()},
    ]
    source = cite("graphite_per_kwh", "anode_share_artificial")
    check = "the plant's own comparison (8,000 t = 210,000 cars of 60 kWh) gives 0.635 kg/kWh"
    return part(
        "recipes",
        rows,
        {
            "pitch;coal tar;*": f"{ASSUMED}about half of the tar becomes pitch; no figure read",
            f"{GRAPHITE};pitch;*": f"{ASSUMED}1.4 t of pitch for a tonne, for what is lost in "
            "coking and graphitising; no figure read",
            f"cell;{GRAPHITE};*": f"{ASSUMED}0.9096 kg/kWh (NMC 622) x 76.3 %, the share of "
            f"artificial graphite in the anodes of the world; {check}; anodes of natural graphite "
            f"are left out of the chain. {source}",
        },
    )


def production() -> Part:
    """Return what was made at home."""
    rows: list[Row] = []
    for year in YEARS:
        plant = output_of_plant(year)
        rows += [_made(period, GRAPHITE, plant / 12) for period in months(year)]
        rows.append(_made(str(year), "cell", cells_made(year)))
        if plant:
            rows.append(_made(str(year), "pitch", plant * _PITCH_PER_TONNE))
            rows.append(_made(str(year), "coal tar", plant * _PITCH_PER_TONNE / _PITCH_YIELD))
        if 2018 <= year <= 2023:
            mined = figure(f"mined_{year}") / 12
            rows += [_made(period, NATURAL, mined) for period in months(year)]
    mined_source = cite("mined_2018", "mined_2023")
    return part(
        "production",
        rows,
        {
            f"*;KOR;{GRAPHITE}": f"{ASSUMED}from 2022 the plant makes its 8,000 t/yr, evenly; its "
            "output was not found. Before it all was imported (ddaily 2022-08-25)",
            "*;KOR;cell": f"{ASSUMED}the cells that the artificial graphite of the year allows at "
            f"{tonnes_per_mwh()} t/MWh, in whole GWh; output of cells in Korea not found",
            "*;KOR;pitch": f"{ASSUMED}what the plant needs at 1.4 t of pitch for a tonne",
            "*;KOR;coal tar": f"{ASSUMED}what the pitch needs at a yield of one half",
            f"*;KOR;{NATURAL}": f"{ASSUMED}each year is spread evenly over its months; mine output "
            f"of all grades, not all fit for batteries. Yearly figures: {mined_source}",
        },
    )


def _made(period: str, material: str, quantity: float) -> Row:
    return {"period": period, "country": "KOR", "material": material, "quantity": quantity}


def demand() -> Part:
    """Return outside demand at home: half of the cells, held at the level of 2022; no tar."""
    rows: list[Row] = []
    for year in YEARS:
        mwh = cells_made(min(year, FIRST_YEAR)) / 2
        rows.append({"period": str(year), "material": "cell", "quantity": mwh})
    rows += [
        {"period": str(year), "material": material, "quantity": 0.0}
        for material in ("coal tar", "pitch")
        for year in range(FIRST_YEAR, 2025)
    ]
    return part(
        "demand",
        rows,
        {
            "*;cell": f"{ASSUMED}half of the cells made in Korea stay there; 2023 and 2024 are "
            "held at the level of 2022, so that the base of the simulation changes by shocks only",
            "*;coal tar": f"{ASSUMED}no demand beside the chain is studied",
            "*;pitch": f"{ASSUMED}no demand beside the chain is studied",
        },
    )


def suppliers() -> Part:
    """Return makers at home and abroad."""
    return part(
        "suppliers",
        [*_home_makers(), *(_foreign_maker(row) for row in read("foreign_makers"))],
        {
            PLANT: f"{ASSUMED}it runs at full capacity. {cite('capacity_phase_1')}",
            PITCH_MAKER: f"{ASSUMED}it makes what the plant needs at 1.4 t of pitch for a tonne",
            COKE_OVENS: f"{ASSUMED}60,000 t/yr of tar are within reach of the chain, more than it "
            "needs; no figure read",
            CELL_PLANTS: f"{ASSUMED}volume as in the sheet production; capacity = volume / 69.3 % "
            f"({cite('cell_utilisation')})",
            **{row["supplier"]: _foreign_source(row) for row in read("foreign_makers")},
        },
    )


def _home_makers() -> list[Row]:
    cells = cells_made(FIRST_YEAR)
    pitch = figure("capacity_phase_1") * _PITCH_PER_TONNE
    return [
        {
            "supplier": COKE_OVENS,
            "name": "포스코 코크스로 POSCO coke ovens コークス炉",
            "country": "KOR",
            "material": "coal tar",
            "capacity": _TAR_AVAILABLE,
            "volume": pitch / _PITCH_YIELD,
        },
        {
            "supplier": PLANT,
            "name": "포스코퓨처엠 POSCO Future M (POSCO Chemical), 포항 Pohang 浦項",
            "country": "KOR",
            "material": GRAPHITE,
            "volume": figure("capacity_phase_1"),
            "note": "capacity by date: sheet capacity",
        },
        {
            "supplier": PITCH_MAKER,
            "name": "동양 Dongyang (피치 pitch ピッチ)",
            "country": "KOR",
            "material": "pitch",
            "volume": pitch,
            "note": "maker of the pitch in the cooperation model; capacity not found",
        },
        {
            "supplier": CELL_PLANTS,
            "name": "국내 배터리 공장 Korean cell plants 韓国の電池工場",
            "country": "KOR",
            "material": "cell",
            "capacity": round(cells / figure("cell_utilisation")),
            "volume": cells,
            "note": "all makers together; cell capacity in Korea alone was not found",
        },
    ]


def _lead_time(row: dict[str, str]) -> int:
    return 2 if row["country"] == "IDN" else 1


def _foreign_maker(row: dict[str, str]) -> Row:
    names = ("supplier", "name", "country", "material", "capacity", "note")
    return {
        **{name: row[name] for name in names},
        "lead_time": _lead_time(row),
        "qualification_time": _QUALIFICATION,
    }


def _foreign_source(row: dict[str, str]) -> str:
    return (
        f"{ASSUMED}{_lead_time(row)} month(s) of lead time, {_QUALIFICATION} months until a new "
        "maker is qualified. Sales to Korea: not found. Name, capacity and note: "
        f"{row['source']} {row['locator']}".strip()
    )


def capacity() -> Part:
    """Return capacity by date: the plant, phase by phase, and plants abroad that start later."""
    rows: list[Row] = [
        {"supplier": PLANT, "period": "2021-12", "capacity": figure("capacity_phase_1")},
        {"supplier": PLANT, "period": "2025-01", "capacity": figure("capacity_phase_2")},
    ]
    sources = {
        f"{PLANT};2021-12": cite("capacity_phase_1"),
        f"{PLANT};2025-01": f"{ASSUMED}the second phase, planned for 2023 and late, counts in the "
        "base only after the months studied; the scenario second-phase keeps the plan. 16,000 "
        f"t/yr: {cite('capacity_phase_2')}; later texts say 18,000 t/yr in 2024 (etnews "
        "2024-01-17)",
    }
    for row in read("foreign_makers"):
        if row["dated_capacity"]:
            key = {"supplier": row["supplier"], "period": row["from"]}
            rows.append({**key, "capacity": row["dated_capacity"]})
            sources[f"{row['supplier']};*"] = f"{row['source']} {row['locator']}; LOW reliability"
    return part("capacity", rows, sources)
