"""What holds for every measure of the mix of imports."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_figures import bought

from workbench.core.indicators import all_indicators
from workbench.core.measure import measure
from workbench.core.project import Project, from_records

MIX = (
    "hhi",
    "hhi_normalised",
    "effective_suppliers",
    "cr1",
    "cr3",
    "shannon",
    "top_partner_share",
    "single_country_dependence",
    "eu_dependency_cdi1",
)
PARTNERS = ("CHN", "JPN", "USA", "IND", "BRA", "VNM")
AMOUNTS = st.lists(st.floats(0.01, 1e6), min_size=2, max_size=len(PARTNERS))


def project_of(rows: list[dict[str, object]]) -> Project:
    common = {"period": "2021", "flow": "import", "reporter": "KOR", "material": "m"}
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "m"}],
            "trade": [{**common, **row} for row in rows],  # type: ignore[dict-item]
        }
    )


def values(project: Project) -> list[float]:
    return measure(project, bases=["quantity"], keys=list(MIX), period="2021")["value"].tolist()


@given(AMOUNTS)
def test_that_shares_of_partners_add_up_to_one(amounts: list[float]) -> None:
    figures = bought(dict(zip(PARTNERS, amounts, strict=False)))
    assert sum(figures.shares.values()) == pytest.approx(1.0, abs=1e-12)
    assert figures.parts.sum() == pytest.approx(1.0, abs=1e-12)


@settings(max_examples=20, deadline=None)
@given(AMOUNTS, st.randoms(use_true_random=False))
def test_that_the_order_of_rows_never_matters(amounts: list[float], order: random.Random) -> None:
    rows: list[dict[str, object]] = [
        {"partner": partner, "quantity": amount}
        for partner, amount in zip(PARTNERS, amounts, strict=False)
    ]
    mixed = rows.copy()
    order.shuffle(mixed)
    assert values(project_of(mixed)) == pytest.approx(values(project_of(rows)), rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(AMOUNTS, st.floats(0.1, 0.9))
def test_that_splitting_a_row_never_matters(amounts: list[float], part: float) -> None:
    whole: list[dict[str, object]] = [
        {"partner": partner, "quantity": amount, "period": "2021H1"}
        for partner, amount in zip(PARTNERS, amounts, strict=False)
    ]
    split = [
        {**row, "quantity": row["quantity"] * piece, "period": half}  # type: ignore[operator]
        for row in whole
        for half, piece in (("2021H1", part), ("2021H2", 1.0 - part))
    ]
    assert values(project_of(split)) == pytest.approx(values(project_of(whole)), rel=1e-9)


@settings(max_examples=20, deadline=None)
@given(AMOUNTS)
def test_that_merging_partners_never_lowers_concentration(amounts: list[float]) -> None:
    rows: list[dict[str, object]] = [
        {"partner": partner, "quantity": amount}
        for partner, amount in zip(("DEU", "FRA", *PARTNERS), amounts, strict=False)
    ]
    one, two = (
        measure(project_of(rows), bases=["quantity"], keys=["hhi"], groups=groups)["value"].item()
        for groups in ((), ("EU",))
    )
    assert two >= one - 1e-12


@pytest.mark.parametrize("key", MIX)
def test_that_no_imports_are_missing_and_say_so(key: str) -> None:
    outcome = all_indicators()[key].compute(bought({}))
    assert (outcome.status, np.isnan(outcome.value)) == ("missing", True)
    assert "no imports are reported" in outcome.note


@pytest.mark.parametrize("key", MIX)
def test_that_what_has_no_amount_is_left_out_and_named(key: str) -> None:
    outcome = all_indicators()[key].compute(bought({"CHN": 5.0, "IND": float("nan")}))
    assert outcome.status == "ok"
    assert "IND" in outcome.note
