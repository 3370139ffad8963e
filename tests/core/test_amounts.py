from __future__ import annotations

from typing import Any

import numpy as np

from workbench.core.amounts import Reports, reports
from workbench.core.counting import Wanted
from workbench.core.project import from_records
from workbench.core.reported import home_trade


def _reports(*rows: dict[str, Any], home: str = "KOR") -> Reports:
    common = {"flow": "import", "reporter": "KOR", "partner": "CHN", "material": "m"}
    settings = [{"key": "home", "value": home}]
    project = from_records({"settings": settings, "trade": [common | own for own in rows]})
    return reports(home_trade(project), Wanted.one(["none", "m"], "2021"), "quantity")


def test_that_amounts_stand_under_their_period_and_an_unknown_sum_is_nan() -> None:
    found = _reports(
        {"period": "2021H1", "quantity": 1.0},
        {"period": "2021H2", "quantity": 2.0},
        {"period": "2021", "partner": "JPN"},
    )
    assert np.isnan(found.total(0))
    assert found.total(1) == 3.0
    assert found.partner[found.of(1)].tolist() == ["CHN", "JPN"]
    assert np.isnan(found.amount[found.of(1)][1])
    assert found.account(1).months == 0xFFF


def test_that_the_months_known_are_those_of_every_member_of_home() -> None:
    rows = [{"period": "2021", "reporter": "DEU", "quantity": 1.0}]
    rows += [
        {"period": f"2021-{month:02d}", "reporter": "FRA", "quantity": 1.0} for month in (1, 2)
    ]
    account = _reports(*rows, home="EU").account(1)
    assert account.months == 0b11
    assert "only 2 of 12 months reported" in account.remarks
    assert "months added up for CHN" in account.remarks


def test_that_a_gap_of_one_partner_is_said_though_others_fill_the_months() -> None:
    rows = [
        {"period": f"2021-{month:02d}", "partner": partner, "quantity": 1.0}
        for month in range(1, 13)
        for partner in ("CHN", "JPN")
        if (month, partner) != (5, "JPN")
    ]
    rows.append({"period": "2021-05", "partner": "JPN"})
    account = _reports(*rows).account(1)
    assert account.remarks == ("no quantity reported for some months of JPN",)
