from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.ledger.tables import EFFECTS, State, ledger, ledger_between, ledger_of
from workbench.core.project import Project, from_records
from workbench.core.simulation.run import run

AMOUNT = st.one_of(st.just(0.0), st.floats(1e-3, 1e6))
STATES = st.builds(
    State,
    st.dictionaries(st.sampled_from(["CHN", "JPN", "DEU", "USA"]), AMOUNT, min_size=1),
    st.one_of(st.just(float("nan")), st.floats(1e-3, 1e6)),
    st.one_of(st.just(float("nan")), AMOUNT),
)


def project(*rows: dict[str, Any], made: tuple[tuple[str, float], ...] = ()) -> Project:
    row = {"flow": "import", "reporter": "KOR", "material": "m"}
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "m", "unit": "t"}],
            "trade": [{**row, **own} for own in rows],
            "production": [
                {"period": period, "country": "KOR", "material": "m", "quantity": amount}
                for period, amount in made
            ],
        }
    )


def imports(period: str, **amounts: float) -> list[dict[str, Any]]:
    return [{"period": period, "partner": code, "quantity": x} for code, x in amounts.items()]


@given(STATES, STATES)
def test_that_the_parts_add_up_to_the_change_of_every_country(one: State, two: State) -> None:
    found = ledger("m", one, two, home="KOR")
    parts = found.effects[list(EFFECTS[5:])].sum(axis=1, skipna=True)
    scale = found.effects[list(EFFECTS[5:])].abs().max(axis=1)
    error = (parts - found.effects["change"]).abs()
    assert (error <= 1e-12 * np.maximum(scale, found.effects["change"].abs())).all()
    assert sum(found.steps().values()) == pytest.approx(two.total - one.total, rel=1e-9, abs=1e-3)


@given(STATES, STATES)
def test_that_contributions_and_places_taken_add_up(one: State, two: State) -> None:
    found = ledger("m", one, two, home="KOR")
    for name, part in found.hhi.groupby("denominator"):
        before, after = part["before_share"], part["after_share"]
        assert before.sum() == pytest.approx(1.0)
        change = (after**2).sum() - (before**2).sum()
        assert part["contribution"].sum() == pytest.approx(change, abs=1e-12)
        moved = found.replaced[found.replaced["denominator"] == name]
        losses = (before - after).clip(lower=0).sum()
        assert moved["share"].sum() == pytest.approx(losses, abs=1e-12)


def test_that_a_supplier_who_disappears_is_a_row_and_not_dropped() -> None:
    rows = [*imports("2020", CHN=60.0, JPN=40.0), *imports("2021", CHN=90.0)]
    found = ledger_between(
        project(*rows, made=(("2020", 0.0), ("2021", 10.0))),
        "m",
        before="2020",
        after="2021",
        basis="quantity",
    )
    japan = found.effects.set_index("country").loc["JPN"]
    assert (japan["before"], japan["after"], japan["source_shares"]) == (40.0, 0.0, -40.0)
    assert (japan["demand"], japan["home_production"]) == (0.0, 0.0)
    places = found.replaced.set_index(["denominator", "loser", "gainer"])["share"]
    assert places.loc["imports", "JPN", "CHN"] == pytest.approx(0.4)
    assert places.loc["supply", "JPN", "KOR"] == pytest.approx(0.1)


def test_that_a_change_small_beside_the_amounts_keeps_its_digits() -> None:
    one = State({"CHN": 1e9 / 3, "JPN": 2e9 / 7}, demand=1e9)
    two = State({"CHN": 1e9 / 3 + 0.01, "JPN": 2e9 / 7}, demand=1e9)
    rows = ledger("m", one, two).effects
    parts = rows[["demand", "home_production", "source_shares"]].sum(axis=1)
    assert parts.tolist() == pytest.approx(rows["change"].tolist(), rel=1e-12, abs=1e-14)


def test_that_home_production_that_is_exported_supplies_nobody_at_home() -> None:
    rows = [*imports("2020", CHN=60.0), *imports("2021", CHN=60.0)]
    rows.append({"period": "2021", "flow": "export", "partner": "USA", "quantity": 30.0})
    made = project(*rows, made=(("2020", 0.0), ("2021", 40.0)))
    found = ledger_between(made, "m", before="2020", after="2021", basis="quantity")
    home = found.hhi[found.hhi["denominator"] == "supply"].set_index("country").loc["KOR"]
    assert home["after_share"] == pytest.approx(10 / 70)
    assert found.steps()["demand"] == pytest.approx(-found.steps()["home_production"])


def test_that_without_production_the_total_of_imports_stands_for_both_and_that_is_said() -> None:
    rows = [*imports("2020", CHN=60.0, JPN=40.0), *imports("2021", CHN=90.0, JPN=60.0)]
    found = ledger_between(project(*rows), "m", before="2020", after="2021", basis="quantity")
    assert found.steps() == {"imports": pytest.approx(50.0), "source_shares": pytest.approx(0.0)}
    assert found.effects["demand"].isna().all()
    assert "production" in " ".join(found.notes)
    assert set(found.hhi["denominator"]) == {"imports"}


def test_that_a_country_without_an_amount_is_named_and_left_out() -> None:
    rows = [*imports("2020", CHN=60.0, JPN=40.0), *imports("2021", CHN=90.0)]
    rows.append({"period": "2021", "partner": "JPN", "value": 1.0})
    found = ledger_between(project(*rows), "m", before="2020", after="2021", basis="quantity")
    assert np.isnan(found.effects.set_index("country").at["JPN", "change"])
    assert found.hhi["country"].tolist() == ["CHN"]
    assert any("left out: JPN" in note for note in found.notes)


def test_that_the_total_of_all_partners_takes_nobodys_place() -> None:
    rows = [*imports("2020", WLD=100.0), *imports("2021", CHN=90.0, JPN=10.0)]
    found = ledger_between(project(*rows), "m", before="2020", after="2021", basis="quantity")
    assert found.effects["country"].tolist() == ["WLD"]
    assert found.effects["change"].item() == pytest.approx(0.0)
    assert found.replaced.empty
    assert found.hhi.empty
    assert any("WLD" in note for note in found.notes)


def test_that_releases_known_later_do_not_count_at_an_earlier_day() -> None:
    rows = imports("2020", CHN=50.0) + imports("2021", CHN=60.0)
    late = [{**rows[1], "quantity": 80.0, "release": "2023-01-01"}]
    made = project(*rows, *late)
    kinds = {"before": "2020", "after": "2021", "basis": "quantity"}
    assert ledger_between(made, "m", **kinds).effects["after"].item() == 80.0
    then = ledger_between(made, "m", **kinds, as_of="2022-06-30")
    assert then.effects["after"].item() == 60.0


def test_that_the_ledger_of_a_scenario_is_that_of_its_run(graphite: Project) -> None:
    result = run(graphite, "china-licence")
    found = ledger_of(result, "artificial graphite")
    rows = result.summary.query("material == 'artificial graphite'").set_index("measure")
    imports_of = rows.loc["imports"]
    assert found.effects["before"].sum() == pytest.approx(imports_of["base"])
    assert found.effects["after"].sum() == pytest.approx(imports_of["scenario"])
    hhi = found.hhi.groupby("denominator")["contribution"].sum()
    for name, measure in (("imports", "hhi_imports"), ("supply", "hhi_supply")):
        change = rows.at[measure, "scenario"] - rows.at[measure, "base"]
        assert hhi[name] == pytest.approx(change, abs=1e-12)
