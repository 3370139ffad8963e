"""Figures that stop coming are themselves a warning."""

from __future__ import annotations


def test_that_figures_overdue_by_two_months_warn(rows, make, judged):
    project = make(rows("CHN", [50.0] * 12))  # to 2018-12, known at the end of 2019-01
    assert judged(project, "silence", as_of="2019-02")[0] == []
    assert judged(project, "silence", as_of="2019-03")[0] == [("", 2.0, 2.0)]


def test_that_what_was_never_regular_is_not_silent(rows, make, judged):
    stray = rows("CHN", [50.0, None, None, None, 50.0, None, None, None, 50.0])
    found, reasons = judged(make(stray), "silence", as_of="2020-01")
    assert (found, reasons) == ([], ["there were never regular monthly figures"])
