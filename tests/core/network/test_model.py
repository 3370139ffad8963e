"""The network as arrays and its levers."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.core.network import Levers, Network, build
from workbench.core.project import from_records


@pytest.fixture
def network() -> Network:
    row = {"period": "2021", "flow": "import", "reporter": "KOR", "partner": "CHN"}
    tables = {
        "settings": [{"key": "home", "value": "KOR"}, {"key": "months", "value": "6"}],
        "materials": [{"material": "tar"}, {"material": "pitch"}],
        "trade": [row | {"material": m, "quantity": 12.0} for m in ("tar", "pitch")],
        "recipes": [{"output": "pitch", "input": "tar", "quantity": 2}],
    }
    return build(from_records(tables))[0]


def test_that_a_shock_weighs_in_its_months_only_and_grows_over_the_ramp(network: Network) -> None:
    start = network.first
    assert network.weights(start + 1, 2).tolist() == [0, 1, 1, 0, 0, 0]
    assert network.weights(start, np.inf, 4).tolist() == [0.25, 0.5, 0.75, 1, 1, 1]
    assert network.weights(start - 2, np.inf, 4).tolist() == [0.75, 1, 1, 1, 1, 1]
    assert network.weights(start, 1.5).tolist() == [1, 0.5, 0, 0, 0, 0]


def test_that_a_new_plant_is_added_once_and_uses_the_general_recipe(network: Network) -> None:
    levers = Levers.of(network)
    place = levers.plant("new", network.index("pitch"))
    assert levers.plant("new", network.index("pitch")) == place == 2
    assert levers.network.use[:, place].tolist() == [2, 0]
    assert levers.capacity.shape == levers.allowed.shape == levers.idle.shape == (3, 6)
    assert network.sources == ("CHN", "CHN")  # the network itself stays as it was
