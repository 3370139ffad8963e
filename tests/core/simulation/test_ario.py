from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workbench.core.simulation.ario import DAYS, Economy, Habits, respond

BUYER, SELLER = 0, 1


def chain(sold: float = 60.0) -> Economy:
    """A seller of 100 a day, of which a buyer that makes 200 uses ``sold``."""
    flows = np.zeros((2, 2))
    flows[SELLER, BUYER] = sold
    final = np.array([[200.0], [100.0 - sold]])
    return Economy(flows * DAYS, final * DAYS, np.array([0, 1]))


def outage(share: float, days: int = 120, first: int = 5, last: int = 60) -> np.ndarray:
    lost = np.zeros((2, days))
    lost[SELLER, first:last] = share
    return lost


@st.composite
def economies(draw: st.DrawFn) -> Economy:
    count = draw(st.integers(1, 5))
    amounts = st.floats(0.0, 1000.0).map(lambda value: round(value, 3))
    flows = [[draw(amounts) for _ in range(count)] for _ in range(count)]
    final = [[draw(amounts)] for _ in range(count)]
    product = [draw(st.integers(0, 2)) for _ in range(count)]
    bought, made = np.sum(flows, axis=0), np.sum(flows, axis=1) + np.sum(final, axis=1)
    assume(not ((made <= 0) & (bought > 0)).any())
    return Economy(np.array(flows), np.array(final), np.array(product))


def test_that_the_worked_day_of_the_docstring_comes_out() -> None:
    found = respond(chain(), outage(0.9), Habits(stock_days=30))
    assert found.production[SELLER, 5] == pytest.approx(10)
    assert found.unmet[SELLER, 5] == pytest.approx(36)
    assert found.stock_days[BUYER, 5] == pytest.approx(30 - 1 + 0.1)
    assert found.shortest[BUYER, 5] == 1
    assert np.isinf(found.stock_days[SELLER]).all()
    below = np.flatnonzero(found.stock_days[BUYER] < 24)[0]
    felt = found.stock_days[BUYER, below] / 24
    assert found.production[BUYER, below] == pytest.approx(200)
    assert found.production[BUYER, below + 1] == pytest.approx(200 * felt)


@given(economies(), st.booleans())
def test_that_nothing_changes_when_no_capacity_is_lost(economy: Economy, moving: bool) -> None:
    found = respond(economy, np.zeros((len(economy.product), 200)), Habits(moving=moving))
    usual = economy.output[:, None] / DAYS
    np.testing.assert_allclose(found.production, np.repeat(usual, 200, axis=1), rtol=1e-9)
    assert found.unmet.max() <= 1e-9 * max(1.0, usual.max())


@given(st.floats(0.1, 1.0), st.floats(5.0, 60.0), st.floats(5.0, 60.0))
def test_that_a_larger_stock_never_loses_more(share: float, one: float, other: float) -> None:
    small, large = (
        respond(chain(), outage(share), Habits(stock_days=days)).unmet[BUYER].sum()
        for days in sorted((one, other))
    )
    assert large <= small + 1e-9


def test_that_a_stock_that_is_felt_only_when_empty_slows_nobody_early() -> None:
    early = respond(chain(), outage(0.9), Habits(stock_days=30, felt=0.8))
    late = respond(chain(), outage(0.9), Habits(stock_days=30, felt=1e-9))
    assert early.production[BUYER, 20] < 199
    assert late.production[BUYER, 20] == pytest.approx(200)


def test_that_losing_a_seller_of_nothing_changes_nothing_for_buyers() -> None:
    found = respond(chain(sold=0.0), outage(1.0))
    assert (found.production[BUYER] == 200).all()
    assert (found.unmet[BUYER] == 0).all()


@pytest.mark.parametrize("moving", [False, True])
def test_that_the_order_of_industries_does_not_matter(moving: bool) -> None:
    economy, habits = chain(), Habits(stock_days=20, moving=moving)
    one = respond(economy, outage(0.7), habits)
    turned = Economy(economy.flows[::-1, ::-1], economy.final[::-1], economy.product[::-1])
    other = respond(turned, outage(0.7)[::-1], habits)
    np.testing.assert_allclose(one.production, other.production[::-1], rtol=1e-12)


def test_that_what_is_no_table_or_no_share_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Economy(np.array([[-1.0]]), np.array([[1.0]]), np.array([0]))
    with pytest.raises(ValueError, match="finite"):
        Economy(np.array([[1e308]]), np.array([[1e308]]), np.array([0]))
    with pytest.raises(ValueError, match="makes nothing"):
        Economy(np.array([[0.0, 0.0], [1.0, 0.0]]), np.zeros((2, 1)), np.array([0, 1]))
    with pytest.raises(ValueError, match="industry x industry"):
        Economy(np.zeros((2, 1)), np.zeros((2, 1)), np.array([0, 1]))
    with pytest.raises(ValueError, match="between 0 and 1"):
        respond(chain(), outage(1.2))
    with pytest.raises(ValueError, match="industries of the economy"):
        respond(chain(), np.zeros((3, 4)))
    assert respond(chain(), np.zeros((2, 0))).production.shape == (2, 0)
