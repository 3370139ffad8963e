from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.shares import checked, shares_of, supply_shares, weighted_hhi

AMOUNTS = st.lists(st.floats(0.01, 1e9), min_size=1, max_size=20)


@given(AMOUNTS)
def test_that_shares_add_up_to_one(amounts: list[float]) -> None:
    assert shares_of(amounts).sum() == pytest.approx(1.0, abs=1e-12)


@given(AMOUNTS, st.floats(0, 1e9), st.floats(0, 1e9))
def test_that_shares_of_supply_add_up_to_one_with_home(
    imports: list[float], production: float, exports: float
) -> None:
    partners, home = supply_shares(imports, production, exports)
    assert partners.sum() + home == pytest.approx(1.0, abs=1e-9)


def test_that_a_published_weighted_index_is_reproduced() -> None:
    """Tantalum, EU sourcing 2017: Nigeria, Rwanda, China; published 4.6 from rounded shares."""
    assert weighted_hhi([0.81, 0.14, 0.05], [6.92, 5.3, 6.05]) == pytest.approx(4.66, abs=5e-3)


@pytest.mark.parametrize("wrong", [[70, 30], [0.7, 0.2], [1.2, -0.2], [float("nan"), 1.0]])
def test_that_percentages_and_impossible_shares_are_refused(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="shares must"):
        checked(wrong)


@pytest.mark.parametrize("table", [[[0.5, 0.5]], 1.0])
def test_that_a_table_is_no_list_of_suppliers(table: object) -> None:
    for formula in (checked, shares_of):
        with pytest.raises(ValueError, match="one number a supplier"):
            formula(table)  # type: ignore[operator]


@pytest.mark.parametrize("weights", [[1.0], [1.0, -1.0], [1.0, float("nan")]])
def test_that_weights_that_do_not_fit_are_refused(weights: list[float]) -> None:
    with pytest.raises(ValueError, match="weights"):
        weighted_hhi([0.5, 0.5], weights)


@pytest.mark.parametrize(
    "amounts", [([], 0.0, 0.0), ([1.0], float("nan"), 0.0), ([1.0], -1.0, 0.0)]
)
def test_that_no_supply_has_no_shares(amounts: tuple[list[float], float, float]) -> None:
    with pytest.raises(ValueError, match=r"amounts|production"):
        supply_shares(*amounts)
