"""Every indicator says how it is computed: in words, in numbers, and from which inputs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_figures import bought, facts, paid, years

from workbench.core.figures import Amounts, Figures
from workbench.core.indicators import all_indicators

ABOUT = facts(
    {"CHN": 80.0, "KOR": 20.0, "BRA": 10.0},
    governance={"CHN": -0.4, "KOR": 0.8, "JPN": 1.3, "BRA": -0.2},
    stability={"CHN": -0.5, "KOR": 0.6, "JPN": 1.0, "BRA": -0.4},
    trade_parameter={"CHN": 1.1},
    recycling=0.1,
    substitution=0.9,
    importance=3.0,
)


def complete() -> Figures:
    """Figures from which every indicator can be computed by quantity."""
    periods = []
    for year in ("2021", "2020", "2019"):
        exporters = Amounts(("CHN", "KOR"), ABOUT.world.amounts[:2], year)
        told = replace(ABOUT, exporters=exporters)
        imports, sold = {"CHN": 7e7, "JPN": 1e7}, {"USA": 1e7}
        money = paid(imports, sold=sold, period=year, production=2e7, facts=told)
        mass = bought(imports, sold=sold, period=year, production=2e7, facts=told, other=money)
        periods.append(mass)
    return years(*periods)


@pytest.mark.parametrize("key", all_indicators())
def test_that_an_explanation_has_formula_numbers_inputs_and_result(key: str) -> None:
    indicator = all_indicators()[key]
    found = indicator.explain(complete())
    assert found.outcome.status == "ok", found.outcome
    assert all((found.title, found.meaning, found.unit, found.limits, found.formula, found.source))
    assert indicator.example
    assert found.inputs
    assert all(row.name for row in found.inputs)
    assert found.worked.endswith(f"= {found.outcome.value:,.6g}")
    assert "nan" not in found.worked


@pytest.mark.parametrize("key", all_indicators())
def test_that_without_figures_there_is_a_reason_and_no_worked_formula(key: str) -> None:
    for empty in (bought({}), paid({})):
        found = all_indicators()[key].explain(empty)
        assert found.outcome.status in ("missing", "undefined")
        assert found.outcome.note
        assert found.worked == ""


def test_that_a_worked_formula_has_the_numbers_of_the_material_in_it() -> None:
    figures = bought({"CHN": 5000.0}, production=8000.0)
    worked = {key: one.explain(figures).worked for key, one in all_indicators().items()}
    assert worked["self_sufficiency"] == "8,000 / (8,000 + 5,000 - 0) = 0.615385"
    assert worked["net_import_reliance"] == "(5,000 - 0) / (8,000 + 5,000 - 0) = 0.384615"
    assert worked["hhi"] == "1² = 1"
