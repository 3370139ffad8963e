"""The room of cooperation models: list, chain, delays, ramp risk, hearings, entries."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workbench.core.appraisal.cooperation.gates import PLANT, schedule
from workbench.core.appraisal.cooperation.model import cooperation_model
from workbench.core.appraisal.ramp import ramp_risk
from workbench.core.project import Project

CASES = Path(__file__).resolve().parents[2] / "core/appraisal/cooperation/cooperation_cases.py"


@pytest.fixture(scope="session")
def chain():
    """The made project: an institute, two input makers, a producer, a customer."""
    spec = importlib.util.spec_from_file_location("cooperation_cases", CASES)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.chain


@pytest.fixture
def idle(window, qtbot):
    def wait() -> None:
        QApplication.processEvents()
        qtbot.waitUntil(lambda: not window.session.tasks.running(), timeout=30_000)

    return wait


@pytest.fixture
def sample(opened, idle):
    opened.session.asked_for.emit("projects")
    idle()
    return opened.panes["projects"]


@pytest.fixture
def made(window, chain, idle):
    """The room on the made project."""
    window.session.open(chain(), None, "chain")
    window.session.asked_for.emit("projects")
    idle()
    return window.panes["projects"]


def texts(view, row: int = 0) -> dict[str, str]:
    heads = [head.column for head in view.frames.headings]
    return {name: view.frames.index(row, place).data() for place, name in enumerate(heads)}


def drag(field, months: int) -> None:
    """Move the slider as the mouse does."""
    field.slider.setSliderDown(True)
    field.slider.setSliderPosition(months)
    field.slider.setSliderDown(False)


def test_that_the_sample_stands_in_the_list_with_26_private_for_one_public(sample):
    row = texts(sample.table)
    assert row["leverage"] == "26"
    assert (row["status"], row["qualified"]) == ("running", "2021-12 (delivers)")
    assert row["weakest"] == "not known"
    assert sample.head.facts["leverage"].value == "26 to 1"
    assert sample.head.bars[0].words == "8,741,259 USD"


def test_that_what_is_missing_is_said_in_words_and_never_a_zero(sample):
    page = sample.delivery
    assert sample.head.facts["approved"].value == "not given"
    assert page.lacking.text() == (
        "Not given: the day of approval; readiness of every partner; months to qualification of"
        " every partner."
    )
    box = page.chain.boxes["Dongyang 동양"].box
    assert box.said == ("input maker · pitch", "months not given", "readiness not given")
    assert np.isnan(box.ready)
    assert not page.late.isVisible()
    assert "none can be delayed" in page.moved.text()
    assert {span.words for span in page.timeline.spans if span.key} == {"months not given"}


def test_that_every_figure_of_the_head_leads_to_its_rows(sample, opened, qtbot):
    seen = []
    opened.session.traced.connect(lambda table, labels: seen.append((table, list(labels))))
    project = opened.session.project
    for fact in sample.head.facts.values():
        qtbot.mouseClick(fact, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(sample.head.bars[0], Qt.MouseButton.LeftButton)
    assert [table for table, _ in seen] == [
        *["projects"] * 3,
        "capacity",
        *["projects"] * 3,
        "support",
    ]
    assert seen[0][1] == list(project["projects"].index)
    assert all(labels for _, labels in seen)
    assert opened.docks["tables"].isVisible()
    assert "graphite.xlsx" in sample.head.facts["investment"].toolTip()


def test_that_the_chain_names_roles_slack_and_the_weakest_link(made):
    boxes = {key: button.box for key, button in made.delivery.chain.boxes.items()}
    assert list(boxes) == [
        "institute",
        "pitch maker",
        "tar maker",
        "anode maker",
        PLANT,
        "cell maker",
    ]
    assert boxes["tar maker"].lines == ("input maker", "3 months, slack 5")
    assert boxes["cell maker"].badge == "weakest link"
    assert [key for key, box in boxes.items() if box.badge] == ["cell maker"]
    assert [key for key, box in boxes.items() if not box.strong] == ["tar maker"]
    assert "weakest link" in made.delivery.chain.boxes["cell maker"].accessibleName()
    assert made.delivery.sentence.text().startswith("Weakest link: cell maker")


@pytest.mark.parametrize(("months", "month"), [(5, "2024-01"), (9, "2024-05")])
def test_that_the_slider_moves_the_delivery_by_what_exceeds_the_slack(made, months, month):
    page = made.delivery
    before = page.plot.data()
    page.choose("tar maker")
    drag(page.late.months, months)
    assert [m.words for m in page.timeline.moments if m.strong] == [f"delivers from {month}"]
    first = page.plot.data().query("plan > 0")["month"].iloc[0]
    assert first == month
    without = page.plot.data()["plan without the delay"]
    assert without.tolist() == before["plan"].tolist()
    page.late.reset.click()
    assert page.plot.data().equals(before)


def test_that_another_step_takes_the_delay_back(made, qtbot):
    page = made.delivery
    page.choose("cell maker")
    drag(page.late.months, 7)
    assert "2024-08" in page.moved.text()
    qtbot.mouseClick(page.chain.boxes["institute"], Qt.MouseButton.LeftButton)
    assert (page.late.step, page.late.delays()) == ("institute", {})
    assert page.moved.text() == "Delivery from 2024-01."
    page.late.gate.setCurrentIndex(page.late.gate.findData(PLANT))
    page.late.gate.activated.emit(page.late.gate.currentIndex())
    drag(page.late.months, 2)
    assert "2024-03" in page.moved.text()


def test_that_keep_writes_the_months_as_one_step_that_undo_takes_back(made, window, idle):
    session, page = window.session, made.delivery
    page.choose("tar maker")
    drag(page.late.months, 9)
    page.late.keep.click()
    idle()
    model = cooperation_model(session.project, "anode")
    assert [link.months for link in model.links if link.organisation == "tar maker"] == [12.0]
    assert schedule(model).qualified == schedule(model).steps[-1].end
    assert texts(made.table)["qualified"] == "2024-05"
    assert page.late.delays() == {}
    assert page.late.step == "tar maker"
    assert session.undo.count() == 1
    session.undo.undo()
    idle()
    assert texts(made.table)["qualified"] == "2024-01"
    assert made.head.facts["qualified"].value == "2024-01"


def test_that_a_kept_delay_of_the_plant_moves_its_phases(made, window, idle):
    made.delivery.choose(PLANT)
    drag(made.delivery.late.months, 3)
    made.delivery.late.keep.click()
    idle()
    assert window.session.project["capacity"]["period"].tolist() == ["2023-04", "2025-04"]


def test_that_the_keyboard_reaches_every_box_and_row(made, qtbot):
    page, shell = made.delivery, made.window()
    page.chain.boxes["institute"].setFocus()
    for name in ("pitch maker", "tar maker"):
        qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Tab)
        assert shell.focusWidget() is page.chain.boxes[name]
    qtbot.keyClick(shell.focusWidget(), Qt.Key.Key_Space)
    assert page.late.step == "tar maker"
    page.timeline.setFocus()
    qtbot.keyClick(page.timeline, Qt.Key.Key_Down)
    assert page.late.step == "anode maker"


def test_that_copied_figures_hold_plan_median_and_both_edges(made):
    made.delivery.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    head = "month\t5-95 %, lower edge\t5-95 %, upper edge\tmedian\tplan"
    assert lines[0] == head
    assert len(lines) == 1 + 48 + 48


def test_that_ramp_risk_shows_what_the_core_says(sample, opened, idle):
    sample.tabs.setCurrentWidget(sample.ramp)
    idle()
    assert "has a time to recover" in sample.ramp.plot.message
    assert sample.ramp.found is None
    sample.ramp.recover.setValue(6.0)
    sample.ramp.share.setValue(50.0)
    idle()
    expected = ramp_risk(opened.session.project, "graphite anode", recover=6.0, share=0.5)
    frame = sample.ramp.found.months
    assert frame.equals(expected.months)
    row = texts(sample.ramp.table)
    assert float(row["time_to_survive_p50"]) == pytest.approx(
        expected.months["time_to_survive_p50"].iloc[0], abs=0.05
    )
    shown = sample.ramp.plot.data()["time to survive, median"]
    assert shown.tolist() == expected.months["time_to_survive_p50"].tolist()
    assert "24 of 24 months" in sample.ramp.plot.sentence.text()


def test_that_a_hearing_is_noted_with_day_and_organisation(made, window, qtbot, idle):
    made.tabs.setCurrentWidget(made.notes)
    page = made.notes
    page.date.setText("2024-05-31")
    page.organisation.setCurrentText("cell maker")
    qtbot.keyClicks(page.text, "Asks for 18 months of tests")
    qtbot.keyClick(page.text, Qt.Key.Key_Return)
    idle()
    note = window.session.project["notes"].iloc[-1]
    assert note[["table", "key", "date", "author"]].tolist() == [
        "projects",
        "anode",
        "2024-05-31",
        "cell maker",
    ]
    assert texts(page.table) == {
        "date": "2024-05-31",
        "author": "cell maker",
        "text": "Asks for 18 months of tests",
    }
    assert window.session.undo.undoText() == "Add a note of a hearing"


def test_that_a_note_can_be_edited_and_a_second_of_the_same_day_is_refused(
    made, window, type_into, idle
):
    made.tabs.setCurrentWidget(made.notes)
    told = []
    window.session.told.connect(lambda _about, problems: told.append(problems[0].message))
    for text in ("first", "second"):
        made.notes.date.setText("2024-05-31")
        made.notes.organisation.setCurrentText("institute")
        made.notes.text.setText(text)
        made.notes.add.click()
        idle()
    assert told == ["there is a note of this day already"]
    type_into(made.notes.table, 0, "text", "first and second")
    assert window.session.project["notes"]["text"].tolist() == ["first and second"]


def test_that_a_project_without_models_says_what_to_enter_and_offers_one(window, chain, idle):
    window.session.open(chain().replace({n: chain()[n].iloc[:0] for n in EMPTIED}), None, "bare")
    window.session.asked_for.emit("projects")
    idle()
    pane = window.panes["projects"]
    assert pane.first.isVisible()
    pane.first.click()
    idle()
    project = window.session.project["projects"].iloc[0]
    assert (project["material"], project["status"]) == ("graphite", "proposed")
    assert pane.tabs.currentWidget() is pane.entries
    assert pane.head.facts["state"].value == "not given"
    assert pane.head.facts["qualified"].value == "not dated"
    assert pane.delivery.plot.message == "Nothing is dated"
    assert not pane.delivery.copy.isEnabled()  # the figures of another model are not its own
    for place, table in ((1, "partners"), (1, "partners"), (2, "support")):
        pane.entries.choice.setCurrentIndex(place)
        pane.entries.add.trigger()
        idle()
        assert len(window.session.project[table])
    assert window.session.project["partners"]["role"].tolist() == ["research", "input"]
    assert "days to" not in pane.delivery.lacking.text()
    pane.remove.click()
    idle()
    assert all(window.session.project[name].empty for name in EMPTIED)
    assert pane.first.isVisible()


EMPTIED = ("projects", "partners", "support")


def test_that_a_model_that_is_given_another_name_stays_the_chosen_one(
    made, window, type_into, idle
):
    made.add.click()
    idle()
    assert made.tabs.currentWidget() is made.entries
    assert made.head.name.text() == "anode 2"
    type_into(made.entries.table, 0, "project", "cathode")
    idle()
    assert made.head.name.text() == "cathode"
    assert window.session.project["projects"]["project"].tolist() == ["anode", "cathode"]


def test_that_an_empty_study_shows_the_same_page(window, idle):
    window.session.asked_for.emit("projects")
    idle()
    assert window.panes["projects"].first.isVisible()
    window.panes["projects"].first.click()
    idle()
    assert len(window.session.project["projects"]) == 1
    window.session.open(Project(), None, "")


@pytest.mark.parametrize("width", [420, 1200])
def test_that_boxes_never_overlap_and_stay_inside(made, width, qtbot):
    chain = made.delivery.chain
    chain.setFixedWidth(width)
    qtbot.wait(1)
    frames = [button.geometry() for button in chain.boxes.values()]
    assert all(chain.rect().contains(frame) for frame in frames)
    assert min(frame.width() for frame in frames) >= 100
    assert not any(a.intersects(b) for a in frames for b in frames if a != b)
    assert chain.childAt(frames[0].center() + QPoint(0, 1)) is not None
