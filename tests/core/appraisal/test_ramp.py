"""A plant that grows while imports may stop."""

from __future__ import annotations

import numpy as np
import pytest
from appraisal_cases import two_projects
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.appraisal.ramp import bridging, ramp_risk, survival
from workbench.core.problem import DataRefused


def growing(**tables):
    """Need 100 a month; the plant makes 40 from January and 90 from July; 120 in stock."""
    capacity = [
        {"supplier": "plant A", "period": "2023-01", "capacity": 480.0},
        {"supplier": "plant A", "period": "2023-07", "capacity": 1080.0},
    ]
    materials = [{"material": "anode", "unit": "t", "stock": 120.0, "stock_target": 1.2}]
    projects = two_projects()["projects"].to_dict("records")[:1]
    base = {"capacity": capacity, "materials": materials, "projects": projects}
    return two_projects(**base | tables)


def test_that_a_case_done_by_hand_is_reproduced():
    found = ramp_risk(growing(), "A", recover=3.0, draws=8)
    table = found.months.set_index("period")
    assert table.loc["2023-01", "imports_needed_p50"] == pytest.approx(60.0)
    assert table.loc["2023-07", "imports_needed_p50"] == pytest.approx(10.0)
    assert found.binding_months == {"p5": 12.0, "p50": 12.0, "p95": 12.0}
    # January: 120 last two months of 60. May: 60 + 60, then 10 in July: two months as well.
    assert table.loc["2023-01", "time_to_survive_p50"] == pytest.approx(2.0)
    assert table.loc["2023-06", "time_to_survive_p50"] == pytest.approx(1 + 60 / 10)
    assert table.loc["2023-01", "stock_needed_p50"] == pytest.approx(180.0)
    assert table.loc["2023-05", "stock_needed_p50"] == pytest.approx(130.0)
    assert table.loc["2023-01", "exposed"] == 1.0
    assert table.loc["2023-06", "exposed"] == 0.0


def test_that_a_late_second_phase_keeps_imports_binding():
    settings = growing()["settings"].to_dict("records")
    settings = [
        {**row, "value": "uniform(1,2)"} if row["key"] == "schedule_spread" else row
        for row in settings
    ]
    running = [{**growing()["projects"].iloc[0].to_dict(), "status": "running"}]
    found = ramp_risk(growing(settings=settings, projects=running), "A", recover=3.0, draws=64)
    row = found.months.set_index("period").loc["2023-10"]
    assert row["imports_needed_p5"] == pytest.approx(10.0)
    assert row["imports_needed_p95"] == pytest.approx(60.0)


@given(
    st.lists(st.floats(0, 50), min_size=1, max_size=6),
    st.floats(0, 200),
    st.integers(1, 8).map(float),
)
def test_that_stock_survives_until_imports_are_back_exactly_when_it_bridges_them(
    missing, stock, months
):
    array = np.array([missing])
    lasts, needed = survival(array, stock)[0], bridging(array, months)[0]
    for place in range(len(missing)):
        if abs(needed[place] - stock) > 1e-6:
            assert (lasts[place] >= months - 1e-9) == (needed[place] < stock)


def test_that_the_time_to_recover_comes_from_the_suppliers_or_is_asked_for():
    abroad = {"supplier": "far", "country": "CHN", "material": "anode", "recovery_time": 4.0}
    suppliers = [*growing()["suppliers"].to_dict("records"), abroad]
    assert ramp_risk(growing(suppliers=suppliers), "A", draws=4).recover == 4.0
    with pytest.raises(DataRefused, match="time to recover"):
        ramp_risk(growing(), "A", draws=4)
    with pytest.raises(DataRefused, match="no such project"):
        ramp_risk(growing(), "Z", recover=1.0)
