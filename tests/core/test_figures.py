from __future__ import annotations

import numpy as np
import pytest

from workbench.core.figures import Account, Figures, from_balance, named


def _net(production: float, imports: float, exports: float) -> float:
    return production + imports - exports


def test_that_a_note_says_which_figure_it_is_about() -> None:
    figures = Figures(
        "m",
        "2021",
        "quantity",
        ("CHN",),
        np.array([5.0]),
        1.0,
        2.0,
        about_exports=Account(0b111, ("only 3 of 12 months reported",)),
    )
    outcome = from_balance(figures, _net)
    assert (outcome.value, outcome.note) == (6.0, "exports: only 3 of 12 months reported")
    assert figures.note == ""


@pytest.mark.parametrize("months", [0b111, 0b111000])
def test_that_amounts_of_different_months_are_not_set_against_each_other(months: int) -> None:
    figures = Figures(
        "m",
        "2021H1",
        "quantity",
        ("CHN",),
        np.array([5.0]),
        0.0,
        2.0,
        about_imports=Account(0b011100),
        about_production=Account(months),
    )
    outcome = from_balance(figures, _net)
    assert outcome.status == "missing"
    assert "production covers 3, other ones" in outcome.note


def test_that_exports_without_an_amount_are_missing_and_not_none() -> None:
    about = Account(0, ("no quantity reported for USA",))
    figures = Figures(
        "m", "2021", "quantity", ("CHN",), np.array([5.0]), production=2.0, about_exports=about
    )
    outcome = from_balance(figures, _net)
    assert (outcome.status, outcome.note) == ("missing", "exports: no quantity reported for USA")


def test_that_many_names_are_cut_and_counted() -> None:
    assert named([str(n) for n in range(10)]).endswith("7 and 2 others")
