"""What dearer or cheaper sources mean for orders; shared by the kinds tariff and price."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from workbench.core.network import Levers
from workbench.core.shocks import Parameter

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
