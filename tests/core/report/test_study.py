"""A study as a report."""

from __future__ import annotations

import pytest

from workbench.core.formats import read_files
from workbench.core.project import Project, from_records
from workbench.core.report.study import page, report
from workbench.paths import sample_workbook

NASTY = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def sample():
    return report(read_files([sample_workbook()], Project()).project)


def test_that_every_question_has_its_section_with_figures_and_pictures(sample):
    sections = {section.title: section for section in sample.sections}
    assert list(sections) == [
        "On whom do we depend?",
        "Would we have been warned?",
        "What happens if they stop?",
        "How exposed are we?",
        "Cooperation models",
        "Findings about the data",
        "Where the figures come from",
    ]
    dependence, scenarios = (
        sections["On whom do we depend?"],
        sections["What happens if they stop?"],
    )
    assert len(dependence.pictures) >= 3
    rows = dict(dependence.tables)["Indicators of that year"]
    graphite = rows[rows["material"] == "artificial graphite"].set_index("indicator")
    assert graphite.loc["Import dependence", "basis"] == "quantity"
    assert graphite.loc["Share of the largest partner", "value"] == pytest.approx(0.8757, abs=1e-4)
    summary = dict(scenarios.tables)["Shortage and dependence"]
    licence = summary[(summary["run"] == "china-licence") & (summary["measure"] == "shortage")]
    found = licence.set_index("material").loc["artificial graphite", "scenario"]
    assert found == pytest.approx(1006.65, abs=0.01)
    assert len(scenarios.pictures) >= 4
    assert dict(sections["Cooperation models"].tables)["Money and delivery"].shape[0] == 1


def test_that_the_page_stands_alone(sample):
    text = page(sample)
    assert text.startswith("<!DOCTYPE html>")
    assert "<script" not in text
    assert "src=" not in text
    assert text.count("<svg") == sum(len(section.pictures) for section in sample.sections)


def test_that_what_cannot_be_computed_is_said_and_markup_stays_text():
    bare = from_records(
        {
            "settings": [{"key": "title", "value": NASTY}],
            "materials": [{"material": NASTY}],
            "scenarios": [{"scenario": "ban"}],
        }
    )
    made = report(bare)
    told = {section.title: section.text for section in made.sections}
    assert told["What happens if they stop?"][0] == "This part cannot be computed."
    assert told["Cooperation models"] == ("The project has none.",)
    assert "<img" not in page(made)
