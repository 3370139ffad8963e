"""Small studies with uncertain shocks, to draw from."""

from __future__ import annotations

import json
from typing import Any

from small_market import imports, study

from workbench.core.project import Project, from_records

Row = dict[str, Any]


def licence(**cells: Any) -> Row:
    """A restriction on China from 2022-02 on for two months."""
    row = {"kind": "export_restriction", "country": "CHN", "material": "anode", "size": 0.5}
    return row | {"duration": 2.0} | cells


def two_shocks() -> Project:
    """China restricts by an uncertain share, and Japan perhaps."""
    return study(
        licence(spread="uniform(0.2,1)"),
        licence(country="JPN", probability=0.5, spread="discrete(0.25,1)"),
    )


def scenarios(*rows: Row, parents: dict[str, str]) -> Project:
    """A study of several scenarios; shocks begin in 2022-02."""
    shocks = [
        {"order": place + 1, "start": "2022-02"}
        | row
        | {"parameters": json.dumps(row.get("parameters", {}))}
        for place, row in enumerate(rows)
    ]
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "6"}],
            "materials": [{"material": "anode"}],
            "trade": imports("anode", CHN=80, JPN=20),
            "scenarios": [{"scenario": name, "parent": of} for name, of in parents.items()],
            "shocks": shocks,
        }
    )
