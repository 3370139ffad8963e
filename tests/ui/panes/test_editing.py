"""What is typed into a cell is one undo step, or nothing with the reason told."""

from __future__ import annotations

import pytest

from workbench.core.project import from_records
from workbench.ui.panes._editing import commit, delete
from workbench.ui.session import Session


@pytest.fixture
def session(qapp):
    made = Session()
    made.open(from_records({"materials": [{"material": "tar", "unit": "t"}]}), None, "test")
    yield made
    made.tasks.shutdown()


def test_that_a_fitting_text_is_one_step_named_for_the_cell(session):
    label = int(session.project["materials"].index[0])
    assert commit(session, "materials", label, "unit", "kg")
    assert session.project["materials"].at[label, "unit"] == "kg"
    assert session.undo.undoText() == "Edit unit of materials"


def test_that_an_unfit_text_changes_nothing_and_says_where_and_what_was_expected(session, qtbot):
    before, label = session.project, int(session.project["materials"].index[0])
    with qtbot.waitSignal(session.told) as heard:
        assert not commit(session, "materials", label, "material", "")
    (problem,) = heard.args[1]
    assert problem.place == "materials.material row 1"
    assert problem.expected
    assert session.project is before
    assert session.undo.count() == 0


def test_that_a_number_is_taken_as_the_cells_show_it(session):
    label = int(session.project["materials"].index[0])
    assert commit(session, "materials", label, "price", "12,500.5")
    assert session.project["materials"].at[label, "price"] == 12_500.5


def test_that_a_deleted_row_takes_along_what_refers_to_it_and_says_so(session, qtbot):
    project = from_records(
        {
            "materials": [{"material": "tar"}],
            "demand": [{"period": "2021", "material": "tar", "quantity": 1}],
        }
    )
    session.open(project, None, "test")
    with qtbot.waitSignal(session.told) as heard:
        delete(session, "materials", [int(project["materials"].index[0])], "Delete")
    assert "1 row of demand" in heard.args[1][0].message
    assert session.project["demand"].empty
    assert session.undo.count() == 1
