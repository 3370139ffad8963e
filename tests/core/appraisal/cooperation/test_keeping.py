"""A delay that is kept moves the delivery as it did when it was tried out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from cooperation_cases import LINKS, chain
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.appraisal.cooperation.gates import PLANT, schedule
from workbench.core.appraisal.cooperation.keeping import keep_delay
from workbench.core.appraisal.cooperation.model import cooperation_model
from workbench.core.values import Unfit


@given(st.sampled_from([name for name, *_ in LINKS] + [PLANT]), st.integers(0, 40).map(float))
def test_that_what_was_tried_out_is_what_is_kept(name, months):
    project = chain()
    tried = schedule(cooperation_model(project, "anode"), {name: months})
    kept = schedule(cooperation_model(keep_delay(project, "anode", name, months), "anode"))
    assert kept.qualified == pytest.approx(tried.qualified)
    assert [step.end for step in kept.steps] == pytest.approx([step.end for step in tried.steps])


def test_that_a_gate_that_was_open_at_readiness_nine_takes_the_delay():
    project = keep_delay(chain(links=[("a", "research", np.nan, 9)]), "anode", "a", 4.0)
    assert cooperation_model(project, "anode").links[0].months == 4.0


def test_that_every_phase_moves_with_the_plant_and_other_plants_stay():
    project = chain()
    more = project["capacity"].iloc[:1].assign(supplier="other")
    more.index = [10**9]
    both = project.replace({"capacity": pd.concat([project["capacity"], more])})
    moved = keep_delay(both, "anode", PLANT, 5.0)["capacity"]
    assert moved["period"].tolist() == ["2023-06", "2025-06", "2023-01"]


def test_that_what_cannot_be_kept_is_refused():
    with pytest.raises(Unfit, match="whole months"):
        keep_delay(chain(), "anode", PLANT, 1.5)
    with pytest.raises(Unfit):
        keep_delay(chain(), "anode", "cell maker", -20.0)
    with pytest.raises(KeyError, match="no partner"):
        keep_delay(chain(), "anode", "nobody", 1.0)
