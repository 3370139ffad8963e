"""A regular supplier that delivers nothing has left, if figures were published at all."""

from __future__ import annotations

import numpy as np

from workbench.core.warning.rules.supplier_exit import before, gap


def test_that_the_gap_and_the_year_before_it_are_counted():
    amounts = np.array([[1.0] * 12 + [0.0, 0.0], [0.0] * 14, [1.0] * 14])
    assert gap(amounts).tolist() == [2, 14, 0]
    assert before(amounts, gap(amounts)).tolist() == [12, 0, 12]


def test_that_two_months_without_a_delivery_are_an_exit(rows, make, judged):
    others = rows("JPN", [100.0] * 14)
    found, _ = judged(make(rows("CHN", [50.0] * 12), others), "supplier_exit")
    assert found == [("CHN", 2.0, 2.0)]
    assert judged(make(rows("CHN", [50.0] * 13), others), "supplier_exit")[0] == []


def test_that_a_stray_delivery_makes_no_supplier(rows, make, judged):
    stray = rows("CHN", [50.0, None, None, 50.0, None, None, 50.0])
    found, _ = judged(make(stray, rows("JPN", [100.0] * 14)), "supplier_exit")
    assert found == []


def test_that_silence_of_all_is_no_exit(rows, make, judged):
    project = make(rows("CHN", [50.0] * 12), rows("JPN", [100.0] * 12))
    found, _ = judged(project, "supplier_exit", as_of="2019-02")
    assert found == []
