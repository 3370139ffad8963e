"""What a run would leave out, told before it."""

from __future__ import annotations

from typing import Any

import pytest
from small_market import imports, study, supplier

from workbench.core.checks import check
from workbench.core.simulation.before import before_a_run
from workbench.core.simulation.run import run

CUT = {"kind": "export_restriction", "country": "CHN"}


@pytest.mark.parametrize(
    ("shock", "told"),
    [
        (CUT | {"material": "urea"}, "no figures of urea"),
        (CUT | {"start": "2031-01"}, "outside the months"),
        ({"kind": "supplier_outage", "supplier": "empty"}, "neither capacity nor volume"),
        ({"kind": "supplier_outage", "supplier": "gone"}, "no such supplier"),
        ({"kind": "substitution", "material": "anode"}, "no substitute is named"),
    ],
)
def test_that_what_is_left_out_is_told_before_the_run_and_in_its_result(
    shock: dict[str, Any], told: str
) -> None:
    project = study(CUT, shock, suppliers=[supplier("empty", "USA")])
    before = [problem for problem in before_a_run(project) if problem.severity == "error"]
    assert [told in problem.message for problem in before] == [True]
    assert before[0].row == project["shocks"].index[1]
    assert any(told in problem.message for problem in check(project))
    result = run(project, "s")
    assert result.incomplete
    assert result.left_out == [before[0].message]
    assert result.shift["change"].abs().max() > 0  # the other shock happens


def test_that_shocks_of_a_parent_are_told_once_and_bad_cells_are_left_to_the_schema() -> None:
    parents = [{"scenario": "child", "parent": "s"}]
    own = CUT | {"scenario": "child", "order": 3}
    project = study(CUT | {"material": "urea"}, own, scenarios=parents)
    assert len(list(before_a_run(project))) == 1
    assert not list(before_a_run(study()))


def test_that_a_project_that_cannot_be_simulated_says_why() -> None:
    project = study(CUT, settings=[{"key": "months", "value": "6"}])
    assert "whose dependence" in next(before_a_run(project)).message
    loop = [{"output": "anode", "input": "anode", "quantity": 1}]
    assert not list(before_a_run(study(CUT, recipes=loop, trade=imports("anode", CHN=1))))
