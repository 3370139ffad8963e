"""An institute, two input makers, a producer and a customer who tests and buys."""

from __future__ import annotations

from typing import Any

from workbench.core.project import Project, from_records

LINKS = [
    ("institute", "research", 6.0, 5),
    ("pitch maker", "input", 8.0, 6),
    ("tar maker", "input", 3.0, 8),
    ("anode maker", "producer", 10.0, 4),
    ("cell maker", "customer", 12.0, 7),
]


def chain(links=LINKS, phases=(("2023-01", 8000.0), ("2025-01", 16000.0)), **more: Any) -> Project:
    """Approved in January 2021: made 24 months later, tested by January 2024."""
    project = {
        "project": "anode",
        "material": "graphite",
        "supplier": "plant",
        "status": "approved",
        "approved": "2021-01-15",
        "investment": 260.0,
        **more,
    }
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "graphite"}],
            "suppliers": [{"supplier": "plant", "country": "KOR", "material": "graphite"}],
            "projects": [project],
            "partners": [
                {"project": "anode", "organisation": name, "role": role}
                | {"gate_months": months, "readiness": readiness}
                for name, role, months, readiness in links
            ],
            "support": [
                {"project": "anode", "kind": "rnd", "amount": 10.0},
                {"project": "anode", "kind": "tax", "amount": 3.0},
            ],
            "capacity": [
                {"supplier": "plant", "period": period, "capacity": capacity}
                for period, capacity in phases
            ],
        }
    )
