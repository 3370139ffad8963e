"""A seller of 100 a day, of which a buyer that makes 200 uses 60."""

from __future__ import annotations

import numpy as np

from workbench.core.simulation.ario import DAYS
from workbench.core.simulation.industries import Industry, InputOutput, input_output

SELLER, BUYER = "AUS/ore", "KOR/metal"
PAIR = (Industry("AUS", "ore"), Industry("KOR", "metal"))


def small(names: tuple[Industry, ...] = PAIR) -> InputOutput:
    flows = np.array([[0.0, 60.0], [0.0, 0.0]]) * DAYS
    final = np.array([[40.0], [200.0]]) * DAYS
    return input_output(names, ["all"], flows, final, "small.xlsx")
