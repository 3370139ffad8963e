"""Gates one after the other."""

from __future__ import annotations

import numpy as np
import pytest
from cooperation_cases import LINKS, chain
from hypothesis import given
from hypothesis import strategies as st

from workbench.core import periods
from workbench.core.appraisal.cooperation.gates import PLANT, moments, schedule
from workbench.core.appraisal.cooperation.model import cooperation_model

MODEL = cooperation_model(chain(), "anode")
QUALIFIED = periods.span("2024-01")[0]


def test_that_gates_follow_each_other_and_partners_of_a_role_work_side_by_side():
    # January 2021 + 6 (institute) + 8 (the slower input) + 10 (anode) = January 2023 = the plant;
    # + 12 months at the customer.
    plan = schedule(MODEL)
    assert plan.qualified == QUALIFIED
    assert {step.organisation: step.slack for step in plan.steps} == {
        "institute": 0,
        "pitch maker": 0,
        "tar maker": 5,
        "anode maker": 0,
        PLANT: 0,
        "cell maker": 0,
    }
    assert plan.weakest.organisation == "cell maker"


@given(
    st.sampled_from([name for name, *_ in LINKS] + [PLANT]),
    st.integers(0, 40).map(float),
    st.sampled_from(["2021-06", "2023-01", "2024-09"]),
)
def test_that_a_delay_moves_the_delivery_by_what_exceeds_the_slack(name, months, built):
    model = cooperation_model(chain(phases=[(built, 8000.0)]), "anode")
    before, after = schedule(model), schedule(model, {name: months})
    (step,) = (step for step in before.steps if step.organisation == name)
    assert after.qualified - before.qualified == pytest.approx(max(0.0, months - step.slack))


@given(
    st.sampled_from([name for name, *_ in LINKS] + [PLANT]),
    st.integers(0, 40).map(float),
    st.floats(0.5, 2.0),
    st.sampled_from(["approved", "running"]),
)
def test_that_the_quick_moments_are_those_of_the_schedule(name, months, factor, status):
    model = cooperation_model(chain(status=status), "anode")
    plan = schedule(model, {name: months}, {name: factor})
    built = [step.end for step in plan.steps if step.organisation == PLANT] or [np.nan]
    found = moments(model, {name: months}, {name: factor})
    assert found == pytest.approx((plan.qualified, built[0]), nan_ok=True)


def test_that_the_plant_may_be_what_everything_waits_for():
    late = schedule(cooperation_model(chain(phases=[("2024-07", 8000.0)]), "anode"))
    assert late.qualified == periods.span("2025-07")[0]
    assert {step.organisation: step.slack for step in late.steps}["institute"] == 18


def test_that_of_equally_long_gates_the_least_ready_is_the_weakest():
    links = [("a", "research", 6.0, 7), ("b", "producer", 6.0, 3)]
    assert (
        schedule(cooperation_model(chain(links=links, phases=[]), "anode")).weakest.organisation
        == "b"
    )


@pytest.mark.parametrize(
    ("project", "words"),
    [
        (chain(approved=""), "no day of approval"),
        (
            chain(links=[*LINKS[:1], ("b", "input", np.nan, 5)]),
            "months to qualification are given for b",
        ),
        (chain(links=[]), "no partners"),
    ],
)
def test_that_gates_that_cannot_be_dated_are_told_and_never_taken_as_none(project, words):
    plan = schedule(cooperation_model(project, "anode"))
    assert plan.qualified == periods.span("2023-01")[0]
    assert words in plan.remarks[0]


def test_that_a_plant_that_delivers_has_its_gates_behind_it():
    plan = schedule(cooperation_model(chain(status="running"), "anode"))
    assert (plan.qualified, plan.remarks) == (periods.span("2023-01")[0], ())
