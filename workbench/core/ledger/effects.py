"""The accounting identities of a shift, on plain arrays; every one adds up to the change.

Sources: Ang, "The LMDI approach to decomposition analysis" (2005) and Ang and Liu, "Handling zero
values in the logarithmic mean Divisia index decomposition approach" (2007) for :func:`lmdi`;
Esteban-Marquillas and Dunn for :func:`shift_share`; the other two are algebra.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
_TINY = np.finfo(np.float64).tiny
_CLOSE = 0.1


def logarithmic_mean(one: Floats, two: Floats) -> Floats:
    """Return ``L(a, b) = (a - b) / (ln a - ln b)``, with ``L(a, a) = a`` and ``L(0, b) = 0``.

    Both are of at least 0 and of one shape; the result lies between them.
    """
    low, high = np.minimum(one, two), np.maximum(one, two)
    found = np.where(low > 0, high, 0.0)
    differs = (low > 0) & (high > low)
    gap, foot = high[differs] - low[differs], low[differs]
    near = gap < _CLOSE * foot
    # log1p keeps the digits that ln a - ln b loses when a is close to b
    logs = np.log(high[differs]) - np.log(foot)
    logs[near] = np.log1p(gap[near] / foot[near])
    found[differs] = gap / logs
    return found


def lmdi(before: Floats, after: Floats) -> Floats:
    """Return the additive LMDI-I effect of every factor on the product of the factors.

    ``V_i = x_1i * ... * x_ki``; the effect of factor k is ``L(V_i1, V_i0) ln(x_ki1 / x_ki0)``.
    The effects of an item add up to ``V_i1 - V_i0``. Where an item was or becomes zero the
    analytical limit is taken: all of its change belongs to the factor that is zero, and in equal
    parts to several ones that are.

    Args:
        before: factors x items, finite and of at least 0.
        after: the same later.

    Returns:
        Factors x items, in the unit of the product.

    Raises:
        ValueError: if a factor is negative or not known, or the shapes differ.

    >>> lmdi(np.array([[2.0, 1.0], [1.0, 0.0]]), np.array([[4.0, 1.0], [1.0, 3.0]])).tolist()
    [[2.0, 0.0], [0.0, 3.0]]
    """
    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if before.shape != after.shape or before.ndim != 2:
        raise ValueError(f"factors of two states have one shape, not {before.shape}, {after.shape}")
    for factors in (before, after):
        if not (np.isfinite(factors) & (factors >= 0)).all():
            raise ValueError("every factor must be known and at least 0")
    one, two = before.prod(axis=0), after.prod(axis=0)
    change = two - one
    known = (one > 0) & (two > 0)
    effects = np.zeros_like(before)
    ratio = np.log(after[:, known]) - np.log(before[:, known])
    effects[:, known] = logarithmic_mean(two[known], one[known]) * ratio
    zero = np.where(one > 0, after == 0, before == 0)
    zero[:, ~zero.any(axis=0)] = True  # a product too small to be told from zero
    alone = ~known & (change != 0)
    effects[:, alone] = change[alone] * zero[:, alone] / zero[:, alone].sum(axis=0)
    return closed(effects, change)


def closed(effects: Floats, change: Floats) -> Floats:
    """Return effects x items that add up to ``change``: the largest takes what rounding lost."""
    effects = effects.copy()
    if effects.size:
        largest = np.argmax(np.abs(effects), axis=0)
        effects[largest, np.arange(effects.shape[1])] += change - effects.sum(axis=0)
    return effects


def lmdi_multiplicative(before: Floats, after: Floats) -> Floats:
    """Return the factor by which each factor changed the sum over the items; LMDI-I.

    ``D_k = exp(sum_i L(V_i1, V_i0) / L(V_1, V_0) * ln(x_ki1 / x_ki0))``; their product is
    ``V_1 / V_0``. Every factor must be above 0.

    Raises:
        ValueError: if a factor is not above 0: a ratio to nothing has no value.
    """
    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if not ((before > 0) & (after > 0)).all():
        raise ValueError("every factor must be above 0")
    total = logarithmic_mean(
        np.array([after.prod(axis=0).sum()]), np.array([before.prod(axis=0).sum()])
    )
    found: Floats = np.exp(lmdi(before, after).sum(axis=1) / total)
    return found


def hhi_contributions(before: Floats, after: Floats) -> Floats:
    """Return what each share contributes to the change of the HHI: ``ds * (s0 + s1)``.

    They add up to ``HHI_1 - HHI_0`` exactly, since ``s1^2 - s0^2 = ds (s0 + s1)``; 0-1.

    >>> hhi_contributions(np.array([0.5, 0.5]), np.array([0.75, 0.25])).tolist()
    [0.3125, -0.1875]
    """
    return (after - before) * (before + after)


def replaced(before: Floats, after: Floats) -> Floats:
    """Return who took the place of whom: losers down, gainers across, in shares of 1.

    Whoever lost share is replaced by those who gained, in proportion to their gains:
    ``loss_i * gain_j / sum of gains``. That is an accounting rule, not an observation: customs
    figures do not say whose order went where. Rows add up to the losses and columns to the gains.

    Args:
        before: shares of one state, which add up to 1.
        after: shares of the other one.

    >>> replaced(np.array([0.75, 0.25, 0.0]), np.array([0.25, 0.5, 0.25])).tolist()
    [[0.0, 0.25, 0.25], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    """
    change = after - before
    losses, gains = np.maximum(-change, 0.0), np.maximum(change, 0.0)
    total = max(float(gains.sum()), _TINY)
    return np.outer(losses, gains / total)


def shift_share(weights: tuple[Floats, Floats], ratios: tuple[Floats, Floats]) -> dict[str, Floats]:
    """Return the parts of the change of ``R = sum(w_k r_k)`` by item.

    ``within = w0 dr`` (the ratios themselves changed), ``between = dw r0`` (weight moved to items
    with another ratio), ``interaction = dw dr``; the three add up to the change of R. So do
    ``within_midpoint = mean(w) dr`` and ``between_midpoint = dw mean(r)``, which need no third.

    Args:
        weights: weights of the items before and after, which add up to 1 each.
        ratios: ratios of the items before and after.
    """
    (w0, w1), (r0, r1) = weights, ratios
    dw, dr = w1 - w0, r1 - r0
    return {
        "within": w0 * dr,
        "between": dw * r0,
        "interaction": dw * dr,
        "within_midpoint": (w0 + w1) / 2 * dr,
        "between_midpoint": dw * (r0 + r1) / 2,
    }
