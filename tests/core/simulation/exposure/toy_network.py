"""A toy network as tables: two products, three anode plants, one of coke; time in weeks."""

from __future__ import annotations

from typing import Any

from workbench.core.project import Project, from_records

YEAR = 52
MONTH = 12 / 52
"""Months of a week."""


def supplier(
    name: str, country: str, material: str, capacity: float, weeks: float | None, stock: float
) -> dict[str, Any]:
    """A row of the table suppliers; capacity a week, weeks to recover."""
    row = {"supplier": name, "country": country, "material": material, "stock": stock}
    row["capacity"] = capacity * YEAR
    return row | ({} if weeks is None else {"recovery_time": weeks * MONTH})


SUPPLIERS = [
    supplier("EV plant", "KOR", "EV", 120, 4, 150),
    supplier("ESS plant", "KOR", "ESS", 60, 4, 20),
    supplier("AN_CN", "CHN", "anode", 150, 8, 80),
    supplier("AN_JP", "JPN", "anode", 20, 8, 20),
    supplier("AN_KR", "KOR", "anode", 30, 20, 10),
    supplier("COKE", "KOR", "coke", 100, 10, 40),
]


def toy(korea: float = 30, **tables: list[dict[str, Any]]) -> Project:
    """Electric cars and storage need one anode each; Japan and Korea make them of 1.2 coke."""
    base: dict[str, list[dict[str, Any]]] = {
        "settings": [{"key": "home", "value": "KOR"}],
        "materials": [
            {"material": "EV", "margin": 5, "stock": 150},
            {"material": "ESS", "margin": 2, "stock": 20},
            {"material": "anode"},
            {"material": "coke"},
        ],
        "suppliers": [
            row | ({"capacity": korea * YEAR} if row["supplier"] == "AN_KR" else {})
            for row in SUPPLIERS
        ],
        "recipes": [
            {"output": "EV", "input": "anode", "quantity": 1},
            {"output": "ESS", "input": "anode", "quantity": 1},
            {"output": "anode", "input": "coke", "supplier": "AN_JP", "quantity": 1.2},
            {"output": "anode", "input": "coke", "supplier": "AN_KR", "quantity": 1.2},
        ],
        "demand": [
            {"period": "2024", "material": "EV", "quantity": 100 * YEAR},
            {"period": "2024", "material": "ESS", "quantity": 40 * YEAR},
        ],
    }
    return from_records(base | tables)
