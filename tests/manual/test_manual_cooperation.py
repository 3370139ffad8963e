"""The manual says of cooperation models what the program does."""

from __future__ import annotations

import re

import pytest

from workbench.core import periods
from workbench.core.appraisal.cooperation.gates import schedule
from workbench.core.appraisal.cooperation.model import cooperation_model
from workbench.core.appraisal.cooperation.outlook import outlook
from workbench.core.appraisal.cooperation.overview import month_of
from workbench.core.appraisal.ramp import ramp_risk
from workbench.core.formats import read_files
from workbench.core.project import Project, from_records
from workbench.paths import resources, sample_workbook

PAGE = (resources() / "manual" / "6-cooperation-models.md").read_text(encoding="utf-8")
KEY = "graphite anode"


@pytest.fixture(scope="module")
def sample():
    project = read_files([sample_workbook()], Project()).project
    assert project is not None
    return project


def rows(columns: int) -> list[list[str]]:
    """Return the cells of the page's tables of so many columns, without their heads."""
    lines = [line.strip("| ").split("|") for line in PAGE.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines if len(line) == columns]
    return [line for line in cells[1:] if not set(line[0]) <= {"-"}]


def test_that_the_example_chain_is_dated_as_the_page_says():
    table = rows(6)
    partners = [
        {"project": "p", "organisation": name, "role": role, "gate_months": float(months)}
        for name, role, months, *_ in table
    ]
    project = from_records(
        {
            "projects": [{"project": "p", "supplier": "plant", "approved": "2021-01-15"}],
            "partners": partners,
            "capacity": [
                {"supplier": "plant", "period": "2023-01", "capacity": 8000.0},
                {"supplier": "plant", "period": "2025-01", "capacity": 16000.0},
            ],
        }
    )
    model = cooperation_model(project, "p")
    plan = schedule(model)
    found = [
        [step.organisation, month_of(step.start), month_of(step.end), f"{step.slack:.0f}"]
        for step in plan.steps
        if step.link
    ]
    assert found == [[row[0], *row[3:]] for row in table]
    assert f"delivers from {month_of(plan.qualified)}" in PAGE
    assert f"weakest link is the {plan.weakest.organisation}" in " ".join(PAGE.split())
    later = schedule(model, {"tar maker": 9.0})
    assert f"to {month_of(later.qualified)}" in PAGE


def test_that_the_tonnes_of_the_sample_are_those_of_the_page(sample):
    model = cooperation_model(sample, KEY)
    found = outlook(sample, model)
    for amount in (model.investment, model.state_money):
        assert f"{amount:,.0f} USD" in PAGE
    assert f"**{model.leverage:.0f}** to 1" in PAGE
    table = rows(4)
    assert len(table) == 3
    for month, plan, middle, band in table:
        place = periods.span(month)[0] - found.first
        said = [float(n.replace(",", "")) for n in (plan, *re.findall(r"[\d,.]+", band), middle)]
        drawn = found.delivery
        low, median, high = drawn.band[:, place]
        assert said == pytest.approx([drawn.tonnes[place], low, high, median], abs=0.051)


def test_that_the_ramp_risk_of_the_sample_is_that_of_the_page(sample):
    found = ramp_risk(sample, KEY, recover=6.0)
    first = found.months.iloc[0]
    for words in (
        f"{first['need']:,.0f} t are needed in January 2023",
        f"makes {first['delivered_p50']:,.1f} (median)",
        f"{first['imports_needed_p50']:,.0f} have to be imported",
        f"in {found.binding_months['p50']:.0f} of {len(found.months)} months",
        f"stock of {found.stock:,.0f} t lasts {first['time_to_survive_p50']:.1f} months",
        f"{first['stock_needed_p50']:,.0f} t would bridge",
    ):
        assert words in " ".join(PAGE.split()), words
