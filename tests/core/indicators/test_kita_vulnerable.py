from __future__ import annotations

from made_figures import paid, years

from workbench.core.figures import Figures
from workbench.core.indicators.kita_vulnerable import INDICATOR


def _kita(*shares: float, imports: float = 1e7, **fields: object) -> Figures:
    periods = [
        paid(
            {"CHN": imports * share, "JPN": imports * (1 - share)},
            period=str(2021 - back),
            **fields,  # type: ignore[arg-type]
        )
        for back, share in enumerate(shares)
    ]
    return years(*periods)


def test_that_kita_must_hold_in_each_of_three_years() -> None:
    assert INDICATOR.compute(_kita(0.8, 0.75, 0.72)).value == 1.0
    assert INDICATOR.compute(_kita(0.8, 0.69, 0.72)).value == 0.0
    assert INDICATOR.compute(_kita(0.8, 0.75, 0.72, imports=6e6)).value == 0.0
    assert INDICATOR.compute(_kita(0.8, 0.75, 0.72, sold={"USA": 2e7})).value == 0.0


def test_that_a_year_without_figures_leaves_kita_open_unless_another_year_fails() -> None:
    assert INDICATOR.compute(_kita(0.8, 0.75)).status == "missing"
    assert INDICATOR.compute(_kita(0.8, 0.6)).value == 0.0
    outcome = INDICATOR.compute(_kita(0.8, 0.75))
    assert "1 earlier years are not reported" in outcome.note


def test_that_a_yearly_amount_is_asked_of_a_half_year_in_part() -> None:
    halves = [paid({"CHN": 3e6}, period=period) for period in ("2021H1", "2020H1", "2019H1")]
    assert INDICATOR.compute(years(*halves)).value == 1.0
