"""Two plants for one material, and a country that may cut its exports by half."""

from __future__ import annotations

from typing import Any

from workbench.core.project import Project, from_records


def two_projects(**tables: list[dict[str, Any]]) -> Project:
    """100 a month, all from China; plant A makes 20 from the first month, B 30 from July on."""
    base: dict[str, list[dict[str, Any]]] = {
        "settings": [
            {"key": "home", "value": "KOR"},
            {"key": "first_period", "value": "2023-01"},
            {"key": "months", "value": "12"},
            {"key": "yield_spread", "value": "uniform(1,1)"},
            {"key": "schedule_spread", "value": "uniform(1,1)"},
        ],
        "materials": [{"material": "anode", "unit": "t", "price": 2.0}],
        "trade": [
            {"period": "2022", "flow": "import", "reporter": "KOR", "partner": "CHN"}
            | {"material": "anode", "quantity": 1200.0}
        ],
        "suppliers": [
            {"supplier": name, "country": "KOR", "material": "anode", "volume": 0.0}
            for name in ("plant A", "plant B")
        ],
        "capacity": [
            {"supplier": "plant A", "period": "2023-01", "capacity": 240.0},
            {"supplier": "plant B", "period": "2023-07", "capacity": 360.0},
        ],
        "projects": [
            {"project": key, "material": "anode", "supplier": f"plant {key}"}
            | {"status": "proposed", "state_budget": money, "investment": 10 * money}
            for key, money in (("A", 3.0), ("B", 9.0))
        ],
        "support": [
            {"project": "A", "kind": "rnd", "amount": 3.0},
            {"project": "B", "kind": "rnd", "amount": 3.0},
            {"project": "B", "kind": "tax", "amount": 6.0},
        ],
        "scenarios": [{"scenario": "cut"}],
        "shocks": [
            {"scenario": "cut", "order": 1, "kind": "export_restriction", "country": "CHN"}
            | {"start": "2023-04", "duration": 6.0, "size": 0.5}
        ],
    }
    return from_records(base | tables)
