from __future__ import annotations

import pandas as pd
import pytest

from workbench.core.measure import COLUMNS, SHIFT, measure, shift_between
from workbench.core.project import Project, from_records, merge


@pytest.fixture
def localised() -> Project:
    """The Korean anode market before and after a plant of 8,000 t/yr.

    13,000 t (2021); import mix 78.8/14.8/6.4 % by quantity (KIPOST 1082), held constant.
    """
    trade = [
        {
            "period": period,
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": "anode",
            "quantity": total * share,
        }
        for period, total in (("2021", 13_000.0), ("2022", 5_000.0))
        for partner, share in (("CHN", 0.788), ("JPN", 0.148), ("S19", 0.064))
    ]
    made = [
        {"period": period, "country": "KOR", "material": "anode", "quantity": quantity}
        for period, quantity in (("2021", 0.0), ("2022", 8_000.0))
    ]
    return from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "anode"}],
            "trade": trade,
            "production": made,
        }
    )


def test_that_localisation_shows_in_self_sufficiency_and_not_in_shares_of_imports(
    localised: Project,
) -> None:
    table = measure(localised, bases=["quantity"]).set_index(["period", "indicator"])["value"]
    assert table["2021", "self_sufficiency"] == 0.0
    assert table["2022", "self_sufficiency"] == pytest.approx(8 / 13, abs=1e-12)
    assert table["2022", "import_dependence"] == pytest.approx(5 / 13, abs=1e-12)
    for period in ("2021", "2022"):
        assert table[period, "top_partner_share"] == pytest.approx(0.788, abs=1e-12)
        assert table[period, "hhi"] == pytest.approx(0.646944, abs=1e-9)


def test_that_the_table_has_the_published_columns_and_a_reason_for_every_gap(
    localised: Project,
) -> None:
    table = measure(localised)
    assert tuple(table.columns) == COLUMNS
    gaps = table[table["value"].isna()]
    assert len(gaps)
    assert (gaps["status"] != "ok").all()
    assert (gaps["note"] != "").all()


def test_that_an_unknown_indicator_is_refused_with_the_known_ones(localised: Project) -> None:
    with pytest.raises(KeyError, match=r"known are .*hhi,"):
        measure(localised, keys=["hhii"])


def test_that_shares_of_a_shift_add_up_to_one_and_changes_to_zero(localised: Project) -> None:
    shift = shift_between(localised, "anode", before="2021", after="2022", basis="quantity")
    assert shift["base_share"].sum() == pytest.approx(1.0)
    assert shift["change"].sum() == pytest.approx(0.0, abs=1e-12)


def test_that_a_period_without_figures_has_missing_shares(localised: Project) -> None:
    shift = shift_between(localised, "anode", before="2019", after="2022", basis="quantity")
    assert shift["base_share"].isna().all()


def test_that_a_plant_of_ones_own_shows_in_shares_of_supply_and_not_of_imports(
    localised: Project,
) -> None:
    shift = shift_between(localised, "anode", before="2021", after="2022", basis="quantity")
    assert tuple(shift.columns) == SHIFT
    rows = shift.set_index("country")
    assert rows.index[0] == "KOR"
    assert rows.loc["KOR", ["base_share", "scenario_share"]].tolist() == [0.0, 8 / 13]
    china = rows.loc["CHN"]
    assert china["base_share"] == pytest.approx(0.788, abs=1e-12)
    assert china["scenario_share"] == pytest.approx(0.788 * 5 / 13, abs=1e-12)
    assert china["scenario_share_of_imports"] == pytest.approx(0.788, abs=1e-12)
    assert china["change_of_imports"] == pytest.approx(0.0, abs=1e-12)


def test_that_by_value_there_are_shares_of_imports_only(localised: Project) -> None:
    trade = localised["trade"].assign(value=localised["trade"]["quantity"] * 5)
    project = localised.replace({"trade": trade})
    shift = shift_between(project, "anode", before="2021", after="2022", basis="value")
    assert shift[["base_share", "scenario_share", "change"]].isna().all(axis=None)
    assert shift["scenario_share_of_imports"].sum() == pytest.approx(1.0)
    assert set(shift["basis"]) == {"value"}


def test_that_a_partner_without_an_amount_has_no_share_and_one_without_a_row_has_none() -> None:
    row = {"flow": "import", "reporter": "KOR", "material": "m"}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "m"}],
            "trade": [
                {**row, "period": "2021", "partner": "CHN", "quantity": 1.0},
                {**row, "period": "2022", "partner": "JPN", "quantity": 1.0},
                {**row, "period": "2022", "partner": "USA", "value": 1.0},
            ],
        }
    )
    shift = shift_between(project, "m", before="2021", after="2022", basis="quantity")
    rows = shift.set_index("country")["scenario_share_of_imports"]
    assert (rows["CHN"], rows["JPN"]) == (0.0, 1.0)
    assert rows[["USA", "KOR"]].isna().all()


def test_that_production_of_a_few_months_is_not_set_against_imports_of_a_year() -> None:
    row = {"flow": "import", "reporter": "KOR", "material": "m", "partner": "CHN", "quantity": 100}
    made = {"country": "KOR", "material": "m", "quantity": 100}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "m"}],
            "trade": [{**row, "period": f"2023-{month:02d}"} for month in range(1, 13)],
            "production": [{**made, "period": f"2023-{month:02d}"} for month in range(1, 4)],
        }
    )
    table = measure(project, bases=["quantity"], period="2023").set_index("indicator")
    for key in ("import_dependence", "self_sufficiency"):
        assert table.at[key, "status"] == "missing"
        assert "imports cover 12 months of 2023, production covers 3" in table.at[key, "note"]
    assert (table.at["hhi", "value"], table.at["hhi", "note"]) == (1.0, "")
    january = measure(project, bases=["quantity"], period="2023-01", keys=["import_dependence"])
    assert january["value"].item() == 0.5


def test_that_a_total_of_all_partners_has_no_concentration_but_a_balance() -> None:
    row = {"period": "2023", "reporter": "KOR", "material": "m"}
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "m"}],
            "trade": [
                {**row, "flow": "import", "partner": "WLD", "quantity": 300},
                {**row, "flow": "export", "partner": "USA", "quantity": 20},
            ],
            "production": [{"period": "2023", "country": "KOR", "material": "m", "quantity": 100}],
        }
    )
    table = measure(project, bases=["quantity"]).set_index("indicator")
    assert table.at["import_dependence", "value"] == pytest.approx(280 / 380, abs=1e-12)
    assert table.at["hhi", "status"] == table.at["top_partner_share", "status"] == "missing"
    assert "total of all partners" in table.at["hhi", "note"]


def test_that_what_home_makes_and_exports_is_no_part_of_its_supply(localised: Project) -> None:
    row = {"flow": "export", "reporter": "KOR", "partner": "USA", "material": "anode"}
    sold = from_records({"trade": [{**row, "period": "2022", "quantity": 3_000.0}]})
    project, _ = merge(localised, {"trade": sold["trade"].set_axis([7 << 39], axis="index")})
    shift = shift_between(project, "anode", before="2021", after="2022", basis="quantity")
    assert shift.set_index("country").at["KOR", "scenario_share"] == pytest.approx(0.5)


def test_that_both_bases_at_once_say_what_each_says_alone() -> None:
    rows = [
        {
            "period": "2023",
            "flow": "import",
            "reporter": "KOR",
            "partner": partner,
            "material": "cobalt",
            "quantity": quantity,
            "value": 50_000.0 * quantity,
        }
        for partner, quantity in (("COD", 500.0), ("CHN", 300.0))
    ]
    made = [
        {"period": "2023", "country": country, "material": "cobalt", "quantity": quantity}
        for country, quantity in (("COD", 130_000.0), ("AUS", 6_000.0))
    ]
    project = from_records(
        {
            "settings": [{"key": "home", "value": "KOR"}],
            "materials": [{"material": "cobalt", "unit": "t"}],
            "trade": rows,
            "production": made,
        }
    )
    alone = pd.concat([measure(project, bases=[basis]) for basis in ("value", "quantity")])
    together = measure(project, bases=["value", "quantity"])
    pd.testing.assert_frame_equal(together, alone.reset_index(drop=True))
    factor = together.set_index(["basis", "indicator"]).loc[("quantity", "geopolrisk_cf")]
    assert factor["status"] == "ok"
