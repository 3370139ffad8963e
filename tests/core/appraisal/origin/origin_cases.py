"""A battery whose minerals come from four countries, and the rule of IRC section 30D."""

from __future__ import annotations

from typing import Any

from workbench.core.project import Project, from_records

# Values of the four minerals are an example of our own; thresholds: IRC section 30D(e)(1) as read
# in rhomotion.com and legalclarity.org, exclusion of foreign entities of concern from 2025.
VALUES = {
    "lithium carbonate": (400.0, "CHL"),
    "nickel sulphate": (250.0, "KOR"),
    "cobalt sulphate": (200.0, "CHN"),
    "natural graphite": (150.0, "CHN"),
}
THRESHOLDS = {2023: 0.4, 2024: 0.5, 2025: 0.6, 2026: 0.7, 2027: 0.8}


def rule(year: int, **more: Any) -> dict[str, Any]:
    return {
        "rule": "minerals",
        "from": f"{year}-01-01",
        "threshold": THRESHOLDS[year],
        "required_groups": "USA;FTA-US;JPN",
        "excluded_groups": "FEOC" if year >= 2025 else "",
        **more,
    }


def battery(**tables: list[dict[str, Any]]) -> Project:
    base: dict[str, list[dict[str, Any]]] = {
        "settings": [{"key": "home", "value": "KOR"}],
        "materials": [
            {"material": "battery", "stage": "product"},
            *({"material": name, "price": value} for name, (value, _) in VALUES.items()),
        ],
        "suppliers": [
            {"supplier": f"maker of {name}", "country": country, "material": name}
            | {"volume": 12.0, "capacity": 120.0}
            for name, (_, country) in VALUES.items()
        ],
        "recipes": [{"output": "battery", "input": name, "quantity": 1.0} for name in VALUES],
        "rules": [rule(year) for year in THRESHOLDS],
    }
    return from_records(base | tables)
