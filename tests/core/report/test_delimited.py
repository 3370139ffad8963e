from __future__ import annotations

import io

import pandas as pd
import pytest

from workbench.core.report.delimited import harmless, to_csv


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\rx"])
def test_that_text_which_would_be_a_formula_is_marked_as_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "coal tar", "1-2", "한국", "'quoted"])
def test_that_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_that_numbers_keep_their_full_precision_and_sign() -> None:
    frame = pd.DataFrame({"x": [-1 / 3, 1e300, float("nan")]})
    again = pd.read_csv(io.StringIO(to_csv(frame)))
    assert again["x"].equals(frame["x"])


def test_that_what_is_missing_is_an_empty_cell_beside_text_and_answers() -> None:
    frame = pd.DataFrame({"a": ["=x", None, float("nan")], "b": [True, None, False]}, dtype=object)
    assert to_csv(frame) == "a,b\n'=x,True\n,\n,False\n"
