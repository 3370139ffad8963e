from __future__ import annotations

import pytest

from workbench.core.measure import COLUMNS, measure, shift_between
from workbench.core.project import Project, from_records


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
    with pytest.raises(KeyError, match="known are hhi"):
        measure(localised, keys=["hhii"])


def test_that_shares_of_a_shift_add_up_to_one_and_changes_to_zero(localised: Project) -> None:
    shift = shift_between(localised, "anode", before="2021", after="2022", basis="quantity")
    assert shift["base_share"].sum() == pytest.approx(1.0)
    assert shift["change"].sum() == pytest.approx(0.0, abs=1e-12)


def test_that_a_period_without_figures_has_missing_shares(localised: Project) -> None:
    shift = shift_between(localised, "anode", before="2019", after="2022", basis="quantity")
    assert shift["base_share"].isna().all()
