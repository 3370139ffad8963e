"""What holds for every screen: own thresholds, currencies, rounding."""

from __future__ import annotations

from dataclasses import replace

from made_figures import NAN, facts, paid

from workbench.core.figures import Figures
from workbench.core.indicators import all_indicators
from workbench.core.indicators._screens import Criterion
from workbench.core.project import from_records
from workbench.core.screens import screens


def value(key: str, figures: Figures) -> float | None:
    outcome = all_indicators()[key].compute(figures)
    return outcome.value if outcome.status == "ok" else None


def test_that_a_threshold_in_dollars_does_not_judge_values_in_won() -> None:
    told = replace(facts(), currency="KRW")
    outcome = all_indicators()["motie_dependent"].compute(paid({"CHN": 1e9}, facts=told))
    assert outcome.status == "missing"
    assert "screen.motie_dependent.imports" in outcome.note
    own = from_records({"settings": [{"key": "screen.motie_dependent.imports", "value": "1e8"}]})
    told = replace(told, screens=screens(own))
    assert value("motie_dependent", paid({"CHN": 1e9}, facts=told)) == 1.0


def test_that_the_project_sets_thresholds_and_the_country() -> None:
    settings = [
        {"key": "screen.kiet_concern.share", "value": "0.95"},
        {"key": "screen.kiet_vulnerable.country", "value": "JPN"},
    ]
    told = replace(facts(), screens=screens(from_records({"settings": settings})))
    figures = paid({"CHN": 90.0, "JPN": 10.0}, facts=told)
    assert value("kiet_concern", figures) == 0.0
    assert value("kiet_vulnerable", figures) == 0.0
    inputs = all_indicators()["kiet_concern"].explain(figures).inputs
    assert any(row.source == "settings, screen.kiet_concern.share" for row in inputs)


def test_that_a_rule_about_home_itself_is_undefined() -> None:
    told = facts(home="CHN")
    outcome = all_indicators()["kiet_concern"].compute(paid({"JPN": 1.0}, facts=told))
    assert outcome.status == "undefined"


def test_that_rounding_does_not_keep_a_figure_from_its_threshold() -> None:
    assert Criterion("x", 0.1 + 0.2, 0.3).holds
    assert Criterion("x", 1.0 - 1e-12, 1.0).holds
    assert not Criterion("x", 1.0, 1.0, above=True).holds
    assert Criterion("x", NAN, 1.0).holds is None
