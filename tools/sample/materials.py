"""The materials of the study, along the chain."""

from __future__ import annotations

from sample.part import ASSUMED, Part, Row, cite, figure, part
from sample.trade import GRAPHITE, NATURAL

_MINERALS = "IRA 30D critical minerals;IRA 30D critical minerals (as if not repealed)"
"""Rules that are about these materials; the rules on components are not."""
_LISTS = (
    f"KOR core strategic technologies 2020;KOR supply chain stability lead items 2023;{_MINERALS}"
)
_CODE = "HS code: customs nomenclature"
_STOCK = f"{ASSUMED}stock aimed at, in months of need; no figure was found. "


def materials() -> Part:
    """Return the materials of the study."""
    return part("materials", [*_carbon(), _graphite(), *_goods()], _sources())


def _carbon() -> list[Row]:
    return [
        {
            "material": "coal tar",
            "name": "콜타르 coal tar コールタール",
            "hs": "270600",
            "unit": "t",
            "stage": "raw",
            "note": "by-product of the steelworks",
        },
        {
            "material": "pitch",
            "name": "피치 coal-tar pitch ピッチ",
            "hs": "270810",
            "unit": "t",
            "stage": "refined",
            "note": "binder, coating and coke precursor counted together as pitch",
        },
        {
            "material": NATURAL,
            "name": "천연흑연 natural graphite 天然黒鉛",
            "hs": "250410",
            "unit": "t",
            "stage": "raw",
            "lists": f"EU CRM 2023;KOR supply chain stability lead items 2023;{_MINERALS}",
            "stock_target": 1,
            "substitution_index": 1,
            "recycling_rate": figure("natural_graphite_recycling"),
            "economic_importance": figure("natural_graphite_importance"),
        },
    ]


def _graphite() -> Row:
    return {
        "material": GRAPHITE,
        "name": "인조흑연 artificial graphite 人造黒鉛",
        "hs": "380110",
        "unit": "t",
        "stage": "intermediate",
        "lists": _LISTS,
        "price": 1000 * figure("kipost_price_chn"),
        "stock_target": 1.2,
        "note": "anode material (음극재, 負極材); the customs code holds other grades too",
    }


def _goods() -> list[Row]:
    return [
        {
            "material": "cell",
            "name": "배터리 셀 battery cell 電池セル",
            "hs": "850760",
            "unit": "MWh",
            "stage": "component",
        },
        {
            "material": "urea",
            "name": "요소 urea 尿素",
            "hs": "310210",
            "unit": "t",
            "stage": "product",
            "price": figure("urea_price_2022"),
            "note": "for industry and vehicles; the everyday good that ran short in 2021",
        },
    ]


def _sources() -> dict[str, str]:
    natural = cite("natural_graphite_recycling", "natural_graphite_importance")
    return {
        "coal tar": _CODE,
        "pitch": _CODE,
        "cell": _CODE,
        NATURAL: f"{_STOCK}Substitution index 1.0 (EC 2017). {natural}",
        GRAPHITE: f"{_STOCK}Price: {cite('kipost_price_chn')}. Lists: cooperation models are "
        "open to core strategic items; anodes are among the eight lead items of 2023-12-13",
        "urea": f"price: {cite('urea_price_2022')}",
    }
