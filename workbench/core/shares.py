"""The few formulas that indicators share: parts of a total, and how concentrated they are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_TOLERANCE = 1e-6


def amounts_of(amounts: npt.ArrayLike) -> Floats:
    """Return amounts as an array, once it is sure that shares of them exist.

    Raises:
        ValueError: if an amount is negative or not finite, or all are zero, or it is no plain list.
    """
    values = _plain(amounts)
    # The sum of finite numbers is finite, and a single NaN or infinity shows in it.
    total = values.sum()
    if not np.isfinite(total) or (values < 0).any():
        raise ValueError("amounts must be finite and not negative")
    if not total > 0:
        raise ValueError("all amounts are zero, so there is nothing to have a share of")
    return values


def _plain(numbers: npt.ArrayLike) -> Floats:
    """Return one number a supplier as an array; the largest of a table would be one of a row."""
    values = np.asarray(numbers, dtype=float)
    if values.ndim != 1:
        raise ValueError(f"one number a supplier is needed, not a table of shape {values.shape}")
    return values


def shares_of(amounts: npt.ArrayLike) -> Floats:
    """Return each amount as a part of their sum.

    Args:
        amounts: one amount a supplier, not negative, in any unit.

    Returns:
        Shares, 0-1, adding up to one.

    Raises:
        ValueError: if an amount is negative or not finite, or all are zero.

    >>> shares_of([70, 20, 10]).tolist()
    [0.7, 0.2, 0.1]
    """
    values = amounts_of(amounts)
    shares: Floats = values / values.sum()
    return shares


def checked(shares: npt.ArrayLike) -> Floats:
    """Return shares as an array, once it is sure that they are shares.

    Percentages are refused: 70 is not 0.7.

    Raises:
        ValueError: if a share is negative or not finite, or they do not add up to one, or it is no
            plain list.
    """
    values = _plain(shares)
    total = values.sum()
    if not np.isfinite(total) or (values < 0).any():
        raise ValueError("shares must be finite and not negative")
    if abs(total - 1.0) > _TOLERANCE:
        raise ValueError(f"shares must add up to 1, not to {total:.9g}")
    return values


def weighted_hhi(shares: npt.ArrayLike, weights: npt.ArrayLike) -> float:
    """Return the sum of squared shares, each times a weight.

    Args:
        shares: one share a country, 0-1, adding up to one.
        weights: one weight a country, not negative, such as governance risk x trade parameter.

    Returns:
        Not negative; the pure Herfindahl-Hirschman index where every weight is one.

    Raises:
        ValueError: if the shares are none, or a weight is negative or not finite.

    >>> round(weighted_hhi([0.81, 0.14, 0.05], [6.92, 5.3, 6.05]), 3)
    4.659

    Source: European Commission, Study on the review of the list of critical raw materials (2017),
    p. 42: tantalum, EU sourcing.
    """
    parts, factors = checked(shares), np.asarray(weights, dtype=float)
    if factors.shape != parts.shape:
        raise ValueError(f"there are {parts.size} shares and {factors.size} weights")
    if not np.isfinite(factors).all() or (factors < 0).any():
        raise ValueError("weights must be finite and not negative")
    return float(np.sum(parts**2 * factors))


def supply_shares(
    imports: npt.ArrayLike, production: float, exports: float = 0.0
) -> tuple[Floats, float]:
    """Return shares in home's supply: of every partner, and of what home made and kept.

    Supply is imports + home production that is not exported. Exports beyond home production are
    taken as re-exports, which leave the mix of partners as it is.

    Args:
        imports: one amount a partner; these and the others in one unit.
        production: made at home.
        exports: sold abroad.

    Raises:
        ValueError: if an amount is negative or not finite, or nothing is supplied.

    >>> partners, home = supply_shares([3940, 740, 320], 8000)
    >>> partners.round(6).tolist(), round(home, 6)
    ([0.303077, 0.056923, 0.024615], 0.615385)
    """
    for amount in (production, exports):
        if not (np.isfinite(amount) and amount >= 0):
            raise ValueError("production and exports must be finite and not negative")
    bought = np.asarray(imports, dtype=float)
    shares = shares_of(np.append(bought, max(production - exports, 0.0)))
    return shares[:-1], float(shares[-1])
