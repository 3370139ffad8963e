"""Tables of a report in words: names, the currency, percent, every source once."""

from __future__ import annotations

import pandas as pd
import pytest

from workbench.core.project import Project, from_records
from workbench.core.report.page import shown, table
from workbench.core.report.wording import Percent, readable, sources


@pytest.fixture
def project() -> Project:
    long = "China licenses graphite exports from December 2023"
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}, {"key": "currency", "value": "KRW"}],
            "materials": [
                {"material": "380110", "name": "artificial graphite"},
                {"material": "250410", "name": "natural graphite, in powder or in flakes"},
            ],
            "scenarios": [{"scenario": "ban", "name": long}],
        }
    )


def test_that_keys_become_names_and_the_currency_is_named(project: Project) -> None:
    frame = pd.DataFrame(
        {
            "run": ["ban", ""],
            "material": ["380110; 250410", "tin"],
            "country": ["CHN", ""],
            "measure": ["hhi_imports", "shortage"],
            "unit": ["currency", "t"],
        },
        dtype="str",
    )
    found = readable(project, frame)
    assert found.iloc[0].tolist() == [
        "ban",
        "artificial graphite; natural graphite, in po…",
        "China",
        "HHI imports",
        "KRW",
    ]
    assert found.iloc[1].tolist() == ["", "tin", "", "shortage", "t"]


def test_that_only_shares_are_percent(project: Project) -> None:
    frame = pd.DataFrame(
        {
            "measure": ["home_share", "output", "hhi_imports"],
            "value": [0.9463, 0.5, 0.9],
            "top_share": [0.25, float("nan"), 1.0],
            "unit": ["0-1", "t", "0-1"],
        }
    )
    found = readable(project, frame)
    assert [shown(value) for value in found["value"]] == ["94.6 %", "0.5", "0.9"]
    assert [shown(value) for value in found["top_share"]] == ["25.0 %", "—", "100.0 %"]
    assert found["unit"].tolist() == ["", "t", "0-1"]
    assert frame["value"].tolist() == [0.9463, 0.5, 0.9]
    assert "<td class='n'>94.6 %</td>" in table(found)
    assert "<th class='n'>value</th>" in table(found)


def test_that_a_share_stays_a_number() -> None:
    assert Percent(0.25) == pytest.approx(0.25)


def test_that_every_source_is_told_once_with_its_tables() -> None:
    rows = [
        ("trade", "", "a.xlsx", "trade"),
        ("trade", "UN Comtrade", "", ""),
        ("demand", "UN Comtrade", "", ""),
        ("demand", "", "a.xlsx", "demand"),
        ("trade", "KITA", "k.xls", "Sheet1"),
        ("notes", "", "", ""),
    ]
    found = sources(pd.DataFrame(rows, columns=["table", "source", "file", "sheet"], dtype="str"))
    assert found.values.tolist() == [
        ["UN Comtrade", "trade, demand"],
        ["KITA (k.xls, sheet Sheet1)", "trade"],
        ["a.xlsx", "trade, demand"],
    ]
