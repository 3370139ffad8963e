"""The ledger between two chosen periods, and from the base to the scenario."""

from __future__ import annotations

import pytest


@pytest.fixture
def ledger(opened, settled):
    opened.session.choose_basis("quantity")
    opened.places.bring("ledger")
    settled()
    return opened.panes["ledger"]


def choose(combo, text: str) -> None:
    combo.setCurrentIndex(combo.findText(text))
    combo.activated.emit(combo.currentIndex())


def total(view, column: str) -> float:
    return float(view.frames.frame[column].sum())


def test_that_two_chosen_periods_are_compared_the_earlier_one_first(ledger, settled) -> None:
    assert (ledger.before.currentText(), ledger.after.currentText()) == ("2023H2", "2024H2")
    choose(ledger.before, "2024H1")
    settled()
    choose(ledger.after, "2018H1")
    settled()
    assert (ledger.before.currentText(), ledger.after.currentText()) == ("2018H1", "2024H1")
    assert "2018H1 to 2024H1" in ledger.plot.title.text()
    ledger.tabs.setCurrentWidget(ledger.effects)
    parts = ("demand", "home_production", "source_shares")
    change = total(ledger.effects, "change")
    assert sum(total(ledger.effects, name) for name in parts) == pytest.approx(change)
    assert "China" in set(ledger.effects.frames.frame["country"])


def test_that_base_and_scenario_are_compared_where_one_is_chosen(opened, ledger, settled) -> None:
    opened.session.select(scenario="china-licence")
    settled()
    assert not ledger.before.isVisible()
    assert "scenario" in ledger.plot.data().iloc[-1, 0]
    ledger.tabs.setCurrentWidget(ledger.replaced)
    gainers = ledger.replaced.frames.frame
    assert set(gainers["loser"]) == {"China"}
    assert {"Japan", "South Korea"} <= set(gainers["gainer"])
    opened.session.select(scenario="")
    settled()
    assert ledger.before.isVisible()
    ledger.tabs.setCurrentWidget(ledger.plot)
    assert ledger.plot.data().iloc[-1, 0] == "2024H2"


def test_that_without_imports_it_says_what_is_needed(opened, ledger, settled) -> None:
    opened.session.select(material="pitch")
    settled()
    assert "No two periods" in ledger.plot.message
    ledger.tabs.setCurrentWidget(ledger.effects)
    assert ledger.effects.frames.rowCount() == 0


def test_that_the_share_in_all_materials_is_taken_apart(opened, ledger, settled) -> None:
    opened.session.choose_basis("value")
    choose(ledger.before, "2018H1")
    settled()
    page = ledger.mix
    ledger.tabs.setCurrentWidget(page)
    settled()
    choose(page.country, "China")
    settled()
    rows = page.table.frames.frame
    assert {"artificial graphite", "natural graphite"} <= set(rows["material"])
    parts = [float(rows[name].sum()) for name in ("within", "between", "interaction")]
    weights = rows[["weight_before", "weight_after"]].sum().tolist()
    assert weights == pytest.approx([100.0, 100.0])
    shares = [float((rows[f"weight_{s}"] * rows[f"ratio_{s}"]).sum()) for s in ("before", "after")]
    assert sum(parts) == pytest.approx((shares[1] - shares[0]) / 100)
    assert f"China: {shares[0] / 100:.1f} % of imports in 2018H1" in page.said.text()
    opened.session.choose_basis("quantity")
    settled()
    assert "cannot be added up" in page.said.text()
    assert page.table.frames.rowCount() == 0


def test_that_periods_of_the_shift_share_can_be_chosen_beside_a_scenario(
    opened, ledger, settled
) -> None:
    opened.session.select(scenario="china-licence")
    opened.session.choose_basis("value")
    settled()
    ledger.tabs.setCurrentWidget(ledger.mix)
    settled()
    choose(ledger.before, "2018H1")
    settled()
    assert ledger.mix.table.frames.rowCount() > 0
    assert "in 2018H1" in ledger.mix.said.text()
    ledger.tabs.setCurrentWidget(ledger.plot)
    assert not ledger.before.isVisible()
    assert "scenario" in ledger.plot.data().iloc[-1, 0]


def test_that_a_moved_shock_draws_only_the_page_in_front_and_no_periods_anew(
    opened, ledger, settled, monkeypatch
) -> None:
    session = opened.session
    session.select(scenario="china-licence")
    session.pin("us-demand", on=True)
    settled()
    ledger.tabs.setCurrentWidget(ledger.effects)
    settled()
    drawn, worked, work = [], [], session.work
    monkeypatch.setattr(ledger.plot, "floating_bars", lambda *_given: drawn.append(1))
    monkeypatch.setattr(
        session,
        "work",
        lambda name, *rest, **more: [worked.append(name), work(name, *rest, **more)],
    )
    before = ledger.effects.frames.frame
    session.simulated.emit()
    settled()
    assert ledger.effects.frames.frame is not before
    assert (drawn, worked) == ([], [])
    ledger.tabs.setCurrentWidget(ledger.plot)
    assert drawn


@pytest.mark.parametrize("room", ["charts", "ledger", "compare", "best"])
def test_that_a_room_with_docks_on_both_sides_leaves_them_their_width(opened, settled, room):
    opened.session.select(scenario="china-licence")
    opened.resize(1366, 768)
    opened.places.bring(room)
    settled()
    assert opened.panes[room].minimumSizeHint().width() <= 480
