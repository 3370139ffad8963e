"""Half of the imports from one country is dependence."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("china", "warns"), [(50.0, True), (49.9, False)])
def test_that_half_of_the_imports_warns(rows, make, judged, china, warns):
    project = make(rows("CHN", [china]), rows("JPN", [30.0]), rows("DEU", [100 - china - 30.0]))
    found, _ = judged(project, "share_level")
    assert bool(found) == warns
    if warns:
        assert found == [("CHN", 0.5, 0.5)]


def test_that_a_setting_moves_the_threshold(rows, make, judged):
    project = make(
        rows("CHN", [70.0]),
        rows("JPN", [30.0]),
        settings=[{"key": "warning.share_level.threshold", "value": "0.75"}],
    )
    assert judged(project, "share_level") == ([], [])


def test_that_one_exporters_figures_give_no_share(rows, make, judged):
    sold = [{**r, "flow": "export", "reporter": "CHN", "partner": "KOR"} for r in rows("", [5.0])]
    found, reasons = judged(make(sold), "share_level")
    assert found == []
    assert reasons == ["only one exporter's figures are known, so shares of imports are not"]
    japan = [{**row, "reporter": "JPN"} for row in sold]
    found, reasons = judged(make(sold, japan), "share_level")
    assert [partner for partner, *_ in found] == ["CHN", "JPN"]


def test_that_a_total_of_all_partners_is_no_partner(rows, make, judged):
    found, reasons = judged(make(rows("WLD", [5.0])), "share_level")
    assert (found, reasons) == ([], ["only the total of all partners is known"])
