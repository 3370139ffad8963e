"""Qualified tonnes by month."""

from __future__ import annotations

import numpy as np
import pytest
from cooperation_cases import chain

from workbench.core import periods
from workbench.core.appraisal.cooperation.delivery import Uncertainty, deliver
from workbench.core.appraisal.cooperation.gates import PLANT
from workbench.core.appraisal.cooperation.model import cooperation_model
from workbench.core.spreads import read_spread

FIRST = periods.span("2023-07")[0]
CERTAIN = Uncertainty(read_spread("uniform(1,1)"), read_spread("uniform(1,1)"))
LOOSE = Uncertainty(read_spread("triangular(0.9,1,1.6)"), read_spread("triangular(0.8,1,1)"))
MODEL = cooperation_model(chain(), "anode")


def test_that_nothing_is_bought_before_it_is_qualified():
    found = deliver(MODEL, CERTAIN, FIRST, 24)
    assert found.tonnes[:6].tolist() == [0.0] * 6
    assert found.tonnes[6:18] == pytest.approx(8000 / 12)
    assert found.tonnes[18:] == pytest.approx(16000 / 12)


def test_that_without_uncertainty_the_band_is_the_plan():
    found = deliver(MODEL, CERTAIN, FIRST, 24, draws=16)
    assert (found.band == found.tonnes).all()


def test_that_the_band_holds_the_draws_and_never_more_than_the_capacity():
    found = deliver(MODEL, LOOSE, FIRST, 36, draws=256, seed=3)
    low, middle, high = found.band
    assert ((low <= middle) & (middle <= high)).all()
    assert (high <= 16000 / 12 + 1e-9).all()
    assert (found.draws == deliver(MODEL, LOOSE, FIRST, 36, draws=256, seed=3).draws).all()
    assert (low < found.tonnes - 1e-9).any()


def test_that_what_runs_already_is_certain_until_the_next_phase():
    running = cooperation_model(chain(status="running"), "anode")
    slips = Uncertainty(read_spread("uniform(1,2)"), read_spread("uniform(1,1)"))
    found = deliver(running, slips, FIRST, 48, draws=64)
    assert (found.draws[:, :18] == found.tonnes[:18]).all()
    # January 2025 is 18 months off; at most 18 months late.
    assert found.draws[:, 36:] == pytest.approx(16000 / 12)
    assert np.ptp(found.draws[:, 24]) > 0


def test_that_a_delay_moves_the_plan_and_every_draw_by_what_exceeds_the_slack():
    found = deliver(MODEL, CERTAIN, FIRST, 36, draws=4, delays={"tar maker": 9.0})
    assert found.tonnes[:10].tolist() == [0.0] * 10  # four months later: May 2024
    assert found.tonnes[10] == pytest.approx(8000 / 12)
    assert (found.draws == found.tonnes).all()


def test_that_later_phases_slip_with_the_plant():
    found = deliver(MODEL, CERTAIN, FIRST, 36, draws=4, delays={PLANT: 3.0})
    assert found.tonnes[18:21] == pytest.approx(8000 / 12)  # January to March 2025
    assert found.tonnes[21] == pytest.approx(16000 / 12)
    assert (found.draws == found.tonnes).all()


def test_that_a_plant_slips_only_from_the_month_up_to_which_it_is_known():
    running = cooperation_model(chain(status="running"), "anode")
    slips = Uncertainty(read_spread("uniform(1,2)"), read_spread("uniform(1,1)"))
    known = periods.span("2024-11")[0]
    found = deliver(running, slips, FIRST, 48, draws=64, since=known)
    assert found.draws[:, 20:] == pytest.approx(16000 / 12)  # at most two months late


def test_that_a_chain_that_cannot_be_dated_still_has_its_phases():
    found = deliver(cooperation_model(chain(approved=""), "anode"), CERTAIN, FIRST, 6)
    assert found.tonnes == pytest.approx(8000 / 12)
    assert found.plan.remarks
