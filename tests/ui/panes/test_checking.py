"""What an edit broke is found, at the row of the table as it stands."""

from __future__ import annotations

from workbench.core import edit
from workbench.ui.panes._checking import findings


def test_that_a_name_without_its_row_is_found_where_it_stands(graphite):
    label = int(graphite["scenarios"].index[-1])
    broken = edit.set_cell(graphite, "scenarios", label, "parent", "nobody")
    (problem,) = findings(broken, {"scenarios"})
    assert (problem.table, problem.column, problem.value) == ("scenarios", "parent", "nobody")
    assert problem.row == len(graphite["scenarios"])
    assert findings(graphite, {"scenarios", "settings", "materials"}) == []


def test_that_settings_are_checked_when_they_change(graphite):
    rows = graphite["settings"]
    home = int(rows.index[rows["key"] == "home"][0])
    broken = edit.set_cell(graphite, "settings", home, "value", "Atlantis")
    assert [p.value for p in findings(broken, {"settings"})] == ["Atlantis"]
    assert findings(broken, {"materials"}) == []
