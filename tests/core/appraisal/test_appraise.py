"""Two projects done by hand."""

from __future__ import annotations

import pytest
from appraisal_cases import two_projects

from workbench.core.appraisal.appraise import appraise, weighed
from workbench.core.problem import DataRefused
from workbench.core.progress import Cancelled, Progress

# Without plants: 50 of 100 are missing in the six months of the cut: 300.
# A delivers from the first month, so that 80 are usual from China and 40 come: 40 are missing: 240.
# B comes in July: three months lack 50, then 50 come, 30 are made and 20 are missing: 210.
# Half the time nothing is cut. A makes 240 of the 1,200 of the year, B 180.
BY_HAND = {
    "A": {
        "avoided_shortage": (300 - 240) / 2,
        "avoided_shortage_value": 2 * (300 - 240) / 2,
        "avoided_cvar": 2 * (300 - 240),
        "import_dependence_change": -0.2,
        "home_share": 0.2,
        "export_share": 0.0,
        "output": 240.0,
    },
    "B": {
        "avoided_shortage": (300 - 210) / 2,
        "avoided_shortage_value": 2 * (300 - 210) / 2,
        "avoided_cvar": 2 * (300 - 210),
        "import_dependence_change": -0.15,
        "home_share": 0.15,
        "export_share": 0.0,
        "output": 180.0,
    },
}


def test_that_two_projects_done_by_hand_are_reproduced():
    project = two_projects()
    found = appraise(project, weighed(project, {"cut": 0.5}), draws=4)
    assert [each.model.key for each in found.projects] == ["A", "B"]
    for each in found.projects:
        expected = BY_HAND[each.model.key]
        for name, figure in each.figures.items():
            assert figure.planned == pytest.approx(expected[name], rel=1e-9, abs=1e-9), name
            assert figure.draws == pytest.approx(figure.planned, rel=1e-9, abs=1e-9), name
    shares = found.projects[0].shares
    assert shares["CHN"] == pytest.approx((1.0, 0.8), rel=1e-9)
    assert shares["KOR"] == pytest.approx((0.0, 0.2), rel=1e-9)


def test_that_draws_give_a_band_and_the_same_seed_the_same_one():
    spread = [{"key": "yield_spread", "value": "uniform(0.5,1)"}]
    project = two_projects()
    settings = [*project["settings"].to_dict("records")[:3], *spread]
    loose = two_projects(settings=settings)
    one, two = (appraise(loose, weighed(loose), draws=32, seed=7) for _ in range(2))
    figure = one.projects[0].figures["output"]
    low, high = figure.band
    assert 120.0 <= low < 150.0
    assert 200.0 < high <= 240.0
    assert (figure.draws == two.projects[0].figures["output"].draws).all()


def test_that_probabilities_leave_the_rest_to_the_base():
    project = two_projects()
    assert [(w.scenario, w.probability) for w in weighed(project, {"cut": 0.25})] == [
        ("", 0.75),
        ("cut", 0.25),
    ]
    assert [w.probability for w in weighed(project)] == [0.5, 0.5]


@pytest.mark.parametrize("given", [{"war": 0.1}, {"cut": 1.5}, {"cut": -0.1}])
def test_that_impossible_probabilities_are_refused(given):
    with pytest.raises(DataRefused, match="probabilities of scenarios"):
        weighed(two_projects(), given)


def test_that_no_likely_scenario_at_all_leaves_the_base():
    project = two_projects()
    assert [(w.scenario, w.probability) for w in weighed(project, {})] == [("", 1.0)]


def test_that_it_can_be_cancelled_before_the_first_project():
    class Stop(Progress):
        def step(self, _done, _total, text=""):
            if text == "simulating":
                raise Cancelled

    project = two_projects()
    with pytest.raises(Cancelled):
        appraise(project, weighed(project), draws=4, progress=Stop())


def test_that_progress_only_goes_forward():
    steps = []

    class Noted(Progress):
        def step(self, done, total, _text=""):
            steps.append(done / total)

    project = two_projects()
    appraise(project, weighed(project), draws=4, progress=Noted())
    assert steps == sorted(steps)
    assert steps[-1] == 1.0
