"""Cooperation models as the tables hold them."""

from __future__ import annotations

import numpy as np
import pytest
from cooperation_cases import LINKS, chain

from workbench.core.appraisal.cooperation.model import cooperation_model, cooperation_models
from workbench.core.problem import DataRefused


def test_that_public_money_is_the_state_budget_else_the_package():
    assert cooperation_model(chain(), "anode").state_money == 13.0
    model = cooperation_model(chain(state_budget=20.0), "anode")
    assert model.state_money == 20.0
    assert model.leverage == 13.0
    assert model.package == {"rnd": 10.0, "tax": 3.0}


def test_that_partners_stand_in_the_order_of_the_chain():
    (model,) = cooperation_models(chain(links=LINKS[::-1]))
    assert [link.role for link in model.links] == [
        "research",
        "input",
        "input",
        "producer",
        "customer",
    ]


def test_that_a_link_at_readiness_nine_needs_no_months_and_others_stay_unknown():
    links = [("a", "research", np.nan, 9), ("b", "input", np.nan, 5)]
    model = cooperation_model(chain(links=links), "anode")
    assert model.links[0].months == 0.0
    assert np.isnan(model.links[1].months)


def test_that_an_unknown_project_is_refused_with_the_known_ones():
    with pytest.raises(DataRefused, match="one of anode"):
        cooperation_model(chain(), "cathode")
