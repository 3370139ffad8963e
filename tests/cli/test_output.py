from __future__ import annotations

import json

import pandas as pd
import pytest

from workbench.cli.output import as_json, print_frame, records

FRAME = pd.DataFrame({"name": ["=1+1", "한국"], "value": [1.5, float("nan")]})


def test_that_a_missing_number_is_null_in_json() -> None:
    assert json.loads(as_json(records(FRAME))) == [
        {"name": "=1+1", "value": 1.5},
        {"name": "한국", "value": None},
    ]


def test_that_csv_holds_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    print_frame(FRAME, "csv")
    assert capsys.readouterr().out == "name,value\n'=1+1,1.5\n한국,\n"


def test_that_a_missing_number_is_a_dash_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    print_frame(FRAME, "table", "[title]")
    shown = capsys.readouterr().out
    assert "—" in shown
    assert "[title]" in shown
