"""A shock in one line begins with its size, in the unit of what it hits."""

from __future__ import annotations

import pytest

from workbench.core.project import from_records
from workbench.ui.panes._shock_text import describe

CASES = [
    (
        {"kind": "export_restriction", "country": "CHN", "size": 0.56, "duration": 6},
        "56 % CHN pitch from 2023-12, 6 months: export restriction",
    ),
    (
        {"kind": "capacity_change", "supplier": "POSCO", "material": "", "size": 16000},
        "16,000 t per year POSCO from 2023-12: change of capacity",
    ),
    (
        {"kind": "capacity_change", "size": 0.5, "parameters": '{"change": "factor"}'},
        "\N{MULTIPLICATION SIGN} 0.5 pitch from 2023-12: change of capacity",
    ),
    ({"kind": "demand_change", "size": 0.125}, "12.5 % pitch from 2023-12: change of demand"),
    (
        {"kind": "export_restriction", "country": "CHN", "parameters": '{"form": "ban"}'},
        "ban CHN pitch from 2023-12: export restriction",
    ),
    (
        {"kind": "export_restriction", "country": "CHN", "material": "", "size": 0.5}
        | {"parameters": '{"form": "quota", "quota": 1200, "hs": "2708"}'},
        "1,200 unit per year CHN HS 2708 from 2023-12: export restriction",
    ),
    (
        {"kind": "substitution", "size": 0.2, "parameters": '{"by": "tar"}'},
        "20 % pitch \N{RIGHTWARDS ARROW} tar from 2023-12: substitution",
    ),
    (
        {"kind": "stockpile", "duration": 3, "parameters": '{"release": 50}'},
        "50 t per month pitch from 2023-12, 3 months: stockpile",
    ),
    ({"kind": "earthquake", "size": 7}, "7 pitch from 2023-12: earthquake"),
]


@pytest.mark.parametrize(("shock", "text"), CASES)
def test_that_a_shock_is_told_with_size_target_time_and_kind(shock, text):
    project = from_records(
        {
            "materials": [{"material": "pitch", "unit": "t"}],
            "suppliers": [{"supplier": "POSCO", "country": "KOR", "material": "pitch"}],
            "scenarios": [{"scenario": "s"}],
            "shocks": [
                {"scenario": "s", "order": 1, "start": "2023-12", "material": "pitch", **shock}
            ],
        }
    )
    assert describe(project, int(project["shocks"].index[0])) == text
