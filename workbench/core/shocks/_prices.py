"""What dearer or cheaper sources mean for orders; shared by the kinds tariff and price."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers
from workbench.core.problem import Problem
from workbench.core.shocks import Parameter, Shock

ELASTICITY = Parameter(
    name="elasticity",
    label="Elasticity",
    meaning="how strongly usual orders move away from what grows dearer: usual share x (price"
    " ratio) ^ -elasticity, rescaled; 0 changes only whom buyers ask first to take over",
    default=0.0,
    high=10.0,
    step=0.1,
    firm=True,
)


def lean_away(
    levers: Levers, hit: list[int], ratio: npt.NDArray[np.float64], elasticity: float
) -> None:
    """Move usual orders away from sources whose price grows by ``ratio`` (by month).

    Constant elasticity of substitution between origins (Armington 1969). Example: a duty of 25 %
    with elasticity 2 weighs a usual share by 1.25 ** -2 = 0.64 before it is rescaled.
    """
    if elasticity > 0:
        levers.lean[hit] *= np.maximum(ratio, 1e-9) ** -elasticity


def offers(levers: Levers, hit: list[int], month: int) -> npt.NDArray[np.int64]:
    """Return in which order the sources of all materials that are hit are asked in a month.

    Ranks over all of them together: within a material by price x duty, unknown prices last.
    """
    places = np.flatnonzero(np.isin(levers.network.material, levers.network.material[hit]))
    price, duty = levers.price[places, month], levers.duty[places, month]
    unknown = np.isnan(price)
    key = np.where(unknown, duty, price * duty)
    material = levers.network.material[places]
    order = np.lexsort((key, unknown, material))
    columns = (column[order] for column in (material, unknown, key))
    next_one = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    ranks = np.zeros(len(places), dtype=np.int64)
    ranks[order[1:]] = np.cumsum(next_one)
    return ranks


def told(
    levers: Levers, shock: Shock, hit: list[int], before: npt.NDArray[np.int64], month: int
) -> list[Problem]:
    """Return findings about a price or duty that moves no usual orders, or nothing at all.

    Args:
        levers: as the shock left them.
        shock: the shock.
        hit: the sources it hits.
        before: what :func:`offers` gave before.
        month: a month in which it acts.
    """
    asks = not (before == offers(levers, hit, month)).all()
    if shock.number("elasticity") > 0:
        text = "all who deliver to home are hit alike; the shock changes nothing"
        return [] if asks else [shock.finding(text)]
    stay = "without an elasticity usual orders stay as they are"
    remedy = "Give an elasticity for them to move"
    if asks:
        text = f"{stay}; only whom buyers ask first to take over changes"
        return [shock.finding(text, "info", "parameters", remedy=remedy)]
    text = f"{stay}, and nobody is asked sooner or later to take over; the shock changes nothing"
    return [shock.finding(text, "warning", "parameters", remedy=remedy)]


def says_itself(
    levers: Levers, shock: Shock, hit: list[int], ratio: npt.NDArray[np.float64]
) -> bool:
    """Return whether nothing needs to be told: usual orders move, or a size of 0 says they do not.

    ``ratio`` says by what the sources that are hit grow dearer.
    """
    if shock.number("elasticity") > 0 and _moves(levers, hit, ratio):
        return True
    return shock.size == 0 and bool((ratio == 1.0).all())


def _moves(levers: Levers, hit: list[int], ratio: npt.NDArray[np.float64]) -> bool:
    """Return whether sources of one material with usual orders do not all grow dearer alike."""
    network = levers.network
    dearer = np.ones(len(network.sources))
    dearer[hit] = ratio
    sells = network.share > 0
    least = np.full(len(network.materials), np.inf)
    most = np.zeros(len(network.materials))
    np.minimum.at(least, network.material[sells], dearer[sells])
    np.maximum.at(most, network.material[sells], dearer[sells])
    return bool((most > least).any())
