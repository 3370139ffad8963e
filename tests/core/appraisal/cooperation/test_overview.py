"""Every cooperation model in one row, and what is missing of one."""

from __future__ import annotations

import numpy as np
import pytest
from cooperation_cases import LINKS, chain

from workbench.core import periods
from workbench.core.appraisal.cooperation.gates import schedule
from workbench.core.appraisal.cooperation.model import cooperation_model
from workbench.core.appraisal.cooperation.overview import (
    AHEAD,
    beginning,
    horizon,
    lacking,
    month_of,
    overview,
)


def test_that_each_model_says_when_it_delivers_and_what_that_is_taken_from():
    row = overview(chain()).iloc[0]
    assert (row["qualified"], row["dated"], row["weakest"]) == ("2024-01", "gates", "cell maker")
    assert row["leverage"] == 20.0
    running = overview(chain(status="running")).iloc[0]
    assert (running["qualified"], running["dated"]) == ("2023-01", "delivers")
    undated = overview(chain(approved="", investment=np.nan)).iloc[0]
    assert (undated["qualified"], undated["dated"]) == ("2023-01", "capacity")
    assert np.isnan(undated["leverage"])
    nothing = overview(chain(approved="", supplier="")).iloc[0]
    assert (nothing["qualified"], nothing["dated"]) == ("", "")


def test_that_what_is_missing_is_named_and_what_is_there_is_not():
    assert lacking(cooperation_model(chain(), "anode")) == ()
    links = [("a", "research", np.nan, 5), ("b", "input", 3.0, np.nan)]
    found = lacking(cooperation_model(chain(links=links, approved="", phases=[]), "anode"))
    assert found == (
        "dated capacity of plant",
        "the day of approval",
        "readiness of b",
        "months to qualification of a",
    )
    every = [(name, role, np.nan, np.nan) for name, role, *_ in LINKS]
    found = lacking(cooperation_model(chain(links=every), "anode"))
    assert found == ("readiness of every partner", "months to qualification of every partner")


def test_that_the_months_to_look_at_go_from_approval_beyond_the_last_phase():
    model = cooperation_model(chain(), "anode")
    first, months = horizon(model, schedule(model))
    assert first == periods.span("2021-01")[0]
    assert first + months == periods.span("2025-01")[0] + AHEAD
    running = cooperation_model(chain(status="running"), "anode")
    assert horizon(running, schedule(running))[0] == periods.span("2023-01")[0]
    bare = cooperation_model(chain(approved="", supplier=""), "anode")
    assert horizon(bare, schedule(bare)) is None


@pytest.mark.parametrize(
    ("moment", "month"), [(24299.999999999996, "2025-01"), (24299.4, "2024-12")]
)
def test_that_a_moment_a_hair_before_a_month_belongs_to_it(moment, month):
    assert month_of(moment) == month


def test_that_a_project_without_figures_has_no_first_month():
    assert beginning(chain()) is None
