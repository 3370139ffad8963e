"""What is chosen becomes a claim; what is no period is told."""

from __future__ import annotations

import pytest

from workbench.core.project import Project
from workbench.ui.panes._record_form import RecordForm


@pytest.fixture
def form(qtbot, graphite):
    made = RecordForm()
    qtbot.addWidget(made)
    made.offer(graphite, "artificial graphite")
    return made


def choose(combo, text: str) -> None:
    combo.setCurrentIndex(combo.findText(text))
    combo.activated.emit(combo.currentIndex())


def test_that_the_choices_become_a_claim(form, graphite, qtbot) -> None:
    with qtbot.waitSignal(form.changed):
        choose(form.country, "Japan")
    choose(form.direction, "highest")
    form.period.setText(" 2024h1 ")
    claim = form.claim(graphite)
    assert (claim.country, claim.materials) == ("JPN", ("artificial graphite",))
    assert (claim.direction, claim.period) == ("highest", "2024H1")


def test_that_a_list_is_all_of_its_materials_and_stays_when_another_material_is_shown(
    form, graphite
) -> None:
    choose(form.about, "list EU CRM 2023")
    form.follow("urea")
    assert form.claim(graphite).materials == ("natural graphite",)
    choose(form.about, "all materials")
    assert len(form.claim(graphite).materials) == len(graphite["materials"])


def test_that_another_material_is_followed_unless_a_list_was_chosen(form, graphite) -> None:
    form.follow("urea")
    form.offer(graphite, "urea")
    assert form.claim(graphite).materials == ("urea",)


def test_that_what_is_no_period_or_day_is_told(form, graphite) -> None:
    form.since.setText("long ago")
    assert "LONG AGO is no period" in form.claim(graphite)
    form.since.clear()
    form.as_of.setText("2024-02-30")
    assert "no day" in form.claim(graphite)


def test_that_without_figures_it_says_so(qtbot) -> None:
    made = RecordForm()
    qtbot.addWidget(made)
    made.offer(Project(), "")
    assert "import customs figures" in made.claim(Project())
