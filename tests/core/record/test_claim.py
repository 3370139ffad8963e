from __future__ import annotations

from workbench.core.record.claim import Finding, definitions


def test_that_mean_and_total_are_told_apart_only_for_several_materials() -> None:
    one, several = definitions(1), definitions(2)
    assert len(set(one)) == len(one) == 4 * 2 * 2 * 2
    assert len(set(several)) == len(several) == 2 * len(one)
    assert {definition.weighting for definition in one} == {"material"}


def test_that_the_last_period_of_a_series_is_not_compared_with_itself() -> None:
    series = (("2020", 0.2), ("2021", 0.1))
    found = Finding(definitions(1)[0], "true", "2021", 0.1, series=series)
    assert (found.compared, found.first) == (1, "2020")
    assert Finding(definitions(1)[0], "unknown").first == ""
