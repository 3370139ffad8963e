"""Amounts by slot and partner: what the rules look at."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.core.progress import Cancelled, Progress
from workbench.core.project import from_records
from workbench.core.screening import entries as module
from workbench.core.screening.entries import Entries, Slots, entries
from workbench.core.screening.screen import screen

BOTH = (("import", "value"), ("export", "value"))


def row(period, partner, value, material="pitch", flow="import"):
    told = {"period": period, "partner": partner, "value": value, "material": material}
    return told | {"flow": flow, "reporter": "KOR"}


def made(rows, progress=None, years=2):
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "coke"}, {"material": "pitch"}],
            "trade": rows,
        }
    )
    found = screen(project, basis="value")
    slots = Slots.of(found, years)
    told = entries(project, found, slots, BOTH, progress or Progress())
    labels = found.trade.partner.labels

    def by_name(one):
        keys = zip(one.slot.tolist(), one.partner.tolist(), strict=True)
        names = [(slot, labels[partner]) for slot, partner in keys]
        return dict(zip(names, one.amount.tolist(), strict=True))

    return slots, {flow: by_name(told[flow, "value"]) for flow, _basis in BOTH}


ROWS = [
    row("2022", "CHN", 70.0),
    row("2022", "CHN", 4.0, flow="export"),
    row("2021", "JPN", 9.0),
    row("2020", "JPN", 8.0),
    row("2021-01", "CHN", 5.0, "coke"),
    row("2021-02", "CHN", 6.0, "coke"),
]


def test_that_a_slot_is_a_material_in_its_latest_year_or_one_before():
    slots, told = made(ROWS)
    assert (slots.first // 12).tolist() == [2021, 2022, 2020, 2021]
    assert told["import"] == {(0, "CHN"): 11.0, (1, "CHN"): 70.0, (3, "JPN"): 9.0}
    assert told["export"] == {(1, "CHN"): 4.0}


def test_that_an_amount_that_is_not_reported_is_no_zero():
    _slots, told = made([row("2022", "CHN", None), row("2022", "JPN", 5.0)])
    assert np.isnan(told["import"][1, "CHN"])
    none, amount = Entries(np.array([4]), np.array([np.nan]), 3).at(np.array([0]), np.array([1]))
    assert (none.tolist(), amount.tolist()) == ([False], [0.0])


@pytest.mark.parametrize("odd", [[], [row("2022-01", "JPN", 3.0), row("2022", "WLD", 90.0)]])
def test_that_the_size_of_blocks_does_not_matter(monkeypatch, odd):
    whole = made([*ROWS, *odd])[1]
    monkeypatch.setattr(module, "MOST_CELLS", 1)
    monkeypatch.setattr(module, "_RULED_ROWS", 1)
    assert made([*ROWS, *odd])[1] == whole


def test_that_it_can_be_stopped():
    class Stops(Progress):
        def step(self, done, total, text=""):
            del done, total, text
            raise Cancelled

    with pytest.raises(Cancelled):
        made([*ROWS, row("2022", "WLD", 90.0)], Stops())
