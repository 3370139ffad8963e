from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.core.ledger.mix import mix_between, mix_total
from workbench.core.project import Project, from_records

ROWS = {
    ("2020", "a"): {"CHN": 80.0, "JPN": 20.0},
    ("2021", "a"): {"CHN": 84.0, "JPN": 36.0},
    ("2021", "b"): {"CHN": 60.0, "JPN": 40.0},
    ("2020", "c"): {"WLD": 10.0},
    ("2021", "c"): {"CHN": 10.0},
}


def project(rows: dict[tuple[str, str], dict[str, float]], unit: str = "t") -> Project:
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [
                {"material": "a", "unit": "t"},
                {"material": "b", "unit": unit},
                {"material": "c", "unit": "t"},
            ],
            "trade": [
                {
                    "period": period,
                    "flow": "import",
                    "reporter": "KOR",
                    "partner": partner,
                    "material": material,
                    "quantity": amount,
                }
                for (period, material), amounts in rows.items()
                for partner, amount in amounts.items()
            ],
        }
    )


def mix(made: Project, country: str = "CHN"):
    names = ("a", "b", "c")
    return mix_between(made, country, names, before="2020", after="2021", basis="quantity")


def test_that_what_is_not_reported_is_left_out_and_named() -> None:
    found, notes = mix(project(ROWS))
    assert found["material"].tolist() == ["a"]
    assert [note.split(":")[0] for note in notes] == ["b in 2020", "c in 2020"]


def test_that_a_material_that_was_not_imported_yet_is_all_between() -> None:
    rows = {**ROWS, ("2020", "b"): {"CHN": 0.0, "JPN": 0.0}}
    found = mix(project(rows))[0].set_index("material")
    assert found.at["b", "within"] == 0.0
    assert found.at["b", "interaction"] == 0.0
    assert found.at["b", "between"] == pytest.approx(100 / 220 * 0.6)
    parts = found[["within", "between", "interaction"]].sum().sum()
    assert parts == pytest.approx(144 / 220 - 0.8)


def test_that_quantities_of_several_units_are_not_added_up() -> None:
    with pytest.raises(ValueError, match="kg, t"):
        mix(project(ROWS, unit="kg"))


def test_that_a_group_counts_as_one_country() -> None:
    rows = {("2020", "a"): {"DEU": 10.0, "FRA": 10.0, "CHN": 80.0}, ("2021", "a"): {"DEU": 1.0}}
    found = mix(project(rows), "EU")[0]
    assert found["ratio_before"].item() == pytest.approx(0.2)
    assert found["ratio_after"].item() == 1.0


def test_that_the_total_is_the_share_in_all_materials_and_its_parts() -> None:
    rows = pd.DataFrame(
        {
            "weight_before": [0.5, 0.5],
            "weight_after": [0.25, 0.75],
            "ratio_before": [0.2, 0.8],
            "ratio_after": [0.4, 0.8],
            "within": [0.1, 0.0],
            "between": [-0.05, 0.2],
            "interaction": [-0.05, 0.0],
        }
    )
    total = mix_total(rows)
    assert total["before"] == pytest.approx(0.5)
    assert total["after"] == pytest.approx(0.7)
    parts = total["within"] + total["between"] + total["interaction"]
    assert parts == pytest.approx(total["after"] - total["before"])
    assert np.isnan(mix_total(rows.iloc[:0])["after"])
